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

// One write to one object. For Remove, `object` is the object as it was (after decodeTransaction only its id is set).
struct Change {
    Action action = Action::Create;
    ObjectPtr object;
};

// What one Raft entry does: all of it or nothing. `at` stamps CreatedAt and UpdatedAt, so replicas agree.
struct Transaction {
    Timestamp at;
    std::vector<Change> changes;
};

// CBOR, for the Raft log and the wire. Of an object that is removed only the id travels. Error: DataLoss.
[[nodiscard]] Bytes encode(const Transaction& transaction);
[[nodiscard]] Result<Transaction> decodeTransaction(BytesView bytes);
// One object, for snapshots.
[[nodiscard]] Bytes encode(const ObjectPtr& object);
[[nodiscard]] Result<ObjectPtr> decodeObject(BytesView bytes);

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
// otherwise. Names are compared without regard to (ASCII) case; a node's name is its hostname and need not be unique. An empty
// name is no name. Look-ups cost the logarithm of the table plus the size of the result.
class View {
public:
    virtual ~View();
    View(const View&) = delete;
    View& operator=(const View&) = delete;

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
    struct Layer; // the tables of one View; see layer.h

    explicit View(const View* base);
    View(View&&) noexcept;

    template <class T, class Pick>
    std::vector<Ptr<T>> collect(const Pick& pick) const;

    const View* m_base; // what shows where this layer has no row of its own; null for a Store
    std::unique_ptr<Layer> m_layer;
};

// A write in the making: reads see the Store with this transaction's writes on top; nothing happens to the Store. Several
// writes to one object become one change. Cheap to make; valid only while the Store does not change.
class Tx final : public View {
public:
    explicit Tx(const View& base);
    // A transaction on top of another, not a copy of it; see merge().
    explicit Tx(const Tx& base);
    Tx(Tx&&) noexcept;
    ~Tx() override;

    // The object's meta is set to that of a new one; the Store stamps it when the transaction is applied.
    // Error AlreadyExists: "object already exists" for the id, "name conflicts with an existing object" for the name (service,
    // network, secret, config).
    template <class T>
    [[nodiscard]] Result<void> create(T object);
    // Replaces the object of that id. Error NotFound: "object does not exist"; Unknown "update out of sequence" when
    // object.meta.version is not the stored one (an object created or updated in this transaction may be updated again);
    // AlreadyExists for a new name that is taken.
    template <class T>
    [[nodiscard]] Result<void> update(T object);
    template <class T>
    [[nodiscard]] Result<void> update(Ptr<T> object);
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

private:
    struct Writes;

    template <class T>
    void write(std::string_view id, const Ptr<T>& before, Ptr<T> now);

    std::unique_ptr<Writes> m_writes;
};

class Store final : public View {
public:
    // Called after each applied transaction with its events in order and its version.
    using Subscriber = std::function<void(const std::vector<Event>&, std::uint64_t version)>;

    Store();
    ~Store() override;

    // Applies a committed transaction at Raft index `version` (greater than any before): stamps meta, emits events.
    // A transaction that cannot be applied (taken id or name, update or removal of a missing object, update made from another
    // version than the stored one) changes nothing, not even version(), and answers the same error on every replica: those of
    // Tx. So of two transactions in flight that update one object the second fails with "update out of sequence".
    Result<void> apply(std::uint64_t version, const Transaction& transaction);
    // Index of the last applied transaction; 0 when nothing was.
    [[nodiscard]] std::uint64_t version() const;

    // Dropping the handle unsubscribes. Subscribers are called in order of subscription; they may subscribe and unsubscribe
    // meanwhile, but must not write.
    [[nodiscard]] std::shared_ptr<void> subscribe(Subscriber subscriber);

    // Events of every transaction after `version`, oldest first, if they are still remembered (the last historyLimit() events);
    // nullopt: too old, or ahead of this replica; list again.
    struct Past {
        std::uint64_t version;
        std::vector<Event> events;
    };
    static constexpr std::size_t LeastHistory = 2'000, MostHistory = 20'000;
    // Twice the objects, within these: of a small swarm to list again costs less than to remember.
    [[nodiscard]] std::size_t historyLimit() const;
    [[nodiscard]] std::optional<std::vector<Past>> since(std::uint64_t version) const;
    // For stores that nobody asks for the past: what was is given up at once, and since() tells of nothing before now.
    void keepNoHistory();

    // Everything, for snapshots and mirrors: table by table, by id.
    [[nodiscard]] std::vector<ObjectPtr> objects() const;
    // Replaces all content by `objects` at `version`, emitting the difference as events (removals first, then table by table);
    // objects that are equal stay as they are. History goes on over it, unless `version` is not newer than what was there.
    void restore(std::uint64_t version, std::vector<ObjectPtr> objects);
    // For mirrors, which are told what is there and not what was done: puts the objects of Create and Update as they are, meta
    // included, and takes away those of Remove (of which only the id counts). Events tell the difference; an object that is equal to
    // the one there stays, one that is to go but is not there is passed over. Without any difference nobody is called. Names
    // are not judged. `version` is what version() says afterwards; when it is older than before, history begins anew.
    void mirror(std::uint64_t version, const std::vector<Change>& changes);

private:
    template <class T>
    Result<void> applyOne(std::uint64_t version, Timestamp at, Action action, const T& object, std::vector<Event>& events);
    // A task's specification was its service's when the task was made, but whoever decodes a task has a copy of its own. The tables
    // keep one: a hundred thousand copies would be most of a manager's memory.
    void share(api::Task& task) const;
    template <class T>
    void share(T&) const
    {
    }
    template <class T>
    [[nodiscard]] Ptr<T> withShared(const Ptr<T>& object) const;
    template <class T>
    void restoreTable(const std::vector<ObjectPtr>& objects, std::vector<Event>& removals, std::vector<Event>& others);
    template <class T>
    void mirrorOne(Action action, const Ptr<T>& object, std::vector<Event>& events);
    void undo(const std::vector<Event>& events);
    void publish(std::uint64_t version, std::vector<Event> events);

    std::uint64_t m_version = 0;
    std::uint64_t m_forgotten = 0; // history is complete after this version
    std::size_t m_remembered = 0;  // events in m_history
    bool m_keepsHistory = true;
    std::deque<Past> m_history;
    std::vector<std::weak_ptr<Subscriber>> m_subscribers;
};

} // namespace skep::store
