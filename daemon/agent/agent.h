#pragma once

#include "daemon/agent/executor.h"
#include "daemon/agent/managers.h"
#include "daemon/agent/session.h"
#include "daemon/agent/taskdb.h"
#include "daemon/agent/worker.h"
#include "daemon/rpc/tls.h"
#include "shared/async/task.h"
#include "shared/base/rng.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace skep::agent {

// This node as a member of the swarm: finds the leader, keeps a session with it, runs what it is assigned. Goes on running it when
// no manager can be reached.
class Agent {
public:
    struct Options {
        std::string nodeId;
        std::string hostname; // "": the machine's
        std::string advertiseAddr; // IP without port; "": what the manager sees
        std::function<rpc::TlsIdentity()> identity; // asked whenever a connection is made
        std::vector<api::ManagerAddress> managers; // those known from before
        std::uint64_t seed = 0; // of the order in which managers are asked and of back-off; 0: from the system
    };

    // `executor` and `db` outlive the agent. Managers are dialled over rpc, or as `managers` does it.
    Agent(Executor& executor, TaskDb& db, Options options);
    Agent(Executor& executor, TaskDb& db, Options options, std::shared_ptr<Managers> managers);
    Agent(const Agent&) = delete;
    Agent& operator=(const Agent&) = delete;

    // Tasks in the database go on at once, then managers are looked for. Call once.
    void start();
    // Ends the session; containers keep running.
    [[nodiscard]] async::Task<void> close();
    // Ends the session, then stops and removes all containers and forgets the tasks. The managers are not told. close() must follow.
    [[nodiscard]] async::Task<void> leave();

    // This node as the managers have it: role, availability, labels. Called for every copy that arrives.
    void onNode(std::function<void(const api::Node&)> work) { m_onNode = std::move(work); }
    // The managers to dial from now on, to be kept for the next start. Called when they change.
    void onManagers(std::function<void(std::vector<api::ManagerAddress>)> work) { m_onManagers = std::move(work); }
    // In addition to those known, or with a new address.
    void addManagers(const std::vector<api::ManagerAddress>& managers);

    // Whether a manager has this node registered now.
    [[nodiscard]] bool sessionReady() const { return m_session && m_session->registered(); }
    // Resolves when a session is ready for the first time, at once if that has been. Cancelled when stopped or closed.
    [[nodiscard]] async::Task<Result<void>> firstSession(async::Stop stop = {});
    // Opens a new session over a new connection, with the identity as it is then.
    void reconnect();
    // Why there is no session; "" while there is one.
    [[nodiscard]] std::string lastError() const { return sessionReady() ? std::string() : m_lastError; }

private:
    [[nodiscard]] async::Task<void> run();
    [[nodiscard]] async::Task<void> pollDescription();
    [[nodiscard]] async::Task<std::chrono::nanoseconds> serveOnce();
    [[nodiscard]] std::vector<std::string> shuffledAddresses();
    [[nodiscard]] std::chrono::nanoseconds backOff(std::chrono::nanoseconds cap);
    [[nodiscard]] std::chrono::nanoseconds afterSession(const Error& reason, std::chrono::nanoseconds lived);
    void adoptDescription(api::NodeDescription description);
    void adoptManagers(std::vector<api::ManagerAddress> managers);
    void handle(const api::SessionMessage& message);
    void noteFailure(const Error& error);

    Executor& m_executor;
    Options m_options;
    std::shared_ptr<Managers> m_managers;
    Worker m_worker;
    Rng m_rng;
    api::NodeDescription m_description; // without TLS info
    async::Notify m_described;
    std::unique_ptr<Session> m_session;
    std::chrono::nanoseconds m_bound{0}; // of the back-off
    async::Notify m_hurry; // cuts the back-off short
    bool m_again = false; // a new connection is wanted, whatever the present one does
    std::string m_lastError = "no manager was asked yet";
    bool m_failureLogged = false;
    bool m_everReady = false;
    std::vector<async::Pending<void>> m_waiting; // firstSession()
    std::function<void(const api::Node&)> m_onNode;
    std::function<void(std::vector<api::ManagerAddress>)> m_onManagers;
    async::TaskScope m_scope;
};

} // namespace skep::agent
