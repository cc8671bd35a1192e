#pragma once

#include "ui/history/eventtext.h"

#include <QSqlDatabase>

#include <memory>
#include <vector>

namespace skep::ui {

// A line of the event list. A gap (`until` is set) says that nothing was seen from `at` to then.
struct Recorded
{
    std::int64_t id = 0; // ascending in order of recording
    Timestamp at, until;
    Told told;

    [[nodiscard]] bool gap() const { return !until.isZero(); }
};

// The cluster as it was recorded for a moment.
struct Moment
{
    Timestamp at; // that was asked for
    std::vector<store::ObjectPtr> objects;
};

// What was seen of one cluster, in a SQLite file: events in words, every change, and now and then everything. Usable in
// the thread that opened it. Tokens, keys, credentials and payloads of secrets never reach it, whatever the objects
// carry.
class HistoryFile
{
public:
    struct Limits
    {
        Nanoseconds age = std::chrono::hours(7 * 24);
        std::int64_t bytes = 200 << 20;
    };
    struct Query
    {
        Timestamp from, to; // zero: open
        std::int64_t after = 0; // only what was recorded after this one
        std::optional<api::ObjectKind> kind;
        QString name, text; // contained in the name; in any text
        int limit = 1000; // the newest ones
    };
    struct Extent
    {
        Timestamp first; // since when moments can be shown; zero: not at all
        Timestamp alive; // when something was last written
        std::vector<std::pair<Timestamp, Timestamp>> gaps;
        bool operator==(const Extent&) const = default;
    };

    // ":memory:" keeps it in memory. Error Unavailable with the reason.
    [[nodiscard]] static Result<std::unique_ptr<HistoryFile>> open(const QString& path, Limits limits);
    ~HistoryFile();
    HistoryFile(const HistoryFile&) = delete;
    HistoryFile& operator=(const HistoryFile&) = delete;

    // Ids of `events` are given here. Everything in one transaction.
    [[nodiscard]] Result<void> write(
        Timestamp at, const std::vector<store::Change>& changes, const std::vector<Recorded>& events);
    [[nodiscard]] Result<void> writeKeyframe(Timestamp at, const std::vector<store::ObjectPtr>& objects);
    // Forgets what is too old or too much, a keyframe and what follows it at a time; the newest keyframe stays.
    [[nodiscard]] Result<void> prune(Timestamp now);

    [[nodiscard]] Result<Extent> extent();
    // Newest first.
    [[nodiscard]] Result<std::vector<Recorded>> events(const Query& query);
    // The specifications that a service was seen with, newest first, each once while it stayed.
    struct Spec
    {
        Timestamp at;
        api::ServiceSpec spec;
    };
    [[nodiscard]] Result<std::vector<Spec>> specs(const std::string& serviceId);
    // The state that was known at that time. Error NotFound before the first keyframe.
    [[nodiscard]] Result<Moment> seek(Timestamp at);
    // No other moment will be asked for soon: forgets what would make that fast.
    void forgetReplay();

private:
    struct Replay
    { // where the last seek ended: the next one is often near
        std::int64_t keyframe = 0, delta = 0;
        Timestamp at;
        std::unique_ptr<store::Store> store;
    };

    HistoryFile(QString connection, Limits limits)
        : m_connection(std::move(connection))
        , m_limits(limits)
    {
    }
    [[nodiscard]] QSqlDatabase database() const { return QSqlDatabase::database(m_connection, false); }
    [[nodiscard]] Result<void> run(const char* statement);
    [[nodiscard]] Result<std::int64_t> number(const char* statement);
    [[nodiscard]] Result<void> rememberSpec(Timestamp at, const store::ObjectPtr& object);
    [[nodiscard]] Result<void> forgetBefore(std::int64_t ns);

    const QString m_connection;
    const Limits m_limits;
    Replay m_replay;
};

// The object without what must not be written down.
[[nodiscard]] store::ObjectPtr withoutSecrets(const store::ObjectPtr& object);

} // namespace skep::ui
