#include "ui/fleet/fleetwindow.h"

#include "ui/guard/clusterstrip.h"
#include "ui/guard/guard.h"
#include "ui/text/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/topology/topologylayout.h"
#include "ui/widgets/question.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTreeWidget>

#include <algorithm>

namespace skep::ui {
namespace {

enum Column
{
    NameColumn,
    StateColumn,
    ManagersColumn,
    NodesColumn,
    ServicesColumn,
    TasksColumn,
    ProblemColumn,
    AddressColumn
};

using Health = FleetSummary::Health;

constexpr int RowHeight = 36;

QIcon iconOf(Health health)
{
    switch (health) {
    case Health::Good:
        return icon(QStringLiteral("check"));
    case Health::Attention:
        return icon(QStringLiteral("warning"));
    case Health::Bad:
        return icon(QStringLiteral("error"));
    case Health::Unknown:
        break;
    }
    return icon(QStringLiteral("clock"));
}

QColor colourOf(Health health)
{
    const Theme& t = theme();
    switch (health) {
    case Health::Good:
        return t.textOk;
    case Health::Attention:
        return t.textWarn;
    case Health::Bad:
        return t.textError;
    case Health::Unknown:
        break;
    }
    return t.muted;
}

// Names in the order people count in; a line never moves because of what it says.
class Row final : public QTreeWidgetItem
{
public:
    using QTreeWidgetItem::QTreeWidgetItem;
    bool operator<(const QTreeWidgetItem& other) const override
    {
        const int column = treeWidget() ? treeWidget()->sortColumn() : int(NameColumn);
        return topology::naturalLess(text(column), other.text(column));
    }
};

} // namespace

FleetWindow::FleetWindow(std::vector<client::ClusterTarget> open)
    : m_open(std::move(open))
{
    setObjectName(QStringLiteral("fleetWindow"));
    setWindowTitle(tr("Fleet") + QStringLiteral(" — Skep"));
    setWindowIcon(QIcon(QStringLiteral(":/skep.svg")));
    resize(1280, 560);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(12);
    layout->addWidget(makeHeader());
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("fleetList"));
    m_list->setAccessibleName(tr("Clusters"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setHeaderLabels({tr("Cluster"), tr("State"), tr("Managers"), tr("Nodes"), tr("Services"), tr("Tasks"),
        tr("What is wrong"), tr("Address")});
    const int widths[] = {150, 110, 170, 110, 130, 130, 200, 200};
    for (int column = 0; column < int(std::size(widths)); ++column)
        m_list->header()->resizeSection(column, scaled(widths[column]));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(ProblemColumn, QHeaderView::Stretch);
    auto* none = new QLabel(tr("No cluster has been connected to yet.\nAdd one: it stays in this list and is watched "
                               "while the list is open."),
        this);
    none->setAlignment(Qt::AlignCenter);
    none->setWordWrap(true);
    m_face = new QStackedWidget(this);
    m_face->addWidget(m_list);
    m_face->addWidget(none);
    layout->addWidget(m_face, 1);
    layout->addWidget(makeFooter());
    connect(m_list, &QTreeWidget::itemActivated, this, &FleetWindow::openChosen);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &FleetWindow::refreshFoot);
    auto* again = new QShortcut(QKeySequence::Refresh, this);
    connect(again, &QShortcut::activated, this, [this] {
        for (const auto& [row, member] : m_members)
            member->refresh();
    });
    connect(&GuardBook::instance(), &GuardBook::changed, this, &FleetWindow::fillAll);
    refill();
    m_list->setFocus();
}

// With the size of the text.
int FleetWindow::scaled(int pixels) const
{
    return pixels * fontMetrics().height() / 17;
}

QWidget* FleetWindow::makeHeader()
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    auto* title = new QLabel(tr("Fleet"), header);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_count = new QLabel(header);
    m_count->setObjectName(QStringLiteral("fleetCount"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(title);
    row->addSpacing(8);
    row->addWidget(m_count);
    row->addStretch(1);
    auto* more = new QPushButton(icon(QStringLiteral("add")), tr("Add…"), header);
    more->setObjectName(QStringLiteral("fleetAdd"));
    connect(more, &QPushButton::clicked, this, &FleetWindow::addAsked);
    row->addWidget(more);
    return header;
}

QWidget* FleetWindow::makeFooter()
{
    auto* footer = new QWidget(this);
    auto* row = new QHBoxLayout(footer);
    row->setContentsMargins(0, 0, 0, 0);
    m_detail = new QLabel(footer);
    m_detail->setObjectName(QStringLiteral("fleetDetail"));
    m_detail->setWordWrap(true);
    m_detail->setTextFormat(Qt::PlainText);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setMinimumHeight(fontMetrics().height() * 3);
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    row->addWidget(m_detail, 1);
    m_removeButton = new QPushButton(tr("Remove…"), footer);
    m_removeButton->setObjectName(QStringLiteral("fleetRemove"));
    connect(m_removeButton, &QPushButton::clicked, this, &FleetWindow::removeChosen);
    m_openButton = new QPushButton(tr("Open"), footer);
    m_openButton->setObjectName(QStringLiteral("fleetOpen"));
    setButtonRole(m_openButton, ButtonRole::Primary);
    connect(m_openButton, &QPushButton::clicked, this, &FleetWindow::openChosen);
    row->addWidget(m_removeButton, 0, Qt::AlignTop);
    row->addWidget(m_openButton, 0, Qt::AlignTop);
    return footer;
}

FleetMember* FleetWindow::knownAt(const QString& address) const
{
    for (const auto& [row, member] : m_members)
        if (member->address() == address)
            return member;
    return nullptr;
}

void FleetWindow::watch(const client::ClusterTarget& target)
{
    m_open.push_back(target);
    refill();
}

void FleetWindow::refill()
{
    for (const Recent& recent : recents()) {
        const auto target = targetFor(recent);
        if (!knownAt(target ? addressOf(*target) : recent.host))
            add(target ? new FleetMember(*target, recent, this)
                       : new FleetMember(recent, qstr(target.error().message), this));
    }
    for (const auto& target : m_open)
        if (!knownAt(addressOf(target)))
            add(new FleetMember(target, std::nullopt, this));
    m_list->sortItems(NameColumn, Qt::AscendingOrder);
    if (!m_list->currentItem() && m_list->topLevelItemCount() > 0)
        m_list->setCurrentItem(m_list->topLevelItem(0));
    refreshHead();
    refreshFoot();
}

void FleetWindow::add(FleetMember* member)
{
    auto* row = new Row(m_list);
    row->setSizeHint(NameColumn, QSize(0, scaled(RowHeight)));
    m_members[row] = member;
    fill(row, *member);
    connect(member, &FleetMember::changed, this, [this, row, member] {
        fill(row, *member);
        refreshHead();
        refreshFoot();
    });
}

void FleetWindow::fill(QTreeWidgetItem* row, const FleetMember& member)
{
    const FleetSummary& summary = member.summary();
    const auto put = [row](int column, const QString& text) {
        if (row->text(column) != text)
            row->setText(column, text);
    };
    const auto numbers = [&summary](const QString& text) { return summary.seen ? text : QString(); };
    const Guard guard = GuardBook::instance().of(summary.clusterId);
    put(NameColumn, member.name() + (tagOf(guard).isEmpty() ? QString() : QStringLiteral(" — ") + tagOf(guard)));
    row->setIcon(AddressColumn, clusterSwatch(guard.colour));
    row->setIcon(NameColumn, iconOf(summary.health));
    put(StateColumn, summary.state);
    row->setForeground(StateColumn, colourOf(summary.health));
    put(ManagersColumn, numbers(quorumText(summary.quorum)));
    put(NodesColumn, numbers(tr("%1 of %2 ready").arg(summary.nodesReady).arg(summary.nodes)));
    put(ServicesColumn, numbers(tr("%1 of %2 converged").arg(summary.converged).arg(summary.services)));
    put(TasksColumn, numbers(tr("%1 of %2 running").arg(summary.running).arg(summary.wanted)));
    put(ProblemColumn, summary.problems.join(u' '));
    put(AddressColumn, member.address());
    QStringList spoken;
    for (int column = NameColumn; column <= AddressColumn; ++column)
        if (!row->text(column).isEmpty())
            spoken << row->text(column);
    row->setData(NameColumn, Qt::AccessibleTextRole, spoken.join(QStringLiteral(", ")));
}

void FleetWindow::refreshHead()
{
    int troubled = 0;
    for (const auto& [row, member] : m_members)
        troubled += member->summary().health == Health::Attention || member->summary().health == Health::Bad;
    const int all = int(m_members.size());
    m_face->setCurrentIndex(all > 0 ? 0 : 1);
    const QString count = tr("%n cluster(s)", nullptr, all);
    m_count->setText(all == 0 ? QString()
            : troubled > 0    ? count + QStringLiteral(" · ") + tr("%n need(s) attention", nullptr, troubled)
                              : count);
}

void FleetWindow::refreshFoot()
{
    const FleetMember* member = chosen();
    m_openButton->setEnabled(member && member->usable());
    m_removeButton->setEnabled(member);
    if (!member)
        return m_detail->setText({});
    const FleetSummary& summary = member->summary();
    m_detail->setText(!summary.problems.isEmpty()          ? summary.problems.join(u'\n')
            : summary.health == FleetSummary::Health::Good ? tr("%1: no problems.").arg(member->name())
                                                           : tr("%1: %2…").arg(member->name(), summary.state));
}

FleetMember* FleetWindow::chosen() const
{
    const auto found = m_members.find(m_list->currentItem());
    return found == m_members.end() ? nullptr : found->second;
}

void FleetWindow::openChosen()
{
    if (const FleetMember* member = chosen(); member && member->usable())
        Q_EMIT openAsked(member->target());
}

void FleetWindow::removeChosen()
{
    FleetMember* member = chosen();
    if (!member)
        return;
    ask(nullptr, this,
        {.title = tr("Remove %1 from the list").arg(member->name()),
            .text = tr("Skep forgets how to reach it. The cluster itself goes on as it is."),
            .verb = tr("Remove"),
            .role = ButtonRole::Plain},
        [this, guarded = QPointer<FleetMember>(member)] {
            if (!guarded)
                return;
            if (guarded->recent())
                forget(*guarded->recent());
            std::erase_if(
                m_open, [&](const client::ClusterTarget& target) { return addressOf(target) == guarded->address(); });
            const auto row = std::find_if(
                m_members.begin(), m_members.end(), [&](const auto& one) { return one.second == guarded; });
            QTreeWidgetItem* item = row->first;
            m_members.erase(row);
            delete guarded;
            delete item;
            refreshHead();
            refreshFoot();
        });
}

bool FleetWindow::settled() const
{
    return std::none_of(m_members.begin(), m_members.end(),
        [](const auto& one) { return one.second->summary().health == Health::Unknown; });
}

void FleetWindow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fillAll();
}

void FleetWindow::fillAll()
{
    for (const auto& [row, member] : m_members)
        fill(row, *member);
}

} // namespace skep::ui
