#include "shared/planning/scope.h"

#include "shared/base/fetchahead.h"
#include "shared/base/texthash.h"
#include "shared/orchestrator/dirty.h"
#include "shared/orchestrator/restartpolicy.h"
#include "shared/orchestrator/slots.h"
#include "shared/planning/change.h"
#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/defaults.h"
#include "shared/store/lookup.h"

#include <algorithm>
#include <utility>

namespace skep::planning {

using api::TaskState;

namespace {

using TaskPtr = store::Ptr<api::Task>;

bool isAboutNode(const Change& change)
{
    return change.kind == ChangeKind::Drain || change.kind == ChangeKind::Pause || change.kind == ChangeKind::Activate
        || change.kind == ChangeKind::Lose;
}

bool isAboutService(const Change& change)
{
    return change.kind == ChangeKind::Scale || change.kind == ChangeKind::Update;
}

bool hasHostPorts(const api::Service& service)
{
    return std::ranges::any_of(
        service.endpoint.ports, [](const auto& port) { return port.publishMode == api::PublishMode::Host; });
}

// What JSON does not carry is filled in.
TaskPtr completed(const api::Service& service, const TaskPtr& task)
{
    const bool isMirrored = task->specVersion == api::Version{} && service.specVersion == api::Version{};
    const bool lacksName = task->serviceName.empty();
    if (!lacksName && !(isMirrored && (task->endpoint != service.endpoint || !task->networks.empty())))
        return task;
    api::Task whole = *task;
    whole.serviceName = service.spec.name;
    whole.serviceLabels = service.spec.labels;
    whole.endpoint = service.endpoint;
    whole.specVersion = service.specVersion;
    if (whole.spec.runtime.empty())
        whole.spec.runtime = service.spec.task.runtime;
    for (api::NetworkAttachment& attachment : whole.networks)
        if (attachment.networkId.empty() && attachment.network)
            attachment.networkId = attachment.network->id;
    return std::make_shared<const api::Task>(std::move(whole));
}

const api::Task* taskOf(const store::ObjectPtr& object)
{
    const auto* task = std::get_if<TaskPtr>(&object);
    return task ? task->get() : nullptr;
}

// Nobody runs it, nobody will, and no place depends on it while another task runs there.
bool isPast(const api::Task& task)
{
    return api::isTerminal(task.status.state) && !orchestrator::isWanted(task)
        && task.desiredState != TaskState::Remove;
}

bool hasFailed(const api::Task& task, Timestamp now)
{
    const bool failed = task.status.state == TaskState::Failed || task.status.state == TaskState::Rejected;
    return failed && orchestrator::statusTime(task) > now - scheduler::FailureMemory;
}

class Survey
{
public:
    Survey(Copy whole, const Question& question)
        : m_whole(std::move(whole))
        , m_question(question)
    {
        std::vector<store::ObjectPtr> few;
        for (const auto& object : m_whole.objects)
            if (!std::holds_alternative<TaskPtr>(object))
                few.push_back(object);
        m_directory.restore(m_whole.version, std::move(few));
    }

    Result<Scope> scope(Timestamp now)
    {
        SKEP_CHECK(rehearse(now));
        for (const auto& node : m_directory.all<api::Node>())
            m_nodes.emplace(node->id, Host{.node = node.get()});
        m_parties.reserve(m_directory.count<api::Service>());
        // Where tasks are evened out, all that nodes hold is looked at.
        const bool isForAll = std::ranges::any_of(
            m_question.changes, [](const Change& change) { return change.kind == ChangeKind::Rebalance; });
        for (const auto& service : m_directory.all<api::Service>()) {
            m_parties.push_back({.service = service.get(), .takesPart = isForAll || !mayRest(*service)});
            m_services.emplace(service->id, &m_parties.back());
        }
        for (Change& change : m_question.changes)
            pointOut(change);
        for (std::size_t i = 0; i < m_whole.objects.size(); ++i) {
            if (i + FarAhead < m_whole.objects.size())
                fetchAhead(taskOf(m_whole.objects[i + FarAhead]));
            if (const api::Task* task = taskOf(m_whole.objects[i]))
                look(*task, now);
        }
        for (const auto& [party, host] : m_firm)
            party->takesPart = party->takesPart || host->isOverbooked();
        return collect();
    }

private:
    struct Host
    {
        const api::Node* node = nullptr;
        bool isPointedOut = false;
        std::int64_t nanoCpus = 0, memoryBytes = 0; // reserved by running tasks

        [[nodiscard]] bool isFirm() const
        {
            return node->status.state != api::NodeState::Down && node->spec.availability != api::Availability::Drain;
        }
        [[nodiscard]] bool isOverbooked() const
        {
            const auto& has = node->description.resources;
            return nanoCpus > has.nanoCpus || memoryBytes > has.memoryBytes;
        }
    };
    struct Party
    {
        const api::Service* service = nullptr;
        bool takesPart = false; // as a whole
        bool failedOfLate = false; // which the scheduler remembers
        std::vector<std::uint64_t> resting; // slots with a task that stays where it is
        std::vector<std::uint64_t> open; // slots with a task that does not, or has not come to rest
        std::vector<std::uint64_t> wanted; // of these, where such a task is wanted

        [[nodiscard]] bool isOpen(std::uint64_t slot) const { return std::ranges::binary_search(open, slot); }
    };

    // Made once on everything that is not a task: names mean what they mean in the whole cluster.
    Result<void> rehearse(Timestamp now)
    {
        store::Tx tx(m_directory);
        Rng rng{2};
        for (std::size_t i = 0; i < m_question.changes.size(); ++i)
            if (auto made = apply(tx, m_question.changes[i], now, rng); !made) {
                if (m_question.changes.size() > 1)
                    made.error().message = "change " + std::to_string(i + 1) + ": " + made.error().message;
                return made;
            }
        return {};
    }

    // Whether it depends on its tasks alone what of it takes part. What runs on every node depends on every node.
    [[nodiscard]] static bool mayRest(const api::Service& service)
    {
        const bool isUpdated = !service.updateStatus || service.updateStatus->state == api::UpdateState::Completed
            || service.updateStatus->state == api::UpdateState::RollbackCompleted;
        const auto& resources = service.spec.task.resources;
        const bool hasGeneric = resources && resources->reservations && !resources->reservations->generic.empty();
        return service.spec.mode.replicated && isUpdated && !hasGeneric;
    }

    void pointOut(Change& change)
    {
        // What a change before it makes is not there yet.
        if (isAboutNode(change)) {
            if (const auto found = store::look<api::Node>(m_directory, "node", change.node)) {
                change.node = (*found)->id;
                m_nodes.at(change.node).isPointedOut = true;
            }
        } else if (isAboutService(change)) {
            if (const auto found = store::look<api::Service>(m_directory, "service", change.service)) {
                change.service = (*found)->id;
                m_services.at(change.service)->takesPart = true;
            }
        } else if (change.kind == ChangeKind::Rebalance) {
            // It looks at what every node has.
            for (Party& party : m_parties)
                party.takesPart = true;
        }
    }

    void look(const api::Task& task, Timestamp now)
    {
        const auto host = m_nodes.find(task.nodeId);
        const bool isHeld = task.status.state >= TaskState::Assigned && task.status.state <= TaskState::Running;
        if (const auto& resources = task.spec.resources;
            isHeld && host != m_nodes.end() && resources && resources->reservations) {
            host->second.nanoCpus += resources->reservations->nanoCpus;
            host->second.memoryBytes += resources->reservations->memoryBytes;
        }
        const auto found = m_services.find(task.serviceId);
        if (found == m_services.end())
            return;
        Party& party = *found->second;
        if (isPast(task)) {
            party.failedOfLate = party.failedOfLate || hasFailed(task, now);
            return;
        }
        const bool isFirm = host != m_nodes.end() && host->second.isFirm();
        if (task.slot == 0 || task.move || !suits(*party.service, task, isFirm ? host->second.node : nullptr)) {
            party.takesPart = true;
            return;
        }
        if (isFirm)
            m_firm.emplace_back(&party, &host->second);
        if (isFirm && !host->second.isPointedOut && task.status.state == TaskState::Running
            && task.desiredState == TaskState::Running) {
            party.resting.push_back(task.slot);
            return;
        }
        party.open.push_back(task.slot);
        if (orchestrator::isWanted(task))
            party.wanted.push_back(task.slot);
    }

    // Whether neither an update nor, on a node that takes tasks, the constraint enforcer would replace it.
    [[nodiscard]] bool suits(const api::Service& service, const api::Task& task, const api::Node* node) const
    {
        if (task.specVersion != service.specVersion && orchestrator::isDirty(m_directory, service, task))
            return false;
        const auto& placement = service.spec.task.placement;
        return !node || !placement || placement->constraints.empty() || scheduler::matches(*node, *placement);
    }

    static void sortUnique(std::vector<std::uint64_t>& slots)
    {
        std::ranges::sort(slots);
        slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
    }

    // Whether its open places can be looked at alone: whatever leaves a place is followed by another task of the same
    // place, and no place is to be made or given up.
    [[nodiscard]] static bool isDivisible(Party& party)
    {
        sortUnique(party.open);
        std::ranges::sort(party.resting);
        if (std::ranges::adjacent_find(party.resting) != party.resting.end())
            return false;
        std::vector<std::uint64_t> filled = party.resting;
        filled.insert(filled.end(), party.wanted.begin(), party.wanted.end());
        sortUnique(filled);
        const auto policy = orchestrator::restartPolicy(party.service->spec.task);
        return filled.size() == party.service->spec.mode.replicated->replicas.value_or(1)
            && std::ranges::includes(filled, party.open)
            && (party.open.empty()
                || (policy.condition == api::RestartCondition::Any && policy.maxAttempts == 0 && !party.failedOfLate));
    }

    [[nodiscard]] static store::ObjectPtr withReplicas(const api::Service& service, std::uint64_t replicas)
    {
        api::Service changed = service;
        changed.spec.mode.replicated->replicas = replicas;
        return std::make_shared<const api::Service>(std::move(changed));
    }

    Scope collect()
    {
        for (Party& party : m_parties)
            party.takesPart = party.takesPart || !isDivisible(party);
        Scope scope{
            .copy = {.version = m_whole.version, .objects = {}}, .still = {}, .question = std::move(m_question)};
        for (auto& object : m_whole.objects) {
            const auto* task = std::get_if<TaskPtr>(&object);
            const auto* service = std::get_if<store::Ptr<api::Service>>(&object);
            const auto found = task ? m_services.find((*task)->serviceId)
                : service           ? m_services.find((*service)->id)
                                    : m_services.end();
            if (found == m_services.end()) {
                scope.copy.objects.push_back(std::move(object));
                continue;
            }
            const Party& party = *found->second;
            if (task && (party.takesPart || party.isOpen((*task)->slot)))
                scope.copy.objects.emplace_back(completed(*party.service, *task));
            else if (task && !isPast(**task))
                scope.still.push_back(hasHostPorts(*party.service) ? completed(*party.service, *task) : *task);
            else if (service && party.takesPart)
                scope.copy.objects.push_back(std::move(object));
            else if (service && !party.open.empty())
                scope.copy.objects.push_back(withReplicas(**service, party.open.size()));
        }
        return scope;
    }

    Copy m_whole;
    Question m_question;
    store::Store m_directory; // everything but tasks
    TextViewMap<Host> m_nodes;
    std::vector<Party> m_parties;
    TextViewMap<Party*> m_services; // of m_parties, by id
    std::vector<std::pair<Party*, const Host*>> m_firm; // where tasks of a service stay
};

} // namespace

Result<Scope> scopeOf(Copy whole, const Question& question, Timestamp now)
{
    return Survey(std::move(whole), question).scope(now);
}

} // namespace skep::planning
