#include "ui/actions/action.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct HistoryActions
{
    Q_DECLARE_TR_FUNCTIONS(HistoryActions)
};

} // namespace

std::vector<Action> historyActions()
{
    Action live{.id = QStringLiteral("view.live"),
        .menu = QStringLiteral("View"),
        .text = HistoryActions::tr("Back to LIVE"),
        .icon = QStringLiteral("play"),
        .mutates = false};
    live.refusal = [](const Cluster& cluster, const Selection&) -> std::optional<QString> {
        if (!cluster.viewing())
            return HistoryActions::tr("What is shown is live");
        return std::nullopt;
    };
    live.run = [](const ActionContext& context) { context.cluster.showLive(); };
    return {live};
}

} // namespace skep::ui
