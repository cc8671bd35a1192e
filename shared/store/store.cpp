#include "shared/store/layer.h"

namespace skep::store {
namespace {

template <class T>
ObjectPtr nothing()
{
    return Ptr<T>();
}

// Holds the parts of `other` instead of its own that are equal. Whether none is its own afterwards.
bool shareParts(api::TaskSpec& own, const api::TaskSpec& other)
{
    bool all = true;
    const auto share = [&](auto& mine, const auto& theirs) { all = (!mine || mine.shareWith(theirs)) && all; };
    share(own.container, other.container);
    share(own.resources, other.resources);
    share(own.placement, other.placement);
    share(own.logDriver, other.logDriver);
    return all;
}

bool sharesParts(const api::TaskSpec& own, const api::TaskSpec& other)
{
    const auto shares = [](const auto& mine, const auto& theirs) { return !mine || mine.isSharedWith(theirs); };
    return shares(own.container, other.container) && shares(own.resources, other.resources)
        && shares(own.placement, other.placement) && shares(own.logDriver, other.logDriver);
}

} // namespace

Store::Store() : View(nullptr) { }
Store::~Store() = default;

std::uint64_t Store::version() const
{
    return m_version;
}

void Store::share(api::Task& task) const
{
    if (const auto old = get<api::Task>(task.id); old && shareParts(task.spec, old->spec))
        return;
    if (const auto service = get<api::Service>(task.serviceId); service && shareParts(task.spec, service->spec.task))
        return;
    // Tasks that an update has left behind, and those of a service that is not here.
    if (const api::Task* sibling = m_layer->table<api::Task>().firstOfService(task.serviceId))
        shareParts(task.spec, sibling->spec);
}

template <class T>
Ptr<T> Store::withShared(const Ptr<T>& object) const
{
    if constexpr (std::is_same_v<T, api::Task>) {
        const auto old = get<api::Task>(object->id);
        const auto service = get<api::Service>(object->serviceId);
        static const api::TaskSpec Nothing;
        if (sharesParts(object->spec, Nothing) || (old && sharesParts(object->spec, old->spec))
            || (service && sharesParts(object->spec, service->spec.task)))
            return object; // without a copy
        const auto sharing = std::make_shared<T>(*object);
        share(*sharing);
        if (!sharesParts(object->spec, sharing->spec))
            return sharing;
    }
    return object;
}

template <class T>
Result<void> Store::applyOne(
    std::uint64_t version, Timestamp at, Action action, const T& object, std::vector<Event>& events)
{
    auto& table = m_layer->table<T>();
    const Ptr<T> old = get<T>(object.id);
    if (action == Action::Create && old)
        return fail(ErrorCode::AlreadyExists, "object already exists");
    if (action != Action::Create && !old)
        return fail(ErrorCode::NotFound, "object does not exist");
    if (action == Action::Update && object.meta.version != old->meta.version)
        return fail(ErrorCode::Unknown, "update out of sequence");
    if (action == Action::Remove) {
        table.erase(object.id);
        m_layer->surplusOf<T>() -= 1;
        events.push_back({action, old, old});
        return {};
    }
    auto stamped = std::make_shared<T>(object);
    stamped->meta = {{version}, old ? old->meta.createdAt : at, at};
    share(*stamped);
    table.put(object.id, stamped);
    if (!old)
        m_layer->surplusOf<T>() += 1;
    events.push_back({action, Ptr<T>(std::move(stamped)), old});
    return {};
}

void Store::undo(const std::vector<Event>& events)
{
    for (auto event = events.rbegin(); event != events.rend(); ++event)
        std::visit(
            [&](const auto& object) {
                using T = std::remove_const_t<typename std::decay_t<decltype(object)>::element_type>;
                auto& table = m_layer->table<T>();
                if (event->action == Action::Create)
                    table.erase(object->id);
                else
                    table.put(object->id, std::get<Ptr<T>>(event->old));
                m_layer->surplusOf<T>() += event->action == Action::Create ? -1
                    : event->action == Action::Remove                      ? 1
                                                                           : 0;
            },
            event->object);
}

Result<void> Store::apply(std::uint64_t version, const Transaction& transaction)
{
    if (version <= m_version)
        return fail(ErrorCode::Internal,
            "transaction " + std::to_string(version) + " is not newer than the store at " + std::to_string(m_version));
    std::vector<Event> events;
    events.reserve(transaction.changes.size());
    for (const Change& change : transaction.changes) {
        auto applied = std::visit(
            [&](const auto& object) { return applyOne(version, transaction.at, change.action, *object, events); },
            change.object);
        if (!applied) {
            undo(events);
            return applied;
        }
    }
    // Names last: a name may pass from one object to another within a transaction, in either order.
    for (const Event& event : events) {
        const bool conflict = std::visit(
            [&](const auto& object) {
                using T = std::remove_const_t<typename std::decay_t<decltype(object)>::element_type>;
                if constexpr (HasUniqueName<T>)
                    return event.action != Action::Remove
                        && m_layer->table<T>().countNamed(lowered(nameOf(*object))) > 1;
                else
                    return false;
            },
            event.object);
        if (conflict) {
            undo(events);
            return fail(ErrorCode::AlreadyExists, "name conflicts with an existing object");
        }
    }
    publish(version, std::move(events));
    return {};
}

void Store::publish(std::uint64_t version, std::vector<Event> events)
{
    m_version = version;
    if (m_keepsHistory) {
        m_remembered += events.size();
        m_history.push_back({version, events});
    } else {
        m_forgotten = version;
    }
    const std::size_t limit = historyLimit();
    while (m_remembered > limit || m_history.size() > limit) {
        m_forgotten = m_history.front().version;
        m_remembered -= m_history.front().events.size();
        m_history.pop_front();
    }

    // By index and up to the present end: subscribers may come and go while they are called.
    const std::size_t count = m_subscribers.size();
    for (std::size_t i = 0; i < count; ++i)
        if (const auto subscriber = m_subscribers[i].lock())
            (*subscriber)(events, version);
    std::erase_if(m_subscribers, [](const auto& subscriber) { return subscriber.expired(); });
}

std::size_t Store::historyLimit() const
{
    std::size_t objects = 0;
#define SKEP_COUNT(T) objects += count<api::T>();
    SKEP_STORE_KINDS(SKEP_COUNT)
    return std::clamp(2 * objects, LeastHistory, MostHistory);
}

std::shared_ptr<void> Store::subscribe(Subscriber subscriber)
{
    auto handle = std::make_shared<Subscriber>(std::move(subscriber));
    m_subscribers.push_back(handle);
    return handle;
}

std::optional<std::vector<Store::Past>> Store::since(std::uint64_t version) const
{
    if (version < m_forgotten || version > m_version)
        return std::nullopt;
    const auto first = std::upper_bound(m_history.begin(), m_history.end(), version,
        [](std::uint64_t v, const Past& past) { return v < past.version; });
    return std::vector<Past>(first, m_history.end());
}

void Store::keepNoHistory()
{
    m_keepsHistory = false;
    m_history.clear();
    m_remembered = 0;
    m_forgotten = m_version;
}

std::vector<ObjectPtr> Store::objects() const
{
    std::vector<ObjectPtr> result;
    std::apply(
        [&](const auto&... table) {
            result.reserve((table.size() + ...));
            const auto append = [&](const auto& objects) { result.insert(result.end(), objects.begin(), objects.end()); };
            (append(table.all()), ...);
        },
        m_layer->tables);
    return result;
}

template <class T>
void Store::restoreTable(
    const std::vector<ObjectPtr>& objects, std::vector<Event>& removals, std::vector<Event>& others)
{
    std::map<std::string_view, Ptr<T>> wanted;
    for (const ObjectPtr& object : objects)
        if (auto found = as<T>(object))
            wanted[found->id] = found;

    auto& table = m_layer->table<T>();
    for (const Ptr<T>& old : table.all()) {
        if (wanted.contains(old->id))
            continue;
        table.erase(old->id);
        removals.push_back({Action::Remove, old, old});
    }
    for (const auto& [id, object] : wanted) {
        const Ptr<T> old = get<T>(id);
        if (old && *old == *object)
            continue;
        const Ptr<T> kept = withShared(object);
        table.put(id, kept);
        others.push_back({old ? Action::Update : Action::Create, kept, old ? ObjectPtr(old) : nothing<T>()});
    }
    m_layer->surplusOf<T>() = static_cast<std::ptrdiff_t>(table.size());
}

void Store::restore(std::uint64_t version, std::vector<ObjectPtr> objects)
{
    std::vector<Event> events, others;
#define SKEP_RESTORE(T) restoreTable<api::T>(objects, events, others);
    SKEP_STORE_KINDS(SKEP_RESTORE)
    events.insert(events.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    if (version <= m_version && !(version == m_version && events.empty())) {
        m_history.clear();
        m_remembered = 0;
        m_forgotten = version;
    }
    publish(version, std::move(events));
}

template <class T>
void Store::mirrorOne(Action action, const Ptr<T>& object, std::vector<Event>& events)
{
    auto& table = m_layer->table<T>();
    const Ptr<T> old = get<T>(object->id);
    if (action == Action::Remove) {
        if (!old)
            return;
        table.erase(object->id);
        m_layer->surplusOf<T>() -= 1;
        events.push_back({action, old, old});
        return;
    }
    if (old && *old == *object)
        return;
    const Ptr<T> kept = withShared(object);
    table.put(object->id, kept);
    if (!old)
        m_layer->surplusOf<T>() += 1;
    events.push_back({old ? Action::Update : Action::Create, kept, old ? ObjectPtr(old) : nothing<T>()});
}

void Store::mirror(std::uint64_t version, const std::vector<Change>& changes)
{
    std::vector<Event> events;
    for (const Change& change : changes)
        std::visit([&](const auto& object) { mirrorOne(change.action, object, events); }, change.object);
    if (version < m_version) {
        m_history.clear();
        m_remembered = 0;
        m_forgotten = version;
    }
    if (events.empty())
        m_version = version;
    else
        publish(version, std::move(events));
}

} // namespace skep::store
