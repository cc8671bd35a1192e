#include "shared/planning/snapshot.h"

#include <algorithm>
#include <tuple>

namespace skep::planning {

using api::TaskState;

namespace {

// Of several tasks that hold a place, the one that matters: that runs, else that is on its way, else that waits.
int weightOf(const api::Task& task)
{
    return task.status.state == TaskState::Running ? 2 : task.status.state >= TaskState::Assigned ? 1 : 0;
}

std::string nameOf(const store::View& view, const std::string& nodeId)
{
    const auto node = nodeId.empty() ? nullptr : view.get<api::Node>(nodeId);
    return node && !node->description.hostname.empty() ? node->description.hostname : nodeId;
}

std::uint64_t& counterOf(ServiceImpact& impact, Fate fate)
{
    switch (fate) {
    case Fate::Moves:
        return impact.moves;
    case Fate::Restarts:
        return impact.restarts;
    case Fate::Starts:
        return impact.starts;
    case Fate::Stops:
        return impact.stops;
    case Fate::Waits:
        break;
    }
    return impact.waits;
}

// Nullopt: as before.
std::optional<Fate> fateOf(const Snapshot::Holder* before, const Snapshot::Holder* after)
{
    const bool wasPlaced = before && !before->nodeId.empty(), isPlaced = after && !after->nodeId.empty();
    if (!isPlaced) {
        if (after)
            return before && !wasPlaced ? std::nullopt : std::optional(Fate::Waits);
        return wasPlaced ? std::optional(Fate::Stops) : std::nullopt;
    }
    if (!wasPlaced)
        return Fate::Starts;
    if (before->nodeId != after->nodeId)
        return Fate::Moves;
    return before->taskId != after->taskId ? std::optional(Fate::Restarts) : std::nullopt;
}

double seconds(Nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

class Comparison {
public:
    Comparison(const Snapshot& before, const World& world)
        : m_before(before)
        , m_after(snapshotOf(world))
        , m_world(world)
    {
    }

    Answer answer()
    {
        findOutcomes();
        findWaiting();
        findImpacts();
        findLoads();
        return std::move(m_answer);
    }

private:
    void findOutcomes()
    {
        std::map<Snapshot::Key, std::pair<const Snapshot::Holder*, const Snapshot::Holder*>> both;
        for (const auto& [key, holder] : m_before.places)
            both[key].first = &holder;
        for (const auto& [key, holder] : m_after.places)
            both[key].second = &holder;
        for (const auto& [key, holders] : both)
            if (const auto fate = fateOf(holders.first, holders.second))
                addOutcome(key, *fate, holders.first, holders.second);
        std::ranges::stable_sort(m_answer.outcomes, {},
            [](const Outcome& o) { return std::tie(o.service, o.serviceId, o.slot, o.from, o.to); });
    }

    void addOutcome(
        const Snapshot::Key& key, Fate fate, const Snapshot::Holder* before, const Snapshot::Holder* after)
    {
        Outcome outcome{
            .fate = fate, .serviceId = key.first, .service = serviceName(key.first), .slot = key.second.slot};
        if (before && !before->nodeId.empty()) {
            outcome.fromId = before->nodeId;
            outcome.from = nameOf(m_world.store(), before->nodeId);
            if (!m_world.isInvented(before->taskId))
                outcome.taskId = before->taskId;
        }
        if (after && !after->nodeId.empty()) {
            outcome.toId = after->nodeId;
            outcome.to = nameOf(m_world.store(), after->nodeId);
        }
        ++counterOf(impactOf(key.first), fate);
        m_answer.outcomes.push_back(std::move(outcome));
    }

    // Interchangeable tasks wait for one reason; a task of a global service waits for its own node.
    void findWaiting()
    {
        std::map<std::tuple<std::string, api::Version, std::string>, std::vector<store::Ptr<api::Task>>> groups;
        for (const auto& [key, holder] : m_after.places) {
            if (holder.waiterId.empty())
                continue;
            const auto task = m_world.store().get<api::Task>(holder.waiterId);
            groups[{key.first, task->specVersion, task->nodeId}].push_back(task);
        }
        std::map<std::string, std::uint64_t> already = m_before.waiting;
        for (const auto& [key, tasks] : groups) {
            auto why = m_world.explain(tasks.front()->id);
            if (!why)
                continue;
            if (m_world.isInvented(why->taskId))
                why->taskId.clear();
            const std::string& serviceId = std::get<0>(key);
            const auto count = static_cast<std::uint64_t>(tasks.size());
            const std::uint64_t known = std::min(already[serviceId], count);
            already[serviceId] -= known;
            (void)impactOf(serviceId);
            m_answer.waiting.push_back({.serviceId = serviceId,
                .service = serviceName(serviceId),
                .tasks = count,
                .already = known,
                .why = std::move(*why)});
        }
        std::ranges::stable_sort(m_answer.waiting, {}, &Waiting::service);
    }

    void findImpacts()
    {
        const auto in = [](const World::Copies& copies, const std::string& id) {
            const auto found = copies.find(id);
            return found == copies.end() ? 0 : found->second;
        };
        for (const auto& [id, before] : m_before.copies)
            if (in(m_world.leastCopies(), id) != before || in(m_after.copies, id) != before)
                (void)impactOf(id);
        for (auto& [id, impact] : m_impacts) {
            impact.before = in(m_before.copies, id);
            impact.least = in(m_world.leastCopies(), id);
            impact.after = in(m_after.copies, id);
            impact.onlyCopy = impact.before == 1 && impact.least == 0;
            impact.wanted = wantedOf(id);
            const std::uint64_t due = std::min(impact.before, impact.wanted);
            const World::Span span = m_world.spanBelow(id, due);
            impact.gap = seconds(span.least);
            impact.gapMost = seconds(span.most);
            impact.gapStays = impact.after < due;
            impact.start = seconds(m_world.startTime(id));
            m_answer.services.push_back(impact);
        }
        std::ranges::stable_sort(m_answer.services, {}, &ServiceImpact::service);
    }

    void findLoads()
    {
        for (const auto& node : m_world.store().all<api::Node>()) {
            NodeLoad load{.nodeId = node->id,
                .hostname = node->description.hostname,
                .nanoCpus = node->description.resources.nanoCpus,
                .memoryBytes = node->description.resources.memoryBytes,
                .isNew = m_world.isNewNode(node->id)};
            if (const auto found = m_before.loads.find(node->id); found != m_before.loads.end())
                load.before = found->second;
            if (const auto found = m_after.loads.find(node->id); found != m_after.loads.end())
                load.after = found->second;
            m_answer.nodes.push_back(std::move(load));
        }
    }

    // Copies; what is to run on every node is wanted where it has a place.
    std::uint64_t wantedOf(const std::string& id) const
    {
        const auto service = m_world.store().get<api::Service>(id);
        if (service && service->spec.mode.replicated)
            return service->spec.mode.replicated->replicas.value_or(1) + m_world.stillCopies(id);
        const auto from = m_after.places.lower_bound({id, {}});
        const auto to
            = std::find_if(from, m_after.places.end(), [&](const auto& place) { return place.first.first != id; });
        return static_cast<std::uint64_t>(std::distance(from, to));
    }

    std::string serviceName(const std::string& id) const
    {
        for (const Snapshot* snapshot : {&m_after, &m_before})
            if (const auto found = snapshot->services.find(id); found != snapshot->services.end())
                return found->second;
        return id;
    }

    ServiceImpact& impactOf(const std::string& serviceId)
    {
        ServiceImpact& impact = m_impacts[serviceId];
        impact.serviceId = serviceId;
        impact.service = serviceName(serviceId);
        return impact;
    }

    const Snapshot& m_before;
    const Snapshot m_after;
    const World& m_world;
    std::map<std::string, ServiceImpact> m_impacts;
    Answer m_answer;
};

} // namespace

Snapshot snapshotOf(const World& world)
{
    Snapshot snapshot{.loads = {world.stillLoads().begin(), world.stillLoads().end()}, .copies = world.copies()};
    for (const auto& service : world.store().all<api::Service>())
        snapshot.services.emplace(service->id, service->spec.name);
    std::map<Snapshot::Key, std::pair<int, Timestamp>> best;
    std::map<Snapshot::Key, Timestamp> newestWaiter;
    for (const auto& task : world.store().all<api::Task>()) {
        if (!orchestrator::isWanted(*task) || api::isTerminal(task->status.state))
            continue;
        const bool isPlaced = task->status.state >= TaskState::Assigned;
        if (isPlaced && !isUp(world.store(), task->nodeId)) // it takes nothing and gives nothing any more
            continue;
        if (isPlaced)
            add(snapshot.loads[task->nodeId], *task);
        if (task->serviceId.empty())
            continue;
        const Snapshot::Key key(task->serviceId, orchestrator::slotKey(*task));
        if (!isPlaced) {
            const auto [newest, isOnly] = newestWaiter.try_emplace(key, task->meta.createdAt);
            if (isOnly || newest->second <= task->meta.createdAt) {
                newest->second = task->meta.createdAt;
                snapshot.places[key].waiterId = task->id;
            }
        }
        const std::pair rank(weightOf(*task), task->meta.createdAt);
        const auto [known, isFirst] = best.try_emplace(key, rank);
        if (!isFirst && rank < known->second)
            continue;
        known->second = rank;
        Snapshot::Holder& holder = snapshot.places[key];
        holder.taskId = task->id;
        holder.nodeId = isPlaced ? task->nodeId : std::string();
    }
    for (const auto& [key, holder] : snapshot.places)
        snapshot.waiting[key.first] += holder.waiterId.empty() ? 0 : 1;
    return snapshot;
}

Answer compare(const Snapshot& before, const World& world)
{
    return Comparison(before, world).answer();
}

} // namespace skep::planning
