#include "ui/forms/effect.h"

#include "shared/api/imagereference.h"
#include "shared/scheduler/constraintmatch.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct Effects
{
    Q_DECLARE_TR_FUNCTIONS(Effect)
};

using Tasks = std::vector<store::Ptr<api::Task>>;

Tasks liveTasks(const store::View& view, const api::Service* service)
{
    Tasks live;
    if (service)
        for (const auto& task : view.tasksOfService(service->id))
            if (lives(*task))
                live.push_back(task);
    return live;
}

// An absent part says the same as an empty one.
api::TaskSpec normal(api::TaskSpec task)
{
    task.resources = task.resources.value_or(api::ResourceRequirements{});
    task.resources.edit().limits = task.resources->limits.value_or(api::Limits{});
    task.resources.edit().reservations = task.resources->reservations.value_or(api::Resources{});
    task.placement = task.placement.value_or(api::Placement{});
    return task;
}

// The tasks that have to make room for new ones: all when the template or the ports differ; for another placement alone
// only those whose node does not satisfy it.
int restarting(
    const store::View& view, const Tasks& live, const api::ServiceSpec& before, const api::ServiceSpec& after)
{
    api::TaskSpec was = normal(before.task), is = normal(after.task);
    const bool moved = was.placement != is.placement;
    const api::Placement placement = *is.placement;
    is.placement = was.placement;
    if (was != is || before.endpointSpec != after.endpointSpec || before.networks != after.networks)
        return int(live.size());
    int leaving = 0;
    for (const auto& task : live) {
        const auto node = view.get<api::Node>(task->nodeId);
        leaving += moved && node && !scheduler::matches(*node, placement);
    }
    return leaving;
}

bool templateChanged(const api::ServiceSpec& before, const api::ServiceSpec& after)
{
    api::TaskSpec was = normal(before.task), is = normal(after.task);
    is.placement = was.placement;
    return was != is || before.endpointSpec != after.endpointSpec || before.networks != after.networks;
}

std::optional<std::uint64_t> replicasOf(const api::ServiceSpec& spec)
{
    return spec.mode.replicated ? std::optional(spec.mode.replicated->replicas.value_or(1)) : std::nullopt;
}

QString pace(const api::ServiceSpec& spec, int tasks)
{
    const std::uint64_t together = spec.updateConfig ? spec.updateConfig->parallelism : 1;
    if (together == 0 || std::uint64_t(tasks) <= together)
        return Effects::tr("all at once");
    QString text = Effects::tr("%1 at a time").arg(together);
    const auto rounds = (std::uint64_t(tasks) + together - 1) / together;
    if (const api::DurationNs delay = spec.updateConfig ? spec.updateConfig->delay : 0; delay > 0)
        text += Effects::tr(", at least %1").arg(durationText(delay * api::DurationNs(rounds - 1)));
    return text;
}

QStringList warningsFor(const store::View& view, const api::ServiceSpec& after, bool restarts, int running)
{
    QStringList all;
    const auto& container = after.task.container;
    const auto replicas = replicasOf(after);
    const bool startFirst = after.updateConfig && after.updateConfig->order == api::UpdateOrder::StartFirst;
    if (restarts && running == 1 && !startFirst && replicas)
        all << Effects::tr("There is one replica and the old one stops first: while it is replaced, none runs.");
    const NodeMatch match
        = matchingNodes(view, after.task.placement ? after.task.placement->constraints : std::vector<std::string>());
    if (match.error.isEmpty() && match.nodes > 0 && match.matching == 0)
        all << Effects::tr("No node meets its constraints: its tasks would wait.");
    if (after.endpointSpec && replicas && match.matching > 0)
        for (const api::PortConfig& port : after.endpointSpec->ports)
            if (port.publishMode == api::PublishMode::Host && port.publishedPort != 0
                && *replicas > std::uint64_t(match.matching))
                all << Effects::tr("Port %1 is taken on each node it runs on: of %2 replicas only %3 find a node.")
                           .arg(port.publishedPort)
                           .arg(*replicas)
                           .arg(match.matching);
    if (replicas && after.task.placement && after.task.placement->maxReplicas != 0 && match.matching > 0
        && *replicas > after.task.placement->maxReplicas * std::uint64_t(match.matching))
        all << Effects::tr("With at most %1 on a node, only %2 of %3 replicas find a node.")
                   .arg(after.task.placement->maxReplicas)
                   .arg(after.task.placement->maxReplicas * std::uint64_t(match.matching))
                   .arg(*replicas);
    if (container && !container->image.empty()) {
        const auto image = api::parseImageReference(container->image);
        if (image && image->digest.empty() && image->tagOrLatest() == "latest")
            all << Effects::tr(
                "“latest” is whatever the registry has when a node pulls it: nodes may run different versions.");
    }
    if (restarts && container && !container->healthcheck)
        all << Effects::tr(
            "No health check is given here: unless the image has one, an update only notices tasks that end.");
    return all;
}

// A server goes on anew with what an update has left to do when its pace is changed.
QString pacedAnew(const api::Service& service, const api::ServiceSpec& before, const api::ServiceSpec& after)
{
    using State = api::UpdateState;
    const State state = service.updateStatus ? service.updateStatus->state : State::Unspecified;
    const bool back = state == State::RollbackStarted;
    if (state != State::Updating && !back)
        return {};
    const auto& was = back ? before.rollbackConfig : before.updateConfig;
    const auto& is = back ? after.rollbackConfig : after.updateConfig;
    if (was == is)
        return {};
    const std::uint64_t together = is ? is->parallelism : 1;
    return together == 0 ? Effects::tr("It is being updated: what is left may start at once, before the new pace counts.")
                         : Effects::tr("It is being updated: %n more task(s) may start before the new pace counts.", nullptr, int(together));
}

} // namespace

NodeMatch matchingNodes(const store::View& view, const std::vector<std::string>& constraints)
{
    NodeMatch match;
    const auto parsed = api::parseConstraints(constraints);
    if (!parsed)
        match.error = qstr(parsed.error().message);
    for (const auto& node : view.all<api::Node>()) {
        ++match.nodes;
        match.matching += parsed && scheduler::matches(*node, *parsed)
            && node->spec.availability == api::Availability::Active && node->status.state == api::NodeState::Ready;
    }
    return match;
}

QString matchText(const NodeMatch& match)
{
    if (!match.error.isEmpty())
        return match.error;
    return Effects::tr("matches %1 of %n node(s) that are ready and active", nullptr, match.nodes).arg(match.matching);
}

Effect effectOf(
    const store::View& view, const api::Service* service, const api::ServiceSpec& before, const api::ServiceSpec& after)
{
    Effect effect;
    if (!service) {
        effect.kind = Effect::Kind::Creates;
        if (const auto replicas = replicasOf(after))
            effect.sentence = Effects::tr("%n task(s) start.", nullptr, int(*replicas));
        else if (after.mode.global)
            effect.sentence
                = Effects::tr("One task starts on each node that meets its constraints, and on those that come later.");
        else
            effect.sentence = Effects::tr("A job: its tasks run once, to their end.");
        effect.warnings = warningsFor(view, after, false, 0);
        return effect;
    }
    if (before == after) {
        effect.sentence = Effects::tr("Nothing is changed yet.");
        return effect;
    }
    const Tasks live = liveTasks(view, service);
    const auto was = replicasOf(before), is = replicasOf(after);
    const int replaced = restarting(view, live, before, after);
    QStringList sentences;
    if (replaced > 0 || templateChanged(before, after)) {
        effect.kind = Effect::Kind::Restarts;
        sentences << (live.empty() ? Effects::tr("No task runs that would have to restart.")
                : replaced == int(live.size())
                ? Effects::tr("All %n task(s) are replaced, %1.", nullptr, replaced).arg(pace(after, replaced))
                : Effects::tr(
                    "%n task(s) must leave their node and are replaced; the others stay.", nullptr, replaced));
    }
    if (was != is && was && is) {
        if (effect.kind == Effect::Kind::Nothing) {
            effect.kind = Effect::Kind::Scales;
            sentences << Effects::tr("No task restarts.");
        }
        sentences << (*is > *was ? Effects::tr("%n task(s) start.", nullptr, int(*is - *was))
                                 : Effects::tr("%n task(s) stop.", nullptr, int(*was - *is)));
    }
    if (sentences.isEmpty()) {
        effect.kind = Effect::Kind::Metadata;
        sentences << Effects::tr("No task restarts.");
    }
    effect.sentence = sentences.join(u' ');
    effect.warnings = warningsFor(view, after, effect.kind == Effect::Kind::Restarts, int(live.size()));
    if (const QString anew = pacedAnew(*service, before, after); !anew.isEmpty())
        effect.warnings.prepend(anew);
    return effect;
}

} // namespace skep::ui
