#include "shared/http/clientpool.h"

#include <algorithm>

namespace skep::http {
namespace {

constexpr std::size_t Connections = 8;
constexpr std::size_t CommandConnections = 2;
// Each command is a process, and sshd refuses crowds.
constexpr std::size_t MostConnections = 64;
constexpr std::size_t MostCommandConnections = 8;
// A call that takes longer waits for something else than the server's attention, and does not count against Connections.
constexpr auto SlowAfter = std::chrono::seconds(2);
constexpr auto KeepIdle = std::chrono::seconds(60);
constexpr std::size_t LargestBody = std::size_t(64) * 1024 * 1024;

bool isIdempotent(const std::string& method)
{
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE" || method == "OPTIONS";
}

} // namespace

class ClientSlot final : public ClientConnection::Sink {
public:
    ClientSlot(ClientPool& pool, const Endpoint& endpoint)
        : m_pool(pool), m_connection(std::make_shared<ClientConnection>(endpoint))
    {
        m_connection->open(this);
    }
    ~ClientSlot() { m_connection->abort(); }

    void start(std::shared_ptr<Call> next)
    {
        wasUsed = call != nullptr || wasUsed;
        call = std::move(next);
        since = async::loop().monotonic();
        m_connection->send(call->request);
    }
    // Ends the call's stay; returns it.
    std::shared_ptr<Call> release()
    {
        wasUsed = true;
        since = async::loop().monotonic();
        return std::exchange(call, nullptr);
    }
    [[nodiscard]] ClientConnection& connection() { return *m_connection; }

    std::shared_ptr<Call> call;
    // When the call began, or ended.
    std::chrono::nanoseconds since{0};
    bool wasUsed = false;

private:
    void headArrived() override {}
    void bodyArrived() override
    {
        if (m_connection->parser().body().size() > LargestBody)
            m_pool.lost(*this, {ErrorCode::ResourceExhausted, "the answer is larger than 64 MiB"}, false);
    }
    void finished(bool reusable) override { m_pool.answered(*this, reusable); }
    void broke(Error error, bool silent) override { m_pool.lost(*this, std::move(error), silent); }

    ClientPool& m_pool;
    const std::shared_ptr<ClientConnection> m_connection;
};

ClientPool::ClientPool(Endpoint endpoint) : m_endpoint(std::move(endpoint)) {}

ClientPool::~ClientPool() { close(); }

void ClientPool::submit(std::shared_ptr<Call> call)
{
    if (m_closed) {
        call->result.resolve(fail(ErrorCode::Cancelled, "the client was closed"));
        return;
    }
    m_line.push_back(std::move(call));
    dispatch();
}

void ClientPool::dispatch()
{
    while (!m_line.empty()) {
        if (m_line.front()->result.resolved()) {
            m_line.pop_front();
            continue;
        }
        const auto slot = freeSlot();
        if (!slot) {
            armSlowTimer();
            return;
        }
        slot->start(std::move(m_line.front()));
        m_line.pop_front();
    }
}

// A connection for the next call: a kept one, a new one where the limits allow, or none.
std::shared_ptr<ClientSlot> ClientPool::freeSlot()
{
    const bool isCommand = m_endpoint.kind == Endpoint::Kind::Command;
    const auto now = async::loop().monotonic();
    std::size_t counted = 0;
    std::vector<std::shared_ptr<ClientSlot>> dead;
    std::shared_ptr<ClientSlot> found;
    for (const auto& slot : m_slots) {
        if (slot->call)
            counted += now - slot->since < SlowAfter ? 1 : 0;
        else if (!slot->connection().isUsable())
            dead.push_back(slot);
        else if (!found || found->since < slot->since)
            found = slot; // the one used last; the others may grow old and be closed
    }
    for (const auto& slot : dead)
        remove(*slot);
    if (counted >= (isCommand ? CommandConnections : Connections))
        return nullptr;
    if (found || m_slots.size() >= (isCommand ? MostCommandConnections : MostConnections))
        return found;
    return m_slots.emplace_back(std::make_shared<ClientSlot>(*this, m_endpoint));
}

void ClientPool::answered(ClientSlot& slot, bool reusable)
{
    const auto keep = shared_from_this();
    const auto call = slot.release();
    Parser& parser = slot.connection().parser();
    MessageHead head = parser.takeHead();
    call->result.resolve(
        Response{.status = head.status, .headers = std::move(head.headers), .body = parser.takeBody()});
    if (reusable)
        armIdleTimer();
    else
        remove(slot);
    dispatch();
}

void ClientPool::lost(ClientSlot& slot, Error error, bool silent)
{
    const auto keep = shared_from_this();
    const bool wasUsed = slot.wasUsed;
    const auto call = slot.release();
    remove(slot);
    // The server may close a kept connection at the very moment we use it. isUsable() has looked just before sending, so
    // this is rare, and nothing but that: a fresh connection that breaks is not repeated.
    const bool repeat = call && !call->wasRepeated && wasUsed && silent && isIdempotent(call->request.method);
    if (repeat && !call->result.resolved()) {
        call->wasRepeated = true;
        m_line.push_front(call);
    } else if (call) {
        call->result.resolve(Failure(std::move(error)));
    }
    dispatch();
}

void ClientPool::remove(const ClientSlot& slot)
{
    // Might be called by the slot itself: let it go when the stack has unwound.
    const auto at = std::find_if(m_slots.begin(), m_slots.end(), [&](const auto& each) { return each.get() == &slot; });
    if (at == m_slots.end())
        return;
    (*at)->connection().abort();
    async::loop().post([gone = std::move(*at)] {});
    m_slots.erase(at);
}

void ClientPool::withdraw(const std::shared_ptr<Call>& call)
{
    std::erase(m_line, call);
    const auto at = std::find_if(m_slots.begin(), m_slots.end(), [&](const auto& slot) { return slot->call == call; });
    if (at == m_slots.end())
        return;
    const auto slot = *at;
    [[maybe_unused]] const auto released = slot->release();
    remove(*slot); // its answer may still come; the connection is of no use
    dispatch();
}

void ClientPool::close()
{
    m_closed = true;
    for (const auto& slot : std::exchange(m_slots, {})) {
        slot->connection().abort();
        if (slot->call)
            slot->release()->result.resolve(fail(ErrorCode::Cancelled, "the client was closed"));
    }
    for (const auto& call : std::exchange(m_line, {}))
        call->result.resolve(fail(ErrorCode::Cancelled, "the client was closed"));
    m_slowTimer.disarm();
    m_idleTimer.disarm();
}

// Looks again at the line when the next call in work becomes slow.
void ClientPool::armSlowTimer()
{
    const auto now = async::loop().monotonic();
    auto next = std::chrono::nanoseconds::max();
    for (const auto& slot : m_slots) {
        const auto age = now - slot->since;
        if (slot->call && age < SlowAfter)
            next = std::min<std::chrono::nanoseconds>(next, SlowAfter - age);
    }
    if (next != std::chrono::nanoseconds::max())
        m_slowTimer.arm(next, [this] { dispatch(); });
}

void ClientPool::armIdleTimer()
{
    if (std::exchange(m_idleTimerArmed, true))
        return;
    m_idleTimer.arm(KeepIdle, [this] { closeIdle(); });
}

void ClientPool::closeIdle()
{
    m_idleTimerArmed = false;
    const auto now = async::loop().monotonic();
    const auto slots = m_slots;
    bool anyLeft = false;
    for (const auto& slot : slots) {
        if (!slot->call && now - slot->since >= KeepIdle)
            remove(*slot);
        else
            anyLeft = true;
    }
    if (anyLeft)
        armIdleTimer();
}

} // namespace skep::http
