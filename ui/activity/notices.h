#pragma once

#include "ui/cluster/cluster.h"

#include <QToolButton>

#include <deque>

class QListWidget;

namespace skep::ui {

// Something a person should not miss, kept until 200 newer ones came.
struct Notice
{
    Timestamp at;
    QString text;
    Told::Tone tone = Told::Tone::Info;
    QString page; // where it leads; "" nowhere
    Selection selection;
};

// Collects what the toasts say and what went wrong in the cluster.
class Notices final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::size_t Limit = 200;

    Notices(Cluster& cluster, QObject* parent);
    [[nodiscard]] const std::deque<Notice>& all() const { return m_all; } // newest first
    [[nodiscard]] int unread() const { return m_unread; }
    void markRead();

Q_SIGNALS:
    void changed();

private:
    void add(Notice notice);
    void operationChanged(int id);

    Cluster& m_cluster;
    std::deque<Notice> m_all;
    std::map<int, Operation::Stage> m_stages;
    int m_unread = 0;
};

// The bell of the toolbar: how many are unread, and all of them when pressed.
class Bell final : public QToolButton
{
    Q_OBJECT
public:
    Bell(Cluster& cluster, QWidget* parent);
    [[nodiscard]] Notices& notices() { return *m_notices; }

Q_SIGNALS:
    void goTo(const QString& page, const skep::ui::Selection& selection);

private:
    void refresh();
    void open();

    Notices* m_notices;
};

} // namespace skep::ui
