#include "daemon/sqlite/sqliteraftstorage.h"

#include "daemon/consensus/wire.h"
#include "daemon/sqlite/database.h"
#include "shared/base/logging.h"
#include "shared/pki/secretbox.h"

#include <QCoreApplication>
#include <QThread>
#include <QVariant>

#include <cstring>

namespace skep::sqlite {
namespace {

using consensus::RaftStorage;

constexpr const char* Schema[] = {
    "CREATE TABLE IF NOT EXISTS entry (idx INTEGER PRIMARY KEY, term INTEGER NOT NULL, kind INTEGER NOT NULL, payload BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS replica (one INTEGER PRIMARY KEY CHECK (one = 1), self INTEGER NOT NULL, term INTEGER NOT NULL, "
    "vote INTEGER NOT NULL, commit_index INTEGER NOT NULL, initial BLOB NOT NULL)",
};

constexpr const char* InitialPlace = "initial configuration";

// Where a record belongs: index, term and kind are authenticated with it.
Bytes place(std::uint64_t index, std::uint64_t term, std::uint64_t kind)
{
    Bytes text(24, '\0');
    std::memcpy(text.data(), &index, 8);
    std::memcpy(text.data() + 8, &term, 8);
    std::memcpy(text.data() + 16, &kind, 8);
    return text;
}

QVariant number(std::uint64_t value) { return QVariant::fromValue(static_cast<qlonglong>(value)); }
std::uint64_t number(const QVariant& value) { return static_cast<std::uint64_t>(value.toLongLong()); }

} // namespace

// Lives in its own thread; everything reaches it as a posted call, so there is nothing to lock.
class SqliteRaftStorage::Writer {
public:
    ~Writer()
    {
        if (!m_thread.isRunning())
            return;
        call([this] {
            flush();
            m_insert.reset();
            m_truncate.reset();
            m_hard.reset();
            m_database.reset();
            m_context.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }

    Result<void> open(const std::string& path, BytesView dataKey)
    {
        auto box = pki::SecretBox::create(dataKey);
        if (!box)
            return tl::unexpected(box.error());
        m_box.emplace(std::move(*box));
        m_context = std::make_unique<QObject>();
        m_context->moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("raft-disk"));
        m_thread.start();
        Result<void> result;
        call([&] { result = openHere(path); });
        return result;
    }

    Result<std::optional<RaftStorage::Stored>> load()
    {
        Result<std::optional<RaftStorage::Stored>> result = std::optional<RaftStorage::Stored>{};
        call([&] { result = loadHere(); });
        return result;
    }

    Result<void> initialise(raft::RaftId self, const raft::Configuration& initial)
    {
        Result<void> result;
        call([&] { result = initialiseHere(self, initial); });
        return result;
    }

    void write(raft::WriteBatch batch, std::function<void(Result<void>)> done)
    {
        QMetaObject::invokeMethod(
            m_context.get(),
            [this, batch = std::make_shared<raft::WriteBatch>(std::move(batch)), done = std::move(done)]() mutable {
                m_queue.push_back({std::move(batch), std::move(done)});
                if (std::exchange(m_flushPosted, true))
                    return;
                // Behind everything that is queued by now: all of it shares one commit.
                QMetaObject::invokeMethod(m_context.get(), [this] { flush(); }, Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
    }

private:
    struct Queued {
        std::shared_ptr<raft::WriteBatch> batch;
        std::function<void(Result<void>)> done;
    };

    template <class F>
    void call(F&& work)
    {
        QMetaObject::invokeMethod(m_context.get(), std::forward<F>(work), Qt::BlockingQueuedConnection);
    }

    Result<void> openHere(const std::string& path)
    {
        auto database = Database::open(path,
            {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=4000",
                "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-1024"});
        if (!database)
            return tl::unexpected(database.error());
        m_database.emplace(std::move(*database));
        for (const char* statement : Schema)
            SKEP_CHECK(m_database->run(statement));
        SKEP_TRY(insert, m_database->prepare("INSERT OR REPLACE INTO entry (idx, term, kind, payload) VALUES (?, ?, ?, ?)"));
        SKEP_TRY(truncate, m_database->prepare("DELETE FROM entry WHERE idx >= ?"));
        SKEP_TRY(hard, m_database->prepare("UPDATE replica SET term = ?, vote = ?, commit_index = ? WHERE one = 1"));
        m_insert.emplace(std::move(insert));
        m_truncate.emplace(std::move(truncate));
        m_hard.emplace(std::move(hard));
        return {};
    }

    Result<std::optional<RaftStorage::Stored>> loadHere()
    {
        RaftStorage::Stored stored;
        SKEP_TRY(replica, m_database->prepare("SELECT self, term, vote, commit_index, initial FROM replica"));
        SKEP_CHECK(execute(replica));
        if (!replica.next())
            return std::optional<RaftStorage::Stored>{};
        stored.self = {number(replica.value(0))};
        stored.state.term = {number(replica.value(1))};
        stored.state.vote = {number(replica.value(2))};
        stored.state.commit = {number(replica.value(3))};
        SKEP_TRY(initial, m_box->open(bytesOf(replica.value(4)), InitialPlace));
        SKEP_TRY(configuration, consensus::decodeConfiguration(initial));
        stored.state.initial = std::move(configuration);

        SKEP_TRY(rows, m_database->prepare("SELECT idx, term, kind, payload FROM entry ORDER BY idx"));
        SKEP_CHECK(execute(rows));
        while (rows.next()) {
            const std::uint64_t index = number(rows.value(0)), term = number(rows.value(1)), kind = number(rows.value(2));
            SKEP_TRY(payload, m_box->open(bytesOf(rows.value(3)), place(index, term, kind)));
            SKEP_TRY(entry,
                consensus::decodeEntry(raft::Term{term}, raft::Index{index}, static_cast<raft::EntryKind>(kind), payload));
            stored.state.entries.push_back(std::move(entry));
        }
        // The commit index on disk may be ahead of nothing: it is a hint, but never beyond the log.
        return std::optional(std::move(stored));
    }

    Result<void> initialiseHere(raft::RaftId self, const raft::Configuration& initial)
    {
        SKEP_TRY(insert,
            m_database->prepare("INSERT INTO replica (one, self, term, vote, commit_index, initial) VALUES (1, ?, 0, 0, 0, ?)"));
        insert.addBindValue(number(self.value));
        insert.addBindValue(blob(m_box->seal(consensus::encode(initial), InitialPlace)));
        return execute(insert);
    }

    Result<void> writeHere(const raft::WriteBatch& batch)
    {
        if (batch.truncateFrom) {
            m_truncate->bindValue(0, number(batch.truncateFrom->value));
            SKEP_CHECK(execute(*m_truncate));
        }
        for (const raft::Entry& entry : batch.entries) {
            const auto kind = static_cast<std::uint64_t>(entry.kind);
            m_insert->bindValue(0, number(entry.index.value));
            m_insert->bindValue(1, number(entry.term.value));
            m_insert->bindValue(2, number(kind));
            m_insert->bindValue(3,
                blob(m_box->seal(consensus::encodePayload(entry), place(entry.index.value, entry.term.value, kind))));
            SKEP_CHECK(execute(*m_insert));
        }
        return {};
    }

    Result<void> commitQueued(const std::vector<Queued>& queued)
    {
        // Only the commit index moved: it is a hint and goes with the next write.
        const bool sync = std::any_of(queued.begin(), queued.end(), [](const Queued& q) { return q.batch->mustSync; });
        if (!sync)
            return {};
        SKEP_CHECK(m_database->run("BEGIN IMMEDIATE"));
        for (const Queued& q : queued)
            SKEP_CHECK(writeHere(*q.batch));
        const raft::HardState& hard = queued.back().batch->hard;
        m_hard->bindValue(0, number(hard.term.value));
        m_hard->bindValue(1, number(hard.vote.value));
        m_hard->bindValue(2, number(hard.commit.value));
        SKEP_CHECK(execute(*m_hard));
        return m_database->run("COMMIT");
    }

    void flush()
    {
        m_flushPosted = false;
        const auto queued = std::exchange(m_queue, {});
        if (queued.empty())
            return;
        // After a failed commit nothing may be reported as durable again (raft.md §4).
        if (m_failure)
            m_failure = commitQueued(queued);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [queued, result = m_failure] {
                for (const Queued& q : queued)
                    q.done(result);
            },
            Qt::QueuedConnection);
    }

    QThread m_thread;
    std::unique_ptr<QObject> m_context;
    std::optional<pki::SecretBox> m_box;
    std::optional<Database> m_database;
    std::optional<QSqlQuery> m_insert, m_truncate, m_hard;
    std::vector<Queued> m_queue;
    bool m_flushPosted = false;
    Result<void> m_failure; // success until a commit fails
};

SqliteRaftStorage::SqliteRaftStorage()
    : m_writer(std::make_unique<Writer>())
{
}

SqliteRaftStorage::~SqliteRaftStorage() = default;

Result<std::unique_ptr<SqliteRaftStorage>> SqliteRaftStorage::open(std::string path, Bytes dataKey)
{
    std::unique_ptr<SqliteRaftStorage> storage(new SqliteRaftStorage);
    auto opened = storage->m_writer->open(path, dataKey);
    wipe(dataKey);
    if (!opened)
        return tl::unexpected(opened.error());
    return storage;
}

Result<std::optional<consensus::RaftStorage::Stored>> SqliteRaftStorage::load() { return m_writer->load(); }

Result<void> SqliteRaftStorage::initialise(raft::RaftId self, const raft::Configuration& initial)
{
    return m_writer->initialise(self, initial);
}

void SqliteRaftStorage::write(raft::WriteBatch batch, std::function<void(Result<void>)> done)
{
    m_writer->write(std::move(batch), std::move(done));
}

} // namespace skep::sqlite
