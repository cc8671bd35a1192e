#pragma once

#include "shared/client/clusterconnection.h"
#include "ui/history/historyfile.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

class QThread;

namespace skep::ui {

// Watches one connection and remembers what happened: tells it in words at once, and writes it down in a thread of its
// own. Where another window or program writes for the same cluster already, this one only reads what that one writes.
// GUI thread.
class History final : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        std::chrono::milliseconds flush{250}, keyframe{5 * 60 * 1000}, alive{30'000};
    };
    // `directory` "": below the user's cache.
    History(client::ClusterConnection& connection, QString directory, Pace pace, QObject* parent = nullptr);
    explicit History(client::ClusterConnection& connection, QObject* parent = nullptr);
    ~History() override;

    // Answers come from the loop while `receiver` lives.
    void events(HistoryFile::Query query, QObject* receiver, std::function<void(const std::vector<Recorded>&)> answer);
    void seek(Timestamp at, QObject* receiver, std::function<void(const Result<Moment>&)> answer);
    // The specifications that a service was seen with, newest first.
    void specs(const std::string& serviceId, QObject* receiver,
        std::function<void(const std::vector<HistoryFile::Spec>&)> answer);
    // As last known; see extentChanged.
    [[nodiscard]] const HistoryFile::Extent& extent() const { return m_extent; }
    // Why nothing is kept beyond this run; "" when all is well.
    [[nodiscard]] QString problem() const { return m_problem; }
    // Writes what has been seen so far.
    void flush();

Q_SIGNALS:
    // What was seen just now; ids are not given yet.
    void told(const std::vector<skep::ui::Recorded>& events);
    // events() has more to answer.
    void recorded();
    void extentChanged();

private:
    struct Writer;
    void open(const std::string& clusterId);
    void see(const std::vector<store::Event>& events);
    void stateChanged();
    void keyframe();
    void aliveNow();
    void post(std::function<void(Writer&)> work);
    void askExtent();

    client::ClusterConnection& m_connection;
    const QString m_directory;
    const Pace m_pace;
    std::unique_ptr<QThread> m_thread;
    QObject* m_place = nullptr; // lives in the thread
    std::shared_ptr<Writer> m_writer;
    std::string m_clusterId;
    QString m_problem;
    HistoryFile::Extent m_extent;
    std::vector<store::Change> m_changes;
    std::vector<Recorded> m_events;
    std::shared_ptr<void> m_subscription;
    QTimer m_flush, m_keyframe, m_alive, m_poll;
    Timestamp m_lost; // when the connection was lost; zero while it is there
    bool m_begun = false; // the mirror has been complete once
    bool m_dirty = false; // changes since the last keyframe
};

} // namespace skep::ui
