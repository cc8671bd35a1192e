#pragma once

#include "ui/cluster/cluster.h"
#include "ui/history/eventmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTreeView;

namespace skep::ui {

// Stored and new events as a list that goes on by itself. Asks only while it is visible.
class EventFeed final : public QWidget
{
    Q_OBJECT
public:
    EventFeed(Cluster& cluster, QWidget* parent);

    void setQuery(HistoryFile::Query query);
    [[nodiscard]] EventModel& model() { return *m_model; }
    [[nodiscard]] QTreeView* view() const { return m_view; }
    [[nodiscard]] bool settled() const { return m_answered; }
    void copy() const;

Q_SIGNALS:
    void opened(const skep::ui::Recorded& event); // Enter, double click
    void counted();

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restart();
    void more();

    Cluster& m_cluster;
    EventModel* m_model;
    QTreeView* m_view;
    QLabel* m_empty;
    HistoryFile::Query m_query;
    std::uint64_t m_generation = 0; // answers to older questions are not for us
    bool m_answered = false, m_stale = true;
    QTimer m_later;
};

// Where an event's object is looked at; "" where there is no such page.
[[nodiscard]] QString pageOf(api::ObjectKind kind);

} // namespace skep::ui
