#include "ui/actions/removals.h"

#include "shared/api/quantities.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCoreApplication>

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

async::Task<Result<void>> removeAll(client::ClusterConnection* connection, Selection selection)
{
    const std::string folder = std::string("/") + wordOf(selection.kind) + "s/";
    for (const auto& id : selection.ids) {
        auto engine = connection->engine();
        if (!engine)
            co_return Failure(engine.error());
        auto removed = co_await (*engine)->remove(folder + id);
        if (!removed)
            co_return Failure(removed.error());
    }
    co_return Result<void>();
}

} // namespace

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
    work.request = [connection = &cluster.connection(), selection] { return removeAll(connection, selection); };
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
