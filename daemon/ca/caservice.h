#pragma once

#include "daemon/consensus/proposer.h"
#include "daemon/rpc/peer.h"
#include "shared/api/messages.h"
#include "shared/async/task.h"
#include "shared/store/store.h"

namespace skep::ca {

// Issues node certificates; on the leader. The root key is in the store, in memory only.
class CaService {
public:
    CaService(store::Store& store, consensus::Proposer& proposer) : m_store(store), m_proposer(proposer) {}

    // The node record is committed before the certificate leaves. Errors: those of decide() and of the authority.
    [[nodiscard]] async::Task<Result<api::CaIssueReply>> issue(rpc::Peer peer, api::CaIssueRequest request);

private:
    store::Store& m_store;
    consensus::Proposer& m_proposer;
};

} // namespace skep::ca
