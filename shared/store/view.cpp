#include "shared/store/layer.h"

namespace skep::store {
namespace {

// What shows of `beneath` and `ours`, both ascending by id, when the rows of `table` hide what is beneath them.
template <class T>
std::vector<Ptr<T>> overlaid(std::vector<Ptr<T>> beneath, std::vector<Ptr<T>> ours, const Table<T>& table)
{
    if (table.size() == 0)
        return beneath;
    std::erase_if(beneath, [&](const Ptr<T>& object) { return table.find(object->id) != nullptr; });
    if (ours.empty())
        return beneath;
    if (beneath.empty())
        return ours;
    std::vector<Ptr<T>> result;
    result.reserve(beneath.size() + ours.size());
    std::merge(std::make_move_iterator(beneath.begin()), std::make_move_iterator(beneath.end()),
        std::make_move_iterator(ours.begin()), std::make_move_iterator(ours.end()), std::back_inserter(result),
        [](const Ptr<T>& a, const Ptr<T>& b) { return a->id < b->id; });
    return result;
}

} // namespace

std::string lowered(std::string_view name)
{
    std::string result(name);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return result;
}

const std::string& idOf(const ObjectPtr& object)
{
    return std::visit([](const auto& o) -> const std::string& { return o->id; }, object);
}

View::View(const View* base) : m_base(base), m_layer(std::make_unique<Layer>()) { }
View::View(View&&) noexcept = default;
View::~View() = default;

// What `pick` finds in the table of each layer, the upper ones over the lower.
template <class T, class Pick>
std::vector<Ptr<T>> View::collect(const Pick& pick) const
{
    const Table<T>& table = m_layer->table<T>();
    return m_base ? overlaid(m_base->collect<T>(pick), pick(table), table) : pick(table);
}

template <class T>
Ptr<T> View::get(std::string_view id) const
{
    for (const View* view = this; view; view = view->m_base)
        if (const auto* row = view->m_layer->table<T>().find(id))
            return row->object;
    return nullptr;
}

template <class T>
std::vector<Ptr<T>> View::all() const
{
    return collect<T>([](const Table<T>& table) { return table.all(); });
}

template <class T>
std::size_t View::count() const
{
    std::ptrdiff_t count = 0;
    for (const View* view = this; view; view = view->m_base)
        count += view->m_layer->surplusOf<T>();
    return static_cast<std::size_t>(count);
}

template <class T>
std::vector<Ptr<T>> View::byName(std::string_view name) const
{
    const std::string wanted = lowered(name);
    if constexpr (HasName<T>) {
        auto found = collect<T>([&](const Table<T>& table) { return table.named(wanted); });
        if (found.size() > 2)
            found.resize(2);
        return found;
    } else {
        const auto task = get<T>(wanted.substr(wanted.rfind('.') + 1));
        return task && lowered(taskName(*task)) == wanted ? std::vector{task} : std::vector<Ptr<T>>();
    }
}

template <class T>
std::vector<Ptr<T>> View::byIdPrefix(std::string_view prefix) const
{
    return collect<T>([&](const Table<T>& table) { return table.prefixed(prefix); });
}

std::vector<Ptr<api::Task>> View::tasksOfService(std::string_view serviceId) const
{
    return collect<api::Task>([&](const Table<api::Task>& table) { return table.ofService(serviceId); });
}

std::vector<Ptr<api::Task>> View::tasksOfNode(std::string_view nodeId) const
{
    return collect<api::Task>([&](const Table<api::Task>& table) { return table.ofNode(nodeId); });
}

Ptr<api::Cluster> View::cluster() const
{
    const auto clusters = all<api::Cluster>();
    return clusters.empty() ? nullptr : clusters.front();
}

#define SKEP_INSTANTIATE(T)                                                                                            \
    template Ptr<api::T> View::get<api::T>(std::string_view) const;                                                    \
    template std::vector<Ptr<api::T>> View::all<api::T>() const;                                                       \
    template std::size_t View::count<api::T>() const;                                                                  \
    template std::vector<Ptr<api::T>> View::byName<api::T>(std::string_view) const;                                    \
    template std::vector<Ptr<api::T>> View::byIdPrefix<api::T>(std::string_view) const;

SKEP_STORE_KINDS(SKEP_INSTANTIATE)

} // namespace skep::store
