#pragma once

#include "ui/changes/changeset.h"
#include "ui/widgets/sheet.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace skep::ui {

class Confirmation;
class ReviewPane;

// The staged edits before they are sent: their order, what each changes, the same as commands, and where the tasks
// would run once all are applied.
class ChangeSetSheet final : public Sheet
{
    Q_OBJECT
public:
    static ChangeSetSheet* open(Cluster& cluster, QWidget* window);

private:
    ChangeSetSheet(Cluster& cluster, QWidget* window);
    void build();
    void refill();
    void refreshButtons();
    void simulate();
    [[nodiscard]] int current() const;

    Cluster& m_cluster;
    ChangeSet& m_set;
    QWidget* m_window;
    QTreeWidget* m_list;
    ReviewPane* m_review;
    Confirmation* m_confirmation;
    QPushButton *m_up, *m_down, *m_edit, *m_remove, *m_discard, *m_verb;
    QTimer m_simulate;
};

} // namespace skep::ui
