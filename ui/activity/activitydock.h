#pragma once

#include "ui/cluster/cluster.h"

#include <QDockWidget>

class QLabel;
class QTabWidget;
class QVBoxLayout;

namespace skep::ui {

class EventFeed;

// The operations of this window, newest first, each with how far it is and what one can do about it.
class OperationList final : public QWidget
{
    Q_OBJECT
public:
    OperationList(Cluster& cluster, QWidget* parent);

Q_SIGNALS:
    void changed();

private:
    class Row;
    void follow(int id);

    Cluster& m_cluster;
    QVBoxLayout* m_rows;
    QLabel* m_empty;
    std::map<int, Row*> m_byId;
};

// Below the pages: what was asked for, and what happens.
class ActivityDock final : public QDockWidget
{
    Q_OBJECT
public:
    ActivityDock(Cluster& cluster, QWidget* window);

Q_SIGNALS:
    void goTo(const QString& page, const skep::ui::Selection& selection);

private:
    QTabWidget* m_tabs;
    OperationList* m_operations;
    EventFeed* m_feed;
};

} // namespace skep::ui
