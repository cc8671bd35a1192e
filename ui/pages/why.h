#pragma once

#include "shared/scheduler/explain.h"
#include "ui/cluster/cluster.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace skep::ui {

// "Why is it not running?": every filter against every node, and the smallest changes that would help. Computed on the mirror with the
// scheduler's own rules.
class Why final : public QWidget {
    Q_OBJECT
public:
    explicit Why(QWidget* parent);
    // Hides itself when the task needs no explanation.
    void explain(Cluster& cluster, const api::Task& task);

private:
    // The suggestions, each with the buttons that begin it: "suggestion.0.label", "suggestion.0.edit".
    void suggest(Cluster& cluster, const api::Task& task, const scheduler::Explanation& explained);

    QLabel *m_sentence, *m_changes;
    QWidget* m_list = nullptr;
    QString m_shown; // what the list is about
    QTreeWidget* m_matrix;
};

// Whether the question makes sense: it should run, and has no node yet.
[[nodiscard]] bool asksWhy(const api::Task& task);

} // namespace skep::ui
