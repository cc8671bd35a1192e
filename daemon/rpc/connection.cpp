#include "daemon/rpc/connection.h"

#include "daemon/rpc/clientstream.h"
#include "daemon/rpc/wire.h"
#include "shared/base/logging.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslError>

#include <map>
#include <vector>

namespace skep::rpc {
namespace {

// For deadlines that do not fit the wire, about 49 days.
std::uint32_t milliseconds(std::chrono::nanoseconds duration)
{
    const auto whole = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(whole, 1, UINT32_MAX));
}

std::string seconds(std::chrono::nanoseconds duration)
{
    const auto tenths = std::chrono::round<std::chrono::duration<std::int64_t, std::deci>>(duration).count();
    return std::to_string(tenths / 10) + (tenths % 10 != 0 ? "." + std::to_string(tenths % 10) : "") + " s";
}

Error dialError(const QSslSocket& socket, const std::string& where)
{
    const auto errors = socket.sslHandshakeErrors();
    if (!errors.isEmpty())
        return {ErrorCode::Unauthenticated,
            "the certificate of " + where
                + " is not a manager's of this swarm: " + errors.front().errorString().toLower().toStdString()};
    return {ErrorCode::Unavailable, "cannot connect to " + where + ": " + socket.errorString().toLower().toStdString()};
}

std::string withoutBrackets(std::string host)
{
    return host.size() > 2 && host.front() == '[' && host.back() == ']' ? host.substr(1, host.size() - 2) : host;
}

} // namespace

class Connection::Core : public std::enable_shared_from_this<Connection::Core> {
public:
    Core(SocketPtr socket, Peer peer, std::string where, bool rootOnly, const Limits& limits)
        : m_limits(limits)
        , m_peer(std::move(peer))
        , m_where(std::move(where))
        , m_rootOnly(rootOnly)
        , m_wire(std::make_shared<Wire>(
              std::move(socket), limits, rootOnly ? limits.anonymousFrameBytes : limits.frameBytes))
    {
    }

    void start();
    [[nodiscard]] Result<void> check(Method method, Kind kind, std::size_t bytes) const;
    [[nodiscard]] std::uint64_t begin(Method method, Bytes payload, std::uint32_t deadlineMs, bool stream);
    [[nodiscard]] async::Pending<Bytes> expect(std::uint64_t id);
    // False when the answer had arrived.
    bool forget(std::uint64_t id) { return m_calls.erase(id) > 0; }
    void addStream(std::uint64_t id, const std::shared_ptr<ClientStreamEnd>& stream) { m_streams.emplace(id, stream); }
    [[nodiscard]] std::uint64_t nextId() const { return m_nextId; }
    void sendFrame(const Frame& frame);
    void onClosed(std::function<void(Error)> work);
    void close() { m_wire->close({ErrorCode::Cancelled, "the connection was closed"}); }
    [[nodiscard]] const std::string& where() const { return m_where; }
    [[nodiscard]] const Limits& limits() const { return m_limits; }
    [[nodiscard]] const Peer& peer() const { return m_peer; }
    [[nodiscard]] Wire& wire() const { return *m_wire; }

private:
    void receive(Frame frame);
    void end(Error why);

    Limits m_limits;
    Peer m_peer;
    std::string m_where;
    bool m_rootOnly;
    std::shared_ptr<Wire> m_wire;
    std::uint64_t m_nextId = 1;
    std::map<std::uint64_t, async::Pending<Bytes>> m_calls;
    std::map<std::uint64_t, std::weak_ptr<ClientStreamEnd>> m_streams;
    std::vector<std::function<void(Error)>> m_onClosed;
    std::optional<Error> m_ended;
};

void Connection::Core::start()
{
    m_wire->start({.frame =
                       [weak = weak_from_this()](Frame frame) {
                           if (const auto self = weak.lock())
                               self->receive(std::move(frame));
                       },
        .closed =
            [weak = weak_from_this()](Error why) {
                if (const auto self = weak.lock())
                    self->end(std::move(why));
            },
        .room = {}});
    m_wire->send({.kind = FrameKind::Ping}); // the server waits for a first frame
}

Result<void> Connection::Core::check(Method method, Kind kind, std::size_t bytes) const
{
    const MethodRow* row = findMethod(method);
    if (!row || row->kind != kind)
        return fail(ErrorCode::InvalidArgument,
            "method " + std::to_string(static_cast<std::uint32_t>(method)) + " is not called this way");
    if (m_rootOnly && method != Method::CaRoot)
        return fail(ErrorCode::PermissionDenied,
            "method " + std::string(row->name) + " needs a connection to a verified manager");
    if (bytes > row->maxRequestBytes)
        return fail(ErrorCode::InvalidArgument,
            "a request of method " + std::string(row->name) + " exceeds " + std::to_string(row->maxRequestBytes)
                + " bytes");
    if (m_ended)
        return Failure(*m_ended);
    if (m_wire->unsent() > m_limits.unsentBytes)
        return fail(ErrorCode::ResourceExhausted, "too much is waiting to be sent to " + m_where);
    return {};
}

std::uint64_t Connection::Core::begin(Method method, Bytes payload, std::uint32_t deadlineMs, bool stream)
{
    const std::uint64_t id = m_nextId++;
    m_wire->send({.kind = FrameKind::Request,
        .id = id,
        .method = method,
        .payload = {std::move(payload)},
        .creditItems = stream ? m_limits.streamItems : 0,
        .creditBytes = stream ? m_limits.streamBytes : 0,
        .deadlineMs = deadlineMs});
    return id;
}

async::Pending<Bytes> Connection::Core::expect(std::uint64_t id)
{
    const async::Pending<Bytes> answer;
    if (m_ended)
        answer.resolve(Failure(*m_ended));
    else
        m_calls.emplace(id, answer);
    return answer;
}

void Connection::Core::sendFrame(const Frame& frame)
{
    if (frame.kind == FrameKind::Cancel)
        m_streams.erase(frame.id);
    m_wire->send(frame);
}

void Connection::Core::receive(Frame frame)
{
    const std::uint64_t id = frame.id;
    const auto call = m_calls.find(id);
    const auto found = m_streams.find(id);
    const auto stream = found == m_streams.end() ? nullptr : found->second.lock();
    switch (frame.kind) {
    case FrameKind::Reply:
        if (call != m_calls.end())
            m_calls.extract(call).mapped().resolve(std::move(frame.payload.data));
        break;
    case FrameKind::Item:
        if (stream)
            stream->onItem(std::move(frame.payload.data));
        break;
    case FrameKind::Error:
        if (call != m_calls.end())
            m_calls.extract(call).mapped().resolve(Failure(errorOf(std::move(frame))));
        else if (stream)
            stream->onEnd(errorOf(std::move(frame)));
        m_streams.erase(id);
        break;
    case FrameKind::End:
        if (stream)
            stream->onEnd({});
        m_streams.erase(id);
        break;
    case FrameKind::Request:
    case FrameKind::Cancel:
    case FrameKind::Credit:
    case FrameKind::Message:
    case FrameKind::Ping:
        break;
    }
}

void Connection::Core::end(Error why)
{
    const bool wanted = why.code == ErrorCode::Cancelled;
    m_ended
        = wanted ? why : Error{ErrorCode::Unavailable, "the connection to " + m_where + " was lost: " + why.message};
    for (const auto& [id, answer] : std::exchange(m_calls, {}))
        answer.resolve(Failure(*m_ended));
    for (const auto& [id, weak] : std::exchange(m_streams, {}))
        if (const auto stream = weak.lock())
            stream->onEnd(*m_ended);
    for (auto& work : std::exchange(m_onClosed, {}))
        async::loop().post([work = std::move(work), error = *m_ended] { work(error); });
}

void Connection::Core::onClosed(std::function<void(Error)> work)
{
    if (m_ended)
        async::loop().post([work = std::move(work), error = *m_ended] { work(error); });
    else
        m_onClosed.push_back(std::move(work));
}

async::Task<Result<std::shared_ptr<Connection>>> Connection::dial(std::string host, std::uint16_t port, ClientTls tls,
    std::chrono::nanoseconds deadline, async::Stop stop, Limits limits)
{
    const std::string where = host + ":" + std::to_string(port);
    auto configuration = clientConfiguration(tls);
    if (!configuration)
        co_return Failure(std::move(configuration.error()));
    SocketPtr socket(new QSslSocket);
    QSslSocket* const raw = socket.get();
    raw->setProxy(QNetworkProxy::NoProxy);
    raw->setSslConfiguration(*configuration);
    const async::Pending<void> shaken;
    QObject::connect(raw, &QSslSocket::encrypted, raw, [shaken] { shaken.resolve({}); });
    QObject::connect(raw, &QSslSocket::errorOccurred, raw,
        [shaken, raw, where] { shaken.resolve(Failure(dialError(*raw, where))); });
    raw->connectToHostEncrypted(
        QString::fromStdString(withoutBrackets(host)), port, QString::fromStdString(tls.expectedName));
    shaken.failAfter(deadline, "cannot connect to " + where + " within " + seconds(deadline));
    auto handshake = async::orStopped(shaken, stop);
    auto result = co_await handshake;
    QObject::disconnect(raw, nullptr, nullptr, nullptr);
    if (!result)
        co_return Failure(std::move(result.error()));
    Peer peer = tls.insecureForRoot ? Peer{} : identityOf(*raw);
    if (!tls.insecureForRoot && peer.role != pki::Role::Manager)
        co_return fail(ErrorCode::Unauthenticated, "the certificate of " + where + " is not a manager's of this swarm");
    auto core = std::make_shared<Core>(std::move(socket), std::move(peer), where, tls.insecureForRoot, limits);
    core->start();
    co_return std::shared_ptr<Connection>(new Connection(std::move(core)));
}

Connection::Connection(std::shared_ptr<Core> core)
    : m_core(std::move(core))
{
}

Connection::~Connection() { m_core->close(); }

async::Task<Result<Bytes>> Connection::call(
    Method method, Bytes payload, std::chrono::nanoseconds deadline, async::Stop stop)
{
    const auto self = shared_from_this();
    const auto core = m_core;
    const auto fit = core->check(method, Kind::Unary, payload.size());
    if (!fit)
        co_return Failure(fit.error());
    const std::string what = "method " + std::string(findMethod(method)->name) + " on " + core->where()
        + " took longer than " + seconds(deadline);
    if (deadline <= std::chrono::nanoseconds(0))
        co_return fail(ErrorCode::DeadlineExceeded, what);
    const std::uint64_t id = core->begin(method, std::move(payload), milliseconds(deadline), false);
    const async::Pending<Bytes> answer = core->expect(id);
    answer.failAfter(deadline, what);
    auto waiting = async::orStopped(answer, stop);
    auto result = co_await waiting;
    if (core->forget(id))
        core->sendFrame({.kind = FrameKind::Cancel, .id = id});
    co_return result;
}

async::Task<Result<std::shared_ptr<ClientStream>>> Connection::open(Method method, Bytes payload, async::Stop stop)
{
    const auto fit = m_core->check(method, Kind::Stream, payload.size());
    if (!fit)
        co_return Failure(fit.error());
    const std::uint64_t id = m_core->nextId();
    const auto stream = std::make_shared<ClientStreamEnd>(
        id, m_core->limits(), [self = shared_from_this()](const Frame& frame) { self->m_core->sendFrame(frame); });
    m_core->addStream(id, stream);
    std::ignore = m_core->begin(method, std::move(payload), 0, true);
    stream->cancelWith(stop);
    co_return std::shared_ptr<ClientStream>(stream);
}

bool Connection::send(Method method, Bytes payload)
{
    if (!m_core->check(method, Kind::OneWay, payload.size()) || unsent() > m_core->limits().unsentMessageBytes)
        return false;
    m_core->wire().send({.kind = FrameKind::Message, .method = method, .payload = {std::move(payload)}});
    return true;
}

bool Connection::closed() const { return m_core->wire().closed(); }

void Connection::onClosed(std::function<void(Error)> work) { m_core->onClosed(std::move(work)); }

void Connection::close() { m_core->close(); }

const Peer& Connection::peer() const { return m_core->peer(); }

std::size_t Connection::unsent() const { return m_core->wire().unsent(); }

} // namespace skep::rpc
