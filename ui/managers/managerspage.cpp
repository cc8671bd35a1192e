#include "ui/managers/managerspage.h"

#include "ui/cluster/asking.h"
#include "ui/managers/quorumplanner.h"
#include "ui/pages/tablepage.h"
#include "ui/swarm/swarmrequests.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTreeWidget>

#include <algorithm>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

enum Column
{
    Name,
    Role,
    Reach,
    Address,
    Zone,
    Version,
    Certificate,
    Term,
    Match,
    Lag,
    Contact,
    Columns
};
constexpr int MostCandidates = 30;
constexpr int RowHeight = 28;
constexpr std::size_t MostLeaders = 6;

} // namespace

ManagersPage::ManagersPage(Cluster& cluster, QWidget* parent)
    : Page(cluster, parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(makeHeader());
    auto* scroll = new QScrollArea(this);
    scroll->setAccessibleName(tr("Managers"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    auto* inside = new QWidget(scroll);
    auto* layout = new QVBoxLayout(inside);
    layout->setContentsMargins(16, 0, 16, 16);
    layout->setSpacing(12);
    m_headline = new QLabel(inside);
    m_headline->setObjectName(QStringLiteral("headline"));
    layout->addWidget(m_headline);
    m_warning = new QLabel(inside);
    m_warning->setObjectName(QStringLiteral("warning"));
    m_warning->setWordWrap(true);
    layout->addWidget(m_warning);
    makeTable();
    layout->addWidget(m_table);
    m_leaders = new QLabel(inside);
    m_leaders->setObjectName(QStringLiteral("leaders"));
    m_leaders->setWordWrap(true);
    m_leaders->hide();
    layout->addWidget(m_leaders);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);
    m_planner = new QuorumPlanner(inside);
    m_tolerance = new ToleranceTable(inside);
    cards->addWidget(m_planner, 3);
    cards->addWidget(m_tolerance, 2);
    layout->addLayout(cards);
    layout->addStretch(1);
    scroll->setWidget(inside);
    outer->addWidget(scroll, 1);
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        if (std::none_of(events.begin(), events.end(),
                [](const auto& event) { return store::kindOf(event.object) == api::ObjectKind::Node; }))
            return;
        (void)m_log.see(managerFacts(this->cluster().store()), systemNow());
        if (isVisible())
            refresh();
    });
    connect(&cluster, &Cluster::stateChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&cluster, &Cluster::selectionChanged, this, &ManagersPage::refreshButtons);
    connect(&m_poll, &QTimer::timeout, this, &ManagersPage::ask);
    m_poll.setInterval(2s);
}

QWidget* ManagersPage::makeHeader()
{
    auto* header = new QWidget(this);
    auto* line = titleLine(tr("Managers"), header);
    header->setLayout(line);
    line->addStretch(1);
    m_promote = new QPushButton(icon(QStringLiteral("promote")), tr("Promote"), header);
    m_promote->setObjectName(QStringLiteral("promote"));
    m_promote->setAccessibleName(tr("Promote a worker"));
    m_candidates = new QMenu(m_promote);
    m_promote->setMenu(m_candidates);
    connect(m_candidates, &QMenu::aboutToShow, this, &ManagersPage::fillPromote);
    m_demote = new QPushButton(icon(QStringLiteral("demote")), tr("Demote…"), header);
    m_demote->setObjectName(QStringLiteral("node.demote"));
    connect(m_demote, &QPushButton::clicked, this, [this] { Q_EMIT trigger(QStringLiteral("node.demote")); });
    auto* add = new QPushButton(icon(QStringLiteral("add")), tr("Add Node…"), header);
    add->setObjectName(QStringLiteral("node.add"));
    connect(add, &QPushButton::clicked, this, [this] { Q_EMIT trigger(QStringLiteral("node.add")); });
    for (auto* button : {m_promote, m_demote, add})
        line->addWidget(button);
    return header;
}

void ManagersPage::makeTable()
{
    m_table = new QTreeWidget(this);
    m_table->setObjectName(QStringLiteral("managersTable"));
    m_table->setAccessibleName(tr("Managers"));
    m_table->setColumnCount(Columns);
    m_table->setHeaderLabels({tr("Name"), tr("Role"), tr("Reachable"), tr("Address"), tr("Zone"), tr("Version"),
        tr("Certificate"), tr("Term"), tr("Written/Decided"), tr("Behind"), tr("Last contact")});
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->header()->setStretchLastSection(true);
    m_table->header()->setSectionsMovable(false);
    constexpr int Widths[Columns] = {104, 76, 76, 128, 56, 112, 76, 52, 110, 80, 80};
    for (int column = 0; column < Columns; ++column)
        m_table->header()->resizeSection(column, std::max(Widths[column] * m_table->fontMetrics().height() / 17, m_table->fontMetrics().horizontalAdvance(m_table->headerItem()->text(column)) + 16));
    connect(m_table, &QTreeWidget::itemSelectionChanged, this, [this] {
        if (m_syncing)
            return;
        Selection selection{.kind = api::ObjectKind::Node, .ids = {}};
        for (const auto* item : m_table->selectedItems())
            selection.ids.push_back(item->data(Name, Qt::UserRole).toString().toStdString());
        cluster().select(std::move(selection));
    });
    connect(m_table, &QTreeWidget::itemActivated, this,
        [this] { Q_EMIT goTo(QStringLiteral("nodes"), cluster().selection()); });
}

bool ManagersPage::settled() const
{
    return m_answered || cluster().viewing() || !cluster().capabilities().has("raft");
}

void ManagersPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refresh();
    m_poll.start();
    ask();
}

void ManagersPage::hideEvent(QHideEvent* event)
{
    m_poll.stop();
    Page::hideEvent(event);
}

void ManagersPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        refresh();
}

void ManagersPage::ask()
{
    const auto& state = cluster().state();
    if (m_asking || cluster().viewing() || state.standing != client::Standing::Manager)
        return;
    if (cluster().capabilities().has("certificates") && m_certificates.empty())
        whenAnswered<std::string>(this, fetchFromManager(&cluster().connection(), "/skep/v1/certificates"),
            [this](const Result<std::string>& body) {
                if (auto facts = body ? readCertificates(QByteArray::fromStdString(*body)) : std::nullopt)
                    m_certificates = std::move(*facts);
                refresh();
            });
    if (!cluster().capabilities().has("raft"))
        return;
    m_asking = true;
    whenAnswered<std::string>(
        this, fetchFromManager(&cluster().connection(), "/skep/v1/raft"), [this](const Result<std::string>& body) {
            m_asking = false;
            m_answered = true;
            m_raft = body ? readRaft(QByteArray::fromStdString(*body)) : std::nullopt;
            refresh();
        });
}

void ManagersPage::refresh()
{
    const auto managers = managerFacts(cluster().store());
    const bool lost = cluster().state().standing == client::Standing::NoQuorum && !cluster().viewing();
    m_headline->setText(managers.empty() ? tr("No manager is known yet.")
            : lost                       ? tr("%n manager(s) known · no majority now", nullptr, int(managers.size()))
                                         : quorumHeadline(managers));
    (void)m_log.see(managers, systemNow());
    const QString leaders = m_log.text(MostLeaders);
    m_leaders->setText(tr("Leaders seen since this page was opened: %1").arg(leaders));
    m_leaders->setVisible(!leaders.isEmpty());
    const QString warning = quorumWarning(managers);
    m_warning->setText(warning);
    m_warning->setVisible(!warning.isEmpty());
    const bool held = whatIfManagersFail(managers, {}).held;
    setTone(m_warning, held ? TextTone::Warn : TextTone::Error);
    refreshTable(managers);
    for (auto* part : std::initializer_list<QWidget*>{m_table, m_planner, m_tolerance})
        part->setVisible(!managers.empty());
    m_planner->show(managers);
    m_tolerance->show(int(managers.size()), quorumAdvice(managers));
    refreshButtons();
}

void ManagersPage::refreshTable(const std::vector<ManagerFact>& managers)
{
    m_syncing = true;
    // Rows keep their places as long as the same managers stand in the same order.
    while (m_table->topLevelItemCount() > int(managers.size()))
        delete m_table->takeTopLevelItem(m_table->topLevelItemCount() - 1);
    while (m_table->topLevelItemCount() < int(managers.size()))
        m_table->addTopLevelItem(new QTreeWidgetItem);
    const QLocale locale;
    const auto& chosen = cluster().selection();
    bool zones = false, versions = false;
    for (int i = 0; i < int(managers.size()); ++i) {
        const ManagerFact& manager = managers[std::size_t(i)];
        QTreeWidgetItem* row = m_table->topLevelItem(i);
        zones |= !manager.zone.isEmpty();
        versions |= !manager.version.isEmpty();
        row->setSizeHint(Name, QSize(0, RowHeight));
        row->setData(Name, Qt::UserRole, qstr(manager.id));
        row->setText(Name, manager.name);
        row->setIcon(Name, icon(manager.leader ? QStringLiteral("crown") : QStringLiteral("managers")));
        row->setText(Role, manager.leader ? tr("leader") : tr("follower"));
        row->setText(Reach, !manager.told ? QStringLiteral("–") : manager.reachable ? tr("yes") : tr("no"));
        row->setForeground(Reach,
            !manager.told           ? theme().muted
                : manager.reachable ? theme().textOk
                                    : theme().textError);
        row->setText(Address, manager.address.isEmpty() ? QStringLiteral("–") : manager.address);
        row->setText(Zone, manager.zone);
        row->setText(Version, manager.version);
        const auto certificate = std::find_if(
            m_certificates.begin(), m_certificates.end(), [&](const auto& fact) { return fact.nodeId == manager.id; });
        if (certificate != m_certificates.end() && !certificate->notAfter.isZero())
            row->setText(Certificate, daysLeftText(double((certificate->notAfter - systemNow()).count()) / 86'400e9));
        const auto member
            = m_raft ? m_raft->members.find(manager.id) : std::map<std::string, RaftFacts::Member>::const_iterator();
        const bool known = m_raft && member != m_raft->members.end();
        row->setText(Term, known ? locale.toString(qulonglong(m_raft->term)) : QString());
        // A new leader does not know yet what the others have.
        const bool heard = known && member->second.match > 0;
        row->setText(Match, heard ? QStringLiteral("%1/%2").arg(member->second.match).arg(m_raft->commit) : QStringLiteral("–"));
        row->setText(Lag, heard ? tr("%n entries", nullptr, int(member->second.lag)) : QStringLiteral("–"));
        row->setText(Contact,
            !known || member->second.leader || member->second.lastContactMs < 0
                ? QStringLiteral("–")
                : member->second.lastContactMs < 1000 ? tr("%1 ms").arg(member->second.lastContactMs)
                                                      : durationText(member->second.lastContactMs / 100 * 100'000'000));
        if (known && !member->second.voter)
            row->setText(Role, tr("catching up"));
        row->setSelected(chosen.kind == api::ObjectKind::Node
            && std::find(chosen.ids.begin(), chosen.ids.end(), manager.id) != chosen.ids.end());
    }
    m_syncing = false;
    m_table->setColumnHidden(Zone, !zones);
    m_table->setColumnHidden(Version, !versions);
    m_table->setColumnHidden(Certificate, !cluster().capabilities().has("certificates"));
    for (const int column : {Term, Match, Lag, Contact})
        m_table->setColumnHidden(column, cluster().viewing() || !cluster().capabilities().has("raft"));
    // As high as its rows; the bar below is there when the window is too narrow for the columns.
    const int bar = m_table->horizontalScrollBar()->sizeHint().height();
    m_table->setFixedHeight(m_table->header()->sizeHint().height() + std::max(1, int(managers.size())) * std::max(RowHeight, m_table->sizeHintForRow(0))
        + (m_table->header()->length() > m_table->viewport()->width() ? bar : 4));
}

void ManagersPage::refreshButtons()
{
    const Action* demote = findAction(QStringLiteral("node.demote"));
    const auto refused = refusalOf(*demote, cluster(), cluster().selection());
    m_demote->setEnabled(!refused);
    m_demote->setToolTip(refused.value_or(QString()));
    const bool can = cluster().state().standing == client::Standing::Manager;
    m_promote->setEnabled(can);
    if (auto* add = findChild<QPushButton*>(QStringLiteral("node.add")))
        add->setEnabled(can);
}

void ManagersPage::fillPromote()
{
    m_candidates->clear();
    int offered = 0;
    for (const auto& node : cluster().store().all<api::Node>()) {
        if (isManager(*node) || node->status.state != api::NodeState::Ready || offered == MostCandidates)
            continue;
        ++offered;
        auto* candidate = m_candidates->addAction(tr("%1…").arg(nodeName(*node)));
        candidate->setObjectName(qstr(node->id));
        connect(candidate, &QAction::triggered, this, [this, id = node->id] {
            cluster().select({.kind = api::ObjectKind::Node, .ids = {id}});
            Q_EMIT trigger(QStringLiteral("node.promote"));
        });
    }
    if (offered == 0)
        m_candidates->addAction(tr("No worker is ready"))->setEnabled(false);
    if (offered == MostCandidates)
        connect(m_candidates->addAction(tr("Others, on the page Nodes")), &QAction::triggered, this,
            [this] { Q_EMIT goTo(QStringLiteral("nodes"), cluster().selection()); });
}

PageEntry managersEntry()
{
    return {.id = QStringLiteral("managers"),
        .title = ManagersPage::tr("Managers"),
        .icon = QStringLiteral("managers"),
        .available = [](const Cluster&) { return true; },
        .badge =
            [](const Cluster& cluster) {
                const Quorum quorum = quorumOf(cluster.store());
                return quorum.managers == 0 ? QString()
                    : quorum.reachable < quorum.managers
                    ? QStringLiteral("⚠%1/%2").arg(quorum.reachable).arg(quorum.managers)
                    : QString::number(quorum.managers);
            },
        .make = [](Cluster& cluster, QWidget* parent) -> Page* { return new ManagersPage(cluster, parent); }};
}

} // namespace skep::ui
