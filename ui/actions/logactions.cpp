#include "ui/actions/action.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct LogActions
{
    Q_DECLARE_TR_FUNCTIONS(LogActions)
};

Action logs(const char* id, api::ObjectKind kind, QKeySequence shortcut)
{
    Action action{.id = QString::fromLatin1(id),
        .menu = QStringLiteral("Service"),
        .text = kind == api::ObjectKind::Task ? LogActions::tr("Task Logs") : LogActions::tr("Logs"),
        .icon = QStringLiteral("logs"),
        .shortcut = std::move(shortcut),
        .kind = kind,
        .mutates = false};
    action.offered = [](const Cluster& cluster) { return cluster.capabilities().logs; };
    action.refusal = [](const Cluster& cluster, const Selection& selection) -> std::optional<QString> {
        if (!cluster.capabilities().logs)
            return LogActions::tr("This server does not offer logs");
        if (!selection.single())
            return LogActions::tr("Select one");
        return std::nullopt;
    };
    action.run = [](const ActionContext& context) { context.go(QStringLiteral("logs"), context.selection); };
    action.command = [kind](const Cluster& cluster, const Selection& selection) {
        if (!selection.single())
            return QString();
        const auto object = objectOf(cluster.store(), kind, selection.ids.front());
        // Tasks have no name that the command understands.
        const QString name
            = kind == api::ObjectKind::Task || !present(object) ? qstr(selection.ids.front()) : nameOf(object);
        return QStringLiteral("docker service logs --follow ") + name;
    };
    return action;
}

} // namespace

std::vector<Action> logActions()
{
    return {
        logs("service.logs", api::ObjectKind::Service, QKeySequence(Qt::CTRL | Qt::Key_L)),
        logs("task.logs", api::ObjectKind::Task, {}),
    };
}

} // namespace skep::ui
