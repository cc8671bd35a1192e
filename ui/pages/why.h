#pragma once

#include "shared/planning/why.h"
#include "ui/cluster/cluster.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTreeWidget;

namespace skep::ui {

class Suggestions;

// What the panel shows of an explanation. Values in, values out.
struct WhyTable
{
    struct Row
    {
        QString node;
        QStringList cells; // one for each of `filters`: "✓", or "✗" with the reason
        bool fits = false;
    };
    std::vector<scheduler::FilterId> filters; // those that say no to any node
    QStringList titles, passing; // their names; "3 of 12": the nodes they let pass
    std::vector<Row> rows; // best first
    int fitting = 0;
};
[[nodiscard]] WhyTable whyTable(const scheduler::Explanation& explanation);

// "Why is it not running?": every filter against every node, and the smallest changes that would help. Answered at once
// on the mirror with the scheduler's own rules; where the server explains, its answer replaces that.
class Why final : public QWidget
{
    Q_OBJECT
public:
    explicit Why(QWidget* parent);
    // Follows the task until another one comes. Hides itself when the task needs no explanation.
    void explain(Cluster& cluster, const api::Task& task);

private:
    void refresh();
    void ask();
    void take(const std::string& taskId, const Result<std::string>& answer);
    void show(const planning::Why& why, bool measured);
    void showMatrix(const WhyTable& table);

    Cluster* m_cluster = nullptr;
    std::string m_task;
    store::Ptr<api::Task> m_seen; // that the panel speaks of
    bool m_asking = false;
    QTimer m_again; // the world moves: not oftener than every two seconds
    QLabel *m_sentence, *m_source;
    Suggestions* m_suggestions;
    QTreeWidget* m_matrix;
};

// Whether the question makes sense: it does not run.
[[nodiscard]] bool asksWhy(const api::Task& task);

} // namespace skep::ui
