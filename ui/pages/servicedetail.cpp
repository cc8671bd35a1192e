#include "ui/pages/servicedetail.h"

#include "ui/actions/action.h"
#include "ui/actions/quorum.h"
#include "ui/actions/servicechanges.h"
#include "ui/pages/replicagrid.h"
#include "ui/tables/tablekind.h"
#include "ui/tables/tally.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timelineview.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace skep::ui {

using namespace std::chrono_literals;

namespace {

QLabel* heading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    QFont bold = label->font();
    bold.setWeight(QFont::DemiBold);
    label->setFont(bold);
    return label;
}

bool moves(const api::Service& service)
{
    return service.updateStatus && (service.updateStatus->state == api::UpdateState::Updating || service.updateStatus->state == api::UpdateState::RollbackStarted);
}

} // namespace

ServiceDetail::ServiceDetail(Cluster& cluster, QWidget* parent, Part part) : QWidget(parent), m_cluster(cluster), m_part(part)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    m_heading = heading(tr("Replicas"), this);
    layout->addWidget(m_heading);
    m_grid = new ReplicaGrid(this);
    layout->addWidget(m_grid);
    m_lacking = new QWidget(this);
    auto* lacks = new QHBoxLayout(m_lacking);
    lacks->setContentsMargins(0, 0, 0, 0);
    m_lack = new QLabel(m_lacking);
    m_lack->setObjectName(QStringLiteral("whyNotAll"));
    m_lack->setWordWrap(true);
    m_lack->setTextFormat(Qt::PlainText);
    auto* why = new QPushButton(tr("Why"), m_lacking);
    why->setObjectName(QStringLiteral("why"));
    lacks->addWidget(m_lack, 1);
    lacks->addWidget(why, 0, Qt::AlignTop);
    layout->addWidget(m_lacking);
    m_scaleLine = new QWidget(this);
    auto* line = new QHBoxLayout(m_scaleLine);
    line->setContentsMargins(0, 0, 0, 0);
    m_replicas = new QSpinBox(m_scaleLine);
    m_replicas->setRange(0, 100'000);
    m_replicas->setObjectName(QStringLiteral("replicas"));
    m_replicas->setAccessibleName(tr("Number of replicas"));
    m_scale = new QPushButton(m_scaleLine);
    m_scale->setObjectName(QStringLiteral("scale"));
    line->addWidget(m_replicas);
    line->addWidget(m_scale);
    line->addStretch(1);
    layout->addWidget(m_scaleLine);
    m_update = heading({}, this);
    m_update->setObjectName(QStringLiteral("updateState"));
    m_update->setWordWrap(true);
    layout->addWidget(m_update);
    m_timeline = new TimelineView(this);
    layout->addWidget(m_timeline);
    m_stall = new QLabel(this);
    m_stall->setObjectName(QStringLiteral("updateTrouble"));
    m_stall->setWordWrap(true);
    m_stall->setTextFormat(Qt::PlainText);
    layout->addWidget(m_stall);
    auto* buttons = new QHBoxLayout;
    for (const char* id : {"service.pause", "service.slowDown", "service.resume"}) {
        const Action* action = findAction(QString::fromLatin1(id));
        auto* button = new QPushButton(icon(action->icon), {}, this);
        button->setObjectName(QStringLiteral("steer.") + action->id);
        buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT trigger(action->id); });
        m_steering.emplace_back(action, button);
    }
    buttons->addStretch(1);
    layout->addLayout(buttons);

    connect(why, &QPushButton::clicked, this, [this] { Q_EMIT taskChosen(m_lackingTask); });
    connect(m_grid, &ReplicaGrid::chosen, this, &ServiceDetail::taskChosen);
    connect(m_scale, &QPushButton::clicked, this, [this] { scaleService(m_cluster, m_id, std::uint64_t(m_replicas->value())); });
    // Enter in the field is the button's press.
    connect(m_replicas->findChild<QLineEdit*>(), &QLineEdit::returnPressed, m_scale, [this] {
        m_replicas->interpretText();
        m_scale->click();
    });
    connect(m_replicas, &QSpinBox::valueChanged, this, [this] { refresh(); });
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        m_log.take(events, systemNow());
        if (isVisible())
            refresh();
    });
    connect(&cluster, &Cluster::stateChanged, this, [this] { refresh(); });
    connect(&cluster, &Cluster::momentChanged, this, [this] { m_log.restart(m_cluster.store(), m_id, systemNow()); });
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &ServiceDetail::refresh);
}

void ServiceDetail::show(const std::string& id)
{
    if (m_id != id) {
        m_id = id;
        m_log.restart(m_cluster.store(), id, systemNow());
        if (const auto service = m_cluster.store().get<api::Service>(id); service && service->spec.mode.replicated) {
            const QSignalBlocker quiet(m_replicas);
            m_replicas->setValue(int(service->spec.mode.replicated->replicas.value_or(1)));
        }
    }
    refresh();
}

// What keeps the service from running as many tasks as it should: those that find no node, else the newest that failed.
QString ServiceDetail::lackOf(const api::Service& service)
{
    int waiting = 0, running = 0, wanted = 0;
    store::Ptr<api::Task> waits, failed;
    for (const auto& task : m_cluster.store().tasksOfService(service.id)) {
        const auto state = task->status.state;
        const bool counts = lives(*task);
        wanted += counts;
        running += counts && state == api::TaskState::Running;
        if (counts && task->nodeId.empty()) {
            ++waiting;
            waits = waits ? waits : task;
        } else if ((state == api::TaskState::Failed || state == api::TaskState::Rejected)
            && (!failed || task->status.timestamp > failed->status.timestamp)) {
            failed = task;
        }
    }
    if (waits) {
        m_lackingTask = qstr(waits->id);
        const QString reason = qstr(waits->status.err.empty() ? waits->status.message : waits->status.err);
        return tr("%n task(s) wait for a node: %1", nullptr, waiting).arg(reason.isEmpty() ? stateText(waits->status.state) : reason);
    }
    if (!failed || running >= wanted)
        return {};
    m_lackingTask = qstr(failed->id);
    return tr("%1 failed: %2").arg(taskName(m_cluster.store(), *failed), qstr(failed->status.err.empty() ? failed->status.message : failed->status.err));
}

void ServiceDetail::refresh()
{
    const auto service = m_cluster.store().get<api::Service>(m_id);
    if (!service)
        return;
    const Selection self{.kind = api::ObjectKind::Service, .ids = {m_id}};
    m_grid->show(m_cluster.store(), m_id);
    const bool replicas = m_part != Part::Update, updates = m_part != Part::Replicas;
    m_heading->setVisible(replicas);
    m_grid->setVisible(replicas);
    m_scaleLine->setVisible(replicas && service->spec.mode.replicated.has_value());
    if (service->spec.mode.replicated) {
        const auto refused = refusalOf(*findAction(QStringLiteral("service.scaleUp")), m_cluster, self);
        const bool same = std::uint64_t(m_replicas->value()) == service->spec.mode.replicated->replicas.value_or(1);
        m_scale->setEnabled(!refused && !same);
        m_scale->setText(verbUnder(m_cluster.guard(), tr("Scale")));
        m_scale->setToolTip(refused.value_or(QString()));
    }
    const Timestamp now = systemNow();
    Timeline timeline = m_log.build(*service, now);
    for (SlotRow& row : timeline.rows)
        if (const auto node = row.slot ? nullptr : m_cluster.store().get<api::Node>(row.nodeId))
            row.key = nodeName(*node).toStdString();
    const bool shown = service->updateStatus && service->updateStatus->state != api::UpdateState::Unspecified && !timeline.rows.empty();
    const auto stall = shown && moves(*service) ? stallOf(timeline, now) : std::nullopt;
    // What holds it up: a slot that takes too long, or the newest attempt that failed.
    QString trouble = stall ? tr("⚠ Slot %1 has been in “%2” for %3, far longer than others.")
                                  .arg(qstr(stall->key), phaseText(stall->phase), durationText(stall->since.count()))
                            : QString();
    for (const SlotRow& row : timeline.rows)
        if (shown && trouble.isEmpty() && !row.failure.empty() && !row.finished)
            trouble = tr("⚠ Slot %1 failed, attempt %2: %3").arg(qstr(row.key)).arg(row.attempts).arg(qstr(row.failure));
    const QString lack = replicas && (!updates || trouble.isEmpty()) ? lackOf(*service) : QString();
    m_lack->setText(lack);
    m_lacking->setVisible(!lack.isEmpty());
    m_update->setVisible(updates && (shown || m_part == Part::Update));
    m_timeline->setVisible(updates && shown);
    if (!shown)
        m_update->setText(tr("No update has been seen yet. While one runs, each slot's steps show up here."));
    if (shown) {
        m_update->setText(tr("Update: %1, %2 of %3 slots").arg(stateText(service->updateStatus->state)).arg(timeline.done).arg(timeline.total));
        m_timeline->show(std::move(timeline), now);
    }
    m_stall->setVisible(updates && !trouble.isEmpty());
    m_stall->setText(trouble);
    for (const auto& [action, button] : m_steering) {
        button->setText(textOf(*action, m_cluster));
        button->setVisible(updates && isOffered(*action, m_cluster) && !refusalOf(*action, m_cluster, self));
    }
    if (moves(*service) != m_tick.isActive())
        moves(*service) ? m_tick.start() : m_tick.stop();
}

} // namespace skep::ui
