#pragma once

#include "shared/base/texthash.h"
#include "shared/store/store.h"

#include <array>

// Tables and their indexes, the inside of a View. A Tx keeps its writes in tables too; there a row without object hides
// the object of the View beneath.
namespace skep::store {

// Every kind of object, for explicit instantiation.
#define SKEP_STORE_KINDS(X) X(Cluster) X(Node) X(Service) X(Network) X(Task) X(Secret) X(Config)

[[nodiscard]] std::string lowered(std::string_view name);

// The name that View::byName and uniqueness go by. Tasks are found by the id at the end of their name instead.
template <class T>
const std::string& nameOf(const T& object)
{
    if constexpr (std::is_same_v<T, api::Node>)
        return object.description.hostname;
    else
        return object.spec.name;
}

template <class T>
inline constexpr bool HasName = !std::is_same_v<T, api::Task>;
template <class T>
inline constexpr bool HasUniqueName = std::is_same_v<T, api::Service> || std::is_same_v<T, api::Network>
    || std::is_same_v<T, api::Secret> || std::is_same_v<T, api::Config>;

// An id with its first octets as a number, so that most comparisons need not follow a pointer to the text. The order is that of the texts.
template <class Text>
struct Key {
    std::uint64_t head = 0;
    Text id;

    explicit Key(std::string_view text) : id(text)
    {
        for (std::size_t i = 0; i < sizeof head; ++i)
            head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    }
    template <class Other>
    explicit Key(const Key<Other>& other) : head(other.head), id(other.id)
    {
    }
};

struct KeyLess {
    using is_transparent = void;

    template <class A, class B>
    bool operator()(const Key<A>& a, const Key<B>& b) const
    {
        return a.head != b.head ? a.head < b.head : a.id < b.id;
    }
};

template <class T>
class Table {
public:
    // Stays where it is while its object is replaced.
    struct Row {
        Key<std::string> key;
        mutable Ptr<T> object; // no part of what the row is found by

        explicit Row(std::string_view id) : key(id) { }
        [[nodiscard]] std::string_view text() const { return key.id; }
    };

    [[nodiscard]] std::size_t size() const { return m_rows.size(); }
    [[nodiscard]] const Row* find(std::string_view id) const
    {
        const auto it = m_rows.find(id);
        return it == m_rows.end() ? nullptr : &*it;
    }

    // Null hides (Tx) rather than removes.
    struct Written {
        const Row& row;
        bool isNew;
    };
    Written put(std::string_view id, Ptr<T> object)
    {
        const Row* row = find(id);
        const bool isNew = !row;
        if (isNew)
            row = &*m_rows.emplace(id).first;
        Ptr<T> old = std::exchange(row->object, std::move(object));
        m_unindexed.push_back({row, std::move(old), row->object, isNew});
        if (m_unindexed.size() >= MaxUnindexed)
            index();
        return {*row, isNew};
    }
    void erase(std::string_view id)
    {
        const auto it = m_rows.find(id);
        if (it == m_rows.end())
            return;
        m_unindexed.push_back({&*it, std::exchange(it->object, nullptr), nullptr, false});
        index();
        m_inOrder.erase(Key<std::string_view>(it->key));
        m_rows.erase(it);
    }

    [[nodiscard]] std::vector<Ptr<T>> named(std::string_view loweredName) const
    {
        return listed(m_byName, loweredName);
    }
    [[nodiscard]] std::size_t countNamed(std::string_view loweredName) const
    {
        index();
        const auto found = m_byName.find(loweredName);
        return found == m_byName.end() ? 0 : found->second.size();
    }
    [[nodiscard]] std::vector<Ptr<T>> ofService(std::string_view id) const { return listed(m_byService, id); }
    // Of tables in which no row hides.
    [[nodiscard]] const T* firstOfService(std::string_view id) const
    {
        index();
        const auto found = m_byService.find(id);
        return found == m_byService.end() ? nullptr : (*found->second.begin())->object.get();
    }
    [[nodiscard]] std::vector<Ptr<T>> ofNode(std::string_view id) const { return listed(m_byNode, id); }
    [[nodiscard]] std::vector<Ptr<T>> all() const
    {
        index();
        std::vector<Ptr<T>> result;
        result.reserve(m_inOrder.size());
        for (const auto& [key, row] : m_inOrder)
            if (row->object)
                result.push_back(row->object);
        return result;
    }
    [[nodiscard]] std::vector<Ptr<T>> prefixed(std::string_view prefix) const
    {
        index();
        std::vector<Ptr<T>> result;
        for (auto it = m_inOrder.lower_bound(Key<std::string_view>(prefix));
             it != m_inOrder.end() && it->first.id.starts_with(prefix); ++it)
            if (it->second->object)
                result.push_back(it->second->object);
        return result;
    }

private:
    // Indexes point at rows: a write that moves nothing between keys leaves them alone.
    struct ById {
        bool operator()(const Row* a, const Row* b) const { return KeyLess()(a->key, b->key); }
    };
    using Index = TextMap<std::set<const Row*, ById>>;

    std::vector<Ptr<T>> listed(const Index& wanted, std::string_view key) const
    {
        index();
        std::vector<Ptr<T>> result;
        if (const auto found = wanted.find(key); found != wanted.end()) {
            result.reserve(found->second.size());
            for (const Row* row : found->second)
                result.push_back(row->object);
        }
        return result;
    }

    static constexpr std::size_t MaxUnindexed = 4'096; // they keep old values in memory
    struct Put {
        const Row* row;
        Ptr<T> old, now;
        bool isNew;
    };

    // Brings the indexes up to date, when somebody asks: most transactions are written and never searched.
    void index() const
    {
        for (const Put& put : std::exchange(m_unindexed, {})) {
            if (put.isNew)
                m_inOrder.emplace(put.row->key, put.row);
            reindex(*put.row, put.old.get(), put.now.get());
        }
    }

    // Either may be null.
    void reindex(const Row& row, const T* old, const T* now) const
    {
        if constexpr (HasName<T>) {
            if (!old || !now || nameOf(*old) != nameOf(*now))
                move(m_byName, row, old ? lowered(nameOf(*old)) : std::string(),
                    now ? lowered(nameOf(*now)) : std::string());
        } else {
            static const std::string None;
            move(m_byService, row, old ? old->serviceId : None, now ? now->serviceId : None);
            move(m_byNode, row, old ? old->nodeId : None, now ? now->nodeId : None);
        }
    }

    // An empty key is no key. Whether the row was or is listed at all follows from its keys.
    static void move(Index& index, const Row& row, const std::string& from, const std::string& to)
    {
        if (from == to)
            return;
        if (!from.empty()) {
            const auto found = index.find(from);
            found->second.erase(&row);
            if (found->second.empty())
                index.erase(found);
        }
        if (!to.empty())
            index[to].insert(&row);
    }

    TextSet<Row> m_rows;
    mutable std::map<Key<std::string_view>, const Row*, KeyLess> m_inOrder; // views of the rows' own ids
    mutable Index m_byName; // lower case; all but tasks
    mutable Index m_byService, m_byNode; // tasks
    mutable std::vector<Put> m_unindexed; // in order
};

struct View::Layer {
    std::tuple<Table<api::Cluster>, Table<api::Node>, Table<api::Service>, Table<api::Network>, Table<api::Task>,
        Table<api::Secret>, Table<api::Config>>
        tables;
    // Objects that this layer adds to those beneath, less those it hides; by kind.
    std::array<std::ptrdiff_t, std::tuple_size_v<api::AllObjects>> surplus{};

    template <class T>
    Table<T>& table()
    {
        return std::get<Table<T>>(tables);
    }
    template <class T>
    std::ptrdiff_t& surplusOf()
    {
        return surplus[ObjectPtr(Ptr<T>()).index()];
    }
};

} // namespace skep::store
