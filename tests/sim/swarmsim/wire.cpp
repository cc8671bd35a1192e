#include "tests/sim/swarmsim/wire.h"

#include "shared/api/cbor.h"

#include <utility>

namespace skep::swarmsim {
namespace {

constexpr std::size_t Window = 16; // items of a stream under way
const Error Broken{ErrorCode::Unavailable, "connection lost"};

} // namespace

// A stream of a session, both ends.
class Wire::Stream final : public rpc::ServerStream {
public:
    explicit Stream(std::shared_ptr<Connection> connection) : m_connection(std::move(connection)) {}

    async::Task<Result<void>> send(Bytes item) override { return doSend(this, std::move(item)); }
    const async::Stop& gone() const override { return m_connection->broken; }

    // The handler has ended.
    void finish(Error reason)
    {
        end = std::move(reason);
        filled.notify();
    }

    std::deque<Bytes> sent, arrived;
    std::optional<Error> end, endArrived;
    async::Notify filled, drained, readable;

private:
    static async::Task<Result<void>> doSend(Stream* self, Bytes item)
    {
        while (self->sent.size() >= Window && !self->gone().requested()) {
            [[maybe_unused]] const auto woken = co_await self->drained.wait(self->gone());
        }
        if (self->gone().requested())
            co_return Failure(Broken);
        self->sent.push_back(std::move(item));
        self->filled.notify();
        co_return Result<void>{};
    }

    std::shared_ptr<Connection> m_connection;
};

class Wire::Reader final : public agent::SessionStream {
public:
    Reader(std::shared_ptr<Connection> connection, std::shared_ptr<Stream> stream)
        : m_connection(std::move(connection))
        , m_stream(std::move(stream))
        , m_onBroken(m_connection->broken.then([s = m_stream] { s->readable.notify(); }))
    {
    }
    async::Task<Result<std::optional<api::SessionMessage>>> next(async::Stop stop) override
    {
        return read(m_connection, m_stream, stop);
    }

private:
    static async::Task<Result<std::optional<api::SessionMessage>>> read(
        std::shared_ptr<Connection> connection, std::shared_ptr<Stream> stream, async::Stop stop)
    {
        while (stream->arrived.empty() && !stream->endArrived && !connection->broken.requested()) {
            const auto woken = co_await stream->readable.wait(stop);
            if (!woken)
                co_return fail(ErrorCode::Cancelled, "stopped");
        }
        if (!stream->arrived.empty()) {
            auto message = api::fromCbor<api::SessionMessage>(stream->arrived.front());
            stream->arrived.pop_front();
            if (!message)
                co_return Failure(std::move(message.error()));
            co_return std::optional<api::SessionMessage>(std::move(*message));
        }
        co_return Failure(stream->endArrived.value_or(Broken));
    }

    std::shared_ptr<Connection> m_connection;
    std::shared_ptr<Stream> m_stream;
    std::shared_ptr<void> m_onBroken;
};

class Wire::Link final : public agent::ManagerLink {
public:
    Link(Wire& wire, std::shared_ptr<Connection> connection) : m_wire(wire), m_connection(std::move(connection)) {}
    ~Link() override { m_connection->broken.request(); }

    async::Task<Result<api::ClusterLeaderReply>> clusterLeader(
        std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return decoded<api::ClusterLeaderReply>(m_wire.ask(m_connection, Question::Leader, {}, deadline, stop));
    }
    async::Task<Result<std::shared_ptr<agent::SessionStream>>> openSession(
        api::SessionRequest request, async::Stop) override
    {
        auto stream = std::make_shared<Stream>(m_connection);
        m_wire.m_scope.spawn("session", m_wire.carrySession(m_connection, api::toCbor(request), stream));
        return ready(std::make_shared<Reader>(m_connection, std::move(stream)));
    }
    async::Task<Result<api::HeartbeatReply>> heartbeat(
        api::HeartbeatRequest request, std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return decoded<api::HeartbeatReply>(
            m_wire.ask(m_connection, Question::Heartbeat, api::toCbor(request), deadline, stop));
    }
    async::Task<Result<void>> report(
        api::StatusRequest request, std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return acknowledged(m_wire.ask(m_connection, Question::Status, api::toCbor(request), deadline, stop));
    }

private:
    template <class T>
    static async::Task<Result<T>> decoded(async::Task<Result<Bytes>> asked)
    {
        auto answer = co_await asked;
        if (!answer)
            co_return Failure(std::move(answer.error()));
        co_return api::fromCbor<T>(*answer);
    }
    static async::Task<Result<void>> acknowledged(async::Task<Result<Bytes>> asked)
    {
        auto answer = co_await asked;
        if (!answer)
            co_return Failure(std::move(answer.error()));
        co_return Result<void>{};
    }
    static async::Task<Result<std::shared_ptr<agent::SessionStream>>> ready(std::shared_ptr<agent::SessionStream> stream)
    {
        co_return std::shared_ptr<agent::SessionStream>(stream);
    }

    Wire& m_wire;
    std::shared_ptr<Connection> m_connection;
};

class Wire::Agents final : public agent::Managers {
public:
    Agents(Wire& wire, std::string nodeId) : m_wire(wire), m_nodeId(std::move(nodeId)) {}

    async::Task<Result<std::shared_ptr<agent::ManagerLink>>> dial(
        std::string addr, std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return m_wire.dial(m_nodeId, std::move(addr), deadline, stop);
    }
    api::TlsInfo tlsInfo() const override { return {.trustRoot = "root"}; }

private:
    Wire& m_wire;
    std::string m_nodeId;
};

std::shared_ptr<agent::Managers> Wire::managersFor(const std::string& nodeId)
{
    return std::make_shared<Agents>(*this, nodeId);
}

rpc::Peer Wire::peer(const std::string& nodeId)
{
    return {.nodeId = nodeId, .role = pki::Role::Worker, .clusterId = "swarm", .address = "10.0.9." + nodeId.substr(1)};
}

async::Task<Result<std::shared_ptr<agent::ManagerLink>>> Wire::dial(
    std::string nodeId, std::string addr, std::chrono::nanoseconds deadline, async::Stop stop)
{
    const auto connection = std::make_shared<Connection>();
    connection->nodeId = nodeId;
    for (const auto& manager : m_plane.managers)
        if (manager->addr == addr)
            connection->manager = manager.get();
    if (!connection->manager)
        co_return fail(ErrorCode::InvalidArgument, "nobody is called " + addr);
    connection->managerLife = connection->manager->life;
    std::erase_if(m_connections, [](const auto& weak) { return weak.expired(); });
    m_connections.push_back(connection);
    const async::Pending<void> answer;
    answer.failAfter(deadline, addr + " does not answer");
    m_scope.spawn("dial", carryDial(connection, answer));
    auto arrived = co_await async::orStopped(answer, stop);
    if (!arrived)
        co_return Failure(std::move(arrived.error()));
    co_return std::shared_ptr<agent::ManagerLink>(std::make_shared<Link>(*this, connection));
}

async::Task<void> Wire::carryDial(std::shared_ptr<Connection> connection, async::Pending<void> answer)
{
    if (!connection->manager->up)
        answer.resolve(Failure(Error{ErrorCode::Unavailable, "connection refused"}));
    const bool there = co_await travel(connection);
    if (there)
        answer.resolve({});
}

async::Task<bool> Wire::travel(std::shared_ptr<Connection> connection)
{
    const auto stop = connection->broken;
    // Whole milliseconds in a pattern, so that many beats share one turn of the loop.
    [[maybe_unused]] const auto slept = co_await async::sleepFor(std::chrono::milliseconds(1 + m_rng.below(5)), stop);
    while (m_silent.contains(connection->nodeId) && !stop.requested() && !m_scope.stop().requested()) {
        [[maybe_unused]] const auto waited = co_await async::sleepFor(100ms, stop);
    }
    const ManagerNode& manager = *connection->manager;
    co_return !stop.requested() && !m_scope.stop().requested() && manager.up && manager.life == connection->managerLife;
}

async::Task<Result<Bytes>> Wire::ask(std::shared_ptr<Connection> connection, Question question, Bytes payload,
    std::chrono::nanoseconds deadline, async::Stop stop)
{
    const async::Pending<Bytes> answer;
    answer.failAfter(deadline, "no answer in time");
    const auto onBroken = connection->broken.then([answer] { answer.resolve(Failure(Broken)); });
    m_scope.spawn("request", carry(connection, question, std::move(payload), answer));
    auto result = co_await async::orStopped(answer, stop);
    co_return result;
}

async::Task<void> Wire::carry(
    std::shared_ptr<Connection> connection, Question question, Bytes payload, async::Pending<Bytes> answer)
{
    const bool there = co_await travel(connection);
    if (!there)
        co_return;
    const async::Pending<Bytes> reply;
    if (question == Question::Leader) {
        reply.resolve(api::toCbor(
            api::ClusterLeaderReply{.leaderAddr = m_plane.leaderKnownTo(*connection->manager), .managers = m_plane.addresses()}));
    } else if (Term* term = connection->manager->term.get()) {
        term->handlers.spawn(
            "request", handle(&term->dispatcher, question, connection->nodeId, std::move(payload), reply));
    } else {
        reply.resolve(fail(ErrorCode::Unavailable, "this manager does not lead"));
    }
    auto result = co_await reply;
    const bool back = co_await travel(connection);
    if (back)
        answer.resolve(std::move(result));
}

async::Task<void> Wire::handle(dispatcher::Dispatcher* dispatcher, Question question, std::string nodeId, Bytes payload,
    async::Pending<Bytes> answer)
{
    if (question == Question::Heartbeat) {
        auto result = co_await dispatcher->heartbeat(peer(nodeId), std::move(payload));
        answer.resolve(std::move(result));
    } else {
        auto result = co_await dispatcher->status(peer(nodeId), std::move(payload));
        answer.resolve(std::move(result));
    }
}

async::Task<void> Wire::carrySession(
    std::shared_ptr<Connection> connection, Bytes payload, std::shared_ptr<Stream> stream)
{
    const bool there = co_await travel(connection);
    if (!there)
        co_return;
    Term* term = connection->manager->term.get();
    if (term)
        term->handlers.spawn(
            "session", handleSession(&term->dispatcher, connection->nodeId, std::move(payload), stream));
    else
        stream->finish({ErrorCode::Unavailable, "this manager does not lead"});
    co_await pump(connection, stream);
}

async::Task<void> Wire::handleSession(
    dispatcher::Dispatcher* dispatcher, std::string nodeId, Bytes payload, std::shared_ptr<Stream> stream)
{
    auto result = co_await dispatcher->session(peer(nodeId), std::move(payload), stream);
    stream->finish(result ? Error{ErrorCode::Unavailable, "the session has ended"} : result.error());
}

async::Task<void> Wire::pump(std::shared_ptr<Connection> connection, std::shared_ptr<Stream> stream)
{
    bool first = true;
    while (!connection->broken.requested()) {
        if (stream->sent.empty() && !stream->end) {
            [[maybe_unused]] const auto woken = co_await stream->filled.wait(connection->broken);
            continue;
        }
        const bool there = co_await travel(connection);
        if (!there)
            co_return;
        if (stream->sent.empty()) {
            stream->endArrived = stream->end;
            stream->readable.notify();
            co_return;
        }
        const bool lost = m_options.bug == Bug::LostAssignment && !first && m_rng.below(20) == 0;
        if (!lost)
            stream->arrived.push_back(std::move(stream->sent.front()));
        stream->sent.pop_front();
        stream->drained.notify();
        stream->readable.notify();
        first = false;
    }
}

void Wire::reset(const std::string& nodeId)
{
    for (const auto& weak : std::vector(m_connections))
        if (const auto connection = weak.lock(); connection && connection->nodeId == nodeId)
            connection->broken.request();
}

void Wire::managerDied(const ManagerNode& manager, bool silently)
{
    if (silently)
        return;
    for (const auto& weak : std::vector(m_connections))
        if (const auto connection = weak.lock(); connection && connection->manager == &manager)
            connection->broken.request();
}

async::Task<void> Wire::close()
{
    for (const auto& weak : std::vector(m_connections))
        if (const auto connection = weak.lock())
            connection->broken.request();
    co_await m_scope.close();
}

} // namespace skep::swarmsim
