#include "ui/tables/tablekind.h"

#include "ui/actions/quorum.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace skep::ui {
namespace {

using Tone = Column::Tone;

struct Tables {
    Q_DECLARE_TR_FUNCTIONS(Tables)
};

template <class T, class R>
using Of = std::function<R(const T&, const RowContext&)>;

// A function of a typed object as one of any object.
template <class T, class R>
std::function<R(const store::ObjectPtr&, const RowContext&)> of(Of<T, R> f)
{
    return [f = std::move(f)](const store::ObjectPtr& object, const RowContext& context) {
        const auto* typed = std::get_if<store::Ptr<T>>(&object);
        return typed && *typed ? f(**typed, context) : R{};
    };
}

template <class T>
std::function<std::string_view(const store::ObjectPtr&)> alike(std::string_view (*value)(const T&))
{
    return [value](const store::ObjectPtr& object) {
        const auto* typed = std::get_if<store::Ptr<T>>(&object);
        return typed && *typed ? value(**typed) : std::string_view();
    };
}

template <class T>
struct Make {
    static Column column(const char* id, QString title, int width, Of<T, QString> text)
    {
        return {.id = QString::fromLatin1(id), .title = std::move(title), .width = width, .text = of<T, QString>(std::move(text))};
    }
    static Column age(const char* id, QString title, Of<T, Timestamp> since)
    {
        Column made = column(id, std::move(title), 80, [since](const T& object, const RowContext& context) {
            const Timestamp at = since(object, context);
            return at.isZero() ? QString() : ageText(at, context.now);
        });
        made.number = of<T, double>([since](const T& object, const RowContext& context) { return -double(since(object, context).ns); });
        made.ages = true;
        return made;
    }
};

QString reservedText(std::int64_t used, std::int64_t all, QString (*show)(std::int64_t))
{
    return all == 0 ? QString() : Tables::tr("%1 of %2", "reserved of available").arg(show(used), show(all));
}

template <class Reference, class Pick>
bool usesAny(const std::vector<Reference>& references, const Pick& pick, const std::string& id)
{
    return std::any_of(references.begin(), references.end(), [&](const Reference& reference) { return pick(reference) == id; });
}

bool uses(const api::Service& service, api::ObjectKind kind, const std::string& id)
{
    const auto& container = service.spec.task.container;
    switch (kind) {
    case api::ObjectKind::Secret:
        return container && usesAny(container->secrets, [](const auto& r) { return r.secretId; }, id);
    case api::ObjectKind::Config:
        return container && usesAny(container->configs, [](const auto& r) { return r.configId; }, id);
    case api::ObjectKind::Network: {
        const auto target = [](const auto& r) { return r.target; };
        return usesAny(service.spec.task.networks, target, id) || usesAny(service.spec.networks, target, id)
            || usesAny(service.endpoint.virtualIps, [](const auto& r) { return r.networkId; }, id);
    }
    default:
        return false;
    }
}

Column usedBy(api::ObjectKind kind)
{
    return {.id = QStringLiteral("used"), .title = Tables::tr("Used by"), .width = 240,
        .text = [kind](const store::ObjectPtr& object, const RowContext& context) {
            return usersOf(context.view, kind, store::idOf(object)).join(QStringLiteral(", "));
        }};
}

QString labelsText(const api::Labels& labels)
{
    QStringList all;
    for (const auto& [name, value] : labels)
        all << (value.empty() ? qstr(name) : qstr(name) + u'=' + qstr(value));
    return all.join(QStringLiteral(", "));
}

template <class T>
std::vector<store::ObjectPtr> listOf(const store::View& view)
{
    std::vector<store::ObjectPtr> all;
    const auto typed = view.all<T>();
    all.reserve(typed.size());
    for (const auto& one : typed)
        all.emplace_back(one);
    return all;
}

} // namespace

std::vector<store::ObjectPtr> objectsOf(const store::View& view, api::ObjectKind kind)
{
    switch (kind) {
    case api::ObjectKind::Cluster:
        return listOf<api::Cluster>(view);
    case api::ObjectKind::Node:
        return listOf<api::Node>(view);
    case api::ObjectKind::Service:
        return listOf<api::Service>(view);
    case api::ObjectKind::Network:
        return listOf<api::Network>(view);
    case api::ObjectKind::Task:
        return listOf<api::Task>(view);
    case api::ObjectKind::Secret:
        return listOf<api::Secret>(view);
    case api::ObjectKind::Config:
        return listOf<api::Config>(view);
    }
    return {};
}

store::ObjectPtr objectOf(const store::View& view, api::ObjectKind kind, const std::string& id)
{
    switch (kind) {
    case api::ObjectKind::Cluster:
        return view.cluster();
    case api::ObjectKind::Node:
        return view.get<api::Node>(id);
    case api::ObjectKind::Service:
        return view.get<api::Service>(id);
    case api::ObjectKind::Network:
        return view.get<api::Network>(id);
    case api::ObjectKind::Task:
        return view.get<api::Task>(id);
    case api::ObjectKind::Secret:
        return view.get<api::Secret>(id);
    case api::ObjectKind::Config:
        return view.get<api::Config>(id);
    }
    return {};
}

bool present(const store::ObjectPtr& object)
{
    return std::visit([](const auto& pointer) { return pointer != nullptr; }, object);
}

QString taskName(const store::View& view, const api::Task& task)
{
    if (task.slot != 0)
        return qstr(taskShortName(task));
    const auto node = view.get<api::Node>(task.nodeId);
    return qstr(task.serviceName) + u'.' + (node ? nodeName(*node) : shortId(task.nodeId));
}

QString nameOf(const store::ObjectPtr& object)
{
    if (!present(object))
        return {};
    if (const auto node = store::as<api::Node>(object))
        return nodeName(*node);
    if (const auto service = store::as<api::Service>(object))
        return qstr(service->spec.name);
    if (const auto task = store::as<api::Task>(object))
        return qstr(taskShortName(*task));
    if (const auto network = store::as<api::Network>(object))
        return qstr(network->spec.name);
    if (const auto secret = store::as<api::Secret>(object))
        return qstr(secret->spec.name);
    if (const auto config = store::as<api::Config>(object))
        return qstr(config->spec.name);
    return Tables::tr("swarm");
}

QStringList usersOf(const store::View& view, api::ObjectKind kind, const std::string& id)
{
    QStringList names;
    for (const auto& service : view.all<api::Service>())
        if (uses(*service, kind, id))
            names << qstr(service->spec.name);
    names.sort(Qt::CaseInsensitive);
    return names;
}

QString imageText(const std::string& image)
{
    return qstr(std::string_view(image).substr(0, image.find("@sha256:")));
}

QString serviceModeText(const api::Service& service)
{
    const auto& mode = service.spec.mode;
    if (mode.global)
        return Tables::tr("global");
    if (mode.replicatedJob)
        return Tables::tr("replicated job");
    if (mode.globalJob)
        return Tables::tr("global job");
    return Tables::tr("replicated");
}

QString portsText(const api::Service& service)
{
    QStringList all;
    const auto& ports = service.endpoint.ports.empty() && service.spec.endpointSpec ? service.spec.endpointSpec->ports : service.endpoint.ports;
    for (const auto& port : ports) {
        QString text = port.publishedPort ? QStringLiteral("%1→%2").arg(port.publishedPort).arg(port.targetPort) : QString::number(port.targetPort);
        if (port.protocol == api::PortProtocol::Udp || port.protocol == api::PortProtocol::Sctp)
            text += u'/' + qstr(api::text(port.protocol));
        if (port.publishMode == api::PublishMode::Host)
            text += u' ' + Tables::tr("(host)");
        all << text;
    }
    return all.join(QStringLiteral(", "));
}

QString updateText(const api::Service& service)
{
    if (!service.updateStatus || service.updateStatus->state == api::UpdateState::Unspecified)
        return {};
    return stateText(service.updateStatus->state);
}

TableKind nodeTable()
{
    using M = Make<api::Node>;
    TableKind table{.id = QStringLiteral("nodes"), .kind = api::ObjectKind::Node, .tallies = true};
    auto& c = table.columns;
    c.push_back(M::column("name", Tables::tr("Name"), 170, [](const api::Node& node, const RowContext&) { return nodeName(node); }));
    c.back().icon = of<api::Node, QIcon>([](const api::Node& node, const RowContext&) {
        return icon(node.managerStatus && node.managerStatus->leader ? QStringLiteral("crown")
                : node.spec.role == api::NodeRole::Manager           ? QStringLiteral("managers")
                                                                     : QStringLiteral("nodes"));
    });
    c.push_back(M::column("role", Tables::tr("Role"), 90, [](const api::Node& node, const RowContext&) {
        if (node.managerStatus && node.managerStatus->leader)
            return Tables::tr("leader");
        return roleText(node.spec.role);
    }));
    c.push_back(M::column("availability", Tables::tr("Availability"), 100,
        [](const api::Node& node, const RowContext&) { return availabilityText(node.spec.availability); }));
    c.push_back(M::column("tasks", Tables::tr("Tasks"), 70, [](const api::Node& node, const RowContext& context) {
        const auto counts = context.tally.node(node.id);
        return counts.running == counts.wanted ? QString::number(counts.running) : Tables::tr("%1 of %2").arg(counts.running).arg(counts.wanted);
    }));
    c.back().number = of<api::Node, double>([](const api::Node& node, const RowContext& context) { return double(context.tally.node(node.id).wanted); });
    c.push_back(M::column("state", Tables::tr("Status"), 110, [](const api::Node& node, const RowContext&) {
        if (node.managerStatus && node.managerStatus->reachability == api::Reachability::Unreachable)
            return Tables::tr("%1, unreachable").arg(stateText(node.status.state));
        return stateText(node.status.state);
    }));
    c.back().tone = of<api::Node, Tone>([](const api::Node& node, const RowContext&) {
        return node.status.state == api::NodeState::Ready ? Tone::Ok : node.status.state == api::NodeState::Down ? Tone::Error : Tone::Warn;
    });
    c.push_back(M::column("cpu", Tables::tr("CPU reserved"), 110, [](const api::Node& node, const RowContext& context) {
        return reservedText(context.tally.node(node.id).nanoCpus, node.description.resources.nanoCpus, cpusText);
    }));
    c.push_back(M::column("memory", Tables::tr("Memory reserved"), 150, [](const api::Node& node, const RowContext& context) {
        return reservedText(context.tally.node(node.id).memoryBytes, node.description.resources.memoryBytes, bytesText);
    }));
    c.push_back(M::column("address", Tables::tr("Address"), 120, [](const api::Node& node, const RowContext&) { return qstr(node.status.addr); }));
    c.push_back(M::column("engine", Tables::tr("Engine"), 90,
        [](const api::Node& node, const RowContext&) { return qstr(node.description.engine.engineVersion); }));
    c.push_back(M::column("label", Tables::tr("Labels"), 180, [](const api::Node& node, const RowContext&) { return labelsText(node.spec.labels); }));
    table.touched = [](const store::Event& event) {
        std::vector<std::string> ids;
        if (store::kindOf(event.object) != api::ObjectKind::Task)
            return ids;
        if (const auto task = store::as<api::Task>(event.object); task && !task->nodeId.empty())
            ids.push_back(task->nodeId);
        if (const auto before = store::as<api::Task>(event.old); before && !before->nodeId.empty())
            ids.push_back(before->nodeId);
        return ids;
    };
    return table;
}

TableKind serviceTable()
{
    using M = Make<api::Service>;
    TableKind table{.id = QStringLiteral("services"), .kind = api::ObjectKind::Service, .tallies = true};
    auto& c = table.columns;
    c.push_back(M::column("name", Tables::tr("Name"), 160, [](const api::Service& service, const RowContext&) { return qstr(service.spec.name); }));
    c.back().icon = of<api::Service, QIcon>([](const api::Service&, const RowContext&) { return icon(QStringLiteral("services")); });
    c.push_back(M::column("mode", Tables::tr("Mode"), 100, [](const api::Service& service, const RowContext&) { return serviceModeText(service); }));
    c.push_back(M::column("running", Tables::tr("Running"), 130, [](const api::Service& service, const RowContext& context) {
        if (const auto job = jobProgress(context.view, service))
            return Tables::tr("%1 of %2 done").arg(job->done).arg(job->total);
        const auto counts = context.tally.service(service.id);
        return Tables::tr("%1 of %2").arg(counts.running).arg(desiredOf(service, counts));
    }));
    c.back().number = of<api::Service, double>([](const api::Service& service, const RowContext& context) {
        if (const auto job = jobProgress(context.view, service))
            return job->total == 0 ? 1. : double(job->done) / job->total;
        const auto counts = context.tally.service(service.id);
        const int desired = desiredOf(service, counts);
        return desired == 0 ? 1. : double(counts.running) / desired;
    });
    c.back().tone = of<api::Service, Tone>([](const api::Service& service, const RowContext& context) {
        if (const auto job = jobProgress(context.view, service))
            return job->done >= job->total ? Tone::Ok : Tone::Plain;
        const auto counts = context.tally.service(service.id);
        const int desired = desiredOf(service, counts);
        return counts.running >= desired ? Tone::Ok : counts.running == 0 ? Tone::Error : Tone::Warn;
    });
    c.push_back(M::column("image", Tables::tr("Image"), 200, [](const api::Service& service, const RowContext&) {
        return service.spec.task.container ? imageText(service.spec.task.container->image) : QString();
    }));
    c.push_back(M::column("update", Tables::tr("Update"), 130, [](const api::Service& service, const RowContext&) { return updateText(service); }));
    c.back().tone = of<api::Service, Tone>([](const api::Service& service, const RowContext&) {
        const auto state = service.updateStatus ? service.updateStatus->state : api::UpdateState::Unspecified;
        return state == api::UpdateState::Paused || state == api::UpdateState::RollbackPaused ? Tone::Error
            : state == api::UpdateState::RollbackStarted                                      ? Tone::Warn
                                                                                              : Tone::Plain;
    });
    c.push_back(M::column("ports", Tables::tr("Ports"), 130, [](const api::Service& service, const RowContext&) { return portsText(service); }));
    c.push_back(M::column("problems", Tables::tr("Problems"), 150, [](const api::Service& service, const RowContext& context) {
        const auto counts = context.tally.service(service.id);
        QStringList all;
        if (counts.waiting)
            all << Tables::tr("%n waiting", nullptr, counts.waiting);
        if (counts.failed)
            all << Tables::tr("%n failed", nullptr, counts.failed);
        return all.join(QStringLiteral(", "));
    }));
    c.back().tone = of<api::Service, Tone>([](const api::Service&, const RowContext&) { return Tone::Error; });
    c.push_back(M::column("stack", Tables::tr("Stack"), 100, [](const api::Service& service, const RowContext&) {
        const auto stack = service.spec.labels.find("com.docker.stack.namespace");
        return stack == service.spec.labels.end() ? QString() : qstr(stack->second);
    }));
    c.push_back(M::column("label", Tables::tr("Labels"), 180, [](const api::Service& service, const RowContext&) { return labelsText(service.spec.labels); }));
    c.push_back(M::age("age", Tables::tr("Created"), [](const api::Service& service, const RowContext&) { return service.meta.createdAt; }));
    for (auto column = c.end() - 3; column != c.end(); ++column)
        column->extra = true;
    table.touched = [](const store::Event& event) {
        std::vector<std::string> ids;
        if (const auto task = store::as<api::Task>(event.object); task && !task->serviceId.empty())
            ids.push_back(task->serviceId);
        return ids;
    };
    return table;
}

TableKind taskTable()
{
    using M = Make<api::Task>;
    TableKind table{.id = QStringLiteral("tasks"), .kind = api::ObjectKind::Task};
    auto& c = table.columns;
    c.push_back(M::column("name", Tables::tr("Task"), 160, [](const api::Task& task, const RowContext& context) { return taskName(context.view, task); }));
    c.back().icon = of<api::Task, QIcon>([](const api::Task& task, const RowContext&) { return taskIcon(task.status.state); });
    c.push_back(M::column("state", Tables::tr("State"), 100, [](const api::Task& task, const RowContext&) { return stateText(task.status.state); }));
    c.back().alike = alike<api::Task>([](const api::Task& task) { return api::text(task.status.state); });
    c.back().tone = of<api::Task, Tone>([](const api::Task& task, const RowContext&) {
        const auto state = task.status.state;
        return state == api::TaskState::Failed || state == api::TaskState::Rejected || state == api::TaskState::Orphaned ? Tone::Error
            : state == api::TaskState::Running                                                                        ? Tone::Ok
                                                                                                                      : Tone::Plain;
    });
    c.push_back(M::column("desired", Tables::tr("Desired"), 90, [](const api::Task& task, const RowContext&) { return stateText(task.desiredState); }));
    c.back().alike = alike<api::Task>([](const api::Task& task) { return api::text(task.desiredState); });
    c.back().tone = of<api::Task, Tone>([](const api::Task&, const RowContext&) { return Tone::Muted; });
    c.push_back(M::column("service", Tables::tr("Service"), 120, [](const api::Task& task, const RowContext&) { return qstr(task.serviceName); }));
    c.back().alike = alike<api::Task>([](const api::Task& task) { return std::string_view(task.serviceName); });
    c.push_back(M::column("node", Tables::tr("Node"), 120, [](const api::Task& task, const RowContext& context) {
        if (task.nodeId.empty())
            return QString();
        const auto node = context.view.get<api::Node>(task.nodeId);
        return node ? nodeName(*node) : shortId(task.nodeId);
    }));
    c.back().alike = alike<api::Task>([](const api::Task& task) { return std::string_view(task.nodeId); });
    c.push_back(M::column("image", Tables::tr("Image"), 170,
        [](const api::Task& task, const RowContext&) { return task.spec.container ? imageText(task.spec.container->image) : QString(); }));
    c.back().alike = alike<api::Task>([](const api::Task& task) { return task.spec.container ? std::string_view(task.spec.container->image) : std::string_view(); });
    c.push_back(M::age("age", Tables::tr("Since"), [](const api::Task& task, const RowContext&) { return task.status.timestamp; }));
    c.push_back(M::column("error", Tables::tr("Error"), 300, [](const api::Task& task, const RowContext&) { return qstr(task.status.err); }));
    c.back().alike = alike<api::Task>([](const api::Task& task) { return std::string_view(task.status.err); });
    c.back().tone = of<api::Task, Tone>([](const api::Task&, const RowContext&) { return Tone::Error; });
    c.push_back(M::column("id", Tables::tr("ID"), 110, [](const api::Task& task, const RowContext&) { return shortId(task.id); }));
    c.back().tone = of<api::Task, Tone>([](const api::Task&, const RowContext&) { return Tone::Muted; });
    return table;
}

namespace {

template <class T>
TableKind payloadTable(const char* id, api::ObjectKind kind, const char* iconName)
{
    using M = Make<T>;
    TableKind table{.id = QString::fromLatin1(id), .kind = kind};
    table.columns.push_back(M::column("name", Tables::tr("Name"), 220, [](const T& object, const RowContext&) { return qstr(object.spec.name); }));
    table.columns.back().icon = [name = QString::fromLatin1(iconName)](const store::ObjectPtr&, const RowContext&) { return icon(name); };
    table.columns.push_back(M::age("age", Tables::tr("Created"), [](const T& object, const RowContext&) { return object.meta.createdAt; }));
    table.columns.push_back(usedBy(kind));
    table.columns.push_back(M::column("label", Tables::tr("Labels"), 200, [](const T& object, const RowContext&) { return labelsText(object.spec.labels); }));
    table.columns.push_back(M::column("id", Tables::tr("ID"), 130, [](const T& object, const RowContext&) { return shortId(object.id); }));
    return table;
}

} // namespace

TableKind secretTable()
{
    return payloadTable<api::Secret>("secrets", api::ObjectKind::Secret, "secrets");
}

TableKind configTable()
{
    return payloadTable<api::Config>("configs", api::ObjectKind::Config, "configs");
}

TableKind networkTable()
{
    using M = Make<api::Network>;
    TableKind table{.id = QStringLiteral("networks"), .kind = api::ObjectKind::Network};
    auto& c = table.columns;
    c.push_back(M::column("name", Tables::tr("Name"), 180, [](const api::Network& network, const RowContext&) { return qstr(network.spec.name); }));
    c.back().icon = of<api::Network, QIcon>([](const api::Network&, const RowContext&) { return icon(QStringLiteral("networks")); });
    c.push_back(M::column("driver", Tables::tr("Driver"), 100, [](const api::Network& network, const RowContext&) {
        return qstr(network.driverState.name.empty() ? network.spec.driver.name : network.driverState.name);
    }));
    c.push_back(M::column("subnet", Tables::tr("Subnet"), 150, [](const api::Network& network, const RowContext&) {
        QStringList all;
        const auto& ipam = network.ipam ? network.ipam : network.spec.ipam;
        if (ipam)
            for (const auto& config : ipam->configs)
                all << qstr(config.subnet);
        return all.join(QStringLiteral(", "));
    }));
    c.push_back(M::column("kind", Tables::tr("Kind"), 160, [](const api::Network& network, const RowContext&) {
        QStringList all;
        if (network.spec.ingress)
            all << Tables::tr("ingress");
        if (network.spec.attachable)
            all << Tables::tr("attachable");
        if (network.spec.internal)
            all << Tables::tr("internal");
        if (network.spec.driver.options.contains("encrypted"))
            all << Tables::tr("encrypted");
        return all.join(QStringLiteral(", "));
    }));
    c.push_back(usedBy(api::ObjectKind::Network));
    c.push_back(M::age("age", Tables::tr("Created"), [](const api::Network& network, const RowContext&) { return network.meta.createdAt; }));
    return table;
}

} // namespace skep::ui
