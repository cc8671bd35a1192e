#pragma once

#include "shared/api/objects.h"
#include "shared/base/result.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The cluster as tables at one version. One type for leader, follower and a client's mirror: immutable values, indexed
// tables, versions = Raft index; changes in, events out. Pure.
namespace skep::store {

template <class T>
using Ptr = std::shared_ptr<const T>;
using ObjectPtr = std::variant<Ptr<api::Cluster>, Ptr<api::Node>, Ptr<api::Service>, Ptr<api::Network>, Ptr<api::Task>,
    Ptr<api::Secret>, Ptr<api::Config>>;

[[nodiscard]] inline api::ObjectKind kindOf(const ObjectPtr& object) { return static_cast<api::ObjectKind>(object.index()); }
[[nodiscard]] const std::string& idOf(const ObjectPtr& object);

enum class Action : std::uint8_t { Create = 0, Update = 1, Remove = 2 };

// One write to one object. For Remove, `object` is the object as it was.
struct Change {
    Action action = Action::Create;
    ObjectPtr object;
};

// What one Raft entry does: all of it or nothing. `at` stamps CreatedAt and UpdatedAt, so replicas agree.
struct Transaction {
    Timestamp at;
    std::vector<Change> changes;
};

[[nodiscard]] Bytes encode(const Transaction& transaction);
[[nodiscard]] Result<Transaction> decodeTransaction(BytesView bytes);

// What happened. `object` is the new value (for Remove: the last one), `old` the value before (null for Create).
struct Event {
    Action action = Action::Create;
    ObjectPtr object;
    ObjectPtr old;
};

// Typed access to an event: the object if it is a T, else null.
template <class T>
[[nodiscard]] Ptr<T> as(const ObjectPtr& object)
{
    const auto* found = std::get_if<Ptr<T>>(&object);
    return found ? *found : nullptr;
}

// Reading: a Store, or a Tx that shows its own writes on top of one. All results are in ascending order of id unless said
// otherwise. Names are compared without regard to case; a node's name is its hostname and need not be unique.
class View {
public:
    virtual ~View() = default;

    // Null when there is none.
    template <class T>
    [[nodiscard]] Ptr<T> get(std::string_view id) const;
    template <class T>
    [[nodiscard]] std::vector<Ptr<T>> all() const;
    template <class T>
    [[nodiscard]] std::size_t count() const;
    // Exact name. Node: hostname; task: taskName(). At most two are returned (enough to know it is ambiguous).
    template <class T>
    [[nodiscard]] std::vector<Ptr<T>> byName(std::string_view name) const;
    template <class T>
    [[nodiscard]] std::vector<Ptr<T>> byIdPrefix(std::string_view prefix) const;
    [[nodiscard]] std::vector<Ptr<api::Task>> tasksOfService(std::string_view serviceId) const;
    [[nodiscard]] std::vector<Ptr<api::Task>> tasksOfNode(std::string_view nodeId) const;
    // The only cluster object; null before the first leader has written it.
    [[nodiscard]] Ptr<api::Cluster> cluster() const;

protected:
    // Implemented by Store and Tx; see store.cpp.
};

class Store;

// A write in the making: reads see the Store with this transaction's writes on top; nothing happens to the Store. Several
// writes to one object become one change. Cheap to make; valid only while the Store does not change.
class Tx final : public View {
public:
    explicit Tx(const View& base);

    // Error AlreadyExists: an object of that id, or (service, network, secret, config) of that name:
    // "name conflicts with an existing object".
    template <class T>
    [[nodiscard]] Result<void> create(T object);
    // Replaces the object of that id. Error NotFound: "object does not exist"; Unknown "update out of sequence" when
    // object.meta.version is not the stored one (an object created or updated in this transaction may be updated again).
    template <class T>
    [[nodiscard]] Result<void> update(T object);
    // Error NotFound.
    template <class T>
    [[nodiscard]] Result<void> remove(std::string_view id);

    [[nodiscard]] bool empty() const;
    // In the order of first write; at most one per object; create+remove cancels out.
    [[nodiscard]] std::vector<Change> changes() const;
    // The writes since the last call, as events, each object once. For feeding later reconcilers of the same pass.
    [[nodiscard]] std::vector<Event> takeEvents();
    // Adds the writes of `child`, a Tx made on this one.
    void merge(Tx&& child);
};

class Store final : public View {
public:
    // Called after each applied transaction with its events in order and its version.
    using Subscriber = std::function<void(const std::vector<Event>&, std::uint64_t version)>;

    Store();

    // Applies a committed transaction at Raft index `version` (greater than any before): stamps meta, emits events.
    // A transaction that cannot be applied (update of a missing object, taken id or name) changes nothing and answers the same
    // error on every replica.
    Result<void> apply(std::uint64_t version, const Transaction& transaction);
    // Index of the last applied transaction; 0 when nothing was.
    [[nodiscard]] std::uint64_t version() const;

    // Dropping the handle unsubscribes. Subscribers are called in order of subscription; they may unsubscribe meanwhile.
    [[nodiscard]] std::shared_ptr<void> subscribe(Subscriber subscriber);

    // Events of every transaction after `version`, oldest first, if they are still remembered (the last HistoryLimit events);
    // nullopt: too old, list again.
    struct Past {
        std::uint64_t version;
        std::vector<Event> events;
    };
    static constexpr std::size_t HistoryLimit = 20'000;
    [[nodiscard]] std::optional<std::vector<Past>> since(std::uint64_t version) const;

    // Everything, for snapshots and mirrors: table by table, by id.
    [[nodiscard]] std::vector<ObjectPtr> objects() const;
    // Replaces all content by `objects` at `version`, emitting the difference as events.
    void restore(std::uint64_t version, std::vector<ObjectPtr> objects);
};

} // namespace skep::store
