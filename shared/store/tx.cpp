#include "shared/store/layer.h"

namespace skep::store {
namespace {

bool isNull(const ObjectPtr& object)
{
    return std::visit([](const auto& o) { return o == nullptr; }, object);
}

// What turns `before` into `now`; nothing when both are null.
std::optional<Action> actionFor(const ObjectPtr& before, const ObjectPtr& now)
{
    if (isNull(now))
        return isNull(before) ? std::nullopt : std::optional(Action::Remove);
    return isNull(before) ? Action::Create : Action::Update;
}

} // namespace

struct Tx::Writes {
    struct Write {
        std::string_view id; // that the layer's row holds
        ObjectPtr before; // beneath this transaction
        ObjectPtr told; // when takeEvents() was last called
        ObjectPtr now;
        bool untold = false;
    };
    std::deque<Write> list;
    std::vector<std::size_t> untold; // into list, in the order of the first write since takeEvents()

    // The write of that object, the first one or another; `before` is what shows at present.
    Write& of(std::string_view id, const ObjectPtr& before, bool isFirst)
    {
        const std::size_t index = isFirst ? list.size() : find(id, before.index());
        if (isFirst)
            list.push_back({id, before, before, before, false});
        Write& write = list[index];
        if (!std::exchange(write.untold, true))
            untold.push_back(index);
        return write;
    }

private:
    // Most objects are written once: they are looked up only when one is written again.
    std::size_t find(std::string_view id, std::size_t kind)
    {
        for (; m_indexed < list.size(); ++m_indexed)
            m_byId[list[m_indexed].before.index()].emplace(list[m_indexed].id, m_indexed);
        return m_byId[kind].at(id);
    }

    std::array<TextViewMap<std::size_t>, std::variant_size_v<ObjectPtr>> m_byId; // by kind, into list
    std::size_t m_indexed = 0; // so many of list
};

Tx::Tx(const View& base) : View(&base), m_writes(std::make_unique<Writes>()) { }
Tx::Tx(const Tx& base) : Tx(static_cast<const View&>(base)) { }
Tx::Tx(Tx&&) noexcept = default;
Tx::~Tx() = default;

template <class T>
void Tx::write(std::string_view id, const Ptr<T>& before, Ptr<T> now)
{
    auto& table = m_layer->table<T>();
    const auto [row, isNew] = table.put(id, now);
    Writes::Write& write = m_writes->of(row.key.id, before, isNew);
    // One that was removed and created again is an update of what is beneath, from its version.
    if (const auto& replaced = std::get<Ptr<T>>(write.before); replaced && now && now->meta.version != replaced->meta.version) {
        auto again = std::make_shared<T>(*now);
        again->meta = replaced->meta;
        now = std::move(again);
        table.put(id, now);
    }
    m_layer->surplusOf<T>() += (now ? 1 : 0) - (before ? 1 : 0);
    write.now = std::move(now);
}

namespace {

// Whether an object other than `id` has that name.
template <class T>
bool nameIsTaken(const View& view, const T& object)
{
    if constexpr (HasUniqueName<T>) {
        for (const auto& other : view.byName<T>(nameOf(object)))
            if (other->id != object.id)
                return true;
    }
    return false;
}

Failure nameConflict()
{
    return fail(ErrorCode::AlreadyExists, "name conflicts with an existing object");
}
Failure missing()
{
    return fail(ErrorCode::NotFound, "object does not exist");
}

} // namespace

template <class T>
Result<void> Tx::create(T object)
{
    if (get<T>(object.id))
        return fail(ErrorCode::AlreadyExists, "object already exists");
    if (nameIsTaken(*this, object))
        return nameConflict();
    object.meta = {};
    auto created = std::make_shared<const T>(std::move(object));
    write<T>(created->id, nullptr, created);
    return {};
}

template <class T>
Result<void> Tx::update(T object)
{
    return update(Ptr<T>(std::make_shared<const T>(std::move(object))));
}

template <class T>
Result<void> Tx::update(Ptr<T> object)
{
    const auto stored = get<T>(object->id);
    if (!stored)
        return missing();
    if (object->meta.version != stored->meta.version)
        return fail(ErrorCode::Unknown, "update out of sequence");
    if (nameIsTaken(*this, *object))
        return nameConflict();
    const std::string_view id = object->id;
    write<T>(id, stored, std::move(object));
    return {};
}

template <class T>
Result<void> Tx::remove(std::string_view id)
{
    const auto stored = get<T>(id);
    if (!stored)
        return missing();
    write<T>(stored->id, stored, nullptr);
    return {};
}

bool Tx::empty() const
{
    return changes().empty();
}

std::vector<Change> Tx::changes() const
{
    std::vector<Change> result;
    result.reserve(m_writes->list.size());
    for (const auto& write : m_writes->list)
        if (const auto action = actionFor(write.before, write.now))
            result.push_back({*action, *action == Action::Remove ? write.before : write.now});
    return result;
}

std::vector<Event> Tx::takeEvents()
{
    std::vector<Event> result;
    for (const std::size_t index : std::exchange(m_writes->untold, {})) {
        auto& write = m_writes->list[index];
        write.untold = false;
        const ObjectPtr old = std::exchange(write.told, write.now);
        if (const auto action = actionFor(old, write.now))
            result.push_back({*action, *action == Action::Remove ? old : write.now, old});
    }
    return result;
}

void Tx::merge(Tx&& child)
{
    for (auto& written : child.m_writes->list)
        std::visit(
            [&](const auto& now) {
                using T = std::remove_const_t<typename std::decay_t<decltype(now)>::element_type>;
                const auto& before = std::get<Ptr<T>>(written.before);
                if (now || before) {
                    const std::string& id = now ? now->id : before->id;
                    write<T>(id, get<T>(id), now);
                }
            },
            written.now);
    child.m_layer = std::make_unique<Layer>();
    child.m_writes = std::make_unique<Writes>();
}

#define SKEP_INSTANTIATE(T)                                                                                            \
    template Result<void> Tx::create<api::T>(api::T);                                                                  \
    template Result<void> Tx::update<api::T>(api::T);                                                                  \
    template Result<void> Tx::update<api::T>(Ptr<api::T>);                                                             \
    template Result<void> Tx::remove<api::T>(std::string_view);

SKEP_STORE_KINDS(SKEP_INSTANTIATE)

} // namespace skep::store
