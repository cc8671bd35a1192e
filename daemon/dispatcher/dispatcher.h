#pragma once

#include "daemon/consensus/proposer.h"
#include "daemon/dispatcher/assignmentset.h"
#include "daemon/dispatcher/liveness.h"
#include "daemon/rpc/server.h"
#include "shared/async/task.h"
#include "shared/store/store.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace skep::dispatcher {

// The leader's side of every agent: who is alive, what each should run, what each reports. Lives for one leader term.
class Dispatcher {
public:
    // `managers` answers the list that agents are told; `cutOff` closes the connections of a node that was removed.
    Dispatcher(store::Store& store, consensus::Proposer& proposer, std::function<std::vector<api::ManagerAddress>()> managers,
        std::function<void(const std::string& nodeId)> cutOff);

    // Marks the nodes as unknown until they report (control-plane.md §D.2) and begins to watch.
    [[nodiscard]] async::Task<void> start();
    // Ends all sessions: their streams close, agents look for the next leader.
    [[nodiscard]] async::Task<void> close();

    // The list of managers changed.
    void managersChanged();

    // Handlers of the rpc methods of the same name; the peer is a node of this cluster.
    [[nodiscard]] async::Task<Result<void>> session(rpc::Peer peer, Bytes request, std::shared_ptr<rpc::ServerStream> stream);
    [[nodiscard]] async::Task<Result<Bytes>> heartbeat(rpc::Peer peer, Bytes request);
    [[nodiscard]] async::Task<Result<Bytes>> status(rpc::Peer peer, Bytes request);

private:
    struct Session {
        explicit Session(const std::string& nodeId) : assignments(nodeId) {}

        std::string id;
        AssignmentSet assignments;
        async::Notify changed;
        async::Stop stop;
        bool nodeChanged = false, managersChanged = false, clusterChanged = false;
    };

    void observe(const store::Event& event);
    void sweep();
    [[nodiscard]] async::Task<void> markDown(std::vector<std::string> nodeIds);
    [[nodiscard]] async::Task<void> orphanTasks(std::string nodeId);
    [[nodiscard]] async::Task<Result<void>> markReady(rpc::Peer peer, api::SessionRequest request);
    [[nodiscard]] async::Task<Result<void>> serve(
        std::string nodeId, std::shared_ptr<Session> session, std::shared_ptr<rpc::ServerStream> stream);
    [[nodiscard]] std::chrono::nanoseconds period() const;
    [[nodiscard]] std::chrono::nanoseconds grace() const;
    [[nodiscard]] std::shared_ptr<Session> find(const std::string& nodeId, const std::string& sessionId) const;

    store::Store& m_store;
    consensus::Proposer& m_proposer;
    std::function<std::vector<api::ManagerAddress>()> m_managers;
    std::function<void(const std::string&)> m_cutOff;
    std::shared_ptr<void> m_subscription;
    std::map<std::string, std::shared_ptr<Session>> m_sessions;
    Liveness m_liveness;
    std::map<std::string, std::chrono::nanoseconds> m_downSince;
    std::chrono::nanoseconds m_lastSweep{0};
    async::Timer m_sweeper;
    async::TaskScope m_scope;
};

} // namespace skep::dispatcher
