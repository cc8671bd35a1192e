#include "shared/planning/why.h"

#include "shared/orchestrator/restartpolicy.h"
#include "shared/orchestrator/taskinit.h"
#include "shared/store/lookup.h"

#include <algorithm>
#include <charconv>

namespace skep::planning {

using api::TaskState;

namespace {

constexpr Nanoseconds SlowToReport = 10s, SlowToPrepare = 60s;

std::string durationText(Nanoseconds duration)
{
    const auto seconds = std::max<std::int64_t>(duration / 1s, 0);
    if (seconds < 120)
        return std::to_string(seconds) + " s";
    if (seconds < 7200)
        return std::to_string(seconds / 60) + " min";
    return seconds < 48 * 3600 ? std::to_string(seconds / 3600) + " h" : std::to_string(seconds / 86400) + " d";
}

std::string nodeText(const store::View& view, const std::string& id)
{
    const auto node = view.get<api::Node>(id);
    return "node " + (node && !node->description.hostname.empty() ? node->description.hostname : id);
}

std::string imageOf(const api::Task& task)
{
    return task.spec.container ? task.spec.container->image : std::string();
}

// What the number of an exit usually means; "" when it is the program's own.
std::string meaningOf(std::int64_t exitCode)
{
    switch (exitCode) {
    case 126:
        return "its command could not be executed";
    case 127:
        return "its command was not found";
    case 134:
        return "aborted";
    case 137:
        return "killed, often for lack of memory";
    case 139:
        return "crashed: bad access to memory";
    case 143:
        return "terminated by a signal";
    default:
        return exitCode > 128 && exitCode < 160 ? "ended by signal " + std::to_string(exitCode - 128) : std::string();
    }
}

// What a sentence is made from.
struct Case {
    const store::View& view;
    const api::Task& task;
    Timestamp now;

    [[nodiscard]] Nanoseconds age() const { return now - orchestrator::statusTime(task); }
    [[nodiscard]] std::string node() const { return nodeText(view, task.nodeId); }

    [[nodiscard]] orchestrator::Slot slot() const
    {
        orchestrator::Slot slot{.key = orchestrator::slotKey(task)};
        for (const auto& other : view.tasksOfService(task.serviceId))
            if (orchestrator::slotKey(*other) == slot.key)
                slot.tasks.push_back(other);
        std::ranges::stable_sort(slot.tasks, {}, [](const auto& other) { return other->meta.createdAt; });
        return slot;
    }
};

// The node's part of it: "" while it is well.
std::string troubleOf(const Case& c)
{
    const auto node = c.view.get<api::Node>(c.task.nodeId);
    if (!node)
        return "; that node is no longer part of the swarm";
    if (node->status.state == api::NodeState::Ready)
        return {};
    return "; that node is " + std::string(api::text(node->status.state))
        + (node->status.message.empty() ? "" : " (" + node->status.message + ')');
}

std::string withError(std::string text, const api::Task& task)
{
    return task.status.err.empty() ? text : text + ": " + task.status.err;
}

std::string sentenceOfPending(const Case& c, const scheduler::Explanation& explanation)
{
    if (!explanation.summary.empty()) {
        const bool isPreassigned = !c.task.nodeId.empty();
        return (isPreassigned ? c.node() + " cannot take it: " : "no node can take it: ") + explanation.summary;
    }
    const auto fitting = std::ranges::count_if(explanation.nodes, [](const auto& node) { return node.failing.empty(); });
    return "fits on " + std::to_string(fitting) + (fitting == 1 ? " node" : " nodes")
        + " and is placed with the next pass of the scheduler";
}

std::string sentenceOfAssigned(const Case& c)
{
    std::string text = "waits for " + c.node() + " to take it up";
    if (c.age() > SlowToReport)
        text += ", which has not reported on it for " + durationText(c.age());
    return text + troubleOf(c);
}

std::string sentenceOfPreparing(const Case& c)
{
    std::string text = c.node() + " gets image " + imageOf(c.task) + " and sets up the container";
    if (c.age() > SlowToPrepare) {
        const bool hasAuth = c.task.spec.container && !c.task.spec.container->registryAuth.empty();
        text += ", for " + durationText(c.age()) + " now: a large image or a slow registry (credentials were "
            + (hasAuth ? "" : "not ") + "sent with the service)";
    }
    return withError(text, c.task) + troubleOf(c);
}

std::string sentenceOfReady(const Case& c)
{
    if (c.task.desiredState > TaskState::Ready)
        return "is prepared, and waits for " + c.node() + " to start it" + troubleOf(c);
    for (const auto& other : c.slot().tasks)
        if (other->id != c.task.id && orchestrator::isOnNode(*other))
            return "is prepared on " + c.node() + ", and waits for the task before it (" + other->id + ", "
                + std::string(api::text(other->status.state)) + " on " + nodeText(c.view, other->nodeId) + ") to stop";
    return "is prepared on " + c.node() + ", and waits for the restart delay to pass or its turn in an update";
}

std::string sentenceOfStarting(const Case& c)
{
    std::string text = "its container is started on " + c.node();
    const auto& container = c.task.spec.container;
    if (container && container->healthcheck && !container->healthcheck->test.empty()
        && container->healthcheck->test.front() != "NONE") {
        std::string command;
        for (const std::string& word : container->healthcheck->test)
            command += (command.empty() ? "" : " ") + word;
        text += ", and its health check (" + command + ") has not passed yet";
        if (container->healthcheck->retries > 0)
            text += ", of " + std::to_string(container->healthcheck->retries) + " tries";
    } else {
        text += ", and has not been reported as running yet (its image may have a health check)";
    }
    return text + ", for " + durationText(c.age()) + troubleOf(c);
}

// What follows from the end of the task.
std::string sequelOf(const Case& c)
{
    const auto service = c.view.get<api::Service>(c.task.serviceId);
    if (!service)
        return "; its service is gone";
    const orchestrator::Slot slot = c.slot();
    const auto successor = std::ranges::find_if(slot.tasks, [&](const auto& other) {
        return other->id != c.task.id && orchestrator::isWanted(*other) && !api::isTerminal(other->status.state);
    });
    if (successor != slot.tasks.end())
        return "; task " + (*successor)->id + " ("
            + std::string(api::text((*successor)->status.state)) + ") has taken its place";
    if (slot.tasks.empty() || slot.tasks.back()->id != c.task.id)
        return "; later tasks took its place";
    const orchestrator::RestartPolicy policy = orchestrator::restartPolicy(c.task.spec);
    if (!orchestrator::shouldRestart(slot, c.task))
        return policy.maxAttempts > 0
            ? "; it is not restarted: its policy (" + std::string(api::text(policy.condition)) + ", at most "
                + std::to_string(policy.maxAttempts) + " attempts) allows no more"
            : "; it is not restarted: its policy is " + std::string(api::text(policy.condition));
    const orchestrator::Tuning tuning;
    const unsigned failures = orchestrator::failuresOnRecord(slot, c.task, tuning);
    const Nanoseconds delay = orchestrator::restartDelay(policy, failures, tuning), left = delay - c.age();
    return "; " + std::to_string(failures) + (failures == 1 ? " failure" : " failures") + " in a row, next try "
        + (left > 0s ? "in " + durationText(left) : std::string("at once"));
}

std::string sentenceOfEnd(const Case& c)
{
    const std::string where = c.task.nodeId.empty() ? std::string() : " on " + c.node();
    const auto service = c.view.get<api::Service>(c.task.serviceId);
    const auto& container = c.task.status.container;
    switch (c.task.status.state) {
    case TaskState::Complete:
        if (service && orchestrator::isJob(*service))
            return "has done its work" + where;
        return "its process exited by itself with 0" + where + sequelOf(c);
    case TaskState::Failed: {
        std::string text = "failed" + where;
        if (container && container->exitCode != 0) {
            const std::string meaning = meaningOf(container->exitCode);
            text += " with exit code " + std::to_string(container->exitCode)
                + (meaning.empty() ? "" : " (" + meaning + ')');
        }
        return withError(text, c.task) + sequelOf(c);
    }
    case TaskState::Rejected:
        return withError("could not be set up" + where, c.task) + sequelOf(c);
    case TaskState::Orphaned:
        return "its node was lost (" + c.node() + "); what it did is counted elsewhere" + sequelOf(c);
    default:
        return "was stopped as wanted" + where;
    }
}

std::string sentenceOf(const Case& c, const scheduler::Explanation& explanation)
{
    const TaskState state = c.task.status.state;
    if (api::isTerminal(state))
        return sentenceOfEnd(c);
    if (!orchestrator::isWanted(c.task))
        return c.task.nodeId.empty() ? "is being withdrawn before it got a node"
                                     : "is told to stop, and " + c.node() + " has not reported it stopped yet" + troubleOf(c);
    switch (state) {
    case TaskState::New:
        return withError("waits for the addresses and ports of its networks, for " + durationText(c.age()), c.task);
    case TaskState::Pending:
        return sentenceOfPending(c, explanation);
    case TaskState::Assigned:
    case TaskState::Accepted:
        return sentenceOfAssigned(c);
    case TaskState::Preparing:
        return sentenceOfPreparing(c);
    case TaskState::Ready:
        return sentenceOfReady(c);
    case TaskState::Starting:
        return sentenceOfStarting(c);
    default:
        return "runs on " + c.node() + ", for " + durationText(c.age()) + troubleOf(c);
    }
}

// Of several tasks of a place: wanted ones before others, then the newest.
bool isMoreOfInterest(const api::Task& a, const api::Task& b)
{
    const auto key = [](const api::Task& task) {
        return std::pair(
            orchestrator::isWanted(task) && !api::isTerminal(task.status.state), task.meta.createdAt);
    };
    return key(a) > key(b);
}

store::Ptr<api::Task> taskAt(const store::View& view, const std::string& key)
{
    const auto dot = key.rfind('.');
    if (dot == std::string::npos)
        return nullptr;
    const auto service = store::look<api::Service>(view, "service", key.substr(0, dot));
    if (!service)
        return nullptr;
    const std::string place = key.substr(dot + 1);
    std::uint64_t slot = 0;
    const auto [end, error] = std::from_chars(place.data(), place.data() + place.size(), slot);
    const bool isNumber = error == std::errc() && end == place.data() + place.size();
    const auto node = store::look<api::Node>(view, "node", place);
    store::Ptr<api::Task> best;
    for (const auto& task : view.tasksOfService((*service)->id)) {
        const bool isThere = task->slot != 0 ? isNumber && task->slot == slot : node && task->nodeId == (*node)->id;
        if (isThere && (!best || isMoreOfInterest(*task, *best)))
            best = task;
    }
    return best;
}

} // namespace

Result<store::Ptr<api::Task>> findTask(const store::View& view, const std::string& key)
{
    auto found = store::look<api::Task>(view, "task", key);
    if (found || found.error().code != ErrorCode::NotFound)
        return found;
    if (auto task = taskAt(view, key))
        return task;
    return found;
}

Result<Why> why(const store::View& view, const std::string& key, Timestamp now)
{
    SKEP_TRY(task, findTask(view, key));
    const auto service = view.get<api::Service>(task->serviceId);
    const auto node = view.get<api::Node>(task->nodeId);
    const std::string& serviceName = service ? service->spec.name : task->serviceName;
    const std::string place = task->slot != 0      ? std::to_string(task->slot)
        : node && !node->description.hostname.empty() ? node->description.hostname
                                                   : task->nodeId;
    Why why{.name = serviceName.empty() ? task->id : serviceName + '.' + place,
        .state = task->status.state,
        .desired = task->desiredState,
        .since = orchestrator::statusTime(*task),
        .explanation = {.taskId = task->id, .serviceId = task->serviceId, .nodeId = task->nodeId}};
    if (orchestrator::isWanted(*task) && !api::isTerminal(task->status.state)) {
        SKEP_TRY(explanation, scheduler::explain(view, task->id, now));
        why.explanation = std::move(explanation);
    }
    why.sentence = sentenceOf({.view = view, .task = *task, .now = now}, why.explanation);
    return why;
}

} // namespace skep::planning
