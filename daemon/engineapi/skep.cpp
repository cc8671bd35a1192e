#include "daemon/engineapi/routes.h"
#include "daemon/engineapi/render.h"
#include "shared/api/json.h"
#include "shared/api/jsonimpl.h"

// What Docker has no place for: /skep/v1 (docs/api.md).
namespace skep::engineapi {
namespace {

using api::Omit;

struct RaftMemberRow {
    std::string nodeId, addr;
    bool leader = false, voter = false;
    std::string reachability;
    std::uint64_t match = 0, lag = 0;
    std::optional<std::int64_t> lastContactMs;

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &RaftMemberRow::nodeId, Omit::Never);
        v(2, "Addr", &RaftMemberRow::addr, Omit::Never);
        v(3, "Leader", &RaftMemberRow::leader, Omit::Never);
        v(4, "Voter", &RaftMemberRow::voter, Omit::Never);
        v(5, "Reachability", &RaftMemberRow::reachability, Omit::Never);
        v(6, "Match", &RaftMemberRow::match, Omit::Never);
        v(7, "Lag", &RaftMemberRow::lag, Omit::Never);
        v(8, "LastContactMs", &RaftMemberRow::lastContactMs, Omit::Empty);
    }
    bool operator==(const RaftMemberRow&) const = default;
};

struct RaftReport {
    std::uint64_t term = 0, commit = 0, applied = 0, last = 0;
    std::vector<RaftMemberRow> members;

    template <class V> static void fields(V& v)
    {
        v(1, "Term", &RaftReport::term, Omit::Never);
        v(2, "Commit", &RaftReport::commit, Omit::Never);
        v(3, "Applied", &RaftReport::applied, Omit::Never);
        v(4, "Last", &RaftReport::last, Omit::Never);
        v(5, "Members", &RaftReport::members, Omit::Never);
    }
    bool operator==(const RaftReport&) const = default;
};

struct JoinRow {
    std::string nodeId, hostname, token; // "worker" or "manager"; "" for the founder
    std::uint64_t tokenGeneration = 0;
    bool current = false;
    Timestamp joinedAt;

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &JoinRow::nodeId, Omit::Never);
        v(2, "Hostname", &JoinRow::hostname, Omit::Never);
        v(3, "Token", &JoinRow::token, Omit::Never);
        v(4, "TokenGeneration", &JoinRow::tokenGeneration, Omit::Never);
        v(5, "TokenCurrent", &JoinRow::current, Omit::Never);
        v(6, "JoinedAt", &JoinRow::joinedAt, Omit::Never);
    }
    bool operator==(const JoinRow&) const = default;
};

struct JoinReport {
    api::TokenGeneration worker, manager;
    std::vector<JoinRow> nodes;

    template <class V> static void fields(V& v)
    {
        v(1, "WorkerToken", &JoinReport::worker, Omit::Never);
        v(2, "ManagerToken", &JoinReport::manager, Omit::Never);
        v(3, "Nodes", &JoinReport::nodes, Omit::Never);
    }
    bool operator==(const JoinReport&) const = default;
};

struct CertificateRow {
    std::string nodeId, hostname;
    Timestamp notAfter;

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &CertificateRow::nodeId, Omit::Never);
        v(2, "Hostname", &CertificateRow::hostname, Omit::Never);
        v(3, "NotAfter", &CertificateRow::notAfter, Omit::Never);
    }
    bool operator==(const CertificateRow&) const = default;
};

} // namespace

async::Task<http::Response> capabilities(Context)
{
    std::string names;
    for (const std::string_view name : capabilityNames())
        names += (names.empty() ? "" : ",") + quoted(name);
    co_return json("{\"Version\":" + quoted(SKEP_VERSION) + ",\"Capabilities\":[" + names + "]}");
}

async::Task<http::Response> raftStatus(Context context)
{
    const RaftView raft = context.backend.manager()->raft();
    RaftReport report{raft.term, raft.commit, raft.applied, raft.last, {}};
    for (const RaftMemberView& member : raft.members) {
        RaftMemberRow row{member.nodeId, member.addr, member.leader, member.voter, std::string(api::text(member.reachability)),
            member.match, raft.last - std::min(member.match, raft.last), {}};
        if (member.lastContactMs >= 0)
            row.lastContactMs = member.lastContactMs;
        report.members.push_back(std::move(row));
    }
    co_return json(api::toJson(report));
}

async::Task<http::Response> joins(Context context)
{
    const store::View& view = context.backend.manager()->store();
    JoinReport report;
    if (const auto cluster = view.cluster()) {
        report.worker = cluster->workerTokenGeneration;
        report.manager = cluster->managerTokenGeneration;
    }
    for (const auto& node : view.all<api::Node>()) {
        const bool manager = node->admittedAs == api::NodeRole::Manager;
        report.nodes.push_back({node->id, node->description.hostname, std::string(api::text(node->admittedAs)), node->tokenGeneration,
            node->tokenGeneration == (manager ? report.manager : report.worker).number, node->meta.createdAt});
    }
    co_return json(api::toJson(report));
}

async::Task<http::Response> certificates(Context context)
{
    std::vector<std::string> rows;
    for (const auto& node : context.backend.manager()->store().all<api::Node>())
        rows.push_back(api::toJson(CertificateRow{node->id, node->description.hostname, node->certificateExpiry}));
    co_return jsonList(rows);
}

} // namespace skep::engineapi
