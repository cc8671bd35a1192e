#include "ui/mainwindow/guidance.h"

#include "ui/actions/quorum.h"
#include "ui/text/text.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

struct GuidanceText {
    Q_DECLARE_TR_FUNCTIONS(Guidance)
};

using Severity = Guidance::Severity;

void offerManagers(Guidance& guidance, const client::ConnectionState& state)
{
    for (const auto& manager : state.managers) {
        if (guidance.buttons.size() == 3)
            break;
        guidance.buttons.push_back({GuidanceText::tr("Connect to %1").arg(qstr(manager)), QStringLiteral("use:") + qstr(manager)});
    }
}

Guidance down(const client::ConnectionState& state, const QString& asOf)
{
    const QString step = state.step.empty() ? QString() : GuidanceText::tr(" It failed at “%1”.").arg(qstr(state.step));
    Guidance guidance{Severity::Error,
        (asOf.isEmpty() ? GuidanceText::tr("No connection.") : GuidanceText::tr("No connection; showing %1.").arg(asOf)) + step
            + (state.problem.empty() ? QString() : QLatin1Char(' ') + qstr(state.problem)),
        {{GuidanceText::tr("Try Now"), QStringLiteral("view.refresh")}}};
    offerManagers(guidance, state);
    guidance.buttons.push_back({GuidanceText::tr("Connect Elsewhere…"), QStringLiteral("file.connect")});
    return guidance;
}

} // namespace

std::optional<Guidance> guidanceFor(const client::ConnectionState& state, const store::View& view, const QString& asOf)
{
    if (state.liveness == client::Liveness::Down)
        return down(state, asOf);
    switch (state.standing) {
    case client::Standing::NoSwarm:
        // It may also be on its way into one, or have been thrown out: then the node says so.
        return Guidance{Severity::Info,
            state.problem.empty() || state.problem.starts_with("this node is not part")
                ? GuidanceText::tr("%1 is not part of a swarm. Create one here, or join one with its token.").arg(qstr(state.host))
                : GuidanceText::tr("%1: %2").arg(qstr(state.host), qstr(state.problem)),
            {{GuidanceText::tr("Create a Cluster Here…"), QStringLiteral("swarm.init")}, {GuidanceText::tr("Join a Cluster…"), QStringLiteral("swarm.join")},
                {GuidanceText::tr("Connect Elsewhere…"), QStringLiteral("file.connect")}}};
    case client::Standing::Worker: {
        Guidance guidance{Severity::Info, GuidanceText::tr("%1 is a worker: only a manager can show and change the swarm.").arg(qstr(state.host)), {}};
        offerManagers(guidance, state);
        guidance.buttons.push_back({GuidanceText::tr("Connect Elsewhere…"), QStringLiteral("file.connect")});
        return guidance;
    }
    case client::Standing::Locked:
        return Guidance{Severity::Warning,
            GuidanceText::tr("This manager is locked: it has restarted and needs the unlock key, which any other manager can show."),
            {{GuidanceText::tr("Unlock…"), QStringLiteral("swarm.unlock")}, {GuidanceText::tr("Connect Elsewhere…"), QStringLiteral("file.connect")}}};
    case client::Standing::NoQuorum: {
        const Quorum quorum = quorumOf(view);
        return Guidance{Severity::Error,
            quorum.managers == 0
                ? GuidanceText::tr("The managers have no majority. Running services keep running; nothing can be changed or rescheduled.")
                : GuidanceText::tr("No majority: %1 of %2 managers needed. Running services keep running; nothing can be changed or rescheduled.")
                      .arg(quorum.majority())
                      .arg(quorum.managers),
            {{GuidanceText::tr("Which Managers Are Down"), QStringLiteral("page:managers")},
                {GuidanceText::tr("They Are Gone for Good…"), QStringLiteral("swarm.forceNew")}, {GuidanceText::tr("Try Now"), QStringLiteral("view.refresh")}}};
    }
    case client::Standing::Unknown:
    case client::Standing::Manager:
        break;
    }
    if (state.liveness == client::Liveness::Stale)
        return Guidance{Severity::Warning,
            state.attempts > 0 ? GuidanceText::tr("Showing %1, reconnecting (%2)…").arg(asOf).arg(state.attempts)
                               : GuidanceText::tr("Showing %1, reconnecting…").arg(asOf),
            {{GuidanceText::tr("Try Now"), QStringLiteral("view.refresh")}}};
    return std::nullopt;
}

} // namespace skep::ui
