#include "app/cli/progress.h"

#include "app/cli/tasklist.h"
#include "app/cli/text.h"
#include "shared/api/json.h"

#include <set>

#include <unistd.h>

namespace skep::cli {
namespace {

constexpr auto PollInterval = 200ms;
constexpr auto DefaultMonitor = 5s;
constexpr std::size_t MaxBars = 20;

struct Observed {
    api::Service service;
    std::vector<api::Task> tasks;
    std::set<std::string> downNodes;
};

async::Task<Result<Observed>> observe(client::EngineClient& engine, std::string id)
{
    Observed seen;
    const auto service = co_await engine.get("/services/" + id, {{"insertDefaults", "false"}});
    if (!service)
        co_return tl::unexpected(service.error());
    auto parsed = api::fromJson<api::Service>(*service);
    if (!parsed)
        co_return tl::unexpected(parsed.error());
    seen.service = std::move(*parsed);
    const auto tasks = co_await engine.get(
        "/tasks", {{"filters", client::EngineClient::filters({{"service", seen.service.id}, {"_up-to-date", "true"}})}});
    if (!tasks)
        co_return tl::unexpected(tasks.error());
    auto list = listOf<api::Task>(*tasks);
    if (!list)
        co_return tl::unexpected(list.error());
    seen.tasks = std::move(*list);
    const auto nodes = co_await engine.get("/nodes");
    if (!nodes)
        co_return tl::unexpected(nodes.error());
    const auto nodeList = listOf<api::Node>(*nodes);
    if (!nodeList)
        co_return tl::unexpected(nodeList.error());
    for (const api::Node& node : *nodeList)
        if (node.status.state == api::NodeState::Down)
            seen.downNodes.insert(node.id);
    co_return seen;
}

// One task for each slot (or node, for a global service): the one that counts.
std::map<std::string, const api::Task*> current(const Observed& seen)
{
    std::map<std::string, const api::Task*> best;
    const bool global = seen.service.spec.mode.global || seen.service.spec.mode.globalJob;
    for (const api::Task& task : seen.tasks) {
        if (seen.downNodes.contains(task.nodeId))
            continue;
        if (seen.service.jobStatus && task.jobIteration.value_or(api::Version{}) != seen.service.jobStatus->jobIteration)
            continue;
        char slot[24];
        std::snprintf(slot, sizeof slot, "%020llu", static_cast<unsigned long long>(task.slot));
        const api::Task*& held = best[global ? task.nodeId : slot];
        if (!held || std::pair(task.desiredState, task.status.state) < std::pair(held->desiredState, held->status.state))
            held = &task;
    }
    return best;
}

// Lines that are rewritten in place on a terminal, and written when they change elsewhere.
class Screen {
public:
    explicit Screen(bool quiet) : m_quiet(quiet), m_terminal(::isatty(STDOUT_FILENO) != 0) {}

    void show(const std::string& head, const std::vector<std::string>& bars)
    {
        if (m_quiet)
            return;
        std::vector<std::string> lines{head};
        lines.insert(lines.end(), bars.begin(), bars.end());
        if (m_terminal) {
            std::string text = m_lines.empty() ? "" : "\x1b[" + std::to_string(m_lines.size()) + "A";
            for (const std::string& line : lines)
                text += "\x1b[2K\r" + line + "\n";
            out(text + "\x1b[J");
        } else {
            for (std::size_t i = 0; i < lines.size(); ++i)
                if (i >= m_lines.size() || m_lines[i] != lines[i])
                    out(lines[i] + "\n");
        }
        m_lines = std::move(lines);
    }
    void line(const std::string& text)
    {
        if (!m_quiet && text != m_last)
            out(text + "\n");
        m_last = text;
    }

private:
    bool m_quiet, m_terminal;
    std::vector<std::string> m_lines;
    std::string m_last;
};

} // namespace

async::Task<int> showProgress(client::EngineClient& engine, std::string serviceId, bool quiet)
{
    Screen screen(quiet);
    std::chrono::nanoseconds convergedSince{-1};
    bool rolledBack = false;
    std::string lastMessage;
    for (;;) {
        const auto seen = co_await observe(engine, serviceId);
        if (!seen)
            co_return report(seen.error());
        const api::Service& service = seen->service;
        const auto best = current(*seen);
        const bool job = service.spec.mode.replicatedJob || service.spec.mode.globalJob;
        const api::TaskState goal = job ? api::TaskState::Complete : api::TaskState::Running;
        std::size_t wanted = best.size(), reached = 0;
        if (service.spec.mode.replicated)
            wanted = static_cast<std::size_t>(service.spec.mode.replicated->replicas.value_or(1));
        if (service.spec.mode.replicatedJob)
            wanted = static_cast<std::size_t>(service.spec.mode.replicatedJob->totalCompletions.value_or(1));
        std::vector<std::string> bars;
        std::size_t index = 0;
        for (const auto& [key, task] : best) {
            ++index;
            const bool there = task->status.state == goal && task->desiredState <= api::TaskState::Complete;
            reached += there ? 1 : 0;
            std::string text = task->status.err.empty() ? std::string(api::text(task->status.state)) : task->status.err.substr(0, 75);
            if (wanted <= MaxBars)
                bars.push_back(std::to_string(index) + "/" + std::to_string(wanted) + ": " + text);
        }
        const auto state = service.updateStatus ? service.updateStatus->state : api::UpdateState::Unspecified;
        const std::string message = service.updateStatus ? service.updateStatus->message : "";
        const bool converged = reached >= wanted && (wanted > 0 || service.spec.mode.replicated);
        switch (state) {
        case api::UpdateState::Paused: err("service update paused: " + message + "\n"); co_return Failed;
        case api::UpdateState::RollbackPaused: err("service rollback paused: " + message + "\n"); co_return Failed;
        case api::UpdateState::Completed:
            if (!converged && convergedSince.count() < 0)
                co_return Ok;
            break;
        case api::UpdateState::RollbackStarted:
            if (!rolledBack)
                screen.line("rollback: " + message);
            rolledBack = true;
            break;
        case api::UpdateState::RollbackCompleted: lastMessage = message; break;
        case api::UpdateState::Updating:
            // More than that it goes on: what blocks it.
            if (message != "update in progress")
                screen.line(message);
            break;
        case api::UpdateState::Unspecified: break;
        }
        const std::string head = best.empty() && (service.spec.mode.global || service.spec.mode.globalJob)
            ? "overall progress: waiting for new tasks"
            : std::string(rolledBack ? "overall progress: rolling back update: " : "overall progress: ") + std::to_string(reached) + " out of "
                + std::to_string(wanted) + " tasks";
        screen.show(head, bars);
        if (converged && job) {
            screen.line("job complete");
            co_return Ok;
        }
        const auto now = async::loop().monotonic();
        if (!converged) {
            if (convergedSince.count() >= 0)
                screen.line("verify: Detected task failure");
            convergedSince = std::chrono::nanoseconds(-1);
        } else {
            if (convergedSince.count() < 0)
                convergedSince = now;
            const auto& config = service.spec.updateConfig;
            const auto monitor = config && config->monitor > 0 ? std::chrono::nanoseconds(config->monitor) : DefaultMonitor;
            const auto left = convergedSince + monitor - now;
            if (left.count() <= 0) {
                if (!lastMessage.empty())
                    screen.line("rollback: " + lastMessage);
                else
                    screen.line("verify: Service " + service.id + " converged");
                co_return Ok;
            }
            const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
            screen.line("verify: Waiting " + std::to_string(seconds) + " seconds to verify that tasks are stable...");
        }
        const auto slept = co_await async::sleepFor(PollInterval, async::Stop());
        if (!slept)
            co_return Ok;
    }
}

} // namespace skep::cli
