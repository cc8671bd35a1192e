#include "ui/actions/gapfreedrain.h"

#include "ui/actions/nodechanges.h"
#include "ui/actions/servicechanges.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace skep::ui {
namespace {

struct GapFreeDrain
{
    Q_DECLARE_TR_FUNCTIONS(GapFreeDrain)
};

bool publishesOnNodes(const api::ServiceSpec& spec)
{
    return spec.endpointSpec && std::any_of(spec.endpointSpec->ports.begin(), spec.endpointSpec->ports.end(),
               [](const api::PortConfig& port) { return port.publishMode == api::PublishMode::Host; });
}

// Volumes that a driver may give to one task at a time.
bool sharesVolumes(const api::ServiceSpec& spec)
{
    const auto shared = [](const api::Mount& mount) {
        return mount.type == api::MountType::Volume && mount.volumeOptions && mount.volumeOptions->driverConfig
            && !mount.volumeOptions->driverConfig->name.empty() && mount.volumeOptions->driverConfig->name != "local";
    };
    return spec.task.container && std::any_of(spec.task.container->mounts.begin(), spec.task.container->mounts.end(), shared);
}

// Why more of its tasks cannot run elsewhere for a while; "" they can.
QString whyLeft(const api::Service& service)
{
    using State = api::UpdateState;
    const api::ServiceSpec& spec = service.spec;
    const State update = service.updateStatus ? service.updateStatus->state : State::Unspecified;
    if (spec.mode.global)
        return GapFreeDrain::tr("it runs once on each node");
    if (!spec.mode.replicated)
        return GapFreeDrain::tr("a job comes to its own end");
    if (publishesOnNodes(spec))
        return GapFreeDrain::tr("it publishes a port of its node");
    if (spec.task.placement && spec.task.placement->maxReplicas > 0)
        return GapFreeDrain::tr("no node may take more than %1 of it").arg(spec.task.placement->maxReplicas);
    if (sharesVolumes(spec))
        return GapFreeDrain::tr("two of its tasks might not have its volume at once");
    if (update == State::Updating || update == State::RollbackStarted)
        return GapFreeDrain::tr("it is being updated");
    return {};
}

// What the steps leave behind for each other and for the way back.
struct Progress
{
    struct Grown
    {
        GapFreePlan::Growth service;
        std::uint64_t before = 0; // replicas, as the server had them; 0: not grown
        bool back = false; // it has that number again, or another one by somebody else
    };
    NodeIds nodes;
    std::vector<std::pair<std::string, QString>> availabilities; // before
    std::vector<Grown> services;
    int tasks = 0; // that were on the nodes
};
using Shared = std::shared_ptr<Progress>;

QJsonObject keptOf(const Progress& progress)
{
    QJsonArray nodes, services;
    for (const auto& [id, availability] : progress.availabilities)
        nodes << QJsonObject{{QStringLiteral("id"), qstr(id)}, {QStringLiteral("availability"), availability}};
    for (const auto& [service, before, back] : progress.services)
        services << QJsonObject{{QStringLiteral("id"), qstr(service.id)}, {QStringLiteral("name"), service.name},
            {QStringLiteral("replicas"), qint64(service.replicas)}, {QStringLiteral("extra"), qint64(service.extra)},
            {QStringLiteral("before"), qint64(before)}, {QStringLiteral("back"), back}};
    return {{QStringLiteral("kind"), QLatin1String(DrainByScalingKind)}, {QStringLiteral("nodes"), nodes},
        {QStringLiteral("services"), services}, {QStringLiteral("tasks"), progress.tasks}};
}

Progress progressOf(const QJsonObject& kept)
{
    Progress progress;
    for (const QJsonValue& node : kept.value(QStringLiteral("nodes")).toArray()) {
        progress.nodes.push_back(node[u"id"].toString().toStdString());
        progress.availabilities.emplace_back(progress.nodes.back(), node[u"availability"].toString());
    }
    for (const QJsonValue& service : kept.value(QStringLiteral("services")).toArray())
        progress.services.push_back({{service[u"id"].toString().toStdString(), service[u"name"].toString(),
                                         std::uint64_t(service[u"replicas"].toInteger()), std::uint64_t(service[u"extra"].toInteger())},
            std::uint64_t(service[u"before"].toInteger()), service[u"back"].toBool()});
    progress.tasks = kept.value(QStringLiteral("tasks")).toInt();
    return progress;
}

std::uint64_t replicasOf(const api::Service* service)
{
    return service && service->spec.mode.replicated ? service->spec.mode.replicated->replicas.value_or(1) : 0;
}

async::Task<Result<void>> setAvailability(client::ClusterConnection* connection, NodeIds nodes, api::Availability wanted)
{
    std::vector<std::pair<std::string, QString>> values;
    for (const auto& id : nodes)
        values.emplace_back(id, qstr(api::text(wanted)));
    auto written = co_await writeMember(connection, std::move(values), QStringLiteral("Availability"));
    co_return written;
}

async::Task<Result<void>> pauseAndGrow(client::ClusterConnection* connection, Shared progress)
{
    auto paused = co_await setAvailability(connection, progress->nodes, api::Availability::Pause);
    if (!paused)
        co_return paused;
    for (std::size_t i = 0; i < progress->services.size(); ++i) {
        std::uint64_t before = 0;
        const auto edit = replicasEdit([&before, extra = progress->services[i].service.extra](std::uint64_t now) {
            before = now;
            return now + extra;
        });
        auto grown = co_await connection->editService(progress->services[i].service.id, edit);
        if (grown)
            progress->services[i].before = before;
        else if (grown.error().code != ErrorCode::NotFound) // removed meanwhile: nothing to keep running
            co_return grown;
    }
    co_return Result<void>();
}

// Numbers that somebody else has changed since stay theirs.
async::Task<Result<void>> shrink(client::ClusterConnection* connection, Shared progress)
{
    for (std::size_t i = 0; i < progress->services.size(); ++i) {
        const auto& [service, before, back] = progress->services[i];
        if (before == 0 || back)
            continue;
        const auto edit = replicasEdit([before = before, grown = before + service.extra](std::uint64_t now) { return now == grown ? before : now; });
        auto shrunk = co_await connection->editService(service.id, edit);
        if (!shrunk && shrunk.error().code != ErrorCode::NotFound)
            co_return shrunk;
        progress->services[i].back = true;
    }
    co_return Result<void>();
}

async::Task<Result<void>> putBack(client::ClusterConnection* connection, Shared progress)
{
    auto back = co_await writeMember(connection, progress->availabilities, QStringLiteral("Availability"));
    if (back)
        back = co_await shrink(connection, progress);
    co_return back;
}

// All of it or nothing.
async::Task<Result<void>> begin(client::ClusterConnection* connection, Shared progress)
{
    auto grown = co_await pauseAndGrow(connection, progress);
    if (!grown) {
        const auto back = co_await putBack(connection, progress);
        if (!back)
            grown.error().message += "; and what was begun could not be put back: " + back.error().message;
    }
    co_return grown;
}

async::Task<Result<void>> drainAndShrink(client::ClusterConnection* connection, Shared progress)
{
    auto drained = co_await setAvailability(connection, progress->nodes, api::Availability::Drain);
    if (drained)
        drained = co_await shrink(connection, progress);
    co_return drained;
}

// Of a service, on other nodes than these.
std::uint64_t runningElsewhere(const store::View& view, const std::string& service, const NodeIds& nodes)
{
    const auto tasks = view.tasksOfService(service);
    return std::uint64_t(std::count_if(tasks.begin(), tasks.end(), [&nodes](const auto& task) {
        return lives(*task) && task->status.state == api::TaskState::Running && std::find(nodes.begin(), nodes.end(), task->nodeId) == nodes.end();
    }));
}

// Whether all that was grown runs elsewhere.
bool replaced(const store::View& view, const Progress& progress, Operation& operation)
{
    std::uint64_t extra = 0, lacking = 0;
    QStringList waiting;
    for (const auto& [service, before, back] : progress.services) {
        if (before == 0 || !view.get<api::Service>(service.id))
            continue;
        const std::uint64_t running = runningElsewhere(view, service.id, progress.nodes);
        const std::uint64_t lacks = before > running ? std::min(service.extra, before - running) : 0;
        extra += service.extra;
        lacking += lacks;
        if (lacks > 0)
            waiting << service.name;
    }
    operation.total = int(extra);
    operation.done = int(extra - lacking);
    operation.progress = lacking == 0 ? QString()
                                      : GapFreeDrain::tr("%1 of %n more task(s) run elsewhere; waiting for %2", nullptr, int(extra))
                                            .arg(extra - lacking)
                                            .arg(waiting.join(QStringLiteral(", ")));
    return lacking == 0;
}

Operations::Work workOf(Cluster& cluster, Shared progress)
{
    auto* connection = &cluster.connection();
    auto* mirror = &cluster;
    Operations::Work work;
    work.title = verbText(NodeChange::Drain, cluster.store(), progress->nodes, {.gapFree = true, .byScaling = true});
    work.request = [connection, progress] { return begin(connection, progress); };
    work.converged = [mirror, progress](Operation& operation) { return replaced(mirror->store(), *progress, operation); };
    work.then.push_back({[connection, progress] { return drainAndShrink(connection, progress); }, untilEmpty(cluster, progress->nodes, progress->tasks)});
    work.undoText = GapFreeDrain::tr("Undo");
    work.undo = [connection, progress](bool) { return putBack(connection, progress); };
    work.kept = [progress] { return keptOf(*progress); };
    return work;
}

} // namespace

GapFreePlan gapFreePlan(const store::View& view, const NodeIds& ids)
{
    std::map<std::string, std::uint64_t> running; // by service
    for (const auto& id : ids)
        for (const auto& task : view.tasksOfNode(id))
            if (lives(*task) && task->status.state == api::TaskState::Running)
                ++running[task->serviceId];
    GapFreePlan plan;
    for (const auto& [id, extra] : running) {
        const auto service = view.get<api::Service>(id);
        if (!service)
            continue;
        if (const QString why = whyLeft(*service); !why.isEmpty())
            plan.left.push_back({qstr(service->spec.name), why});
        else
            plan.services.push_back({id, qstr(service->spec.name), service->spec.mode.replicated->replicas.value_or(1), extra});
    }
    const auto byName = [](const auto& a, const auto& b) { return a.name < b.name; };
    std::sort(plan.services.begin(), plan.services.end(), byName);
    std::sort(plan.left.begin(), plan.left.end(), byName);
    return plan;
}

QString gapFreeCommands(const store::View& view, const NodeIds& ids)
{
    const GapFreePlan plan = gapFreePlan(view, ids);
    QStringList grown, back;
    for (const auto& service : plan.services) {
        grown << QStringLiteral("%1=%2").arg(service.name).arg(service.replicas + service.extra);
        back << QStringLiteral("%1=%2").arg(service.name).arg(service.replicas);
    }
    QStringList lines{command(NodeChange::Pause, view, ids)};
    if (!grown.isEmpty())
        lines << QStringLiteral("docker service scale ") + grown.join(u' ');
    lines << command(NodeChange::Drain, view, ids);
    if (!back.isEmpty())
        lines << QStringLiteral("docker service scale ") + back.join(u' ');
    return lines.join(u'\n');
}

Operations::Work drainByScaling(Cluster& cluster, const NodeIds& ids)
{
    Progress progress;
    progress.nodes = ids;
    for (const auto& id : ids)
        if (const auto node = cluster.store().get<api::Node>(id))
            progress.availabilities.emplace_back(id, qstr(api::text(node->spec.availability)));
    for (const auto& service : gapFreePlan(cluster.store(), ids).services)
        progress.services.push_back({service});
    progress.tasks = tasksLeft(cluster.store(), ids);
    return workOf(cluster, std::make_shared<Progress>(std::move(progress)));
}

std::optional<Operations::Work> drainByScalingAgain(Cluster& cluster, const QJsonObject& kept)
{
    const auto progress = std::make_shared<Progress>(progressOf(kept));
    const store::View& view = cluster.live();
    std::erase_if(progress->nodes, [&view](const std::string& id) { return !view.get<api::Node>(id); });
    std::erase_if(progress->availabilities, [&view](const auto& node) { return !view.get<api::Node>(node.first); });
    std::erase_if(progress->services, [&view](const auto& grown) { return !view.get<api::Service>(grown.service.id); });
    if (progress->nodes.empty())
        return std::nullopt;
    Operations::Work work = workOf(cluster, progress);
    bool grown = false, all = true;
    for (auto& [service, before, back] : progress->services) {
        // What was sent last may have come without an answer.
        if (before == 0 && replicasOf(view.get<api::Service>(service.id).get()) == service.replicas + service.extra)
            before = service.replicas;
        grown |= before != 0 && !back;
        all &= before != 0;
    }
    const auto is = [&view](api::Availability wanted) {
        return [&view, wanted](const std::string& id) { return view.get<api::Node>(id)->spec.availability == wanted; };
    };
    const NodeIds& nodes = progress->nodes;
    const auto active = std::find_if(nodes.begin(), nodes.end(), is(api::Availability::Active));
    const bool drained = std::all_of(nodes.begin(), nodes.end(), is(api::Availability::Drain));
    if (drained && !grown)
        work.converged = std::exchange(work.then, {}).front().converged; // the last step was taken
    else if (active != nodes.end())
        work.broken = GapFreeDrain::tr("%1 is active: it was never paused, or somebody has activated it since").arg(nodeNames(view, {*active}));
    else if (!all && !drained)
        work.broken = GapFreeDrain::tr("it was interrupted before all of it had begun");
    return work;
}

} // namespace skep::ui
