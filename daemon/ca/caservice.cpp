#include "daemon/ca/caservice.h"

#include "daemon/ca/capolicy.h"
#include "shared/base/logging.h"
#include "shared/base/rng.h"
#include "shared/pki/authority.h"
#include "shared/pki/certificate.h"

namespace skep::ca {
namespace {

constexpr auto DefaultExpiry = std::chrono::hours(2160);
constexpr auto MinExpiry = std::chrono::hours(1);

std::chrono::seconds expiryOf(const api::Cluster& cluster)
{
    const auto set = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::nanoseconds(cluster.spec.ca.nodeCertExpiry));
    return set < MinExpiry ? DefaultExpiry : set;
}

api::Node newNode(const Grant& grant, const api::CaIssueRequest& request, Timestamp expiry)
{
    api::Node node;
    node.id = grant.subject.nodeId;
    node.role = grant.subject.role == pki::Role::Manager ? api::NodeRole::Manager : api::NodeRole::Worker;
    node.spec.role = node.role;
    node.spec.availability
        = request.availability == api::Availability::Unspecified ? api::Availability::Active : request.availability;
    node.description.hostname = request.hostname;
    node.certificateExpiry = expiry;
    node.tokenGeneration = grant.tokenGeneration;
    node.admittedAs = node.role;
    return node;
}

} // namespace

async::Task<Result<api::CaIssueReply>> CaService::issue(rpc::Peer peer, api::CaIssueRequest request)
{
    const Caller caller{peer.nodeId, peer.clusterId};
    const std::string newId = makeSecureId();
    const Timestamp now = async::loop().now();
    // Decided and signed inside the write, so the token cannot be rotated in between.
    auto reply = std::make_shared<api::CaIssueReply>();
    const auto written = co_await m_proposer.update([=](store::Tx& tx) -> Result<void> {
        SKEP_TRY(grant, decide(tx, caller, request, newId));
        const auto cluster = tx.cluster();
        SKEP_TRY(pem, pki::issueCertificate({cluster->rootCaCert, cluster->rootCaKey}, request.csrPem, grant.subject, expiryOf(*cluster), now));
        SKEP_TRY(info, pki::parseCertificate(pem));
        *reply = {grant.subject.nodeId, pem, cluster->rootCaCert};
        if (grant.isNew)
            return tx.create(newNode(grant, request, info.notAfter));
        api::Node node = *tx.get<api::Node>(grant.subject.nodeId);
        node.certificateExpiry = info.notAfter;
        return tx.update(std::move(node));
    });
    if (!written)
        co_return tl::unexpected(written.error());
    qCInfo(logCa) << "certificate issued, node=" << log(reply->nodeId) << "from=" << log(peer.address);
    co_return *reply;
}

} // namespace skep::ca
