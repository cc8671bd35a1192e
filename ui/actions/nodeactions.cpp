#include "ui/actions/action.h"
#include "ui/actions/nodechanges.h"
#include "ui/actions/removals.h"
#include "ui/changes/changesetsheet.h"
#include "ui/changes/stagednodes.h"
#include "ui/forms/labelsheet.h"
#include "ui/preview/changesheet.h"
#include "ui/preview/whatifsheet.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct NodeActions {
    Q_DECLARE_TR_FUNCTIONS(NodeActions)
};

Action row(const char* id, QString text, const char* iconName, QKeySequence shortcut, Action::Asks asks, NodeChange change)
{
    Action action{.id = QString::fromLatin1(id), .menu = QStringLiteral("Node"), .text = std::move(text), .icon = QString::fromLatin1(iconName),
        .shortcut = std::move(shortcut), .kind = api::ObjectKind::Node, .asks = asks};
    action.refusal = [change](const Cluster& cluster, const Selection& selection) { return refusal(change, cluster.store(), selection.ids); };
    action.command = [change](const Cluster& cluster, const Selection& selection) { return command(change, cluster.store(), selection.ids); };
    if (asks == Action::Asks::Nothing)
        action.run = [change](const ActionContext& context) {
            const NodeIds& ids = context.selection.ids;
            if (!whyStaged(context.cluster.guard(), int(ids.size()))) {
                context.cluster.operations().start(nodeWork(context.cluster, change, ids));
                return;
            }
            for (const auto& id : ids)
                ChangeSet::of(context.cluster).stage(stagedNodeChange(context.cluster, change, id));
            ChangeSetSheet::open(context.cluster, context.window);
        };
    else
        action.run = [change](const ActionContext& context) { ChangeSheet::open(context.cluster, context.window, change, context.selection.ids); };
    return action;
}

Action labels()
{
    Action action{.id = QStringLiteral("node.labels"), .menu = QStringLiteral("Node"), .text = NodeActions::tr("Labels…"), .icon = QStringLiteral("label"),
        .shortcut = {}, .kind = api::ObjectKind::Node, .asks = Action::Asks::Preview};
    action.refusal = [](const Cluster&, const Selection& selection) -> std::optional<QString> {
        if (!selection.single())
            return NodeActions::tr("Select one node");
        return std::nullopt;
    };
    action.run = [](const ActionContext& context) { LabelSheet::open(context.cluster, context.window, api::ObjectKind::Node, context.selection.ids.front()); };
    return action;
}

Action whatIfLost()
{
    Action action{.id = QStringLiteral("node.whatIf"), .menu = QStringLiteral("Node"), .text = NodeActions::tr("What If It Fails…"),
        .icon = QStringLiteral("help"), .shortcut = {}, .kind = api::ObjectKind::Node, .mutates = false, .asks = Action::Asks::Preview};
    action.refusal = [](const Cluster&, const Selection& selection) -> std::optional<QString> {
        if (selection.ids.empty())
            return NodeActions::tr("Select a node");
        return std::nullopt;
    };
    action.command = [](const Cluster& cluster, const Selection& selection) {
        return cluster.capabilities().has("simulate") ? QStringLiteral("skep plan lose ") + namesOf(cluster.store(), selection).join(u' ') : QString();
    };
    action.run = [command = action.command](const ActionContext& context) {
        planning::Question question;
        for (const auto& id : context.selection.ids)
            question.changes.push_back({.kind = planning::ChangeKind::Lose, .node = id});
        openWhatIf(context.cluster, context.window,
            {.title = NodeActions::tr("What if %1 fails?").arg(nodeNames(context.cluster.store(), context.selection.ids)),
                .sentence = NodeActions::tr("Its tasks stop at once, and once it counts as down others take their place. Nothing is sent."),
                .question = question,
                .command = command(context.cluster, context.selection)});
    };
    return action;
}

} // namespace

std::vector<Action> nodeActions()
{
    using Asks = Action::Asks;
    return {
        row("node.drain", NodeActions::tr("Drain…"), "drain", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D), Asks::Preview, NodeChange::Drain),
        row("node.pause", NodeActions::tr("Pause"), "pause", {}, Asks::Nothing, NodeChange::Pause),
        row("node.activate", NodeActions::tr("Activate"), "activate", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A), Asks::Nothing, NodeChange::Activate),
        row("node.promote", NodeActions::tr("Promote to Manager…"), "promote", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up), Asks::Preview,
            NodeChange::Promote),
        row("node.demote", NodeActions::tr("Demote to Worker…"), "demote", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Down), Asks::Preview,
            NodeChange::Demote),
        labels(),
        whatIfLost(),
        row("node.remove", NodeActions::tr("Remove from Swarm…"), "remove", {}, Asks::Dialog, NodeChange::Remove),
    };
}

} // namespace skep::ui
