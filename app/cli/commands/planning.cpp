#include "app/cli/commands/all.h"
#include "app/cli/format.h"
#include "app/cli/servicespec.h"
#include "app/cli/text.h"
#include "shared/api/json.h"
#include "shared/planning/planning.h"
#include "shared/planning/why.h"
#include "shared/scheduler/quantity.h"

#include <algorithm>
#include <cmath>

namespace skep::cli {
namespace {

using planning::Change;
using planning::ChangeKind;
using planning::Fate;

std::string counted(std::uint64_t count, std::string_view one)
{
    return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

// --format: the daemon's answer as it came, or through a template. Nullopt: the table is wanted.
std::optional<int> printedAs(const std::string& format, const std::string& answer)
{
    if (format.empty())
        return std::nullopt;
    if (format == "json") {
        out(answer + (answer.ends_with('\n') ? "" : "\n"));
        return Ok;
    }
    return printInspected({.json = {answer}, .errors = {}}, format);
}

std::string hostnameOf(const scheduler::NodeVerdict& node) { return node.hostname.empty() ? node.nodeId : node.hostname; }

std::string verdictOn(const scheduler::NodeVerdict& node, scheduler::FilterId filter)
{
    return std::ranges::any_of(node.failing, [&](const auto& finding) { return finding.filter == filter; }) ? "NO" : "ok";
}

void printSuggestions(const std::vector<scheduler::Suggestion>& suggestions, const std::string& indent)
{
    std::size_t number = 0;
    for (const scheduler::Suggestion& suggestion : suggestions)
        out(indent + std::to_string(++number) + ". " + suggestion.text + " (fits " + counted(suggestion.nodeIds.size(), "node") + ")\n");
}

void printMatrix(const std::vector<scheduler::NodeVerdict>& nodes)
{
    std::vector<std::string> headings{"NODE"};
    for (const auto& [filter, name] : api::EnumText<scheduler::FilterId>::Table) {
        std::string heading(name);
        std::ranges::transform(heading, heading.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
        headings.push_back(std::move(heading));
    }
    headings.insert(headings.end(), {"CHOICE", "TASKS", "NOTE"});
    Table table(std::move(headings));
    for (const scheduler::NodeVerdict& node : nodes) {
        std::vector<std::string> cells{hostnameOf(node)};
        for (const auto& [filter, name] : api::EnumText<scheduler::FilterId>::Table)
            cells.push_back(verdictOn(node, filter));
        cells.push_back(node.rank == 0 ? "-" : std::to_string(node.rank));
        cells.push_back(std::to_string(node.tasks));
        cells.push_back(node.failures > 0 ? "avoided after " + counted(node.failures, "failure") : "");
        table.add(std::move(cells));
    }
    out(table.text());
}

std::string nameOf(const planning::Outcome& outcome)
{
    return outcome.service + "." + (outcome.slot != 0 ? std::to_string(outcome.slot) : outcome.from.empty() ? outcome.to : outcome.from);
}

void printSummary(const planning::Answer& answer)
{
    std::string text;
    for (const auto& [fate, name] : api::EnumText<Fate>::Table) {
        const auto count = std::ranges::count(answer.outcomes, fate, &planning::Outcome::fate);
        if (count > 0)
            text += (text.empty() ? "" : ", ") + std::string(name) + ": " + counted(static_cast<std::uint64_t>(count), "task");
    }
    out(text.empty() ? "No task moves, starts or stops.\n" : capitalised(text) + ".\n");
}

// "for about 3 s, at most 13 s"
std::string durationOf(const planning::ServiceImpact& impact)
{
    const auto text = [](double seconds) {
        const auto whole = std::llround(std::ceil(seconds));
        return whole < 120 ? std::to_string(whole) + " s" : std::to_string((whole + 59) / 60) + " min";
    };
    if (impact.gapStays)
        return "from then on";
    const std::string expected = impact.gap > 0 ? "for about " + text(impact.gap) : std::string("for a moment");
    return text(impact.gapMost) == text(impact.gap) ? expected : expected + ", at most " + text(impact.gapMost);
}

std::string noteOn(const planning::ServiceImpact& impact)
{
    const std::uint64_t due = std::min(impact.before, impact.wanted);
    if (impact.least >= due && !impact.gapStays)
        return "";
    if (impact.onlyCopy)
        return "only copy: away " + durationOf(impact);
    return (impact.least == 0 ? "no copy" : std::to_string(impact.least) + " of " + std::to_string(impact.wanted)) + " "
        + durationOf(impact);
}

std::string nameOf(const planning::NodeLoad& node)
{
    return (node.hostname.empty() ? node.nodeId : node.hostname) + (node.isNew ? " (new)" : "");
}

void printAnswer(const planning::Answer& answer)
{
    printSummary(answer);
    if (!answer.outcomes.empty()) {
        Table tasks({"TASK", "FATE", "FROM", "TO"});
        for (const planning::Outcome& outcome : answer.outcomes)
            tasks.add({nameOf(outcome), std::string(api::text(outcome.fate)), outcome.from.empty() ? "-" : outcome.from,
                outcome.to.empty() ? "-" : outcome.to});
        out("\n" + tasks.text());
    }
    if (!answer.services.empty()) {
        Table services({"SERVICE", "RUNNING", "AT LEAST", "AFTER", "WANTED", "GAP"});
        for (const planning::ServiceImpact& impact : answer.services)
            services.add({impact.service, std::to_string(impact.before), std::to_string(impact.least),
                std::to_string(impact.after), std::to_string(impact.wanted), noteOn(impact)});
        out("\n" + services.text());
    }
    for (const planning::Waiting& waiting : answer.waiting) {
        out("\n" + waiting.service + ": " + counted(waiting.tasks, "task") + " would wait"
            + (waiting.already > 0 ? " (" + std::to_string(waiting.already) + " of them already)" : "") + ": " + waiting.why.summary + "\n");
        printSuggestions(waiting.why.suggestions, "  ");
    }
    Table nodes({"NODE", "TASKS", "AFTER", "CPUS RESERVED", "AFTER", "OF", "MEMORY RESERVED", "AFTER", "OF"});
    using scheduler::cpuText, scheduler::memoryText;
    for (const planning::NodeLoad& node : answer.nodes)
        nodes.add({nameOf(node), std::to_string(node.before.tasks), std::to_string(node.after.tasks),
            cpuText(node.before.nanoCpus), cpuText(node.after.nanoCpus), cpuText(node.nanoCpus),
            memoryText(node.before.memoryBytes), memoryText(node.after.memoryBytes), memoryText(node.memoryBytes)});
    out("\n" + nodes.text());
    for (const std::string& note : answer.notes)
        out("\nNote: " + note + "\n");
}

async::Task<int> ask(Invocation& in, planning::Question question)
{
    const auto text = co_await in.engine().post("/skep/v1/simulate", api::toJson(question));
    if (!text)
        co_return report(text.error());
    if (const auto printed = printedAs(in.text("format"), *text))
        co_return *printed;
    const auto answer = api::fromJson<planning::Answer>(*text);
    if (!answer)
        co_return report(answer.error());
    printAnswer(*answer);
    co_return Ok;
}

planning::Question ofNodes(const Invocation& in, ChangeKind kind)
{
    planning::Question question;
    for (const std::string& node : in.arguments)
        question.changes.push_back({.kind = kind, .node = node, .service = {}, .replicas = {}, .spec = {}, .add = {}});
    return question;
}

Result<planning::NewNodes> newNodes(const Invocation& in)
{
    planning::NewNodes nodes;
    if (in.given("count")) {
        SKEP_TRY(count, parseUint("count", in.text("count")));
        nodes.count = count;
    }
    if (in.given("cpus")) {
        SKEP_TRY(cpus, parseCpus("cpus", in.text("cpus")));
        nodes.nanoCpus = cpus;
    }
    if (in.given("memory")) {
        SKEP_TRY(memory, parseBytes("memory", in.text("memory")));
        nodes.memoryBytes = memory;
    }
    const std::string role = in.text("role", "worker");
    if (role != "worker" && role != "manager")
        return misuse("invalid role \"" + role + "\": worker or manager is needed");
    nodes.role = role == "manager" ? api::NodeRole::Manager : api::NodeRole::Worker;
    for (const std::string& label : in.list("label")) {
        const auto equals = label.find('=');
        nodes.labels[label.substr(0, equals)] = equals == std::string::npos ? "" : label.substr(equals + 1);
    }
    return nodes;
}

} // namespace

async::Task<int> why(Invocation& in)
{
    const auto text = co_await in.engine().get("/skep/v1/tasks/" + in.arguments.front() + "/explain");
    if (!text)
        co_return report(text.error());
    if (const auto printed = printedAs(in.text("format"), *text))
        co_return *printed;
    const auto why = api::fromJson<planning::Why>(*text);
    if (!why)
        co_return report(why.error());
    const scheduler::Explanation& explanation = why->explanation;
    out(why->name + " (" + shortId(explanation.taskId) + ") is " + std::string(api::text(why->state)) + ": " + why->sentence + "\n");
    if (explanation.nodes.empty())
        co_return Ok;
    out(why->state == api::TaskState::Pending ? "\n" : "\nIf it had to be placed now:\n");
    printMatrix(explanation.nodes);
    bool isFirst = true;
    for (const scheduler::NodeVerdict& node : explanation.nodes)
        for (const scheduler::Finding& finding : node.failing) {
            out((isFirst ? "\n" : "") + hostnameOf(node) + ": " + std::string(api::text(finding.filter)) + ": " + finding.reason + "\n");
            isFirst = false;
        }
    if (!explanation.suggestions.empty()) {
        out("\nSmallest changes that would place it:\n");
        printSuggestions(explanation.suggestions, "  ");
    }
    co_return Ok;
}

async::Task<int> planDrain(Invocation& in)
{
    const int code = co_await ask(in, ofNodes(in, ChangeKind::Drain));
    co_return code;
}

async::Task<int> planPause(Invocation& in)
{
    const int code = co_await ask(in, ofNodes(in, ChangeKind::Pause));
    co_return code;
}

async::Task<int> planActivate(Invocation& in)
{
    const int code = co_await ask(in, ofNodes(in, ChangeKind::Activate));
    co_return code;
}

async::Task<int> planLose(Invocation& in)
{
    const int code = co_await ask(in, ofNodes(in, ChangeKind::Lose));
    co_return code;
}

async::Task<int> planAddNode(Invocation& in)
{
    const auto nodes = newNodes(in);
    if (!nodes)
        co_return report(nodes.error());
    planning::Question question;
    question.changes.push_back(
        {.kind = ChangeKind::AddNode, .node = {}, .service = {}, .replicas = {}, .spec = {}, .add = *nodes});
    if (in.on("rebalance"))
        question.changes.push_back(
            {.kind = ChangeKind::Rebalance, .node = {}, .service = {}, .replicas = {}, .spec = {}, .add = {}});
    const int code = co_await ask(in, std::move(question));
    co_return code;
}

async::Task<int> planScale(Invocation& in)
{
    planning::Question question;
    for (const std::string& argument : in.arguments) {
        const auto equals = argument.find('=');
        if (equals == std::string::npos || equals == 0) {
            err("invalid scale specifier '" + argument + "': SERVICE=REPLICAS is needed\n");
            co_return Failed;
        }
        const auto replicas = parseUint("replicas", argument.substr(equals + 1));
        if (!replicas) {
            err(argument.substr(0, equals) + ": invalid replicas value " + argument.substr(equals + 1) + ": a number that is not negative is needed\n");
            co_return Failed;
        }
        question.changes.push_back({.kind = ChangeKind::Scale,
            .node = {},
            .service = argument.substr(0, equals),
            .replicas = *replicas,
            .spec = {},
            .add = {}});
    }
    const int code = co_await ask(in, std::move(question));
    co_return code;
}

async::Task<int> planUpdate(Invocation& in)
{
    const auto text = co_await in.engine().get("/services/" + in.arguments.front());
    if (!text)
        co_return report(text.error());
    auto service = api::fromJson<api::Service>(*text);
    if (!service)
        co_return report(service.error());
    const auto applied = co_await applyUpdate(in, service->spec);
    if (!applied)
        co_return report(applied.error());
    planning::Question question;
    question.changes.push_back({.kind = ChangeKind::Update,
        .node = {},
        .service = service->id,
        .replicas = {},
        .spec = std::move(service->spec),
        .add = {}});
    const int code = co_await ask(in, std::move(question));
    co_return code;
}

std::span<const Flag> planUpdateFlags()
{
    // Those of `service update` that say how to do it are no part of a plan.
    static const std::vector<Flag> flags = [] {
        constexpr std::string_view Manners[] = {"detach", "quiet", "rollback", "with-registry-auth", "no-resolve-image"};
        std::vector<Flag> kept;
        for (const Flag& flag : updateFlags())
            if (std::ranges::find(Manners, flag.name) == std::end(Manners))
                kept.push_back(flag);
        kept.push_back({"format", 0, FlagKind::Text, "string", "Format output using a custom template: 'json', 'TEMPLATE'"});
        return kept;
    }();
    return flags;
}

} // namespace skep::cli
