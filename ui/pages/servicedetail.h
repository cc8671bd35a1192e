#pragma once

#include "ui/cluster/cluster.h"
#include "ui/timeline/timeline.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace skep::ui {

struct Action;
class ReplicaGrid;
class TimelineView;

// One service at work: its replicas by slot, the number of them, and the update that runs.
class ServiceDetail final : public QWidget {
    Q_OBJECT
public:
    enum class Part { All, Replicas, Update };

    ServiceDetail(Cluster& cluster, QWidget* parent, Part part = Part::All);
    void show(const std::string& id);

Q_SIGNALS:
    void trigger(const QString& actionId);
    void taskChosen(const QString& id);

private:
    void refresh();
    [[nodiscard]] QString lackOf(const api::Service& service);

    Cluster& m_cluster;
    const Part m_part;
    std::string m_id;
    TimelineLog m_log;
    QLabel* m_heading;
    ReplicaGrid* m_grid;
    QWidget *m_lacking, *m_scaleLine;
    QLabel* m_lack;
    QString m_lackingTask; // that "Why" is about
    QSpinBox* m_replicas;
    QPushButton* m_scale;
    QLabel *m_update, *m_stall;
    std::vector<std::pair<const Action*, QPushButton*>> m_steering; // of the update that runs
    TimelineView* m_timeline;
    QTimer m_tick;
};

} // namespace skep::ui
