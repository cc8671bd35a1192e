#include "daemon/dispatcher/assignmentset.h"

#include "daemon/dispatcher/defaults.h"

namespace skep::dispatcher {
namespace {

// Whether the agent would act differently: everything but what it reports itself.
bool sameOrder(const api::Task& a, const api::Task& b)
{
    return a.desiredState == b.desiredState && a.nodeId == b.nodeId && a.networks == b.networks && a.endpoint == b.endpoint
        && a.genericResources == b.genericResources && a.spec == b.spec;
}

} // namespace

bool AssignmentSet::belongs(const api::Task& task) const
{
    return task.nodeId == m_nodeId && task.status.state >= api::TaskState::Assigned;
}

void AssignmentSet::add(const store::View& view, const store::Ptr<api::Task>& task, api::Assignments& to)
{
    to.tasks.push_back(*task);
    m_told.insert_or_assign(task->id, task);
    if (task->spec.container && !isTerminal(task->status.state)) {
        for (const auto& reference : task->spec.container->secrets)
            if (m_secrets.insert(reference.secretId).second)
                if (const auto secret = view.get<api::Secret>(reference.secretId))
                    to.secrets.push_back(*secret);
        for (const auto& reference : task->spec.container->configs)
            if (m_configs.insert(reference.configId).second)
                if (const auto config = view.get<api::Config>(reference.configId))
                    to.configs.push_back(*config);
    }
    for (const auto& attachment : task->networks)
        if (m_networks.insert(attachment.networkId).second)
            if (const auto network = view.get<api::Network>(attachment.networkId))
                to.networks.push_back(*network);
}

std::vector<api::Assignments> AssignmentSet::complete(const store::View& view)
{
    m_told.clear();
    m_touched.clear();
    m_secrets.clear();
    m_configs.clear();
    m_networks.clear();
    std::vector<api::Assignments> parts;
    parts.emplace_back();
    for (const auto& task : view.tasksOfNode(m_nodeId)) {
        if (!belongs(*task))
            continue;
        if (parts.back().tasks.size() >= TasksPerMessage)
            parts.emplace_back();
        add(view, task, parts.back());
    }
    for (api::Assignments& part : parts) {
        part.complete = true;
        part.last = &part == &parts.back();
    }
    return parts;
}

std::optional<api::Assignments> AssignmentSet::changes(const store::View& view)
{
    api::Assignments difference;
    for (const std::string& id : std::exchange(m_touched, {})) {
        const auto task = view.get<api::Task>(id);
        const auto told = m_told.find(id);
        if (!task || !belongs(*task)) {
            if (told == m_told.end())
                continue;
            difference.removedTasks.push_back(id);
            m_told.erase(told);
        } else if (told == m_told.end() || !sameOrder(*told->second, *task)) {
            add(view, task, difference);
        }
    }
    if (difference.tasks.empty() && difference.removedTasks.empty())
        return {};
    return difference;
}

} // namespace skep::dispatcher
