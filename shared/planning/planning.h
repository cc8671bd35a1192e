#pragma once

#include "shared/scheduler/explain.h"
#include "shared/store/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What would happen if: the real reconcilers over a copy of a store, in virtual time, with nodes on which everything
// works at once. Values in, values out; the store that is asked about is never written.
//
// The view may be a leader's store or a client's mirror, of Skep or of a Docker swarm. What a mirror cannot know (the
// spec versions and endpoints of tasks) is taken to be as the service says.
//
// Question and Answer travel as JSON by api::toJson and api::fromJson (shared/api/json.h).
namespace skep::planning {

enum class ChangeKind : std::uint8_t
{
    None = 0,
    Drain,
    Pause,
    Activate,
    Lose,
    Scale,
    Update,
    Create,
    AddNode,
    Rebalance
};

// Nodes that join: READY, active, and otherwise like a node that is there (its platform and plugins).
struct NewNodes
{
    std::uint64_t count = 1; // 1 to MaxNewNodes
    api::NodeRole role = api::NodeRole::Worker;
    api::Labels labels; // of the node's specification
    std::int64_t nanoCpus = 0, memoryBytes = 0; // 0: as much as that node has

    template <class V>
    static void fields(V& v)
    {
        v(1, "Count", &NewNodes::count, api::Omit::Never);
        v(2, "Role", &NewNodes::role, api::Omit::Empty);
        v(3, "Labels", &NewNodes::labels, api::Omit::Empty);
        v(4, "NanoCPUs", &NewNodes::nanoCpus, api::Omit::Empty);
        v(5, "MemoryBytes", &NewNodes::memoryBytes, api::Omit::Empty);
    }
    bool operator==(const NewNodes&) const = default;
};
inline constexpr std::uint64_t MaxNewNodes = 1000;

// One hypothetical change. Which members count depends on the kind; the others are ignored.
struct Change {
    ChangeKind kind = ChangeKind::None;
    std::string node; // drain, pause, activate, lose: id, hostname, or the prefix of one id
    std::string
        service; // scale, update, rebalance: id, name, or the prefix of one id; rebalance: "" is all that can be
    std::optional<std::uint64_t> replicas; // scale: copies; of a replicated job: completions
    std::optional<api::ServiceSpec> spec; // update, create: complete, as the API takes it
    std::optional<NewNodes> add; // add-node; nullopt: one

    template <class V>
    static void fields(V& v)
    {
        v(1, "Kind", &Change::kind, api::Omit::Never);
        v(2, "Node", &Change::node, api::Omit::Empty);
        v(3, "Service", &Change::service, api::Omit::Empty);
        v(4, "Replicas", &Change::replicas, api::Omit::Empty);
        v(5, "Spec", &Change::spec, api::Omit::Empty);
        v(6, "Add", &Change::add, api::Omit::Empty);
    }
    bool operator==(const Change&) const = default;
};

// Changes that are made together, in this order; those that rebalance once the others have come to rest.
struct Question {
    std::vector<Change> changes;

    template <class V>
    static void fields(V& v)
    {
        v(1, "Changes", &Question::changes, api::Omit::Never);
    }
    bool operator==(const Question&) const = default;
};

enum class Fate : std::uint8_t {
    Moves = 0, // to another node
    Restarts, // replaced on the same node
    Starts, // new
    Stops, // and nothing takes its place
    Waits, // wanted, and no node takes it
};

// What becomes of one place of a service: a slot, or for global services a node.
struct Outcome {
    Fate fate = Fate::Moves;
    std::string taskId; // that runs now; "" when none does
    std::string serviceId, service; // id and name
    std::uint64_t slot = 0; // 0: global
    std::string fromId, from; // node id and hostname; "" when it runs nowhere now
    std::string toId, to; // "" when it would run nowhere

    template <class V>
    static void fields(V& v)
    {
        v(1, "Fate", &Outcome::fate, api::Omit::Never);
        v(2, "TaskID", &Outcome::taskId, api::Omit::Empty);
        v(3, "ServiceID", &Outcome::serviceId, api::Omit::Never);
        v(4, "Service", &Outcome::service, api::Omit::Never);
        v(5, "Slot", &Outcome::slot, api::Omit::Empty);
        v(6, "FromID", &Outcome::fromId, api::Omit::Empty);
        v(7, "From", &Outcome::from, api::Omit::Empty);
        v(8, "ToID", &Outcome::toId, api::Omit::Empty);
        v(9, "To", &Outcome::to, api::Omit::Empty);
    }
    bool operator==(const Outcome&) const = default;
};

// Tasks of a service that no node would take, all for the same reason.
struct Waiting {
    std::string serviceId, service;
    std::uint64_t tasks = 0;
    std::uint64_t already = 0; // as many waited before the change
    scheduler::Explanation why; // of one of them; its TaskID is "" when that task exists only in the simulation

    template <class V>
    static void fields(V& v)
    {
        v(1, "ServiceID", &Waiting::serviceId, api::Omit::Never);
        v(2, "Service", &Waiting::service, api::Omit::Never);
        v(3, "Tasks", &Waiting::tasks, api::Omit::Never);
        v(4, "Already", &Waiting::already, api::Omit::Never);
        v(5, "Why", &Waiting::why, api::Omit::Never);
    }
    bool operator==(const Waiting&) const = default;
};

// What a service goes through. Copies are tasks that run and are meant to, on nodes that are not down. It has a gap
// while there are fewer copies than now, or than are wanted, if that is less. How long that lasts in reality is put
// together from delays (of restarts and updates), for each start the shortest time that a running task of the service
// took from being made to RUNNING, and for each stop nothing (`gap`) or the whole grace period (`gapMost`); what a
// service does at once counts once.
struct ServiceImpact {
    std::string serviceId, service;
    std::uint64_t before = 0, least = 0, after = 0; // copies: now, at the worst moment, in the end
    std::uint64_t moves = 0, restarts = 0, starts = 0, stops = 0, waits = 0;
    bool onlyCopy = false; // it has one copy, and for a moment none
    std::uint64_t wanted = 0; // copies, after the change
    double gap = 0, gapMost = 0; // seconds in all with fewer copies than there should be
    bool gapStays = false; // it is there in the end too: seconds are those until then
    double start = 0; // seconds that a start was taken to need

    template <class V>
    static void fields(V& v)
    {
        v(1, "ServiceID", &ServiceImpact::serviceId, api::Omit::Never);
        v(2, "Service", &ServiceImpact::service, api::Omit::Never);
        v(3, "RunningBefore", &ServiceImpact::before, api::Omit::Never);
        v(4, "RunningLeast", &ServiceImpact::least, api::Omit::Never);
        v(5, "RunningAfter", &ServiceImpact::after, api::Omit::Never);
        v(6, "Moves", &ServiceImpact::moves, api::Omit::Never);
        v(7, "Restarts", &ServiceImpact::restarts, api::Omit::Never);
        v(8, "Starts", &ServiceImpact::starts, api::Omit::Never);
        v(9, "Stops", &ServiceImpact::stops, api::Omit::Never);
        v(10, "Waits", &ServiceImpact::waits, api::Omit::Never);
        v(11, "OnlyCopy", &ServiceImpact::onlyCopy, api::Omit::Never);
        v(12, "Wanted", &ServiceImpact::wanted, api::Omit::Never);
        v(13, "GapSeconds", &ServiceImpact::gap, api::Omit::Never);
        v(14, "GapSecondsMost", &ServiceImpact::gapMost, api::Omit::Never);
        v(15, "GapStays", &ServiceImpact::gapStays, api::Omit::Never);
        v(16, "StartSeconds", &ServiceImpact::start, api::Omit::Never);
    }
    bool operator==(const ServiceImpact&) const = default;
};

// What tasks hold of a node.
struct Load {
    std::uint64_t tasks = 0;
    std::int64_t nanoCpus = 0, memoryBytes = 0; // reserved

    template <class V>
    static void fields(V& v)
    {
        v(1, "Tasks", &Load::tasks, api::Omit::Never);
        v(2, "NanoCPUs", &Load::nanoCpus, api::Omit::Never);
        v(3, "MemoryBytes", &Load::memoryBytes, api::Omit::Never);
    }
    bool operator==(const Load&) const = default;
};

struct NodeLoad {
    std::string nodeId, hostname;
    std::int64_t nanoCpus = 0, memoryBytes = 0; // what the node has
    Load before, after;
    bool isNew = false; // it exists only in the simulation

    template <class V>
    static void fields(V& v)
    {
        v(1, "NodeID", &NodeLoad::nodeId, api::Omit::Never);
        v(2, "Hostname", &NodeLoad::hostname, api::Omit::Never);
        v(3, "NanoCPUs", &NodeLoad::nanoCpus, api::Omit::Never);
        v(4, "MemoryBytes", &NodeLoad::memoryBytes, api::Omit::Never);
        v(5, "Before", &NodeLoad::before, api::Omit::Never);
        v(6, "After", &NodeLoad::after, api::Omit::Never);
        v(7, "New", &NodeLoad::isNew, api::Omit::Empty);
    }
    bool operator==(const NodeLoad&) const = default;
};

struct Answer {
    std::vector<Outcome> outcomes; // by service name, slot, node
    std::vector<Waiting> waiting; // by service name
    std::vector<ServiceImpact> services; // those for which anything changes or that wait, by name
    std::vector<NodeLoad> nodes; // all, by id
    std::vector<std::string> notes; // sentences about what else to know
    bool quorumLost = false; // too few managers would be left to change anything: nothing moves
    bool settled = true; // false: it does not come to rest within the bounds of the simulation

    template <class V>
    static void fields(V& v)
    {
        v(1, "Outcomes", &Answer::outcomes, api::Omit::Never);
        v(2, "Waiting", &Answer::waiting, api::Omit::Never);
        v(3, "Services", &Answer::services, api::Omit::Never);
        v(4, "Nodes", &Answer::nodes, api::Omit::Never);
        v(5, "Notes", &Answer::notes, api::Omit::Never);
        v(6, "QuorumLost", &Answer::quorumLost, api::Omit::Never);
        v(7, "Settled", &Answer::settled, api::Omit::Never);
    }
    bool operator==(const Answer&) const = default;
};

struct Copy;

// A simulation in pieces, for a thread that has other things to do. First the cluster comes to rest as it is, then the
// changes are made and it comes to rest again; the answer compares the two.
class Simulation {
public:
    // Looks at the view here and now only. Errors: InvalidArgument, NotFound, naming the change ("change 2: …" when there are several).
    [[nodiscard]] static Result<Simulation> start(const store::View& view, const Question& question, Timestamp now);
    // The same with what copyOf() (copy.h) took of a view.
    [[nodiscard]] static Result<Simulation> start(Copy whole, const Question& question, Timestamp now);
    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;
    ~Simulation();

    // Does a piece, of the size of one pass of the reconcilers. False when there is nothing left to do.
    bool advance();
    // Once advance() has answered false.
    [[nodiscard]] Answer answer() const;

private:
    struct State;
    explicit Simulation(std::unique_ptr<State> state);

    std::unique_ptr<State> m_state;
};

// All of it at once.
[[nodiscard]] Result<Answer> simulate(const store::View& view, const Question& question, Timestamp now);
[[nodiscard]] Result<Answer> simulate(Copy whole, const Question& question, Timestamp now);

// "web.3 moves from worker1 to worker2", "web.3 would wait".
[[nodiscard]] std::string sentence(const Outcome& outcome);

} // namespace skep::planning

template <>
struct skep::api::EnumText<skep::planning::ChangeKind> {
    using Kind = skep::planning::ChangeKind;
    static constexpr std::pair<Kind, std::string_view> Table[] = {{Kind::Drain, "drain"}, {Kind::Pause, "pause"},
        {Kind::Activate, "activate"}, {Kind::Lose, "lose"}, {Kind::Scale, "scale"}, {Kind::Update, "update"},
        {Kind::Create, "create"}, {Kind::AddNode, "add-node"}, {Kind::Rebalance, "rebalance"}};
    static std::string invalid(std::string_view t)
    {
        return "invalid kind of change: \"" + std::string(t)
            + "\" (drain, pause, activate, lose, scale, update, create, add-node or rebalance)";
    }
};

template <>
struct skep::api::EnumText<skep::planning::Fate> {
    using Fate = skep::planning::Fate;
    static constexpr std::pair<Fate, std::string_view> Table[] = {{Fate::Moves, "moves"}, {Fate::Restarts, "restarts"},
        {Fate::Starts, "starts"}, {Fate::Stops, "stops"}, {Fate::Waits, "waits"}};
    static std::string invalid(std::string_view t) { return "invalid fate: \"" + std::string(t) + "\""; }
};
