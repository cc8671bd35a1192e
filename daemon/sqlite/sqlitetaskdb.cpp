#include "daemon/sqlite/sqlitetaskdb.h"

#include "daemon/sqlite/database.h"
#include "shared/api/cbor.h"
#include "shared/base/logging.h"

#include <QThread>
#include <QVariant>

#include <cstdio>
#include <utility>

namespace skep::sqlite {
namespace {

using namespace std::chrono_literals;
using Change = SqliteTaskDb::Change;

constexpr auto WriteRetry = 1s;

// What `newer` makes of a change that was not written yet.
void merge(Change& older, Change newer)
{
    if (newer.removed) {
        older = std::move(newer);
        return;
    }
    if (newer.task) {
        older.task = std::move(newer.task);
        older.credentialsDropped = newer.credentialsDropped;
        if (older.firstStatus.empty())
            older.firstStatus = std::move(newer.firstStatus);
    }
    if (newer.status)
        older.status = std::move(newer.status);
}

QString text(const std::string& value) { return QString::fromStdString(value); }

} // namespace

// Lives in its own thread; everything reaches it as a posted call, so there is nothing to lock.
class SqliteTaskDb::Writer {
public:
    ~Writer()
    {
        if (!m_thread.isRunning())
            return;
        call([this] {
            m_upsert.reset();
            m_status.reset();
            m_delete.reset();
            m_database.reset();
            m_context.reset();
        });
        m_thread.quit();
        m_thread.wait();
    }

    Result<void> open(const std::string& path)
    {
        m_path = path;
        m_context = std::make_unique<QObject>();
        m_context->moveToThread(&m_thread);
        m_thread.setObjectName(QStringLiteral("tasks-disk"));
        m_thread.start();
        Result<void> result;
        call([&] { result = openHere(); });
        return result;
    }

    Result<std::vector<Row>> load()
    {
        Result<std::vector<Row>> result;
        call([&] { result = loadHere(); });
        return result;
    }

    void write(std::shared_ptr<const Batch> batch, QObject* receiver, std::function<void(Result<void>)> done)
    {
        QMetaObject::invokeMethod(
            m_context.get(),
            [this, batch = std::move(batch), receiver, done = std::move(done)] {
                auto result = writeHere(*batch);
                QMetaObject::invokeMethod(receiver, [done, result] { done(result); }, Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
    }

    // Behind all that was handed over before.
    Result<void> writeAndWait(const Batch& batch)
    {
        Result<void> result;
        call([&] { result = writeHere(batch); });
        return result;
    }

private:
    template <class F>
    void call(F&& work)
    {
        QMetaObject::invokeMethod(m_context.get(), std::forward<F>(work), Qt::BlockingQueuedConnection);
    }

    Result<void> openHere()
    {
        auto opened = tryOpen();
        if (opened || opened.error().code != ErrorCode::DataLoss)
            return opened;
        qCCritical(logAgent) << "the database of tasks is unreadable, starting with an empty one, error="
                             << log(opened.error().message);
        m_upsert.reset();
        m_status.reset();
        m_delete.reset();
        m_database.reset();
        if (std::rename(m_path.c_str(), (m_path + ".broken").c_str()) != 0)
            return opened;
        std::remove((m_path + "-wal").c_str());
        std::remove((m_path + "-shm").c_str());
        return tryOpen();
    }

    Result<void> tryOpen()
    {
        auto database = Database::open(m_path,
            {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-1024"});
        if (!database)
            return tl::unexpected(database.error());
        m_database.emplace(std::move(*database));
        SKEP_CHECK(m_database->run("CREATE TABLE IF NOT EXISTS task (id TEXT PRIMARY KEY NOT NULL, task BLOB NOT NULL, "
                                   "status BLOB NOT NULL, credentials_dropped INTEGER NOT NULL)"));
        SKEP_TRY(upsert,
            m_database->prepare("INSERT INTO task (id, task, status, credentials_dropped) VALUES (?, ?, ?, ?) ON CONFLICT (id) "
                                "DO UPDATE SET task = excluded.task, credentials_dropped = excluded.credentials_dropped"));
        SKEP_TRY(status, m_database->prepare("UPDATE task SET status = ? WHERE id = ?"));
        SKEP_TRY(erase, m_database->prepare("DELETE FROM task WHERE id = ?"));
        m_upsert.emplace(std::move(upsert));
        m_status.emplace(std::move(status));
        m_delete.emplace(std::move(erase));
        return {};
    }

    Result<std::vector<Row>> loadHere()
    {
        std::vector<Row> rows;
        SKEP_TRY(query, m_database->prepare("SELECT id, task, status, credentials_dropped FROM task ORDER BY id"));
        SKEP_CHECK(named(execute(query)));
        std::vector<std::string> unreadable;
        while (query.next()) {
            auto task = api::fromCbor<api::Task>(bytesOf(query.value(1)));
            auto status = api::fromCbor<api::TaskStatus>(bytesOf(query.value(2)));
            if (!task || !status) {
                unreadable.push_back(query.value(0).toString().toStdString());
                continue;
            }
            task->status = std::move(*status);
            rows.push_back({.task = std::move(*task), .credentialsDropped = query.value(3).toBool()});
        }
        query.finish();
        Batch forget;
        for (const auto& id : unreadable) {
            qCCritical(logAgent) << "a stored task is unreadable and was forgotten, task=" << log(id);
            forget[id].removed = true;
        }
        SKEP_CHECK(writeHere(forget));
        return rows;
    }

    Result<void> writeHere(const Batch& batch)
    {
        if (batch.empty())
            return {};
        SKEP_CHECK(named(m_database->run("BEGIN IMMEDIATE")));
        Result<void> result;
        for (const auto& [id, change] : batch) {
            if (result)
                result = writeRow(id, change);
        }
        if (result)
            result = m_database->run("COMMIT");
        if (!result) {
            [[maybe_unused]] const auto undone = m_database->run("ROLLBACK");
        }
        return named(std::move(result));
    }

    Result<void> writeRow(const std::string& id, const Change& change)
    {
        if (change.removed) {
            m_delete->bindValue(0, text(id));
            SKEP_CHECK(execute(*m_delete));
        }
        if (change.task) {
            m_upsert->bindValue(0, text(id));
            m_upsert->bindValue(1, blob(*change.task));
            m_upsert->bindValue(2, blob(change.firstStatus));
            m_upsert->bindValue(3, change.credentialsDropped ? 1 : 0);
            SKEP_CHECK(execute(*m_upsert));
        }
        if (change.status) {
            m_status->bindValue(0, blob(*change.status));
            m_status->bindValue(1, text(id));
            SKEP_CHECK(execute(*m_status));
        }
        return {};
    }

    Result<void> named(Result<void> result)
    {
        if (!result && result.error().message.find(m_path) == std::string::npos)
            return fail(result.error().code, m_path + ": " + result.error().message);
        return result;
    }

    std::string m_path;
    QThread m_thread;
    std::unique_ptr<QObject> m_context; // in the thread
    std::optional<Database> m_database;
    std::optional<QSqlQuery> m_upsert, m_status, m_delete;
};

SqliteTaskDb::SqliteTaskDb() : m_writer(std::make_unique<Writer>()), m_context(std::make_unique<QObject>()) {}

SqliteTaskDb::~SqliteTaskDb()
{
    m_context.reset();
    const auto written = m_writer->writeAndWait(m_changes);
    if (!written)
        qCCritical(logAgent) << "cannot write the assigned tasks, error=" << log(written.error().message);
    for (const auto& waiting : m_flushes)
        waiting.resolve(written);
}

Result<std::unique_ptr<SqliteTaskDb>> SqliteTaskDb::open(std::string path)
{
    std::unique_ptr<SqliteTaskDb> db(new SqliteTaskDb);
    SKEP_CHECK(db->m_writer->open(path));
    return db;
}

Result<std::vector<agent::TaskDb::Row>> SqliteTaskDb::load() { return m_writer->load(); }

void SqliteTaskDb::put(const api::Task& task)
{
    auto stored = agent::withoutSecrets(task);
    stored.status = {};
    merge(m_changes[task.id],
        {.task = api::toCbor(stored),
            .credentialsDropped = agent::hasCredentials(task),
            .firstStatus = api::toCbor(task.status)});
    schedule();
}

void SqliteTaskDb::putStatus(const std::string& taskId, const api::TaskStatus& status)
{
    merge(m_changes[taskId], {.status = api::toCbor(status)});
    schedule();
}

void SqliteTaskDb::remove(const std::string& taskId)
{
    merge(m_changes[taskId], {.removed = true});
    schedule();
}

async::Task<Result<void>> SqliteTaskDb::flush()
{
    const async::Pending<void> written;
    if (idle())
        written.resolve({});
    else
        m_flushes.push_back(written);
    auto result = co_await written;
    co_return result;
}

// One batch is with the writer at a time; the next carries all that came meanwhile.
void SqliteTaskDb::schedule()
{
    if (m_scheduled || m_inFlight || m_failing)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(
        m_context.get(),
        [this] {
            m_scheduled = false;
            ship();
        },
        Qt::QueuedConnection);
}

void SqliteTaskDb::ship()
{
    if (m_inFlight || m_changes.empty())
        return;
    m_inFlight = std::make_shared<const Batch>(std::exchange(m_changes, {}));
    m_writer->write(m_inFlight, m_context.get(), [this](Result<void> result) { shipped(std::move(result)); });
}

void SqliteTaskDb::shipped(Result<void> result)
{
    const auto batch = std::exchange(m_inFlight, {});
    if (!result) {
        if (!m_failing)
            qCCritical(logAgent) << "cannot write the assigned tasks, trying again, error=" << log(result.error().message);
        Batch all = *batch;
        for (auto& [id, change] : m_changes)
            merge(all[id], std::move(change));
        m_changes = std::move(all);
        m_retry.arm(WriteRetry, [this] { ship(); });
    } else {
        ship();
    }
    m_failing = !result;
    if (m_failing || idle()) {
        for (const auto& waiting : std::exchange(m_flushes, {}))
            waiting.resolve(result);
    }
}

} // namespace skep::sqlite
