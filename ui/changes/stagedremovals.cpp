#include "ui/changes/stagedremovals.h"

#include "ui/actions/removals.h"
#include "ui/changes/changesetsheet.h"
#include "ui/guard/confirmation.h"
#include "ui/history/eventtext.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct StagedRemovals
{
    Q_DECLARE_TR_FUNCTIONS(StagedRemovals)
};

} // namespace

StagedChange stagedRemoval(Cluster& cluster, api::ObjectKind kind, const std::string& id)
{
    const Selection self{.kind = kind, .ids = {id}};
    const QString name = namesOf(cluster.store(), self).value(0);
    Cluster* mirror = &cluster;
    StagedChange change{.key = (kind == api::ObjectKind::Service ? QStringLiteral("service:") : QStringLiteral("removal:")) + qstr(id),
        .title = StagedRemovals::tr("Remove %1").arg(name),
        .changes = {{QString(), kindText(kind), name, StagedRemovals::tr("removed")}},
        .diff = {},
        .command = {removalCommand(cluster.store(), self), true},
        .effects = {},
        .refusal = {},
        .work = [mirror, self] { return removalWork(*mirror, self); }};
    change.refusal = [kind, id](const store::View& view) -> std::optional<QString> {
        if (!present(objectOf(view, kind, id)))
            return StagedRemovals::tr("It was removed meanwhile");
        if (kind == api::ObjectKind::Service)
            return std::nullopt;
        const QStringList users = usersOf(view, kind, id);
        return users.isEmpty() ? std::nullopt : std::optional(StagedRemovals::tr("It is used by %1").arg(users.join(QStringLiteral(", "))));
    };
    change.deed = {.irreversible = true,
        .name = name,
        .dependants = kind == api::ObjectKind::Service ? runningAmong(cluster.store().tasksOfService(id)) : 0};
    return change;
}

void stageRemovals(Cluster& cluster, QWidget* window, const Selection& selection)
{
    for (const auto& id : selection.ids)
        ChangeSet::of(cluster).stage(stagedRemoval(cluster, selection.kind, id));
    ChangeSetSheet::open(cluster, window);
}

} // namespace skep::ui
