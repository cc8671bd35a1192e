#include "ui/forms/servicerequests.h"

#include "shared/api/defaults.h"
#include "shared/api/imagereference.h"
#include "ui/actions/waysback.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

struct ServiceRequests
{
    Q_DECLARE_TR_FUNCTIONS(ServiceRequests)
};

QJsonObject objectOf(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

// What decides whether a task is replaced, spelt out: servers show defaults in services that they leave out in tasks,
// or empty parts in one and none in the other. Where it runs is another matter.
api::TaskSpec normal(api::TaskSpec task)
{
    api::ServiceSpec whole;
    whole.task = std::move(task);
    task = api::withDefaults(std::move(whole)).task;
    task.placement.reset();
    task.networks.clear();
    task.resources = task.resources.value_or(api::ResourceRequirements{});
    task.resources.edit().limits = task.resources->limits.value_or(api::Limits{});
    task.resources.edit().reservations = task.resources->reservations.value_or(api::Resources{});
    task.runtime.clear();
    if (task.container) {
        api::ContainerSpec& container = task.container.edit();
        container.dnsConfig = container.dnsConfig.value_or(api::DnsConfig{});
        container.registryAuth.clear();
    }
    return task;
}

bool isCurrent(const api::Service& service, const api::Task& task)
{
    return normal(service.spec.task) == normal(task.spec);
}

async::Task<Result<void>> done()
{
    co_return Result<void>();
}

// A change of a service on its way: what the server had before it, and what it was given.
struct Sent : SpecChange
{
    std::uint64_t seen = 0; // the version before
    std::optional<Timestamp> started; // the update before

    void see(const store::View& view)
    {
        const auto service = view.get<api::Service>(id);
        seen = service ? service->meta.version.index : 0;
        started = service && service->updateStatus ? service->updateStatus->startedAt : std::nullopt;
    }
};

async::Task<Result<void>> create(
    client::ClusterConnection* connection, std::shared_ptr<Sent> sent, QJsonObject document)
{
    const auto engine = connection->engine();
    if (!engine)
        co_return Failure(engine.error());
    const auto id = co_await createService(*engine, document);
    if (!id)
        co_return Failure(id.error());
    sent->id = *id;
    co_return Result<void>();
}

async::Task<Result<void>> update(
    client::ClusterConnection* connection, std::shared_ptr<Sent> sent, client::ClusterConnection::Edit change)
{
    // A named object: a temporary lambda inside an awaited expression does not survive in this compiler.
    const client::ClusterConnection::Edit edit = [sent, change](QJsonObject& spec) -> Result<void> {
        sent->before = spec;
        auto changed = change(spec);
        sent->after = spec;
        return changed;
    };
    auto written = co_await connection->editService(sent->id, edit);
    co_return written;
}

// For a file. What may be a secret stays out of it; a change of that can be followed on, and not be taken back.
QJsonObject keptOf(const Sent& sent)
{
    QJsonObject before = sent.before, after = sent.after;
    bool mayBeTold = true;
    for (const FieldSection& section : serviceSections())
        for (const Field& field : section.fields) {
            if (!field.mayHoldSecret)
                continue;
            mayBeTold &= valueAt(before, field.path) == valueAt(after, field.path);
            for (QJsonObject* document : {&before, &after})
                setValueAt(*document, field.path, QJsonValue::Undefined);
        }
    QJsonObject kept{{QStringLiteral("id"), qstr(sent.id)}, {QStringLiteral("seen"), qint64(sent.seen)}};
    if (sent.started)
        kept.insert(QStringLiteral("started"), qint64(sent.started->ns));
    if (mayBeTold) {
        kept.insert(QStringLiteral("before"), before);
        kept.insert(QStringLiteral("after"), after);
    }
    return kept;
}

// An operation without its request: how far the tasks are, and the way back.
Operations::Work following(Cluster& cluster, const QString& title, std::shared_ptr<const Sent> sent, bool creates)
{
    Operations::Work work;
    work.title = title;
    work.converged = [mirror = &cluster, sent](Operation& operation) {
        const ServiceProgress progress = progressOf(mirror->store(), sent->id, sent->seen, sent->started);
        operation.done = progress.done;
        operation.total = progress.total;
        operation.progress = progress.total
            ? ServiceRequests::tr("%1 of %2 run as it says").arg(progress.done).arg(progress.total)
            : QString();
        if (!progress.problem.isEmpty()) {
            operation.stage = Operation::Stage::Failed;
            operation.error = progress.problem;
        }
        return progress.reached;
    };
    if (creates)
        makeRemovable(work, cluster, api::ObjectKind::Service, std::shared_ptr<const std::string>(sent, &sent->id));
    else
        makeUndoable(work, cluster, sent, ServiceRequests::tr("Undo"));
    work.kept = [title, sent, creates] {
        QJsonObject kept = keptOf(*sent);
        kept.insert(QStringLiteral("kind"), QLatin1String(ServiceWorkKind));
        kept.insert(QStringLiteral("title"), title);
        kept.insert(QStringLiteral("creates"), creates);
        return kept;
    };
    return work;
}

} // namespace

async::Task<Result<ServiceDocument>> readService(std::shared_ptr<client::EngineClient> engine, std::string id)
{
    const auto body = co_await engine->get("/services/" + http::percentEncode(id));
    if (!body)
        co_return Failure(body.error());
    const QJsonObject whole = objectOf(*body);
    ServiceDocument document{whole.value(QStringLiteral("Spec")).toObject(),
        std::uint64_t(whole.value(QStringLiteral("Version")).toObject().value(QStringLiteral("Index")).toInteger())};
    if (document.spec.isEmpty())
        co_return fail(ErrorCode::DataLoss, "the answer is no service");
    co_return document;
}

async::Task<Result<std::string>> createService(std::shared_ptr<client::EngineClient> engine, QJsonObject spec)
{
    const std::string json = QJsonDocument(spec).toJson(QJsonDocument::Compact).toStdString();
    const auto answer = co_await engine->post("/services/create", json);
    if (!answer)
        co_return Failure(answer.error());
    std::string id = objectOf(*answer).value(QStringLiteral("ID")).toString().toStdString();
    co_return id;
}

async::Task<Result<std::string>> pinnedImage(std::shared_ptr<client::EngineClient> engine, std::string image)
{
    auto reference = api::parseImageReference(image);
    if (!reference)
        co_return Failure(reference.error());
    if (!reference->digest.empty())
        co_return image;
    reference->tag = reference->tagOrLatest();
    const auto answer = co_await engine->get("/distribution/" + reference->familiarText() + "/json", {}, 15s);
    if (!answer)
        co_return Failure(answer.error());
    reference->digest = objectOf(*answer)
                            .value(QStringLiteral("Descriptor"))
                            .toObject()
                            .value(QStringLiteral("digest"))
                            .toString()
                            .toStdString();
    if (reference->digest.empty())
        co_return fail(ErrorCode::NotFound, "the registry names no digest");
    std::string pinned = reference->familiarText();
    co_return pinned;
}

client::ClusterConnection::Edit draftEdit(Draft draft, FormNames names)
{
    return [draft = std::move(draft), names = std::move(names)](QJsonObject& spec) -> Result<void> {
        Draft mine = draft;
        if (spec != mine.base())
            mine.rebase(spec, names);
        if (!mine.conflicts().empty())
            return fail(ErrorCode::Aborted, "somebody else changed the same fields meanwhile");
        spec = mine.document();
        return {};
    };
}

ServiceProgress progressOf(
    const store::View& view, const std::string& id, std::uint64_t seen, std::optional<Timestamp> started)
{
    ServiceProgress progress;
    const auto service = view.get<api::Service>(id);
    if (!service || service->meta.version.index <= seen)
        return progress;
    Tally::Counts counts;
    int current = 0;
    for (const auto& task : view.tasksOfService(id)) {
        if (!lives(*task))
            continue;
        ++counts.wanted;
        current += task->status.state == api::TaskState::Running && isCurrent(*service, *task);
    }
    progress.total = desiredOf(*service, counts);
    progress.done = std::min(current, progress.total);
    const auto& status = service->updateStatus;
    const bool ours = status && status->startedAt != started;
    if (ours && status->state != api::UpdateState::Updating && status->state != api::UpdateState::Completed
        && status->state != api::UpdateState::Unspecified)
        progress.problem = status->message.empty() ? stateText(status->state) : qstr(status->message);
    progress.reached = progress.problem.isEmpty() && current == progress.total && counts.wanted == progress.total
        && !(ours && status->state == api::UpdateState::Updating);
    return progress;
}

Operations::Work serviceWork(
    Cluster& cluster, const QString& title, const std::string& id, Draft draft, FormNames names)
{
    const auto sent = std::make_shared<Sent>();
    sent->id = id;
    Operations::Work work = following(cluster, title, sent, id.empty());
    work.request = [mirror = &cluster, sent, draft = std::move(draft), names = std::move(names)] {
        if (sent->id.empty())
            return create(&mirror->connection(), sent, draft.document());
        sent->see(mirror->store());
        return update(&mirror->connection(), sent, draftEdit(draft, names));
    };
    return work;
}

void followService(Cluster& cluster, const QString& title, const std::string& id, std::uint64_t seen,
    const QJsonObject& before, const QJsonObject& after)
{
    const auto sent = std::make_shared<Sent>(Sent{{id, before, after}, seen, {}});
    sent->see(cluster.store());
    sent->seen = seen;
    Operations::Work work = following(cluster, title, sent, before.isEmpty());
    work.request = done;
    cluster.operations().start(std::move(work));
}

std::optional<Operations::Work> serviceWorkAgain(Cluster& cluster, const QJsonObject& kept)
{
    const auto sent = std::make_shared<Sent>();
    sent->id = kept.value(QStringLiteral("id")).toString().toStdString();
    sent->before = kept.value(QStringLiteral("before")).toObject();
    sent->after = kept.value(QStringLiteral("after")).toObject();
    sent->seen = std::uint64_t(kept.value(QStringLiteral("seen")).toInteger());
    if (const auto started = kept.value(QStringLiteral("started")); started.isDouble())
        sent->started = Timestamp{started.toInteger()};
    if (!cluster.live().get<api::Service>(sent->id))
        return std::nullopt;
    const bool creates = kept.value(QStringLiteral("creates")).toBool();
    Operations::Work work = following(cluster, kept.value(QStringLiteral("title")).toString(), sent, creates);
    if (!creates && sent->before.isEmpty()) {
        work.undoText.clear();
        work.undo = nullptr;
        work.contested = nullptr;
    }
    return work;
}

} // namespace skep::ui
