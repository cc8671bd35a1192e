#include "ui/actions/servicechanges.h"

#include "ui/actions/waysback.h"
#include "ui/servicepage/specmerge.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace skep::ui {
namespace {

struct ServiceChanges {
    Q_DECLARE_TR_FUNCTIONS(ServiceChanges)
};

QString nameOfService(const Cluster& cluster, const std::string& id)
{
    const auto service = cluster.store().get<api::Service>(id);
    return service ? qstr(service->spec.name) : shortId(id);
}

client::ClusterConnection::Edit replicasEdit(std::uint64_t replicas)
{
    return [replicas](QJsonObject& spec) -> Result<void> {
        QJsonObject mode = spec.value(u"Mode").toObject();
        if (!mode.contains(u"Replicated"))
            return fail(ErrorCode::FailedPrecondition, "scale can only be used with replicated mode");
        QJsonObject replicated = mode.value(u"Replicated").toObject();
        replicated.insert(QStringLiteral("Replicas"), qint64(replicas));
        mode.insert(QStringLiteral("Replicated"), replicated);
        spec.insert(QStringLiteral("Mode"), mode);
        return {};
    };
}

std::shared_ptr<const SpecChange> changeOf(const std::string& id, const api::ServiceSpec& before, const api::ServiceSpec& after)
{
    return std::make_shared<const SpecChange>(SpecChange{id, documentOf(before), documentOf(after)});
}

async::Task<Result<void>> postTo(client::ClusterConnection* connection, std::string path, client::EngineClient::Queries queries = {})
{
    auto engine = connection->engine();
    if (!engine)
        co_return Failure(engine.error());
    auto answered = co_await (*engine)->post(path, {}, std::move(queries));
    if (!answered)
        co_return Failure(answered.error());
    co_return Result<void>();
}

} // namespace

void scaleService(Cluster& cluster, const std::string& id, std::uint64_t replicas)
{
    const auto service = cluster.store().get<api::Service>(id);
    if (!service || !service->spec.mode.replicated)
        return;
    const std::uint64_t before = service->spec.mode.replicated->replicas.value_or(1);
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.title = ServiceChanges::tr("Scale %1 from %2 to %3").arg(qstr(service->spec.name)).arg(before).arg(replicas);
    work.request = [connection, id, replicas] { return connection->editService(id, replicasEdit(replicas)); };
    work.converged = [mirror = &cluster, id, replicas](Operation& operation) {
        int running = 0, wanted = 0;
        for (const auto& task : mirror->store().tasksOfService(id)) {
            const bool live = task->desiredState <= api::TaskState::Running && !isTerminal(task->status.state);
            wanted += live;
            running += live && task->status.state == api::TaskState::Running;
        }
        operation.total = int(replicas);
        operation.done = running;
        operation.progress = ServiceChanges::tr("%1 of %2 running").arg(running).arg(replicas);
        return running == int(replicas) && wanted == running;
    };
    api::ServiceSpec after = service->spec;
    after.mode.replicated->replicas = replicas;
    makeUndoable(work, cluster, changeOf(id, service->spec, after), ServiceChanges::tr("Scale back to %1").arg(before));
    cluster.operations().start(std::move(work));
}

void rollbackService(Cluster& cluster, const std::string& id)
{
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.title = ServiceChanges::tr("Roll back %1").arg(nameOfService(cluster, id));
    work.request = [connection, id] {
        const client::ClusterConnection::Edit nothing = [](QJsonObject&) -> Result<void> { return {}; };
        return connection->editService(id, nothing, {{"rollback", "previous"}});
    };
    if (const auto service = cluster.store().get<api::Service>(id); service && service->previousSpec)
        makeUndoable(work, cluster, changeOf(id, service->spec, *service->previousSpec), ServiceChanges::tr("Take it back"));
    cluster.operations().start(std::move(work));
}

void useRevision(Cluster& cluster, const std::string& id, std::uint64_t number, const api::ServiceSpec& wanted)
{
    const auto service = cluster.store().get<api::Service>(id);
    if (!service)
        return;
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.title = ServiceChanges::tr("Use specification no. %1 of %2").arg(number).arg(qstr(service->spec.name));
    const client::EngineClient::Queries queries{{"to", std::to_string(number)}, {"version", std::to_string(service->meta.version.index)}};
    work.request = [connection, path = "/skep/v1/services/" + id + "/rollback", queries] { return postTo(connection, path, queries); };
    makeUndoable(work, cluster, changeOf(id, service->spec, wanted), ServiceChanges::tr("Take it back"));
    cluster.operations().start(std::move(work));
}

void useSpec(Cluster& cluster, const std::string& id, const api::ServiceSpec& wanted)
{
    const auto service = cluster.store().get<api::Service>(id);
    if (!service)
        return;
    auto* connection = &cluster.connection();
    const auto change = changeOf(id, service->spec, wanted);
    Operations::Work work;
    work.title = ServiceChanges::tr("Use an earlier specification of %1").arg(qstr(service->spec.name));
    work.request = [connection, change] {
        const client::ClusterConnection::Edit edit = [change](QJsonObject& spec) -> Result<void> {
            spec = withDifferences(spec, change->before, change->after);
            return {};
        };
        return connection->editService(change->id, edit);
    };
    makeUndoable(work, cluster, change, ServiceChanges::tr("Take it back"));
    cluster.operations().start(std::move(work));
}

void restartService(Cluster& cluster, const std::string& id)
{
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.title = ServiceChanges::tr("Restart the tasks of %1").arg(nameOfService(cluster, id));
    work.request = [connection, id] {
        const client::ClusterConnection::Edit edit = [](QJsonObject& spec) -> Result<void> {
            QJsonObject task = spec.value(u"TaskTemplate").toObject();
            task.insert(QStringLiteral("ForceUpdate"), task.value(u"ForceUpdate").toInteger() + 1);
            spec.insert(QStringLiteral("TaskTemplate"), task);
            return {};
        };
        return connection->editService(id, edit);
    };
    cluster.operations().start(std::move(work));
}

void pauseUpdate(Cluster& cluster, const std::string& id, bool pause)
{
    auto* connection = &cluster.connection();
    Operations::Work work;
    work.title = (pause ? ServiceChanges::tr("Pause the update of %1") : ServiceChanges::tr("Resume the update of %1")).arg(nameOfService(cluster, id));
    const std::string path = "/skep/v1/services/" + id + "/update/";
    work.request = [connection, path, pause] { return postTo(connection, path + (pause ? "pause" : "resume")); };
    work.undoText = pause ? ServiceChanges::tr("Resume") : ServiceChanges::tr("Pause");
    work.undo = [connection, path, pause](bool) { return postTo(connection, path + (pause ? "resume" : "pause")); };
    cluster.operations().start(std::move(work));
}

} // namespace skep::ui
