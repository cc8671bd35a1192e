#include "ui/actions/removals.h"

#include "shared/api/quantities.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace skep::ui {
namespace {

struct Removals
{
    Q_DECLARE_TR_FUNCTIONS(Removals)
};

// In docker's commands; with an s in the paths of the API.
const char* wordOf(api::ObjectKind kind)
{
    switch (kind) {
    case api::ObjectKind::Secret:
        return "secret";
    case api::ObjectKind::Config:
        return "config";
    case api::ObjectKind::Network:
        return "network";
    default:
        return "service";
    }
}

std::string folderOf(api::ObjectKind kind)
{
    return std::string("/") + wordOf(kind) + "s/";
}

bool canBeMadeAgain(api::ObjectKind kind)
{
    return kind != api::ObjectKind::Secret; // nobody can read its value
}

QJsonObject objectOfText(const std::string& json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

// What makes it again, of what the server shows of it. Networks are shown whole, with what was allocated for them: they come
// back with the same addresses.
QJsonObject requestFor(api::ObjectKind kind, const QJsonObject& shown)
{
    if (kind != api::ObjectKind::Network)
        return shown.value(QStringLiteral("Spec")).toObject();
    QJsonObject request{{QStringLiteral("CheckDuplicate"), true}};
    for (const char* member : {"Name", "Scope", "Driver", "EnableIPv6", "IPAM", "Internal", "Attachable", "Options", "Labels"})
        if (const auto value = shown.value(QLatin1String(member)); !value.isUndefined())
            request.insert(QLatin1String(member), value);
    QJsonObject options = request.value(QStringLiteral("Options")).toObject();
    options.remove(QStringLiteral("com.docker.network.driver.overlay.vxlanid_list")); // the server's own choice
    request.insert(QStringLiteral("Options"), options);
    return request;
}

// The requests that make again what was removed, as the server had it last; and the ids under which it is back.
struct Removed
{
    std::vector<QJsonObject> requests;
    QStringList back;
};

async::Task<Result<void>> removeKept(client::ClusterConnection* connection, Selection selection, std::shared_ptr<Removed> removed)
{
    for (const auto& id : selection.ids) {
        const auto engine = connection->engine();
        if (!engine)
            co_return Failure(engine.error());
        const auto document = co_await (*engine)->get(folderOf(selection.kind) + id);
        if (!document)
            co_return Failure(document.error());
        auto gone = co_await (*engine)->remove(folderOf(selection.kind) + id);
        if (!gone)
            co_return Failure(gone.error());
        removed->requests.push_back(requestFor(selection.kind, objectOfText(*document)));
    }
    co_return Result<void>();
}

// What is back is not made twice when a later one fails.
async::Task<Result<void>> makeAgain(client::ClusterConnection* connection, api::ObjectKind kind, std::shared_ptr<Removed> removed)
{
    while (!removed->requests.empty()) {
        const auto engine = connection->engine();
        if (!engine)
            co_return Failure(engine.error());
        const QJsonObject request = removed->requests.front();
        const std::string body = QJsonDocument(request).toJson(QJsonDocument::Compact).toStdString();
        const auto made = co_await (*engine)->post(folderOf(kind) + "create", body);
        if (!made)
            co_return Failure(made.error());
        removed->requests.erase(removed->requests.begin());
        const QString member = kind == api::ObjectKind::Network ? QStringLiteral("Id") : QStringLiteral("ID");
        removed->back << Removals::tr("%1 is back as a new one with the id %2")
                             .arg(request.value(QStringLiteral("Name")).toString(),
                                 shortId(objectOfText(*made).value(member).toString().toStdString()));
    }
    co_return Result<void>();
}

} // namespace

async::Task<Result<void>> removeObjects(client::ClusterConnection* connection, Selection selection)
{
    for (const auto& id : selection.ids) {
        auto engine = connection->engine();
        if (!engine)
            co_return Failure(engine.error());
        auto removed = co_await (*engine)->remove(folderOf(selection.kind) + id);
        if (!removed)
            co_return Failure(removed.error());
    }
    co_return Result<void>();
}

QStringList namesOf(const store::View& view, const Selection& selection)
{
    QStringList names;
    for (const auto& id : selection.ids)
        if (const auto object = objectOf(view, selection.kind, id); present(object))
            names << nameOf(object);
    return names;
}

Operations::Work removalWork(Cluster& cluster, const Selection& selection)
{
    Operations::Work work;
    work.title = Removals::tr("Remove %1").arg(namesOf(cluster.store(), selection).join(QStringLiteral(", ")));
    auto* connection = &cluster.connection();
    if (!canBeMadeAgain(selection.kind)) {
        work.request = [connection, selection] { return removeObjects(connection, selection); };
        return work;
    }
    const auto removed = std::make_shared<Removed>();
    work.request = [connection, selection, removed] { return removeKept(connection, selection, removed); };
    work.undoText = Removals::tr("Create Again");
    work.undo = [connection, kind = selection.kind, removed](bool) { return makeAgain(connection, kind, removed); };
    work.undone = [removed] { return removed->back.join(u'\n'); };
    return work;
}

QString removalCommand(const store::View& view, const Selection& selection)
{
    QString text = QStringLiteral("docker %1 rm").arg(QLatin1String(wordOf(selection.kind)));
    for (const QString& name : namesOf(view, selection))
        text += u' ' + qstr(api::quotedWord(name.toStdString()));
    return text;
}

} // namespace skep::ui
