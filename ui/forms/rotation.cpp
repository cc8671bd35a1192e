#include "ui/forms/rotation.h"

#include "ui/forms/servicerequests.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

namespace skep::ui {
namespace {

struct Rotations
{
    Q_DECLARE_TR_FUNCTIONS(Rotation)
};

constexpr int LongestName = 64;

// One rotation under way. It moves on when the mirror changes, and stops for good when the person stops waiting, or at
// the first service that does not take the new value.
struct Rotation
{
    api::ObjectKind kind;
    QString oldId, newId, newName;
    std::vector<std::string> services;
    std::size_t at = 0;
    bool sending = false, sent = false;
    QString problem;
    std::uint64_t seen = 0;
    std::optional<Timestamp> started;
};

async::Task<Result<void>> done()
{
    co_return Result<void>();
}

async::Task<void> sendNext(std::shared_ptr<Rotation> rotation, QPointer<Cluster> cluster)
{
    const std::string id = rotation->services[rotation->at];
    const client::ClusterConnection::Edit edit = [rotation](QJsonObject& spec) -> Result<void> {
        replaceReference(spec, rotation->kind, rotation->oldId, rotation->newId, rotation->newName);
        return {};
    };
    const auto written = co_await cluster->connection().editService(id, edit);
    rotation->sending = false;
    rotation->sent = written.has_value();
    if (!written)
        rotation->problem = errorText(written.error());
    if (cluster)
        cluster->operations().mirrorChanged();
}

QString nameOfService(const store::View& view, const std::string& id)
{
    const auto service = view.get<api::Service>(id);
    return service ? qstr(service->spec.name) : shortId(id);
}

bool advance(const std::shared_ptr<Rotation>& rotation, Cluster* cluster, Operation& operation)
{
    const store::View& view = cluster->store();
    operation.total = int(rotation->services.size());
    if (rotation->sent && rotation->problem.isEmpty()) {
        const ServiceProgress progress
            = progressOf(view, rotation->services[rotation->at], rotation->seen, rotation->started);
        rotation->problem = progress.problem;
        if (progress.reached) {
            ++rotation->at;
            rotation->sent = false;
        }
    }
    operation.done = int(rotation->at);
    if (rotation->at == rotation->services.size()) {
        operation.progress = Rotations::tr("The old one is not used any more");
        return true;
    }
    const QString name = nameOfService(view, rotation->services[rotation->at]);
    operation.progress = Rotations::tr("%1 of %2 services, now %3").arg(rotation->at).arg(operation.total).arg(name);
    if (!rotation->problem.isEmpty()) {
        operation.stage = Operation::Stage::Failed;
        operation.error = Rotations::tr("%1: %2\nThe services after it were not changed.").arg(name, rotation->problem);
        return false;
    }
    if (!rotation->sending && !rotation->sent) {
        rotation->sending = true;
        if (const auto service = view.get<api::Service>(rotation->services[rotation->at])) {
            rotation->seen = service->meta.version.index;
            rotation->started = service->updateStatus ? service->updateStatus->startedAt : std::nullopt;
        }
        [[maybe_unused]] const auto running = sendNext(rotation, cluster);
    }
    return false;
}

} // namespace

QString nextVersionName(const QString& name, const std::set<QString>& taken)
{
    static const QRegularExpression versioned(QStringLiteral("^(.*)-v([0-9]{1,6})$"));
    const auto match = versioned.match(name);
    const QString stem = match.hasMatch() ? match.captured(1) : name;
    int number = match.hasMatch() ? match.captured(2).toInt() + 1 : 2;
    for (;; ++number) {
        const QString suffix = QStringLiteral("-v%1").arg(number);
        QString candidate = stem.left(LongestName - suffix.size()) + suffix;
        if (!taken.contains(candidate))
            return candidate;
    }
}

bool replaceReference(
    QJsonObject& spec, api::ObjectKind kind, const QString& oldId, const QString& newId, const QString& newName)
{
    const bool secret = kind == api::ObjectKind::Secret;
    const QString word = secret ? QStringLiteral("Secret") : QStringLiteral("Config");
    const JsonPath container{QStringLiteral("TaskTemplate"), QStringLiteral("ContainerSpec")};
    const JsonPath path = container + QStringList{word + u's'};
    const QJsonArray references = valueAt(spec, path).toArray();
    QJsonArray changed;
    bool any = false;
    for (const QJsonValue& value : references) {
        QJsonObject reference = value.toObject();
        if (reference.value(word + QStringLiteral("ID")) == oldId) {
            reference.insert(word + QStringLiteral("ID"), newId);
            reference.insert(word + QStringLiteral("Name"), newName);
            any = true;
        }
        changed.append(reference);
    }
    if (any)
        setValueAt(spec, path, changed);
    const JsonPath credential = container
        + QStringList{QStringLiteral("Privileges"), QStringLiteral("CredentialSpec"), QStringLiteral("Config")};
    if (!secret && valueAt(spec, credential) == oldId) {
        setValueAt(spec, credential, newId);
        any = true;
    }
    return any;
}

std::vector<store::Ptr<api::Service>> serviceUsers(const store::View& view, api::ObjectKind kind, const std::string& id)
{
    std::vector<store::Ptr<api::Service>> users;
    for (const auto& service : view.all<api::Service>()) {
        const auto& container = service->spec.task.container;
        bool uses = false;
        if (container && kind == api::ObjectKind::Secret)
            uses = std::any_of(container->secrets.begin(), container->secrets.end(),
                [&id](const auto& each) { return each.secretId == id; });
        if (container && kind == api::ObjectKind::Config)
            uses = std::any_of(container->configs.begin(), container->configs.end(),
                [&id](const auto& each) { return each.configId == id; });
        if (uses)
            users.push_back(service);
    }
    std::sort(users.begin(), users.end(), [](const auto& a, const auto& b) { return a->spec.name < b->spec.name; });
    return users;
}

QJsonObject payloadSpec(const QString& name, const QByteArray& data, const QJsonObject& labels)
{
    return {{QStringLiteral("Name"), name}, {QStringLiteral("Labels"), labels},
        {QStringLiteral("Data"), QString::fromLatin1(data.toBase64())}};
}

void rotateInServices(Cluster& cluster, api::ObjectKind kind, const std::string& oldId, const std::string& newId,
    const QString& newName, std::vector<std::string> services)
{
    auto rotation = std::make_shared<Rotation>();
    rotation->kind = kind;
    rotation->oldId = qstr(oldId);
    rotation->newId = qstr(newId);
    rotation->newName = newName;
    rotation->services = std::move(services);
    Operations::Work work;
    work.title = Rotations::tr("Rotate to %1").arg(newName);
    work.request = done;
    work.converged
        = [rotation, mirror = &cluster](Operation& operation) { return advance(rotation, mirror, operation); };
    cluster.operations().start(std::move(work));
}

} // namespace skep::ui
