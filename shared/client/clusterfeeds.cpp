#include "shared/client/clusterprivate.h"

#include <QRandomGenerator>

#include <algorithm>

// Following a manager: the watch stream of Skep's, or lists and events of Docker's API.
namespace skep::client {
namespace {

// Without a leader Docker answers a read only after 20 s.
constexpr auto LeaderDeadline = 25s;
constexpr auto PingDeadline = 10s;
// Tasks beyond this number are asked for service by service, so many at a time.
constexpr std::size_t FewTasks = 1'000;
constexpr std::size_t SliceServices = 20;
constexpr auto Unresponsive = 3; // missed pings that end a session

bool isGone(const Error& error) { return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Cancelled; }

std::string pathOf(api::ObjectKind kind)
{
    switch (kind) {
    case api::ObjectKind::Cluster: return "/swarm";
    case api::ObjectKind::Node: return "/nodes";
    case api::ObjectKind::Service: return "/services";
    case api::ObjectKind::Network: return "/networks";
    case api::ObjectKind::Task: return "/tasks";
    case api::ObjectKind::Secret: return "/secrets";
    case api::ObjectKind::Config: return "/configs";
    }
    return "";
}

EngineClient::Queries queriesOf(api::ObjectKind kind)
{
    if (kind == api::ObjectKind::Service)
        return {{"status", "true"}};
    if (kind == api::ObjectKind::Network)
        return {{"filters", EngineClient::filters({{"scope", "swarm"}})}};
    return {};
}

// Runs until the time of one turn is used up.
class Turn {
public:
    explicit Turn(std::chrono::nanoseconds budget) : m_budget(budget), m_begun(async::loop().monotonic()) {}
    [[nodiscard]] bool over() const { return async::loop().monotonic() - m_begun > m_budget; }
    void again() { m_begun = async::loop().monotonic(); }

private:
    std::chrono::nanoseconds m_budget, m_begun;
};

template <class T>
void collectIds(const store::View& view, std::set<std::string>& ids)
{
    for (const auto& object : view.all<T>())
        ids.insert(object->id);
}

std::set<std::string> idsOf(const store::View& view, api::ObjectKind kind)
{
    std::set<std::string> ids;
    switch (kind) {
    case api::ObjectKind::Cluster: collectIds<api::Cluster>(view, ids); break;
    case api::ObjectKind::Node: collectIds<api::Node>(view, ids); break;
    case api::ObjectKind::Service: collectIds<api::Service>(view, ids); break;
    case api::ObjectKind::Network: collectIds<api::Network>(view, ids); break;
    case api::ObjectKind::Task: collectIds<api::Task>(view, ids); break;
    case api::ObjectKind::Secret: collectIds<api::Secret>(view, ids); break;
    case api::ObjectKind::Config: collectIds<api::Config>(view, ids); break;
    }
    return ids;
}

template <class T>
store::ObjectPtr stub(const std::string& id)
{
    T object{};
    object.id = id;
    return std::make_shared<const T>(std::move(object));
}

store::Change removal(api::ObjectKind kind, const std::string& id)
{
    switch (kind) {
    case api::ObjectKind::Cluster: return {store::Action::Remove, stub<api::Cluster>(id)};
    case api::ObjectKind::Node: return {store::Action::Remove, stub<api::Node>(id)};
    case api::ObjectKind::Service: return {store::Action::Remove, stub<api::Service>(id)};
    case api::ObjectKind::Network: return {store::Action::Remove, stub<api::Network>(id)};
    case api::ObjectKind::Task: return {store::Action::Remove, stub<api::Task>(id)};
    case api::ObjectKind::Secret: return {store::Action::Remove, stub<api::Secret>(id)};
    case api::ObjectKind::Config: break;
    }
    return {store::Action::Remove, stub<api::Config>(id)};
}

constexpr api::ObjectKind Kinds[] = {api::ObjectKind::Cluster, api::ObjectKind::Node, api::ObjectKind::Service, api::ObjectKind::Network, api::ObjectKind::Secret, api::ObjectKind::Config};

} // namespace

void ClusterConnection::Private::apply(std::uint64_t version, std::vector<store::Change> changes)
{
    bool nodes = false;
    // Names of services that come in the same batch are not in the store yet.
    std::map<std::string, std::string> names;
    for (store::Change& change : changes) {
        nodes = nodes || store::kindOf(change.object) == api::ObjectKind::Node;
        if (change.action == store::Action::Remove)
            continue;
        if (const auto node = store::as<api::Node>(change.object); node && !node->managerStatus)
            if (const auto known = managerStatuses.find(node->id); known != managerStatuses.end()) {
                api::Node shown = *node;
                shown.managerStatus = known->second;
                change.object = std::make_shared<const api::Node>(std::move(shown));
            }
        if (const auto service = store::as<api::Service>(change.object))
            names[service->id] = service->spec.name;
        if (const auto task = store::as<api::Task>(change.object); task && task->serviceName.empty()) {
            const auto known = names.find(task->serviceId);
            const auto service = known == names.end() ? store.get<api::Service>(task->serviceId) : nullptr;
            const auto before = store.get<api::Task>(task->id);
            api::Task named = *task;
            named.serviceName = known != names.end() ? known->second : service ? service->spec.name : before ? before->serviceName : "";
            change.object = std::make_shared<const api::Task>(std::move(named));
        }
    }
    nameTasksOf(names, changes);
    store.mirror(version, changes);
    if (nodes)
        managersFromMirror();
}

// Tasks that came before their service, or before its new name.
void ClusterConnection::Private::nameTasksOf(const std::map<std::string, std::string>& services, std::vector<store::Change>& changes) const
{
    std::map<std::string, api::Task> named;
    for (const auto& [id, name] : services) {
        const auto before = store.get<api::Service>(id);
        if (before && before->spec.name == name)
            continue;
        for (const auto& task : store.tasksOfService(id))
            if (task->serviceName != name)
                named.emplace(task->id, *task).first->second.serviceName = name;
    }
    if (named.empty())
        return;
    for (const store::Change& change : changes)
        named.erase(store::idOf(change.object)); // it comes with its name
    for (auto& [id, task] : named)
        changes.push_back({store::Action::Update, std::make_shared<const api::Task>(std::move(task))});
}

void ClusterConnection::Private::applyManagers(const std::string& list)
{
    const auto elements = arrayElements(list);
    if (!elements)
        return;
    managerStatuses.clear();
    for (const std::string_view element : *elements)
        if (const auto object = reader.listed(api::ObjectKind::Node, element))
            if (const auto node = store::as<api::Node>(*object); node && node->managerStatus)
                managerStatuses.emplace(node->id, *node->managerStatus);
    std::vector<store::Change> changes;
    for (const auto& node : store.all<api::Node>()) {
        const auto known = managerStatuses.find(node->id);
        const auto status = known == managerStatuses.end() ? std::nullopt : std::optional(known->second);
        if (node->managerStatus == status)
            continue;
        api::Node shown = *node;
        shown.managerStatus = status;
        changes.push_back({store::Action::Update, std::make_shared<const api::Node>(std::move(shown))});
    }
    apply(store.version(), std::move(changes));
}

std::chrono::nanoseconds ClusterConnection::Private::paced(std::chrono::nanoseconds base, std::chrono::nanoseconds took) const
{
    auto interval = std::max(base, 10 * took);
    if (state.liveness == Liveness::Slow)
        interval *= 2;
    if (hidden)
        interval *= 6;
    return std::chrono::nanoseconds(std::int64_t(double(interval.count()) * (0.9 + 0.2 * QRandomGenerator::global()->generateDouble())));
}

void ClusterConnection::Private::follow(const std::shared_ptr<Private>& d, const std::shared_ptr<Session>& session)
{
    d->scope.spawn("heartbeat", heartbeat(d, session));
    if (d->capabilities.has("watch")) {
        d->scope.spawn("watch", watch(d, session));
        return;
    }
    d->continuable = false;
    d->scope.spawn("events", events(d, session));
    for (const api::ObjectKind kind : Kinds)
        d->scope.spawn("poll", poll(d, session, kind));
    d->scope.spawn("poll tasks", pollTasks(d, session));
}

// Whether the node answers, and how fast; and whether the managers have a majority, which a replica's stream does not tell.
async::Task<void> ClusterConnection::Private::heartbeat(std::shared_ptr<Private> d, std::shared_ptr<Session> session)
{
    const async::Stop stop = session->stop;
    const auto engine = session->engine;
    int missed = 0;
    while (!stop.requested()) {
        const auto begun = async::loop().monotonic();
        const auto pong = co_await engine->negotiate(PingDeadline, stop);
        if (stop.requested())
            co_return;
        const auto took = async::loop().monotonic() - begun;
        if (pong) {
            missed = 0;
            d->answered(took);
        } else {
            ++d->state.attempts;
            d->judgeLiveness();
            if (++missed >= Unresponsive || took < PingDeadline / 2) {
                session->end("reach host", pong.error());
                co_return;
            }
        }
        if (pong && d->capabilities.has("watch")) {
            // Who leads is no object of the store, so the stream does not tell.
            const auto managers = co_await engine->get("/nodes", {{"filters", EngineClient::filters({{"role", "manager"}})}}, LeaderDeadline, stop);
            if (stop.requested())
                co_return;
            if (managers) {
                d->setStanding(Standing::Manager, "");
                d->applyManagers(*managers);
            } else if (const auto judged = judge(managers.error())) {
                d->setStanding(judged->first, judged->second);
                if (judged->first != Standing::NoQuorum) {
                    session->end("manager", managers.error());
                    co_return;
                }
            }
        }
        const auto woken = co_await session->check.wait(stop, d->state.standing == Standing::NoQuorum ? d->pace.ping / 2 : d->paced(d->pace.ping, {}));
        if (!woken)
            co_return;
    }
}

async::Task<void> ClusterConnection::Private::watch(std::shared_ptr<Private> d, std::shared_ptr<Session> session)
{
    const async::Stop stop = session->stop;
    const auto engine = session->engine;
    std::map<api::ObjectKind, std::set<std::string>> unseen; // while a list comes: what it has not shown yet
    while (!stop.requested()) {
        EngineClient::Queries queries;
        if (d->continuable)
            queries.push_back({"since", std::to_string(d->store.version())});
        auto opened = co_await engine->stream("/skep/v1/watch", queries, stop);
        if (stop.requested())
            co_return;
        if (!opened) {
            session->end("reach host", opened.error());
            co_return;
        }
        const auto stream = *opened;
        if (stream->head().status != 200) {
            session->end("manager", {ErrorCode::FailedPrecondition, "the manager refused its watch stream with status " + std::to_string(stream->head().status)});
            co_return;
        }
        std::string rest;
        std::uint64_t version = d->store.version();
        std::vector<store::Change> batch;
        Turn turn(d->pace.turn);
        for (;;) {
            auto piece = co_await stream->next(stop);
            if (stop.requested())
                co_return;
            if (!piece || !*piece)
                break; // cut: goes on with since
            rest += **piece;
            std::size_t begin = 0;
            turn.again();
            for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
                auto line = d->reader.watchLine(std::string_view(rest).substr(begin, end - begin));
                begin = end + 1;
                if (!line) {
                    session->end("API", line.error());
                    co_return;
                }
                if (!*line)
                    continue;
                WatchLine& read = **line;
                switch (read.what) {
                case WatchLine::What::Reset:
                    batch.clear();
                    unseen.clear();
                    d->continuable = false;
                    for (const auto kind : {api::ObjectKind::Cluster, api::ObjectKind::Node, api::ObjectKind::Service, api::ObjectKind::Network,
                             api::ObjectKind::Task, api::ObjectKind::Secret, api::ObjectKind::Config})
                        unseen[kind] = idsOf(d->store, kind);
                    break;
                case WatchLine::What::Listed:
                    if (auto found = unseen.find(store::kindOf(read.change.object)); found != unseen.end())
                        found->second.erase(store::idOf(read.change.object));
                    batch.push_back(std::move(read.change));
                    break;
                case WatchLine::What::Changed: batch.push_back(std::move(read.change)); break;
                case WatchLine::What::Synced:
                    for (const auto& [kind, ids] : unseen)
                        for (const std::string& id : ids)
                            batch.push_back(removal(kind, id));
                    unseen.clear();
                    d->apply(read.version, std::exchange(batch, {}));
                    d->continuable = true;
                    if (!std::exchange(d->state.synced, true))
                        d->stateChanged();
                    break;
                }
                version = read.version;
                if (turn.over()) {
                    d->apply(version, std::exchange(batch, {}));
                    const auto slept = co_await async::sleepFor(0ns, stop);
                    if (!slept)
                        co_return;
                    turn.again();
                }
            }
            rest.erase(0, begin);
            d->apply(version, std::exchange(batch, {}));
        }
        const auto slept = co_await async::sleepFor(d->pace.backOff.front(), stop);
        if (!slept)
            co_return;
    }
}

async::Task<void> ClusterConnection::Private::events(std::shared_ptr<Private> d, std::shared_ptr<Session> session)
{
    const async::Stop stop = session->stop;
    const auto engine = session->engine;
    while (!stop.requested()) {
        auto opened = co_await engine->stream("/events", {{"filters", EngineClient::filters({{"scope", "swarm"}})}}, stop);
        if (opened && (*opened)->head().status == 200) {
            const auto stream = *opened;
            for (;;) {
                auto line = co_await stream->nextLine(stop);
                if (!line || !*line)
                    break;
                const auto kind = readEventKind(**line);
                if (!kind)
                    continue;
                session->due[*kind].notify();
                if (*kind == api::ObjectKind::Service || *kind == api::ObjectKind::Node)
                    session->due[api::ObjectKind::Task].notify();
            }
        }
        // The polls tell whether the manager is there; what was missed meanwhile, they bring.
        const auto slept = co_await async::sleepFor(d->pace.backOff.front(), stop);
        if (!slept)
            co_return;
        for (auto& [kind, due] : session->due)
            due.notify();
    }
}

async::Task<void> ClusterConnection::Private::poll(std::shared_ptr<Private> d, std::shared_ptr<Session> session, api::ObjectKind kind)
{
    const async::Stop stop = session->stop;
    const auto engine = session->engine;
    const auto base = kind == api::ObjectKind::Node ? d->pace.nodes
        : kind == api::ObjectKind::Service         ? d->pace.services
        : kind == api::ObjectKind::Cluster         ? d->pace.cluster
                                                   : d->pace.rest;
    while (!stop.requested()) {
        const auto begun = async::loop().monotonic();
        auto body = co_await engine->get(pathOf(kind), queriesOf(kind), LeaderDeadline, stop);
        if (stop.requested())
            co_return;
        const auto took = async::loop().monotonic() - begun;
        if (!body && isGone(body.error())) {
            session->end("reach host", body.error());
            co_return;
        }
        if (!body && body.error().code == ErrorCode::Unimplemented) {
            bool& there = kind == api::ObjectKind::Secret ? d->capabilities.secrets : kind == api::ObjectKind::Config ? d->capabilities.configs : d->capabilities.networks;
            there = false;
            session->listed.insert(kind);
            d->stateChanged();
            co_return;
        }
        if (!body) {
            if (const auto judged = judge(body.error()); judged && kind != api::ObjectKind::Network) {
                d->setStanding(judged->first, judged->second);
                if (judged->first != Standing::NoQuorum) {
                    session->end("manager", body.error());
                    co_return;
                }
            }
        } else {
            std::vector<std::string_view> elements{*body};
            if (kind != api::ObjectKind::Cluster) {
                auto split = arrayElements(*body);
                if (!split) {
                    session->end("API", split.error());
                    co_return;
                }
                elements = std::move(*split);
            }
            std::set<std::string> unseen = idsOf(d->store, kind);
            std::vector<store::Change> batch;
            std::uint64_t version = d->store.version();
            Turn turn(d->pace.turn);
            bool whole = true;
            for (const std::string_view element : elements) {
                auto object = d->reader.listed(kind, element);
                if (!object) {
                    whole = false; // an object that cannot be read is shown as it was last
                    continue;
                }
                unseen.erase(store::idOf(*object));
                version = std::max(version, std::visit([](const auto& o) { return o->meta.version.index; }, *object));
                batch.push_back({store::Action::Update, std::move(*object)});
                if (turn.over()) {
                    d->apply(version, std::exchange(batch, {}));
                    const auto slept = co_await async::sleepFor(0ns, stop);
                    if (!slept)
                        co_return;
                    version = std::max(version, d->store.version());
                    turn.again();
                }
            }
            if (whole)
                for (const std::string& id : unseen)
                    batch.push_back(removal(kind, id));
            d->apply(std::max(version, d->store.version()), std::move(batch));
            if (kind == api::ObjectKind::Service && !session->listed.contains(kind))
                session->due[api::ObjectKind::Task].notify();
            session->listed.insert(kind);
            if (kind == api::ObjectKind::Cluster || kind == api::ObjectKind::Node)
                d->setStanding(Standing::Manager, "");
            d->answered(d->state.latency);
        }
        const auto woken = co_await session->due[kind].wait(stop, d->paced(base, took));
        if (!woken)
            co_return;
        if (*woken) {
            const auto slept = co_await async::sleepFor(std::max<std::chrono::nanoseconds>(d->pace.afterEvent, 3 * took), stop);
            if (!slept)
                co_return;
        }
    }
}

// Tasks have no events and no "since": all of them while they are few, else those of some services at a time, round and round.
async::Task<void> ClusterConnection::Private::pollTasks(std::shared_ptr<Private> d, std::shared_ptr<Session> session)
{
    const async::Stop stop = session->stop;
    const auto engine = session->engine;
    std::string after; // id of the last service asked for
    while (!stop.requested()) {
        if (!session->listed.contains(api::ObjectKind::Service)) {
            const auto woken = co_await session->due[api::ObjectKind::Task].wait(stop, d->pace.tasks);
            if (!woken)
                co_return;
            continue;
        }
        std::uint64_t expected = 0;
        std::vector<std::string> slice;
        const auto services = d->store.all<api::Service>();
        for (const auto& service : services)
            expected += service->serviceStatus ? service->serviceStatus->desiredTasks : 0;
        EngineClient::Queries queries;
        bool last = true;
        if (std::max<std::size_t>(expected, d->store.count<api::Task>()) > FewTasks && !services.empty()) {
            std::vector<std::pair<std::string, std::string>> filter;
            for (const auto& service : services) {
                if (service->id <= after || slice.size() == SliceServices)
                    continue;
                slice.push_back(service->id);
                filter.emplace_back("service", service->id);
            }
            last = slice.empty() || slice.back() == services.back()->id;
            after = last ? "" : slice.back();
            if (slice.empty())
                continue;
            queries.push_back({"filters", EngineClient::filters(filter)});
        }
        const auto begun = async::loop().monotonic();
        auto body = co_await engine->get("/tasks", queries, LeaderDeadline, stop);
        if (stop.requested())
            co_return;
        const auto took = async::loop().monotonic() - begun;
        if (!body && isGone(body.error())) {
            session->end("reach host", body.error());
            co_return;
        }
        if (body) {
            auto split = arrayElements(*body);
            if (!split) {
                session->end("API", split.error());
                co_return;
            }
            std::set<std::string> unseen;
            if (slice.empty()) {
                unseen = idsOf(d->store, api::ObjectKind::Task);
            } else {
                for (const std::string& service : slice)
                    for (const auto& task : d->store.tasksOfService(service))
                        unseen.insert(task->id);
            }
            std::vector<store::Change> batch;
            Turn turn(d->pace.turn);
            for (const std::string_view element : *split) {
                auto object = d->reader.listed(api::ObjectKind::Task, element);
                if (!object)
                    continue;
                unseen.erase(store::idOf(*object));
                batch.push_back({store::Action::Update, std::move(*object)});
                if (turn.over()) {
                    d->apply(d->store.version(), std::exchange(batch, {}));
                    const auto slept = co_await async::sleepFor(0ns, stop);
                    if (!slept)
                        co_return;
                    turn.again();
                }
            }
            for (const std::string& id : unseen)
                batch.push_back(removal(api::ObjectKind::Task, id));
            // Tasks of services that are gone are in no slice.
            if (last && !slice.empty())
                for (const auto& task : d->store.all<api::Task>())
                    if (!task->serviceId.empty() && !d->store.get<api::Service>(task->serviceId))
                        batch.push_back(removal(api::ObjectKind::Task, task->id));
            d->apply(d->store.version(), std::move(batch));
            if (last && !std::exchange(d->state.synced, true))
                d->stateChanged();
        }
        // The first round goes without pauses; then one slice takes its share of the interval.
        const auto rest = d->state.synced ? d->paced(d->pace.tasks, took) : std::chrono::nanoseconds(d->pace.afterEvent);
        const auto woken = co_await session->due[api::ObjectKind::Task].wait(stop, rest);
        if (!woken)
            co_return;
        if (*woken) {
            const auto slept = co_await async::sleepFor(std::max<std::chrono::nanoseconds>(d->pace.afterEvent, 3 * took), stop);
            if (!slept)
                co_return;
        }
    }
}

} // namespace skep::client
