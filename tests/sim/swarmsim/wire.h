#pragma once

#include "daemon/agent/managers.h"
#include "tests/sim/swarmsim/controlplane.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

// The connections between agents and managers: they take time, fall silent, break.
namespace skep::swarmsim {

// One connection. What is sent while it is silent arrives later, as TCP has it, or never, if it breaks first.
struct Connection {
    std::string nodeId;
    ManagerNode* manager = nullptr;
    std::uint64_t managerLife = 0;
    async::Stop broken;
};

class Wire {
public:
    Wire(ControlPlane& plane, const Options& options, Rng& rng) : m_plane(plane), m_options(options), m_rng(rng) {}

    // What an agent dials with.
    [[nodiscard]] std::shared_ptr<agent::Managers> managersFor(const std::string& nodeId);

    // Nothing goes through to or from this node.
    void silence(const std::string& nodeId) { m_silent.insert(nodeId); }
    void restore(const std::string& nodeId) { m_silent.erase(nodeId); }
    [[nodiscard]] bool isSilent(const std::string& nodeId) const { return m_silent.contains(nodeId); }
    // Breaks its connections.
    void reset(const std::string& nodeId);
    // The other end died: with a last word to everybody, or without one.
    void managerDied(const ManagerNode& manager, bool silently);
    [[nodiscard]] async::Task<void> close();

private:
    class Agents;
    class Link;
    class Stream;
    class Reader;

    enum class Question { Leader, Heartbeat, Status };

    async::Task<Result<std::shared_ptr<agent::ManagerLink>>> dial(
        std::string nodeId, std::string addr, std::chrono::nanoseconds deadline, async::Stop stop);
    async::Task<Result<Bytes>> ask(std::shared_ptr<Connection> connection, Question question, Bytes payload,
        std::chrono::nanoseconds deadline, async::Stop stop);
    // The way there and back.
    async::Task<void> carry(
        std::shared_ptr<Connection> connection, Question question, Bytes payload, async::Pending<Bytes> answer);
    async::Task<void> carryDial(std::shared_ptr<Connection> connection, async::Pending<void> answer);
    async::Task<void> carrySession(std::shared_ptr<Connection> connection, Bytes payload, std::shared_ptr<Stream> stream);
    async::Task<void> pump(std::shared_ptr<Connection> connection, std::shared_ptr<Stream> stream);
    // One way. False when the connection broke or nobody is there any more.
    async::Task<bool> travel(std::shared_ptr<Connection> connection);
    static async::Task<void> handle(dispatcher::Dispatcher* dispatcher, Question question, std::string nodeId,
        Bytes payload, async::Pending<Bytes> answer);
    static async::Task<void> handleSession(
        dispatcher::Dispatcher* dispatcher, std::string nodeId, Bytes payload, std::shared_ptr<Stream> stream);
    [[nodiscard]] static rpc::Peer peer(const std::string& nodeId);

    ControlPlane& m_plane;
    const Options& m_options;
    Rng& m_rng;
    std::set<std::string> m_silent;
    std::vector<std::weak_ptr<Connection>> m_connections;
    async::TaskScope m_scope;
};

} // namespace skep::swarmsim
