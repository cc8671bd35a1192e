#include "ui/widgets/clusterstatusbar.h"

#include "ui/actions/quorum.h"
#include "ui/changes/changeset.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QToolButton>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

void tell(QToolButton* field, const QString& text, const char* iconName = "")
{
    field->setVisible(!text.isEmpty());
    if (field->text() == text && !field->icon().isNull() == (*iconName != 0))
        return;
    field->setText(text);
    field->setAccessibleName(text);
    field->setIcon(icon(QString::fromLatin1(iconName)));
}

} // namespace

ClusterStatusBar::ClusterStatusBar(Cluster& cluster, QWidget* parent) : QStatusBar(parent), m_cluster(cluster)
{
    setSizeGripEnabled(false);
    m_leader = field("leader", QStringLiteral("managers"));
    m_quorum = field("quorum", QStringLiteral("managers"));
    m_nodes = field("nodes", QStringLiteral("nodes"));
    m_tasks = field("problems", QStringLiteral("tasks"));
    m_staged = field("staged", QStringLiteral("changes.review"));
    m_operations = field("operations", QStringLiteral("view.activity"));
    auto* gap = new QWidget(this);
    addWidget(gap, 1);
    m_latency = field("latency", QString());
    m_fresh = field("fresh", QString());
    m_writes = field("writes", QStringLiteral("file.preferences"));
    connect(&m_cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        bool nodes = false;
        for (const auto& event : events) {
            nodes |= store::kindOf(event.object) == api::ObjectKind::Node;
            m_recount |= store::kindOf(event.object) == api::ObjectKind::Task;
        }
        if (nodes)
            refresh();
    });
    connect(&m_cluster, &Cluster::stateChanged, this, [this] { refresh(); });
    connect(&ChangeSet::of(m_cluster), &ChangeSet::changed, this, [this] { refresh(); });
    connect(&m_cluster.operations(), &Operations::changed, this, [this] { refresh(); });
    auto* clock = new QTimer(this); // ages go on counting while nothing answers
    connect(clock, &QTimer::timeout, this, [this] { refresh(); });
    clock->start(1s);
    refresh();
}

QToolButton* ClusterStatusBar::field(const char* name, const QString& page)
{
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("status.") + QString::fromLatin1(name));
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(14, 14));
    if (page.isEmpty())
        connect(button, &QToolButton::clicked, this, [this] { m_cluster.connection().refresh(); });
    else if (page.contains(u'.'))
        connect(button, &QToolButton::clicked, this, [this, page] { Q_EMIT asked(page); });
    else
        connect(button, &QToolButton::clicked, this, [this, page] { Q_EMIT goTo(page); });
    addWidget(button);
    return button;
}

void ClusterStatusBar::refresh()
{
    using client::Liveness;
    const store::View& view = m_cluster.live(); // the connection's facts, whatever moment is shown
    const client::ConnectionState& state = m_cluster.state();
    const auto nodes = view.all<api::Node>();
    QString leader;
    int down = 0;
    for (const auto& node : nodes) {
        if (isLeader(*node))
            leader = tr("%1 leads").arg(nodeName(*node));
        down += node->status.state != api::NodeState::Ready;
    }
    const Quorum quorum = quorumOf(view);
    // What was last seen of the managers is older than the answer that they have no majority.
    const bool lost = state.standing == client::Standing::NoQuorum;
    if (lost || (leader.isEmpty() && quorum.managers > 0))
        leader = tr("no leader");
    tell(m_leader, leader, "crown");
    tell(m_quorum, lost ? tr("no majority") : quorum.managers ? quorumText(quorum) : QString(), !lost && (quorum.held() || quorum.managers == 0) ? "" : "warning");
    QString count = nodes.empty() ? QString() : tr("%n node(s)", nullptr, int(nodes.size()));
    if (down > 0)
        count += QStringLiteral(" · ") + tr("%n not ready", nullptr, down);
    tell(m_nodes, count, down ? "warning" : "");
    if (std::exchange(m_recount, false)) {
        m_waiting = 0;
        for (const auto& task : view.all<api::Task>())
            m_waiting += task->desiredState <= api::TaskState::Running && task->status.state == api::TaskState::Pending;
    }
    tell(m_tasks, m_waiting ? tr("%n task(s) waiting", nullptr, m_waiting) : QString(), "clock");
    const int staged = int(ChangeSet::of(m_cluster).all().size());
    tell(m_staged, staged ? tr("%n staged change(s)", nullptr, staged) : QString(), "stack");
    const int running = m_cluster.operations().running(), asked = int(m_cluster.operations().all().size());
    tell(m_operations,
        running ? tr("%n operation(s) running", nullptr, running)
                : asked ? tr("%n operation(s)", nullptr, asked) : QString(),
        "activity");
    m_operations->setToolTip(tr("Activity: how far they are and how to take them back"));
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(state.latency).count();
    const bool answered = !state.asOf.isZero();
    tell(m_latency, answered ? tr("API %1 ms").arg(ms) : QString());
    m_latency->setToolTip(qstr(state.host));
    switch (state.liveness) {
    case Liveness::Connecting:
        tell(m_fresh, tr("connecting to %1…").arg(m_cluster.name()));
        break;
    case Liveness::Live:
        tell(m_fresh, tr("live"), "check");
        break;
    case Liveness::Slow:
        tell(m_fresh, tr("slow"), "warning");
        break;
    case Liveness::Stale:
    case Liveness::Down:
        tell(m_fresh, answered ? tr("stale: %1").arg(ageText(state.asOf, systemNow())) : tr("not connected"), "warning");
        break;
    }
    const bool readOnly = m_cluster.connection().readOnly();
    tell(m_writes, readOnly ? tr("read-only") : tagOf(m_cluster.guard()), readOnly ? "lock" : "");
    m_writes->setToolTip(guardLevelMeaning(m_cluster.guard().level));
}

} // namespace skep::ui
