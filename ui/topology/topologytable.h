#pragma once

#include "ui/cluster/cluster.h"
#include "ui/topology/topologymodel.h"

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

    // "" groups by role, else by that node label.
    void setGrouping(const QString& label);
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
    void fromView();
    void fromCluster();
    [[nodiscard]] QString groupOf(const NodeView& node) const;
    [[nodiscard]] NodeView viewOf(const std::string& id) const;

    Cluster& m_cluster;
    QString m_label, m_filter;
    std::map<std::string, QTreeWidgetItem*> m_nodes;
    bool m_stale = true, m_syncing = false;
};

} // namespace skep::ui::topology
