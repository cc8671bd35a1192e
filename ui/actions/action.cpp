#include "ui/actions/action.h"

#include "ui/text/text.h"
#include "ui/text/translations.h"

#include <QCoreApplication>

#include <algorithm>

namespace skep::ui {
namespace {

struct ActionText {
    Q_DECLARE_TR_FUNCTIONS(Action)
};

std::optional<QString> standingRefusal(const Action& action, client::Standing standing)
{
    const auto& fits = action.worksIn;
    if (standing == client::Standing::Unknown || std::find(fits.begin(), fits.end(), standing) != fits.end())
        return std::nullopt;
    switch (standing) {
    case client::Standing::NoSwarm:
        return ActionText::tr("This node is not part of a swarm");
    case client::Standing::Worker:
        return ActionText::tr("This node is a worker: connect to a manager to change anything");
    case client::Standing::Locked:
        return ActionText::tr("This manager is locked: unlock it first");
    case client::Standing::NoQuorum:
        return ActionText::tr("The managers have no majority: nothing can be changed until enough of them are back");
    case client::Standing::Manager:
        if (fits == std::vector{client::Standing::NoSwarm})
            return ActionText::tr("This node is part of a swarm already");
        if (fits == std::vector{client::Standing::Locked})
            return ActionText::tr("This manager is not locked");
        return ActionText::tr("The managers have their majority");
    case client::Standing::Unknown:
        break;
    }
    return std::nullopt;
}

std::optional<QString> connectionRefusal(const Action& action, const Cluster& cluster)
{
    const client::ConnectionState& state = cluster.state();
    if (auto refused = standingRefusal(action, state.standing))
        return refused;
    // Without a majority nothing is fresh; what is for just that case works on.
    const bool worksAnyway = state.standing == client::Standing::NoQuorum && state.liveness != client::Liveness::Down;
    if (worksAnyway)
        return std::nullopt;
    if (state.liveness == client::Liveness::Stale || state.liveness == client::Liveness::Down)
        return ActionText::tr("There is no connection: what is shown may be out of date");
    if (state.liveness == client::Liveness::Connecting)
        return ActionText::tr("Still connecting");
    return std::nullopt;
}

} // namespace

const std::vector<Action>& actions()
{
    return keptByLanguage([] {
        std::vector<Action> rows;
        for (auto family : {viewActions(), clusterActions(), nodeActions(), serviceActions(), objectActions(), logActions(), historyActions()})
            rows.insert(rows.end(), std::make_move_iterator(family.begin()), std::make_move_iterator(family.end()));
        return rows;
    });
}

const Action* findAction(const QString& id)
{
    const auto& all = actions();
    const auto found = std::find_if(all.begin(), all.end(), [&id](const Action& action) { return action.id == id; });
    return found == all.end() ? nullptr : &*found;
}

bool isOffered(const Action& action, const Cluster& cluster)
{
    return !action.offered || action.offered(cluster);
}

std::optional<QString> changeRefusal(const Cluster& cluster)
{
    return refusalOf(Action{}, cluster, {});
}

QString textOf(const Action& action, const Cluster& cluster)
{
    return action.mutates && action.asks == Action::Asks::Nothing ? verbUnder(cluster.guard(), action.text) : action.text;
}

std::optional<QString> refusalOf(const Action& action, const Cluster& cluster, const Selection& selection)
{
    if (action.mutates) {
        if (const auto at = cluster.viewing())
            return ActionText::tr("You are viewing %1: go back to LIVE to change anything").arg(momentText(*at));
        if (const_cast<Cluster&>(cluster).connection().readOnly())
            return ActionText::tr("This connection is read-only (Preferences change that)");
        if (auto refused = connectionRefusal(action, cluster))
            return refused;
    }
    if (action.kind != api::ObjectKind::Cluster && (selection.kind != action.kind || selection.ids.empty()))
        return ActionText::tr("Nothing of the right kind is selected");
    return action.refusal ? action.refusal(cluster, selection) : std::nullopt;
}

} // namespace skep::ui
