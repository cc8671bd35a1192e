#pragma once

#include "shared/scheduler/explain.h"
#include "ui/cluster/cluster.h"

#include <QWidget>

namespace skep::ui {

// The smallest changes that would place a task, each with the buttons that begin it: "suggestion.0.label", "suggestion.0.edit".
// Hidden when there are none.
class Suggestions final : public QWidget {
    Q_OBJECT
public:
    explicit Suggestions(QWidget* parent);
    void show(Cluster& cluster, const api::Task& task, const scheduler::Explanation& explained);

private:
    QWidget* m_list = nullptr;
    QString m_shown; // what the list is about
};

} // namespace skep::ui
