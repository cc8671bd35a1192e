#pragma once

#include "shared/api/objects.h"

// What managers tell about what is going on: computed from the store when somebody asks, never stored.
namespace skep::api {

// How far a new task has come.
enum class StartStep {
    Placing, // it has no node yet
    Preparing, // its node fetches what it needs
    Yielding, // it is ready; a task before it was told to stop and still holds the place
    Delayed, // it is ready; a restart delay runs
    Starting, // it starts, or its health check has not yet succeeded
    Running,
    Ended,
};

template <>
struct EnumText<StartStep> {
    using Step = StartStep;
    static constexpr std::pair<Step, std::string_view> Table[]
        = {{Step::Placing, "placing"}, {Step::Preparing, "preparing"}, {Step::Yielding, "yielding"},
            {Step::Delayed, "delayed"}, {Step::Starting, "starting"}, {Step::Running, "running"}, {Step::Ended, "ended"}};
    static std::string invalid(std::string_view t) { return "invalid step: \"" + std::string(t) + "\""; }
};

// --- Updates ------------------------------------------------------------------------------------------------------

// A new task that is not running yet.
struct UpdatedPlace {
    std::string place; // "slot 3", "node n1"
    std::string taskId;
    StartStep step = StartStep::Placing;
    Timestamp since; // when it came to that step
    std::string text; // what it waits for

    template <class V> static void fields(V& v)
    {
        v(1, "Place", &UpdatedPlace::place, Omit::Never);
        v(2, "TaskID", &UpdatedPlace::taskId, Omit::Never);
        v(3, "Step", &UpdatedPlace::step, Omit::Never);
        v(4, "Since", &UpdatedPlace::since, Omit::Never);
        v(5, "Text", &UpdatedPlace::text, Omit::Never);
    }
    bool operator==(const UpdatedPlace&) const = default;
};

struct UpdateReport {
    std::string serviceId;
    std::optional<UpdateStatus> status;
    // Places with a wanted task: all; those where one of the present spec runs; those of another spec that wait.
    std::uint64_t places = 0, updated = 0, waiting = 0;
    std::vector<UpdatedPlace> underWay;

    template <class V> static void fields(V& v)
    {
        v(1, "ServiceID", &UpdateReport::serviceId, Omit::Never);
        v(2, "Status", &UpdateReport::status, Omit::Empty);
        v(3, "Places", &UpdateReport::places, Omit::Never);
        v(4, "Updated", &UpdateReport::updated, Omit::Never);
        v(5, "Waiting", &UpdateReport::waiting, Omit::Never);
        v(6, "UnderWay", &UpdateReport::underWay, Omit::Never);
    }
    bool operator==(const UpdateReport&) const = default;
};

// A specification that a service had or has.
struct RevisionRow {
    std::uint64_t number = 0;
    Timestamp at; // when it became the service's
    std::string cause;
    bool current = false;
    ServiceSpec spec;

    template <class V> static void fields(V& v)
    {
        v(1, "Number", &RevisionRow::number, Omit::Never);
        v(2, "At", &RevisionRow::at, Omit::Never);
        v(3, "Cause", &RevisionRow::cause, Omit::Never);
        v(4, "Current", &RevisionRow::current, Omit::Never);
        v(5, "Spec", &RevisionRow::spec, Omit::Never);
    }
    bool operator==(const RevisionRow&) const = default;
};

// --- Drains -------------------------------------------------------------------------------------------------------

enum class DrainPhase {
    Waiting, // its turn comes without anybody's doing
    Moving, // another task is starting elsewhere
    Stuck, // it runs here until somebody helps
    Stopping,
};

template <>
struct EnumText<DrainPhase> {
    using Phase = DrainPhase;
    static constexpr std::pair<Phase, std::string_view> Table[] = {{Phase::Waiting, "waiting"},
        {Phase::Moving, "moving"}, {Phase::Stuck, "stuck"}, {Phase::Stopping, "stopping"}};
    static std::string invalid(std::string_view t) { return "invalid phase: \"" + std::string(t) + "\""; }
};

struct DrainedTask {
    std::string taskId, name, serviceId; // name: "web.3"
    DrainPhase phase = DrainPhase::Waiting;
    // What keeps it, in one word: "global", "job", "turn", "update", "restart-policy", or the filter that most of the
    // other nodes fail ("host-ports", "max-replicas", "resources", "constraints", "platform", "plugins"; "no-node": none
    // is available).
    std::string obstacle;
    std::string reason; // in a sentence
    std::string replacementId, replacementNode;

    template <class V> static void fields(V& v)
    {
        v(1, "TaskID", &DrainedTask::taskId, Omit::Never);
        v(2, "Name", &DrainedTask::name, Omit::Never);
        v(3, "ServiceID", &DrainedTask::serviceId, Omit::Never);
        v(4, "Phase", &DrainedTask::phase, Omit::Never);
        v(5, "Obstacle", &DrainedTask::obstacle, Omit::Never);
        v(6, "Reason", &DrainedTask::reason, Omit::Never);
        v(7, "ReplacementID", &DrainedTask::replacementId, Omit::Empty);
        v(8, "ReplacementNode", &DrainedTask::replacementNode, Omit::Empty);
    }
    bool operator==(const DrainedTask&) const = default;
};

struct DrainReport {
    std::string nodeId, hostname;
    Availability availability = Availability::Unspecified;
    bool gapFree = false;
    std::optional<Timestamp> since; // of a drain without a gap
    bool drained = false; // nothing is left
    std::vector<DrainedTask> tasks; // that are still there, while the node is drained

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &DrainReport::nodeId, Omit::Never);
        v(2, "Hostname", &DrainReport::hostname, Omit::Never);
        v(3, "Availability", &DrainReport::availability, Omit::Never);
        v(4, "GapFree", &DrainReport::gapFree, Omit::Never);
        v(5, "Since", &DrainReport::since, Omit::Empty);
        v(6, "Drained", &DrainReport::drained, Omit::Never);
        v(7, "Tasks", &DrainReport::tasks, Omit::Never);
    }
    bool operator==(const DrainReport&) const = default;
};

// --- Rebalancing --------------------------------------------------------------------------------------------------

struct RebalanceMove {
    std::string taskId, name; // name: "web.3"
    std::string fromId, from, toId, to; // nodes: id and hostname

    template <class V> static void fields(V& v)
    {
        v(1, "TaskID", &RebalanceMove::taskId, Omit::Never);
        v(2, "Name", &RebalanceMove::name, Omit::Never);
        v(3, "FromID", &RebalanceMove::fromId, Omit::Never);
        v(4, "From", &RebalanceMove::from, Omit::Never);
        v(5, "ToID", &RebalanceMove::toId, Omit::Never);
        v(6, "To", &RebalanceMove::to, Omit::Never);
    }
    bool operator==(const RebalanceMove&) const = default;
};

struct NodeShare {
    std::string nodeId, hostname;
    std::uint64_t now = 0, then = 0; // tasks of the service

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &NodeShare::nodeId, Omit::Never);
        v(2, "Hostname", &NodeShare::hostname, Omit::Never);
        v(3, "Now", &NodeShare::now, Omit::Never);
        v(4, "Then", &NodeShare::then, Omit::Never);
    }
    bool operator==(const NodeShare&) const = default;
};

struct RebalancePlan {
    std::string serviceId;
    std::vector<RebalanceMove> moves; // in the order of their worth
    std::uint64_t left = 0; // moves that the budget cut off
    std::vector<NodeShare> nodes; // those with tasks of the service, now or then

    template <class V> static void fields(V& v)
    {
        v(1, "ServiceID", &RebalancePlan::serviceId, Omit::Never);
        v(2, "Moves", &RebalancePlan::moves, Omit::Never);
        v(3, "Left", &RebalancePlan::left, Omit::Never);
        v(4, "Nodes", &RebalancePlan::nodes, Omit::Never);
    }
    bool operator==(const RebalancePlan&) const = default;
};

// A move that has not come to its end.
struct MovingTask {
    RebalanceMove move;
    std::string text; // how far it is

    template <class V> static void fields(V& v)
    {
        v(1, "Move", &MovingTask::move, Omit::Never);
        v(2, "Text", &MovingTask::text, Omit::Never);
    }
    bool operator==(const MovingTask&) const = default;
};

struct RebalanceProgress {
    std::string serviceId;
    std::vector<MovingTask> moves;

    template <class V> static void fields(V& v)
    {
        v(1, "ServiceID", &RebalanceProgress::serviceId, Omit::Never);
        v(2, "Moves", &RebalanceProgress::moves, Omit::Never);
    }
    bool operator==(const RebalanceProgress&) const = default;
};

} // namespace skep::api
