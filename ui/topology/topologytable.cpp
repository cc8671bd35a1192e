#include "ui/topology/topologytable.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QScrollBar>

#include <set>

namespace skep::ui::topology {
namespace {

enum Column
{
    NameColumn,
    StateColumn,
    AvailabilityColumn,
    TasksColumn,
    CpuColumn,
    MemoryColumn,
    HeatColumn
};

QString text(const QTreeWidgetItem* item, int role)
{
    return item->data(NameColumn, role).toString();
}

} // namespace

TopologyTable::TopologyTable(Cluster& cluster, QWidget* parent)
    : QTreeWidget(parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("topologyTable"));
    setAccessibleName(tr("The swarm as a table"));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setHeaderLabels(
        {tr("Name"), tr("State"), tr("Availability"), tr("Tasks"), tr("CPU"), tr("Memory"), tr("Compared")});
    setColumnHidden(HeatColumn, true);
    header()->resizeSection(NameColumn, 200);
    header()->resizeSection(StateColumn, 130);
    header()->resizeSection(AvailabilityColumn, 90);
    header()->resizeSection(TasksColumn, 60);
    header()->resizeSection(CpuColumn, 160);
    header()->resizeSection(MemoryColumn, 210);
    connect(&cluster, &Cluster::changed, this, &TopologyTable::take);
    connect(&cluster, &Cluster::selectionChanged, this, &TopologyTable::fromCluster);
    connect(this, &QTreeWidget::itemSelectionChanged, this, &TopologyTable::fromView);
    connect(this, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) {
        if (Kind(text(item, KindRole).toInt()) == Kind::Node)
            fillTasks(item, viewOf(text(item, IdRole).toStdString()));
    });
    connect(this, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
        const auto kind = Kind(text(item, KindRole).toInt());
        if (kind != Kind::Group)
            Q_EMIT opened({kind == Kind::Task ? api::ObjectKind::Task : api::ObjectKind::Node,
                {text(item, IdRole).toStdString()}});
    });
    connect(this, &QTreeWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (m_cluster.selection().kind == api::ObjectKind::Node)
            Q_EMIT menuAsked(viewport()->mapToGlobal(at));
    });
}

void TopologyTable::setGrouping(const Grouping& grouping)
{
    m_grouping = grouping;
    m_stale = true;
    if (isVisible())
        rebuild();
}

void TopologyTable::setHeat(std::optional<Measure> measure)
{
    m_heat = measure;
    setColumnHidden(HeatColumn, !measure);
    if (isVisible())
        applyHeat();
}

void TopologyTable::applyHeat()
{
    if (!m_heat)
        return;
    std::vector<Load> loads;
    for (const auto& [id, load] : m_loads)
        loads.push_back(load);
    const HeatScale scale = scaleOf(loads, *m_heat);
    for (const auto& [id, item] : m_nodes) {
        const Load& load = m_loads[id];
        const QString text = loadText(load, *m_heat) + QStringLiteral(", ") + comparisonText(load, scale);
        if (item->text(HeatColumn) != text)
            item->setText(HeatColumn, text);
    }
    headerItem()->setToolTip(HeatColumn, meanText(scale));
}

void TopologyTable::setFilter(const QString& filter)
{
    m_filter = filter.trimmed();
    applyFilter();
}

void TopologyTable::showEvent(QShowEvent* event)
{
    QTreeWidget::showEvent(event);
    if (m_stale)
        rebuild();
    else
        applyHeat();
    fromCluster();
}

NodeView TopologyTable::viewOf(const std::string& id) const
{
    const auto node = m_cluster.store().get<api::Node>(id);
    return node ? nodeView(m_cluster.store(), *node, m_grouping) : NodeView{};
}

QString TopologyTable::groupOf(const NodeView& node) const
{
    if (m_grouping.byRole())
        return node.manager ? tr("Managers") : tr("Workers");
    return m_grouping.bandTitle(node.group);
}

void TopologyTable::take(const std::vector<store::Event>& events)
{
    if (!isVisible()) {
        m_stale = true;
        return;
    }
    std::set<std::string> dirty;
    for (const auto& event : events)
        for (const auto& object : {event.object, event.old}) {
            if (const auto task = store::as<api::Task>(object))
                dirty.insert(task->nodeId);
            else if (const auto node = store::as<api::Node>(object))
                dirty.insert(node->id);
        }
    dirty.erase(std::string());
    for (const auto& id : dirty) {
        const auto known = m_nodes.find(id);
        const NodeView node = viewOf(id);
        if (known == m_nodes.end() ? !node.id.empty()
                                   : node.id.empty() || text(known->second->parent(), IdRole) != groupOf(node))
            return rebuild();
        if (known != m_nodes.end())
            fill(known->second, node);
    }
    if (dirty.empty())
        return;
    applyFilter();
    applyHeat();
}

void TopologyTable::rebuild()
{
    m_stale = false;
    m_syncing = true;
    const int scrolled = verticalScrollBar()->value();
    std::set<std::string> open;
    std::set<QString> closed;
    for (const auto& [id, item] : m_nodes)
        if (item->isExpanded())
            open.insert(id);
    for (int i = 0; i < topLevelItemCount(); ++i)
        if (!topLevelItem(i)->isExpanded())
            closed.insert(text(topLevelItem(i), IdRole));
    clear();
    m_nodes.clear();
    m_loads.clear();
    std::vector<NodeView> nodes;
    for (const auto& node : m_cluster.store().all<api::Node>())
        nodes.push_back(nodeView(m_cluster.store(), *node, m_grouping));
    // The order of the picture: managers or groups with a name first, then by name.
    std::sort(nodes.begin(), nodes.end(), [this](const NodeView& a, const NodeView& b) {
        if (m_grouping.byRole() && a.manager != b.manager)
            return a.manager;
        if (a.group != b.group && !m_grouping.byRole())
            return b.group.isEmpty() || (!a.group.isEmpty() && naturalLess(a.group, b.group));
        return naturalLess(a.name, b.name);
    });
    QTreeWidgetItem* group = nullptr;
    for (const NodeView& node : nodes) {
        const QString title = groupOf(node);
        if (!group || text(group, IdRole) != title) {
            group = new QTreeWidgetItem(this, QStringList(title));
            group->setData(NameColumn, IdRole, title);
            group->setData(NameColumn, KindRole, int(Kind::Group));
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(!closed.contains(title));
        }
        auto* item = new QTreeWidgetItem(group);
        item->setData(NameColumn, IdRole, qstr(node.id));
        item->setData(NameColumn, KindRole, int(Kind::Node));
        item->setChildIndicatorPolicy(QTreeWidgetItem::DontShowIndicatorWhenChildless);
        m_nodes[node.id] = item;
        fill(item, node);
        item->setExpanded(open.contains(node.id));
    }
    applyFilter();
    applyHeat();
    verticalScrollBar()->setValue(scrolled);
    m_syncing = false;
    fromCluster();
}

void TopologyTable::fill(QTreeWidgetItem* item, const NodeView& node)
{
    const auto put = [item](int column, const QString& now) {
        if (item->text(column) != now)
            item->setText(column, now);
    };
    m_loads[node.id] = loadOf(node);
    put(NameColumn, node.name);
    item->setIcon(NameColumn,
        icon(node.leader       ? QStringLiteral("crown")
                : node.manager ? QStringLiteral("managers")
                               : QStringLiteral("nodes")));
    put(StateColumn,
        node.manager && !node.reachable ? tr("%1, unreachable").arg(stateText(node.state)) : stateText(node.state));
    put(AvailabilityColumn, availabilityText(node.availability));
    put(TasksColumn, QString::number(node.pips.size()));
    put(CpuColumn, node.cpuText);
    put(MemoryColumn, node.memoryText);
    item->setData(NameColumn, Qt::AccessibleTextRole, node.sentence());
    item->setChildIndicatorPolicy(
        node.pips.empty() ? QTreeWidgetItem::DontShowIndicator : QTreeWidgetItem::ShowIndicator);
    if (item->isExpanded())
        fillTasks(item, node);
}

// In place: the n-th row shows the n-th task.
void TopologyTable::fillTasks(QTreeWidgetItem* item, const NodeView& node)
{
    while (item->childCount() > int(node.pips.size()))
        delete item->takeChild(item->childCount() - 1);
    for (int i = 0; i < int(node.pips.size()); ++i) {
        const Pip& pip = node.pips[std::size_t(i)];
        QTreeWidgetItem* row = i < item->childCount() ? item->child(i) : new QTreeWidgetItem(item);
        row->setText(NameColumn, pip.name);
        row->setText(StateColumn, stateText(pip.state));
        row->setIcon(NameColumn, taskIcon(pip.state));
        row->setData(NameColumn, IdRole, qstr(pip.id));
        row->setData(NameColumn, KindRole, int(Kind::Task));
        if (const auto task = m_cluster.store().get<api::Task>(pip.id))
            row->setData(NameColumn, Qt::AccessibleTextRole, taskSentence(m_cluster.store(), *task, systemNow()));
    }
}

void TopologyTable::applyFilter()
{
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = topLevelItem(i);
        int shownNodes = 0;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* item = group->child(j);
            const NodeView node = m_filter.isEmpty() ? NodeView{} : viewOf(text(item, IdRole).toStdString());
            const auto matches = [this](const QString& word) { return word.contains(m_filter, Qt::CaseInsensitive); };
            const bool shows = m_filter.isEmpty() || matches(node.name) || matches(node.group)
                || std::any_of(node.pips.begin(), node.pips.end(), [&](const Pip& pip) { return matches(pip.name); });
            item->setHidden(!shows);
            shownNodes += shows;
        }
        group->setHidden(shownNodes == 0);
    }
}

void TopologyTable::fromView()
{
    if (m_syncing || !isVisible())
        return;
    Selection selection{.kind = api::ObjectKind::Node, .ids = {}};
    for (const QTreeWidgetItem* item : selectedItems()) {
        const auto kind
            = Kind(text(item, KindRole).toInt()) == Kind::Task ? api::ObjectKind::Task : api::ObjectKind::Node;
        if (selection.ids.empty())
            selection.kind = kind;
        if (kind == selection.kind)
            selection.ids.push_back(text(item, IdRole).toStdString());
    }
    m_syncing = true;
    m_cluster.select(selection.ids.empty() ? Selection{} : std::move(selection));
    m_syncing = false;
}

void TopologyTable::fromCluster()
{
    if (m_syncing || !isVisible() || m_cluster.selection().kind != api::ObjectKind::Node)
        return;
    m_syncing = true;
    clearSelection();
    QTreeWidgetItem* last = nullptr;
    for (const auto& id : m_cluster.selection().ids)
        if (const auto known = m_nodes.find(id); known != m_nodes.end()) {
            known->second->setSelected(true);
            last = known->second;
        }
    if (last && currentItem() != last) {
        setCurrentItem(last, NameColumn, QItemSelectionModel::NoUpdate);
        scrollToItem(last);
    }
    m_syncing = false;
}

} // namespace skep::ui::topology
