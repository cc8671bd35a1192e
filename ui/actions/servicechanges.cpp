#include "ui/actions/servicechanges.h"

#include "shared/api/json.h"
#include "shared/api/reports.h"
#include "shared/async/task.h"
#include "ui/actions/waysback.h"
#include "ui/servicepage/specmerge.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QPointer>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

struct ServiceChanges {
    Q_DECLARE_TR_FUNCTIONS(ServiceChanges)
};

QString nameOfService(const Cluster& cluster, const std::string& id)
{
    const auto service = cluster.store().get<api::Service>(id);
    return service ? qstr(service->spec.name) : shortId(id);
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

// What the server says of the moves that are not over.
struct Moves {
    std::size_t total = 0, left = 0;
};

std::string rebalancePath(const std::string& service)
{
    return "/skep/v1/services/" + service + "/rebalance";
}

// Asks how far they are, since the mirror does not tell, until they are over.
async::Task<void> follow(QPointer<Cluster> cluster, std::string path, std::shared_ptr<Moves> moves)
{
    while (moves->left > 0) {
        [[maybe_unused]] const auto slept = co_await async::sleepFor(1s, async::Stop());
        if (!cluster)
            co_return;
        const auto engine = cluster->connection().engine();
        if (!engine)
            continue;
        const auto text = co_await (*engine)->get(path);
        if (!cluster)
            co_return;
        if (const auto progress = text ? api::fromJson<api::RebalanceProgress>(*text) : Failure(text.error()))
            moves->left = progress->moves.size();
        else if (progress.error().code == ErrorCode::NotFound)
            moves->left = 0;
        cluster->operations().mirrorChanged();
    }
}

async::Task<Result<void>> rebalance(QPointer<Cluster> cluster, std::string path, std::shared_ptr<Moves> moves)
{
    const auto engine = cluster->connection().engine();
    if (!engine)
        co_return Failure(engine.error());
    const auto answered = co_await (*engine)->post(path, {}, {});
    if (!answered)
        co_return Failure(answered.error());
    const auto plan = api::fromJson<api::RebalancePlan>(*answered);
    if (!plan)
        co_return Failure(plan.error());
    moves->total = moves->left = plan->moves.size();
    // Detached by intent: it ends with the moves, or with the window.
    [[maybe_unused]] const auto following = follow(cluster, path, moves);
    co_return Result<void>();
}

async::Task<Result<void>> callOff(client::ClusterConnection* connection, std::string path)
{
    const auto engine = connection->engine();
    if (!engine)
        co_return Failure(engine.error());
    const auto answered = co_await (*engine)->remove(path, {});
    co_return answered ? Result<void>() : Failure(answered.error());
}

std::optional<std::uint64_t> replicasIn(const QJsonObject& document)
{
    const auto spec = api::fromJsonValue<api::ServiceSpec>(document);
    return spec && spec->mode.replicated ? std::optional(spec->mode.replicated->replicas.value_or(1)) : std::nullopt;
}

// Nothing when it is no change of a number, or its service is not there.
std::optional<Operations::Work> scaleWork(Cluster& cluster, std::shared_ptr<const SpecChange> change)
{
    const std::string& id = change->id;
    const auto before = replicasIn(change->before), after = replicasIn(change->after);
    if (!before || !after || !cluster.live().get<api::Service>(id))
        return std::nullopt;
    Operations::Work work;
    work.title = ServiceChanges::tr("Scale %1 from %2 to %3").arg(nameOfService(cluster, id)).arg(*before).arg(*after);
    work.request = [connection = &cluster.connection(), id, replicas = *after] {
        return connection->editService(id, replicasEdit([replicas](std::uint64_t) { return replicas; }));
    };
    work.converged = [mirror = &cluster, id, replicas = *after](Operation& operation) {
        int running = 0, wanted = 0;
        for (const auto& task : mirror->store().tasksOfService(id)) {
            const bool live = lives(*task);
            wanted += live;
            running += live && task->status.state == api::TaskState::Running;
        }
        operation.total = int(replicas);
        operation.done = running;
        operation.progress = ServiceChanges::tr("%1 of %2 running").arg(running).arg(replicas);
        return running == int(replicas) && wanted == running;
    };
    work.kept = [id, before, after] {
        return QJsonObject{{QStringLiteral("kind"), QLatin1String(ScaleKind)}, {QStringLiteral("id"), qstr(id)},
            {QStringLiteral("before"), qint64(*before)}, {QStringLiteral("after"), qint64(*after)}};
    };
    makeUndoable(work, cluster, change, ServiceChanges::tr("Scale back to %1").arg(*before));
    return work;
}

// Moves that a request made known, or that are on their way already.
Operations::Work rebalanceWork(Cluster& cluster, const std::string& id, std::shared_ptr<Moves> moves)
{
    const std::string path = rebalancePath(id);
    Operations::Work work;
    work.title = ServiceChanges::tr("Rebalance %1").arg(nameOfService(cluster, id));
    work.request = [mirror = QPointer<Cluster>(&cluster), path, moves] { return rebalance(mirror, path, moves); };
    work.converged = [moves](Operation& operation) {
        operation.total = int(moves->total);
        operation.done = int(moves->total - moves->left);
        operation.progress = ServiceChanges::tr("%1 of %n task(s) moved", nullptr, operation.total).arg(operation.done);
        if (moves->left > 0)
            return false;
        operation.undoText.clear();
        return true;
    };
    work.exists = [mirror = &cluster, id] { return mirror->live().get<api::Service>(id) != nullptr; };
    work.undoText = ServiceChanges::tr("Give Up the Rest");
    work.undo = [connection = &cluster.connection(), path](bool) { return callOff(connection, path); };
    work.undone = [] { return ServiceChanges::tr("the rest stays where it is"); };
    work.kept = [id, moves] {
        return QJsonObject{{QStringLiteral("kind"), QLatin1String(RebalanceKind)}, {QStringLiteral("id"), qstr(id)},
            {QStringLiteral("moves"), qint64(moves->total)}};
    };
    return work;
}

} // namespace

client::ClusterConnection::Edit replicasEdit(std::function<std::uint64_t(std::uint64_t)> change)
{
    return [change = std::move(change)](QJsonObject& spec) -> Result<void> {
        QJsonObject mode = spec.value(u"Mode").toObject();
        if (!mode.contains(u"Replicated"))
            return fail(ErrorCode::FailedPrecondition, "scale can only be used with replicated mode");
        QJsonObject replicated = mode.value(u"Replicated").toObject();
        const auto now = std::uint64_t(replicated.value(u"Replicas").toInteger(1));
        replicated.insert(QStringLiteral("Replicas"), qint64(change(now)));
        mode.insert(QStringLiteral("Replicated"), replicated);
        spec.insert(QStringLiteral("Mode"), mode);
        return {};
    };
}

void scaleService(Cluster& cluster, const std::string& id, std::uint64_t replicas)
{
    const auto service = cluster.store().get<api::Service>(id);
    if (!service || !service->spec.mode.replicated)
        return;
    api::ServiceSpec after = service->spec;
    after.mode.replicated->replicas = replicas;
    if (auto work = scaleWork(cluster, changeOf(id, service->spec, after)))
        cluster.operations().start(std::move(*work));
}

std::optional<Operations::Work> scaleAgain(Cluster& cluster, const QJsonObject& kept)
{
    const auto sized = [](const QJsonValue& replicas) {
        return QJsonObject{{QStringLiteral("Mode"), QJsonObject{{QStringLiteral("Replicated"), QJsonObject{{QStringLiteral("Replicas"), replicas}}}}}};
    };
    return scaleWork(cluster, std::make_shared<const SpecChange>(SpecChange{kept.value(QStringLiteral("id")).toString().toStdString(),
        sized(kept.value(QStringLiteral("before"))), sized(kept.value(QStringLiteral("after")))}));
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

void rebalanceService(Cluster& cluster, const std::string& id)
{
    cluster.operations().start(rebalanceWork(cluster, id, std::make_shared<Moves>()));
}

std::optional<Operations::Work> rebalanceAgain(Cluster& cluster, const QJsonObject& kept)
{
    const std::string id = kept.value(QStringLiteral("id")).toString().toStdString();
    if (!cluster.live().get<api::Service>(id))
        return std::nullopt;
    const auto total = std::size_t(kept.value(QStringLiteral("moves")).toInteger());
    const auto moves = std::make_shared<Moves>(Moves{total, total});
    // Detached by intent: it ends with the moves, or with the window.
    [[maybe_unused]] const auto following = follow(QPointer<Cluster>(&cluster), rebalancePath(id), moves);
    return rebalanceWork(cluster, id, moves);
}

} // namespace skep::ui
