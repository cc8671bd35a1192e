#pragma once

#include "ui/cluster/cluster.h"
#include "ui/topology/heat.h"

#include <QTreeWidget>

#include <map>

namespace skep::ui::topology {

// The map as a tree of words: the same groups, nodes and tasks, for readers and for hands on the keyboard. Follows the
// mirror while it is shown; what is open, chosen and scrolled to stays.
class TopologyTable final : public QTreeWidget
{
    Q_OBJECT
public:
    TopologyTable(Cluster& cluster, QWidget* parent);

    void setGrouping(const Grouping& grouping);
    // A column that compares loads of that kind; nullopt: none.
    void setHeat(std::optional<Measure> measure);
    // Only nodes that match, and those with tasks that do; "" shows all.
    void setFilter(const QString& filter);

Q_SIGNALS:
    void opened(const skep::ui::Selection& selection); // Enter, double click
    void menuAsked(const QPoint& globalPosition);

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum Role
    {
        IdRole = Qt::UserRole,
        KindRole
    };
    enum class Kind
    {
        Group,
        Node,
        Task
    };

    void take(const std::vector<store::Event>& events);
    void rebuild();
    void fill(QTreeWidgetItem* item, const NodeView& node);
    void fillTasks(QTreeWidgetItem* item, const NodeView& node);
    void applyFilter();
    void applyHeat();
    void fromView();
    void fromCluster();
    [[nodiscard]] QString groupOf(const NodeView& node) const;
    [[nodiscard]] NodeView viewOf(const std::string& id) const;

    Cluster& m_cluster;
    Grouping m_grouping;
    QString m_filter;
    std::optional<Measure> m_heat;
    std::map<std::string, QTreeWidgetItem*> m_nodes;
    std::map<std::string, Load> m_loads; // of m_nodes
    bool m_stale = true, m_syncing = false;
};

} // namespace skep::ui::topology
