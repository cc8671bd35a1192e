#pragma once

#include "ui/cluster/cluster.h"
#include "ui/logs/logline.h"

#include <QObject>
#include <QTimer>

namespace skep::ui {

// What to read, and how much of the past.
struct LogSource
{
    api::ObjectKind kind = api::ObjectKind::Service; // or Task
    std::string id;
    int tail = 1000; // of each replica; below zero: all
    Nanoseconds since{}; // no older than this; zero: whatever there is
    bool operator==(const LogSource&) const = default;
};

// One replica's part of the merged stream.
struct LogLane
{
    enum class State : std::uint8_t
    {
        Waiting,
        Live,
        Ended,
        Unreachable
    };

    std::string taskId;
    QString label; // "web.3@w5"
    State state = State::Waiting;
    QString reason; // why it has ended or cannot be read
    std::uint64_t lines = 0;
    bool operator==(const LogLane&) const = default;
};

// The tasks of a source that have or had a container, as the mirror shows them: by slot, newest first.
[[nodiscard]] std::vector<LogLane> lanesOf(const store::View& view, const LogSource& source);
[[nodiscard]] QString laneStateText(LogLane::State state);
// What a message of the engine means and what to do about it; "" when it is nothing known. `driver` is the log driver,
// "" the usual.
[[nodiscard]] QString explainLogProblem(const QString& message, const QString& driver);
// The log driver of what the source names, "" when it is the engine's own choice.
[[nodiscard]] QString logDriverOf(const store::View& view, const LogSource& source);
[[nodiscard]] bool usesTerminal(const store::View& view, const LogSource& source);

// Follows the logs of a service or a task: one stream of the server's, merged by time, flushed ten times a second. A
// broken stream is taken up again where it was.
class LogSession final : public QObject
{
    Q_OBJECT
public:
    explicit LogSession(Cluster& cluster, QObject* parent = nullptr);
    ~LogSession() override;

    void open(LogSource source);
    void close();
    [[nodiscard]] const LogSource& source() const { return m_source; }
    [[nodiscard]] const std::vector<LogLane>& lanes() const { return m_lanes; }
    // What cannot be read and why; "" when all is well.
    [[nodiscard]] QString problem() const { return m_problem; }
    [[nodiscard]] bool terminal() const { return m_terminal; }
    [[nodiscard]] bool streaming() const { return m_streaming; }

Q_SIGNALS:
    void lines(const std::vector<skep::ui::LogLine>& lines);
    void lanesChanged();
    // problem() or streaming() is another one.
    void stateChanged();

private:
    struct Reader; // outlives the session by what its coroutine still has to unwind
    static async::Task<void> read(std::shared_ptr<Reader> reader);
    void start();
    void receive(const std::vector<LogFrame>& frames);
    void ended(const QString& problem, bool again);
    void flush();
    void refreshLanes();
    void tellProblem(const QString& message);
    void setProblem(const QString& problem);

    Cluster& m_cluster;
    LogSource m_source;
    std::shared_ptr<Reader> m_reader;
    LogMerge m_merge;
    std::vector<LogLane> m_lanes;
    QString m_problem;
    bool m_terminal = false, m_streaming = false, m_again = false, m_unreadable = false;
    Timestamp m_newest; // of the lines so far
    std::map<std::string, Timestamp> m_newestOf; // by task: what a stream taken up again repeats is left out
    QTimer m_flush, m_retry;
};

} // namespace skep::ui
