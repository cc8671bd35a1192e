#pragma once

#include "ui/cluster/cluster.h"

#include <QWidget>

#include <algorithm>

class QLabel;
class QLineEdit;

namespace skep::ui {

// How many of them run, as far as what they do is still wanted.
template <class Tasks>
[[nodiscard]] int runningAmong(const Tasks& tasks)
{
    return int(std::count_if(tasks.begin(), tasks.end(), [](const auto& task) {
        return task->desiredState <= api::TaskState::Running && task->status.state == api::TaskState::Running;
    }));
}

// The place on a sheet where a name has to be typed before its verb may be pressed. Not there while the cluster's guard
// asks for none.
class Confirmation final : public QWidget
{
    Q_OBJECT
public:
    Confirmation(Cluster& cluster, QWidget* sheet);

    void setDeed(const Deed& deed);
    // "Type web first"; nullopt once it is there, or while nothing is asked for.
    [[nodiscard]] std::optional<QString> refusal() const;

Q_SIGNALS:
    void changed();

private:
    void refresh();

    Cluster& m_cluster;
    Deed m_deed;
    QString m_word;
    QLabel* m_label;
    QLineEdit* m_line;
};

} // namespace skep::ui
