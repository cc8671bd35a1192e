#include "shared/client/clusterprivate.h"
#include "shared/client/target.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <algorithm>

namespace skep::client {
namespace {

// Of one request while a manager is looked for.
constexpr auto ProbeDeadline = 10s;
constexpr const char* OutOfSequence = "update out of sequence";

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string hostOf(const http::Endpoint& endpoint)
{
    if (endpoint.kind == http::Endpoint::Kind::Command && endpoint.argv.size() >= 2)
        return endpoint.argv[endpoint.argv.size() - 2];
    return endpoint.kind == http::Endpoint::Kind::Tcp ? endpoint.host : endpoint.toString();
}

std::string stepOf(const http::Endpoint& endpoint, const Error& error)
{
    if (error.code == ErrorCode::Internal)
        return "API";
    for (const char* word : {"TLS", "SSL", "certificate", "handshake"})
        if (endpoint.tls && contains(error.message, word))
            return "TLS";
    return "reach host";
}

struct Probe {
    std::shared_ptr<EngineClient> engine;
    Standing standing = Standing::Unknown;
    std::string problem, step;
    std::optional<Error> error; // nobody answered
    SwarmInfo info;
    Capabilities capabilities;
    std::chrono::nanoseconds latency{};
};

void judgeInfo(Probe& probe)
{
    const SwarmInfo& info = probe.info;
    probe.step = "manager";
    if (info.localState == "locked") {
        probe.standing = Standing::Locked;
        probe.problem = "this manager is locked: it needs the unlock key before it can be used";
    } else if (info.controlAvailable) {
        probe.standing = Standing::Manager;
        probe.step.clear();
    } else if (info.localState == "active") {
        probe.standing = Standing::Worker;
        probe.problem = "this node is a worker: workers cannot show or change the swarm; connect to a manager";
    } else if (info.localState == "error") {
        probe.standing = Standing::NoSwarm;
        probe.problem = "this node's part in the swarm failed: " + info.error;
    } else if (info.localState == "pending") {
        probe.standing = Standing::NoSwarm;
        probe.problem = "this node is joining a swarm and not ready yet";
    } else {
        probe.standing = Standing::NoSwarm;
        probe.problem = "this node is not part of a swarm: create one here, or join one";
    }
}

// What /skep/v1 lists; level D where there is no such thing.
async::Task<Result<Capabilities>> capabilitiesOf(std::shared_ptr<EngineClient> engine, async::Stop stop)
{
    Capabilities result{.known = true, .apiVersion = engine->version(), .serverVersion = {}, .skep = {}, .secrets = true, .configs = true, .networks = true, .logs = true};
    const auto body = co_await engine->get("/skep/v1", {}, ProbeDeadline, stop);
    if (!body && (body.error().code == ErrorCode::Unavailable || body.error().code == ErrorCode::DeadlineExceeded || body.error().code == ErrorCode::Cancelled))
        co_return Failure(body.error());
    if (!body)
        co_return result;
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(*body)).object();
    for (const auto entry : object.value(QLatin1String("Capabilities")).toArray())
        result.skep.insert(entry.toString().toStdString());
    result.serverVersion = object.value(QLatin1String("Version")).toString().toStdString();
    result.secrets = result.has("secrets");
    result.configs = result.has("configs");
    result.networks = result.has("networks");
    result.logs = result.has("logs");
    co_return result;
}

// The steps of desktop-ux §3.3: reach, TLS, API, manager.
async::Task<Probe> probe(http::Endpoint endpoint, bool readOnly, async::Stop stop)
{
    Probe result;
    result.engine = std::make_shared<EngineClient>(endpoint);
    result.engine->setReadOnly(readOnly);
    const auto engine = result.engine;
    const auto begun = async::loop().monotonic();
    const auto agreed = co_await engine->negotiate(ProbeDeadline, stop);
    result.latency = async::loop().monotonic() - begun;
    if (!agreed) {
        result.step = stepOf(endpoint, agreed.error());
        result.error = agreed.error();
        co_return result;
    }
    // Without a leader Docker answers this only after 20 s.
    const auto info = co_await engine->get("/info", {}, 25s, stop);
    if (!info) {
        result.step = "API";
        result.error = info.error();
        co_return result;
    }
    result.info = readInfo(*info);
    judgeInfo(result);
    const auto capabilities = co_await capabilitiesOf(engine, stop);
    if (!capabilities) {
        result.step = "API";
        result.error = capabilities.error();
        co_return result;
    }
    result.capabilities = *capabilities;
    if (result.capabilities.serverVersion.empty())
        result.capabilities.serverVersion = result.info.serverVersion;
    co_return result;
}

} // namespace

// --- state ---------------------------------------------------------------------------------------------------------

ClusterConnection::Private::Private(ClusterTarget wanted, Pace speed) : target(std::move(wanted)), pace(std::move(speed))
{
    store.keepNoHistory();
    subscription = store.subscribe([this](const std::vector<store::Event>& events, std::uint64_t) {
        const auto present = observers;
        for (const auto& weak : present)
            if (const auto observer = weak.lock(); observer && observer->changed)
                observer->changed(events);
    });
}

void ClusterConnection::Private::stateChanged()
{
    if (!std::exchange(told, false))
        return;
    async::loop().post([weak = weak_from_this()] {
        const auto self = weak.lock();
        if (!self)
            return;
        self->told = true;
        std::erase_if(self->observers, [](const auto& observer) { return observer.expired(); });
        const auto present = self->observers;
        for (const auto& each : present)
            if (const auto observer = each.lock(); observer && observer->state)
                observer->state();
    });
}

void ClusterConnection::Private::answered(std::chrono::nanoseconds latency)
{
    lastGood = async::loop().monotonic();
    state.asOf = async::loop().now();
    state.latency = latency;
    state.attempts = 0;
    judgeLiveness();
    stateChanged();
}

void ClusterConnection::Private::judgeLiveness()
{
    Liveness now = Liveness::Live;
    if (state.asOf.isZero())
        now = state.attempts >= 3 ? Liveness::Down : Liveness::Connecting;
    else if (state.attempts >= 3)
        now = Liveness::Down;
    else if (async::loop().monotonic() - lastGood > pace.stale)
        now = Liveness::Stale;
    else if (state.latency > pace.slow)
        now = Liveness::Slow;
    if (std::exchange(state.liveness, now) != now)
        stateChanged();
}

void ClusterConnection::Private::setStanding(Standing standing, std::string problem)
{
    if (state.standing == standing && state.problem == problem)
        return;
    state.standing = standing;
    state.problem = std::move(problem);
    state.step = standing == Standing::Manager ? "" : "manager";
    stateChanged();
}

std::optional<std::pair<Standing, std::string>> ClusterConnection::Private::judge(const Error& error)
{
    const std::string& text = error.message;
    if (contains(text, "needs to be unlocked"))
        return std::pair{Standing::Locked, text};
    if (contains(text, "Worker nodes can't be used"))
        return std::pair{Standing::Worker, text};
    if (contains(text, "This node is not a swarm manager. Use") || contains(text, "certificates have expired"))
        return std::pair{Standing::NoSwarm, text};
    if (contains(text, "does not have a leader") || contains(text, "lost leader status") || contains(text, "Manager is being prepared")
        || contains(text, "context deadline exceeded") || error.code == ErrorCode::DeadlineExceeded)
        return std::pair{Standing::NoQuorum,
            "no majority of the managers answers: running services keep running, nothing can be changed or rescheduled (" + text + ")"};
    return std::nullopt;
}

void ClusterConnection::Private::managersFromMirror()
{
    std::vector<std::string> managers;
    for (const auto& node : store.all<api::Node>())
        if (node->managerStatus && !node->managerStatus->addr.empty())
            managers.push_back(node->managerStatus->addr);
    if (!managers.empty() && managers != state.managers) {
        state.managers = std::move(managers);
        stateChanged();
    }
}

// --- looking for a manager -------------------------------------------------------------------------------------------

async::Task<void> ClusterConnection::Private::watchdog(std::shared_ptr<Private> d)
{
    const async::Stop stop = d->scope.stop();
    while (!stop.requested()) {
        const auto before = async::loop().monotonic();
        const Timestamp wall = async::loop().now();
        const auto slept = co_await async::sleepFor(std::min<std::chrono::nanoseconds>(1s, d->pace.stale / 4), stop);
        if (!slept)
            co_return;
        // The monotonic clock stands still while the machine sleeps, the other does not.
        if ((async::loop().now() - wall) - (async::loop().monotonic() - before) > 5s) {
            d->lastGood -= d->pace.stale;
            if (d->session)
                d->session->check.notify();
            d->wake.notify();
        }
        d->judgeLiveness();
    }
}

async::Task<void> ClusterConnection::Private::run(std::shared_ptr<Private> d)
{
    const async::Stop stop = d->scope.stop();
    std::size_t tries = 0;
    while (!stop.requested()) {
        std::vector<http::Endpoint> candidates;
        const auto add = [&](const std::optional<http::Endpoint>& endpoint) {
            if (endpoint && std::none_of(candidates.begin(), candidates.end(), [&](const auto& known) { return known.toString() == endpoint->toString(); }))
                candidates.push_back(*endpoint);
        };
        add(d->chosen);
        for (const auto& endpoint : d->target.endpoints)
            add(endpoint);
        for (const std::string& manager : d->state.managers)
            for (const auto& endpoint : d->target.endpoints)
                add(sameWayTo(endpoint, manager));

        std::optional<Probe> best; // one that answers without being a manager
        std::optional<std::pair<http::Endpoint, Probe>> failed;
        std::shared_ptr<Session> session;
        for (std::size_t i = 0; i < candidates.size() && !session && !stop.requested(); ++i) {
            const http::Endpoint endpoint = candidates[i];
            const auto asked = d->chosen;
            auto result = co_await probe(endpoint, d->readOnly, stop);
            if (stop.requested())
                co_return;
            if (asked.has_value() != d->chosen.has_value() || (asked && asked->toString() != d->chosen->toString()))
                break; // use() meanwhile: begin again with that one
            if (result.error) {
                if (!failed)
                    failed = std::pair{endpoint, result};
                continue;
            }
            if (result.standing == Standing::Manager && !d->state.clusterId.empty() && !result.info.clusterId.empty()
                && result.info.clusterId != d->state.clusterId && !std::exchange(d->acceptOther, false)) {
                result.standing = Standing::Unknown;
                result.step = "manager";
                result.problem = hostOf(endpoint) + " answers for another swarm (" + result.info.clusterId + ") than the one shown (" + d->state.clusterId + ")";
                d->state.otherCluster = true;
            } else if (result.standing == Standing::Manager) {
                d->state.otherCluster = false;
                session = std::make_shared<Session>(result.engine);
                session->engine->setReadOnly(d->readOnly);
                d->session = session;
                d->inUse = endpoint;
                if (!result.info.clusterId.empty()) {
                    d->continuable = d->continuable && result.info.clusterId == d->state.clusterId;
                    d->state.clusterId = result.info.clusterId;
                }
            }
            if (session || !best) {
                d->state.host = hostOf(endpoint);
                d->state.nodeId = result.info.nodeId;
                d->capabilities = result.capabilities;
                if (!result.info.managers.empty())
                    d->state.managers = result.info.managers;
                d->answering = result.engine;
                d->answered(result.latency);
                best = std::move(result);
            }
        }

        std::chrono::nanoseconds delay{};
        if (session) {
            tries = 0;
            d->state.synced = false;
            if (best->info.error.empty())
                d->setStanding(Standing::Manager, "");
            else if (const auto judged = judge({ErrorCode::Unknown, best->info.error}))
                d->setStanding(judged->first, judged->second);
            follow(d, session);
            const auto link = stop.then([session] { session->end("", {ErrorCode::Cancelled, "stopped"}); });
            [[maybe_unused]] const auto over = co_await session->ended.wait(stop);
            d->session.reset();
            if (stop.requested())
                co_return;
            d->state.step = session->step;
            d->state.problem = session->failure ? session->failure->message : "";
            if (session->step != "manager")
                d->state.attempts = 1;
            delay = d->pace.backOff.front();
            if (session->step == "use")
                d->state.problem.clear(), d->state.step.clear(), d->state.attempts = 0, delay = {};
        } else if (best) {
            // Somebody is there, but not for us: asks again calmly.
            d->setStanding(best->standing, best->problem);
            delay = d->pace.ping;
            tries = 0;
        } else if (failed) {
            ++d->state.attempts;
            d->state.step = failed->second.step;
            d->state.problem = failed->second.error->message;
            d->state.host = hostOf(failed->first);
            d->answering.reset();
            delay = d->pace.backOff[std::min(tries++, d->pace.backOff.size() - 1)];
        }
        d->judgeLiveness();
        d->stateChanged();
        if (delay.count() > 0) {
            delay = std::chrono::nanoseconds(std::int64_t(double(delay.count()) * (0.8 + 0.4 * QRandomGenerator::global()->generateDouble())));
            [[maybe_unused]] const auto woken = co_await d->wake.wait(stop, delay);
        }
    }
}

// --- the door --------------------------------------------------------------------------------------------------------

ClusterConnection::ClusterConnection(ClusterTarget target, Pace pace) : d(std::make_shared<Private>(std::move(target), std::move(pace)))
{
    d->scope.spawn("cluster watchdog", Private::watchdog(d));
    d->scope.spawn("cluster connection", Private::run(d));
}

ClusterConnection::~ClusterConnection()
{
    d->observers.clear();
    d->subscription.reset();
    d->scope.stop().request();
}

const ClusterTarget& ClusterConnection::target() const { return d->target; }
const store::Store& ClusterConnection::store() const { return d->store; }
const ConnectionState& ClusterConnection::state() const { return d->state; }
const Capabilities& ClusterConnection::capabilities() const { return d->capabilities; }

std::shared_ptr<void> ClusterConnection::observe(Observer observer)
{
    auto handle = std::make_shared<Observer>(std::move(observer));
    d->observers.push_back(handle);
    return handle;
}

Result<std::shared_ptr<EngineClient>> ClusterConnection::engine() const
{
    if (!d->session)
        return fail(ErrorCode::Unavailable, d->state.problem.empty() ? "not connected to a manager" : "not connected to a manager: " + d->state.problem);
    return d->session->engine;
}

Result<std::shared_ptr<EngineClient>> ClusterConnection::node() const
{
    if (!d->answering)
        return fail(ErrorCode::Unavailable, d->state.problem.empty() ? "no node answers" : "no node answers: " + d->state.problem);
    return d->answering;
}

void ClusterConnection::setReadOnly(bool readOnly)
{
    d->readOnly = readOnly;
    if (d->session)
        d->session->engine->setReadOnly(readOnly);
    if (d->answering)
        d->answering->setReadOnly(readOnly);
    d->stateChanged();
}

bool ClusterConnection::readOnly() const { return d->readOnly; }

void ClusterConnection::refresh()
{
    d->wake.notify();
    if (!d->session)
        return;
    d->session->check.notify();
    for (auto& [kind, due] : d->session->due)
        due.notify();
}

void ClusterConnection::setHidden(bool hidden)
{
    if (std::exchange(d->hidden, hidden) && !hidden)
        refresh();
}

void ClusterConnection::use(http::Endpoint endpoint)
{
    d->chosen = std::move(endpoint);
    if (d->session)
        d->session->end("use", {ErrorCode::Cancelled, "another manager was chosen"});
    d->wake.notify();
}

std::optional<http::Endpoint> ClusterConnection::endpointOf(const std::string& manager) const
{
    if (d->inUse)
        return sameWayTo(*d->inUse, manager);
    return d->target.endpoints.empty() ? std::nullopt : sameWayTo(d->target.endpoints.front(), manager);
}

void ClusterConnection::acceptOtherCluster()
{
    d->acceptOther = true;
    d->wake.notify();
}

// --- writes ----------------------------------------------------------------------------------------------------------

namespace {

// Where an object is read and where it is written, and the parameter that carries its version.
struct Document {
    std::string read, write;
    api::ObjectKind kind;
};

QJsonObject objectOf(const std::string& json) { return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object(); }

async::Task<Result<void>> edit(std::shared_ptr<ClusterConnection::Private> d, Document document, ClusterConnection::Edit change, EngineClient::Queries queries)
{
    const auto session = d->session;
    if (!session)
        co_return fail(ErrorCode::Unavailable, d->state.problem.empty() ? "not connected to a manager" : "not connected to a manager: " + d->state.problem);
    const auto engine = session->engine;
    const auto body = co_await engine->get(document.read);
    if (!body)
        co_return Failure(body.error());
    QJsonObject whole = objectOf(*body);
    QJsonObject spec = whole.value(QLatin1String("Spec")).toObject();
    const qint64 version = whole.value(QLatin1String("Version")).toObject().value(QLatin1String("Index")).toInteger();
    const auto changed = change(spec);
    if (!changed)
        co_return changed;
    queries.push_back({"version", std::to_string(version)});
    const std::string json = QJsonDocument(spec).toJson(QJsonDocument::Compact).toStdString();
    const auto written = co_await engine->post(document.write, json, queries);
    session->due[document.kind].notify();
    session->due[api::ObjectKind::Task].notify();
    if (written)
        co_return Result<void>{};
    if (written.error().message.find(OutOfSequence) != std::string::npos)
        co_return fail(ErrorCode::Aborted, OutOfSequence);
    const bool unknown = written.error().code == ErrorCode::Unavailable || written.error().code == ErrorCode::DeadlineExceeded;
    if (!unknown)
        co_return Failure(written.error());
    // No answer: whether it was done can only be seen.
    const auto again = co_await engine->get(document.read);
    if (!again)
        co_return fail(written.error().code, "no answer came, so it is not known whether the change was made: " + written.error().message);
    whole = objectOf(*again);
    if (whole.value(QLatin1String("Version")).toObject().value(QLatin1String("Index")).toInteger() != version && whole.value(QLatin1String("Spec")).toObject() == spec)
        co_return Result<void>{};
    co_return fail(written.error().code, "no answer came, and the change was not made: " + written.error().message);
}

} // namespace

async::Task<Result<void>> ClusterConnection::editNode(std::string id, Edit change)
{
    const std::string path = "/nodes/" + http::percentEncode(id);
    return edit(d, {path, path + "/update", api::ObjectKind::Node}, std::move(change), {});
}

async::Task<Result<void>> ClusterConnection::editService(std::string id, Edit change, EngineClient::Queries queries)
{
    const std::string path = "/services/" + http::percentEncode(id);
    return edit(d, {path, path + "/update", api::ObjectKind::Service}, std::move(change), std::move(queries));
}

async::Task<Result<void>> ClusterConnection::editSecret(std::string id, Edit change)
{
    const std::string path = "/secrets/" + http::percentEncode(id);
    return edit(d, {path, path + "/update", api::ObjectKind::Secret}, std::move(change), {});
}

async::Task<Result<void>> ClusterConnection::editConfig(std::string id, Edit change)
{
    const std::string path = "/configs/" + http::percentEncode(id);
    return edit(d, {path, path + "/update", api::ObjectKind::Config}, std::move(change), {});
}

async::Task<Result<void>> ClusterConnection::editSwarm(Edit change, EngineClient::Queries queries)
{
    return edit(d, {"/swarm", "/swarm/update", api::ObjectKind::Cluster}, std::move(change), std::move(queries));
}

} // namespace skep::client
