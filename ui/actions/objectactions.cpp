#include "ui/actions/action.h"
#include "ui/actions/removals.h"
#include "ui/changes/stagedremovals.h"
#include "ui/forms/labelsheet.h"
#include "ui/forms/networksheet.h"
#include "ui/forms/payloadsheet.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"
#include "ui/widgets/question.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct ObjectActions
{
    Q_DECLARE_TR_FUNCTIONS(ObjectActions)
};

using Refusal = std::optional<QString>;

// One of the kinds whose objects services refer to.
struct Kind
{
    api::ObjectKind kind;
    const char* word; // in ids and in docker's commands
    const char* iconName;
    bool client::Capabilities::*offered;
};
constexpr Kind Secrets{api::ObjectKind::Secret, "secret", "secrets", &client::Capabilities::secrets};
constexpr Kind Configs{api::ObjectKind::Config, "config", "configs", &client::Capabilities::configs};
constexpr Kind Networks{api::ObjectKind::Network, "network", "networks", &client::Capabilities::networks};

Action row(const Kind& kind, const char* verb, QString text, const char* iconName)
{
    return {.id = QLatin1String(kind.word) + u'.' + QLatin1String(verb),
        .menu = QStringLiteral("Cluster"),
        .text = std::move(text),
        .icon = QString::fromLatin1(iconName),
        .shortcut = {},
        .kind = kind.kind,
        .asks = Action::Asks::Dialog};
}

Action create(const Kind& kind, QString text)
{
    Action action = row(kind, "create", std::move(text), "add");
    action.kind = api::ObjectKind::Cluster; // nothing needs to be selected
    action.refusal = [offered = kind.offered](const Cluster& cluster, const Selection&) -> Refusal {
        if (!(cluster.capabilities().*offered))
            return ObjectActions::tr("This server does not offer it");
        return std::nullopt;
    };
    action.run = [what = kind.kind](const ActionContext& context) {
        if (what == api::ObjectKind::Network)
            NetworkSheet::open(context.cluster, context.window);
        else
            PayloadSheet::create(context.cluster, context.window, what);
    };
    return action;
}

Refusal notOne(const Cluster& cluster, const Selection& selection)
{
    if (!selection.single() || !present(objectOf(cluster.store(), selection.kind, selection.ids.front())))
        return ObjectActions::tr("Select one");
    return std::nullopt;
}

Action rotate(const Kind& kind, QString text)
{
    Action action = row(kind, "rotate", std::move(text), "rotate");
    action.refusal = notOne;
    action.run = [what = kind.kind](const ActionContext& context) {
        PayloadSheet::rotate(context.cluster, context.window, what, context.selection.ids.front());
    };
    return action;
}

Action labels(const Kind& kind, QString text)
{
    Action action = row(kind, "labels", std::move(text), "label");
    action.refusal = notOne;
    action.run = [what = kind.kind](const ActionContext& context) {
        LabelSheet::open(context.cluster, context.window, what, context.selection.ids.front());
    };
    return action;
}

QString loss(api::ObjectKind kind)
{
    if (kind == api::ObjectKind::Secret)
        return ObjectActions::tr("Its value is lost: there is no undo.");
    if (kind == api::ObjectKind::Config)
        return ObjectActions::tr("Activity can create it again with the same content, as a new config with another id.");
    return ObjectActions::tr("Activity can create it again as it is now, as a new network with another id. Containers outside of "
                             "services that are attached to it keep the server from removing it.");
}

Action remove(const Kind& kind, QString text)
{
    Action action = row(kind, "remove", std::move(text), "remove");
    action.refusal = [what = kind.kind](const Cluster& cluster, const Selection& selection) -> Refusal {
        if (what == api::ObjectKind::Network)
            for (const auto& id : selection.ids)
                if (const auto network = cluster.store().get<api::Network>(id); network && network->spec.ingress)
                    return ObjectActions::tr("Published ports come in over it");
        return std::nullopt;
    };
    action.run = [kind](const ActionContext& context) {
        const store::View& view = context.cluster.store();
        QStringList lines;
        bool used = false;
        for (const auto& id : context.selection.ids) {
            const auto object = objectOf(view, kind.kind, id);
            if (!present(object))
                continue;
            const QStringList users = usersOf(view, kind.kind, id);
            used |= !users.isEmpty();
            lines << (users.isEmpty()
                    ? ObjectActions::tr("%1: no service refers to it").arg(nameOf(object))
                    : ObjectActions::tr("%1: used by %2").arg(nameOf(object), users.join(QStringLiteral(", "))));
        }
        lines << loss(kind.kind);
        const QString verb = ObjectActions::tr("Remove %1")
                                 .arg(namesOf(view, context.selection).join(QStringLiteral(", ")));
        ask(&context.cluster, context.window,
            {.title = verb,
                .text = lines.join(u'\n'),
                .verb = verb,
                .role = ButtonRole::Danger,
                .refusal = used ? ObjectActions::tr("Take it from these services first.") : QString(),
                .deed = {.irreversible = true, .objects = int(context.selection.ids.size())},
                .stage = [context] { stageRemovals(context.cluster, context.window, context.selection); }},
            [cluster = &context.cluster, selection = context.selection] { cluster->operations().start(removalWork(*cluster, selection)); });
    };
    action.command = [](const Cluster& cluster, const Selection& selection) {
        return removalCommand(cluster.store(), selection);
    };
    return action;
}

} // namespace

std::vector<Action> objectActions()
{
    return {
        create(Secrets, ObjectActions::tr("New Secret…")),
        rotate(Secrets, ObjectActions::tr("Rotate Secret…")),
        labels(Secrets, ObjectActions::tr("Labels of Secret…")),
        remove(Secrets, ObjectActions::tr("Remove Secret…")),
        create(Configs, ObjectActions::tr("New Config…")),
        rotate(Configs, ObjectActions::tr("Rotate Config…")),
        labels(Configs, ObjectActions::tr("Labels of Config…")),
        remove(Configs, ObjectActions::tr("Remove Config…")),
        create(Networks, ObjectActions::tr("New Network…")),
        remove(Networks, ObjectActions::tr("Remove Network…")),
    };
}

} // namespace skep::ui
