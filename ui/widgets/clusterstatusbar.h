#pragma once

#include "ui/cluster/cluster.h"

#include <QStatusBar>

class QToolButton;

namespace skep::ui {

// Who leads, what may be lost, how many nodes, how fresh it all is. Each field opens what it is about.
class ClusterStatusBar final : public QStatusBar {
    Q_OBJECT
public:
    ClusterStatusBar(Cluster& cluster, QWidget* parent);

Q_SIGNALS:
    void goTo(const QString& page);
    void asked(const QString& action);

private:
    QToolButton* field(const char* name, const QString& page);
    void refresh();

    Cluster& m_cluster;
    bool m_recount = true; // tasks changed since they were counted
    int m_waiting = 0;
    QToolButton *m_leader, *m_quorum, *m_nodes, *m_tasks, *m_staged, *m_operations, *m_latency, *m_fresh, *m_writes;
};

} // namespace skep::ui
