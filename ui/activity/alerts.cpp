#include "ui/activity/alerts.h"

#include "ui/activity/certificatealerts.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSettings>
#include <QWidget>

namespace skep::ui {
namespace {

struct AlertText
{
    Q_DECLARE_TR_FUNCTIONS(Alert)
};

constexpr qsizetype LinesShown = 5;

QString settingOf(Alert::Kind kind)
{
    switch (kind) {
    case Alert::Kind::Quorum:
        return QStringLiteral("alerts/quorum");
    case Alert::Kind::NodeDown:
        return QStringLiteral("alerts/node");
    case Alert::Kind::Update:
        return QStringLiteral("alerts/update");
    case Alert::Kind::Certificate:
        return QStringLiteral("alerts/certificate");
    case Alert::Kind::Operation:
        return QStringLiteral("alerts/operation");
    }
    return {};
}

QString mutedSetting(const std::string& clusterId)
{
    return QStringLiteral("alerts/muted/") + qstr(clusterId);
}

std::optional<Alert> ofNode(const api::Node& now, const api::Node& old)
{
    if (now.status.state != api::NodeState::Down || old.status.state == api::NodeState::Down)
        return std::nullopt;
    return Alert{Alert::Kind::NodeDown, AlertText::tr("Node %1 went down.").arg(nodeName(now)), QStringLiteral("nodes"),
        {.kind = api::ObjectKind::Node, .ids = {now.id}}};
}

std::optional<Alert> ofUpdate(const api::Service& now, const api::Service& old)
{
    using api::UpdateState;
    const auto stateOf = [](const api::Service& service) {
        return service.updateStatus ? service.updateStatus->state : UpdateState::Unspecified;
    };
    if (stateOf(now) == stateOf(old))
        return std::nullopt;
    const QString name = qstr(now.spec.name);
    const auto about = [&now](const QString& text) {
        return Alert{Alert::Kind::Update, text, QStringLiteral("services"), {.kind = api::ObjectKind::Service, .ids = {now.id}}};
    };
    switch (stateOf(now)) {
    case UpdateState::Paused:
        return about(AlertText::tr("The update of %1 is paused.").arg(name));
    case UpdateState::RollbackStarted:
        return about(AlertText::tr("%1 is rolled back.").arg(name));
    case UpdateState::RollbackPaused:
        return about(AlertText::tr("The rollback of %1 is paused.").arg(name));
    case UpdateState::RollbackCompleted:
        // Who saw it start has been told.
        if (stateOf(old) == UpdateState::RollbackStarted)
            return std::nullopt;
        return about(AlertText::tr("%1 was rolled back.").arg(name));
    case UpdateState::Unspecified:
    case UpdateState::Updating:
    case UpdateState::Completed:
        break;
    }
    return std::nullopt;
}

} // namespace

QString alertKindText(Alert::Kind kind)
{
    switch (kind) {
    case Alert::Kind::Quorum:
        return AlertText::tr("The managers' majority is at risk or lost");
    case Alert::Kind::NodeDown:
        return AlertText::tr("A node goes down");
    case Alert::Kind::Update:
        return AlertText::tr("An update is paused or rolled back");
    case Alert::Kind::Certificate:
        return AlertText::tr("A certificate holds for less than 7 days");
    case Alert::Kind::Operation:
        return AlertText::tr("An operation that took long is over");
    }
    return {};
}

bool alertsOf(Alert::Kind kind)
{
    return QSettings().value(settingOf(kind), true).toBool();
}

void setAlertsOf(Alert::Kind kind, bool on)
{
    QSettings().setValue(settingOf(kind), on);
}

bool alertsMuted(const std::string& clusterId)
{
    return QSettings().value(mutedSetting(clusterId)).toBool();
}

void setAlertsMuted(const std::string& clusterId, bool muted)
{
    if (muted)
        QSettings().setValue(mutedSetting(clusterId), true);
    else
        QSettings().remove(mutedSetting(clusterId));
}

QuorumLevel levelOf(const Quorum& quorum)
{
    if (quorum.managers == 0)
        return QuorumLevel::Unknown;
    if (!quorum.held())
        return QuorumLevel::Lost;
    return quorum.reachable < quorum.managers && quorum.mayStillLose() == 0 ? QuorumLevel::AtRisk : QuorumLevel::Safe;
}

std::vector<Alert> alertsIn(const std::vector<store::Event>& events)
{
    std::vector<Alert> all;
    for (const auto& event : events) {
        if (event.action != store::Action::Update)
            continue;
        std::optional<Alert> alert;
        if (const auto node = store::as<api::Node>(event.object), old = store::as<api::Node>(event.old); node && old)
            alert = ofNode(*node, *old);
        else if (const auto now = store::as<api::Service>(event.object), was = store::as<api::Service>(event.old);
                 now && was)
            alert = ofUpdate(*now, *was);
        if (alert)
            all.push_back(std::move(*alert));
    }
    return all;
}

std::optional<Alert> quorumAlert(QuorumLevel before, QuorumLevel now, const Quorum& quorum)
{
    if (before == QuorumLevel::Unknown || now <= before)
        return std::nullopt;
    if (now == QuorumLevel::Lost)
        return Alert{Alert::Kind::Quorum,
            AlertText::tr("The managers have no majority: nothing can be changed or rescheduled."),
            QStringLiteral("managers")};
    return Alert{Alert::Kind::Quorum,
        AlertText::tr("%1 of %2 managers can be reached: no further one may be lost.")
            .arg(quorum.reachable)
            .arg(quorum.managers),
        QStringLiteral("managers")};
}

DesktopAlerts::DesktopAlerts(Show show, QObject* parent)
    : DesktopAlerts(std::move(show), Pace{}, parent)
{
}

DesktopAlerts::DesktopAlerts(Show show, Pace pace, QObject* parent)
    : QObject(parent)
    , m_show(std::move(show))
    , m_pace(pace)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &DesktopAlerts::tell);
}

DesktopAlerts::~DesktopAlerts() = default;

void DesktopAlerts::watch(Cluster& cluster, QWidget& window)
{
    Watched& watched = m_watched[&window];
    watched.cluster = &cluster;
    watched.window = &window;
    // Of the mirror: a recorded moment that is looked at is no news.
    watched.subscription = cluster.connection().observe({
        [this, &watched](const std::vector<store::Event>& events) { changed(watched, events); },
        [this, &watched] { judgeQuorum(watched); },
    });
    connect(&cluster.operations(), &Operations::changed, this, [this, &watched](int id) { judgeOperation(watched, id); });
    connect(new CertificateAlerts(cluster), &CertificateAlerts::found, this, [this, &watched](const Alert& alert) { add(watched, alert); });
    connect(&window, &QObject::destroyed, this, [this](QObject* gone) { m_watched.erase(gone); });
    judgeQuorum(watched);
}

void DesktopAlerts::changed(Watched& watched, const std::vector<store::Event>& events)
{
    for (const Alert& alert : alertsIn(events))
        add(watched, alert);
    judgeQuorum(watched);
}

void DesktopAlerts::judgeQuorum(Watched& watched)
{
    const client::ConnectionState& state = watched.cluster->state();
    const Quorum quorum = quorumOf(watched.cluster->live());
    const QuorumLevel now = state.standing == client::Standing::NoQuorum ? QuorumLevel::Lost
        : state.standing == client::Standing::Manager                    ? levelOf(quorum)
                                                                         : QuorumLevel::Unknown;
    if (now == QuorumLevel::Unknown)
        return; // what was known goes on until more is
    if (const auto alert = quorumAlert(std::exchange(watched.level, now), now, quorum))
        add(watched, *alert);
}

void DesktopAlerts::judgeOperation(Watched& watched, int id)
{
    const auto& all = watched.cluster->operations().all();
    const auto operation = std::find_if(all.begin(), all.end(), [id](const Operation& one) { return one.id == id; });
    if (operation == all.end())
        return;
    if (operation->stage == Operation::Stage::Requested || operation->stage == Operation::Stage::Accepted) {
        if (QElapsedTimer& since = watched.operations[id]; !since.isValid())
            since.start();
        return;
    }
    const auto began = watched.operations.find(id);
    if (began == watched.operations.end())
        return; // its end was seen before
    const bool took = std::chrono::milliseconds(began->second.elapsed()) >= m_pace.longOperation;
    watched.operations.erase(began);
    if (!took || operation->stage == Operation::Stage::Cancelled)
        return;
    add(watched,
        {Alert::Kind::Operation,
            operation->stage == Operation::Stage::Failed ? AlertText::tr("%1 failed: %2").arg(operation->title, operation->error)
                                              : AlertText::tr("%1: done").arg(operation->title)});
}

void DesktopAlerts::follow(const std::string& clusterId, const Waiting& told)
{
    for (const auto& [key, watched] : m_watched)
        if (watched.cluster->state().clusterId == clusterId) {
            Q_EMIT followed(watched.window, told.page, told.selection);
            return;
        }
    Q_EMIT reopened(told.target, told.page, told.selection);
}

bool DesktopAlerts::inFront(const std::string& clusterId) const
{
    return std::any_of(m_watched.begin(), m_watched.end(), [&clusterId](const auto& one) {
        return one.second.cluster->state().clusterId == clusterId && one.second.window->isActiveWindow();
    });
}

void DesktopAlerts::add(const Watched& watched, const Alert& alert)
{
    const std::string& id = watched.cluster->state().clusterId;
    if (!alertsOf(alert.kind) || alertsMuted(id) || inFront(id))
        return;
    Waiting& waiting = m_waiting[id];
    waiting.name = watched.cluster->name();
    waiting.target = watched.cluster->connection().target();
    if (waiting.lines.isEmpty()) {
        waiting.page = alert.page;
        waiting.selection = alert.selection;
    }
    if (!waiting.lines.contains(alert.text))
        waiting.lines << alert.text;
    if (!m_next.isActive())
        m_next.start(std::max(m_pace.collect, std::chrono::milliseconds(m_quiet.remainingTime())));
}

void DesktopAlerts::tell()
{
    for (auto& [id, waiting] : std::exchange(m_waiting, {})) {
        if (inFront(id))
            continue;
        QStringList lines = waiting.lines.mid(0, LinesShown);
        if (const auto more = waiting.lines.size() - lines.size(); more > 0)
            lines << AlertText::tr("and %n more", nullptr, int(more));
        m_show(AlertText::tr("%1 needs attention").arg(waiting.name), lines.join(u'\n'),
            [self = QPointer<DesktopAlerts>(this), clusterId = id, told = waiting] {
                if (self)
                    self->follow(clusterId, told);
            });
        m_quiet.setRemainingTime(m_pace.apart);
    }
}

} // namespace skep::ui
