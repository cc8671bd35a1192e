#include "daemon/agent/worker.h"
#include "daemon/sqlite/sqlitetaskdb.h"
#include "tests/support/fakeexecutor.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using api::TaskState;
using sqlite::SqliteTaskDb;

namespace {

api::Task makeTask(std::string id, TaskState desired = TaskState::Running)
{
    api::Task task{.id = id, .serviceId = "s1", .slot = 1, .nodeId = "n1", .desiredState = desired, .serviceName = "web"};
    task.status.state = TaskState::Assigned;
    task.spec.container.emplace();
    task.spec.container.edit().image = "nginx";
    task.spec.container.edit().env = {"A=1"};
    return task;
}

api::TaskStatus statusOf(TaskState state) { return {.timestamp = {5}, .state = state, .message = "m"}; }

async::Task<void> mark(async::Task<Result<void>> task, std::optional<Result<void>>* result)
{
    auto answer = co_await task;
    *result = std::move(answer);
}
async::Task<void> mark(async::Task<void> task, bool* done)
{
    co_await task;
    *done = true;
}

// Whether everything written reached the disk within a time that only a hanging test exceeds.
bool flushed(SqliteTaskDb& db)
{
    std::optional<Result<void>> result;
    [[maybe_unused]] const auto follow = mark(db.flush(), &result);
    return QTest::qWaitFor([&] { return result.has_value(); }, 30'000) && result->has_value();
}

bool finished(async::Task<void> task)
{
    bool done = false;
    [[maybe_unused]] const auto follow = mark(std::move(task), &done);
    return QTest::qWaitFor([&] { return done; }, 30'000);
}

} // namespace

class TestSqliteTaskDb : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    std::string path() const { return m_dir->filePath(QStringLiteral("tasks.db")).toStdString(); }
    std::unique_ptr<SqliteTaskDb> open()
    {
        auto db = SqliteTaskDb::open(path());
        return db ? std::move(*db) : nullptr;
    }
    // What a new process would find.
    std::map<std::string, agent::TaskDb::Row> stored()
    {
        std::map<std::string, agent::TaskDb::Row> result;
        const auto db = open();
        auto rows = db->load();
        if (!rows)
            return result;
        for (auto& row : *rows)
            result.emplace(row.task.id, std::move(row));
        return result;
    }

private Q_SLOTS:
    void init()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("skep.*=false"));
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void whatWasWrittenIsFoundAgain()
    {
        const auto task = makeTask("t1", TaskState::Ready);
        {
            const auto db = open();
            db->put(task);
            db->putStatus("t1", statusOf(TaskState::Running));
            QVERIFY(flushed(*db));
        }

        const auto rows = stored();

        QCOMPARE(rows.size(), std::size_t(1));
        auto expected = task;
        expected.status = statusOf(TaskState::Running);
        QVERIFY(rows.at("t1").task == expected);
        QVERIFY(!rows.at("t1").credentialsDropped);
    }

    void closingWritesWhatIsQueued()
    {
        {
            const auto db = open();
            db->put(makeTask("t1"));
        }

        QCOMPARE(stored().size(), std::size_t(1));
    }

    void replacingATaskKeepsItsStatus()
    {
        {
            const auto db = open();
            db->put(makeTask("t1"));
            db->putStatus("t1", statusOf(TaskState::Running));
            QVERIFY(flushed(*db));
            db->put(makeTask("t1", TaskState::Shutdown));
        }

        const auto rows = stored();

        QCOMPARE(rows.at("t1").task.desiredState, TaskState::Shutdown);
        QCOMPARE(rows.at("t1").task.status.state, TaskState::Running);
    }

    void aNewTaskStartsWithTheStatusItCarries()
    {
        {
            const auto db = open();
            db->put(makeTask("t1"));
        }

        QCOMPARE(stored().at("t1").task.status.state, TaskState::Assigned);
    }

    void writesOfOneTurnApplyInOrder()
    {
        {
            const auto db = open();
            db->put(makeTask("gone"));
            db->put(makeTask("back"));
            db->putStatus("back", statusOf(TaskState::Running));
            QVERIFY(flushed(*db));

            db->putStatus("gone", statusOf(TaskState::Running));
            db->remove("gone");
            db->putStatus("gone", statusOf(TaskState::Failed));
            db->remove("back");
            db->put(makeTask("back"));
        }

        const auto rows = stored();

        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.at("back").task.status.state, TaskState::Assigned);
    }

    void aStatusWithoutARowIsIgnored()
    {
        {
            const auto db = open();
            db->putStatus("t1", statusOf(TaskState::Running));
        }

        QVERIFY(stored().empty());
    }

    void credentialsAreNotInTheFileButTheirAbsenceIs()
    {
        auto task = makeTask("t1");
        task.spec.container.edit().registryAuth = "eyJwYXNzd29yZCI6Imh1c2gifQ";
        {
            const auto db = open();
            db->put(task);
            QVERIFY(flushed(*db));
            for (const char* suffix : {"", "-wal"}) {
                QFile file(QString::fromStdString(path() + suffix));
                QVERIFY(file.open(QIODevice::ReadOnly));
                QVERIFY(!file.readAll().contains("eyJwYXNz"));
            }
        }

        const auto rows = stored();

        QVERIFY(rows.at("t1").credentialsDropped);
        QVERIFY(rows.at("t1").task.spec.container->registryAuth.empty());
    }

    void nobodyElseMayReadTheFile()
    {
        const auto db = open();
        db->put(makeTask("t1"));
        QVERIFY(flushed(*db));

        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const char* suffix : {"", "-wal"})
            QVERIFY(!(QFile::permissions(QString::fromStdString(path() + suffix)) & others));
    }

    void aFileThatIsNoDatabaseIsMovedAside()
    {
        QFile file(QString::fromStdString(path()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();

        const auto db = open();

        QVERIFY(db);
        QVERIFY(db->load().has_value());
        QVERIFY(QFile::exists(QString::fromStdString(path() + ".broken")));
    }

    void anUnreadableRowIsForgotten()
    {
        {
            const auto db = open();
            db->put(makeTask("t1"));
            db->put(makeTask("t2"));
        }
        {
            auto raw = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("raw"));
            raw.setDatabaseName(QString::fromStdString(path()));
            QVERIFY(raw.open());
            QVERIFY(raw.exec(QStringLiteral("UPDATE task SET task = x'ff' WHERE id = 't1'")).isActive());
            raw.close();
        }
        QSqlDatabase::removeDatabase(QStringLiteral("raw"));

        QCOMPARE(stored().size(), std::size_t(1));
        QCOMPARE(stored().begin()->first, std::string("t2"));
    }

    void aPathThatCannotBeOpenedIsNamed()
    {
        const auto db = SqliteTaskDb::open(m_dir->filePath(QStringLiteral("no/such/tasks.db")).toStdString());

        QVERIFY(!db);
        QCOMPARE(db.error().code, ErrorCode::Unavailable);
        QVERIFY(db.error().message.find("no/such/tasks.db") != std::string::npos);
    }

    void aFailedWriteIsReportedAndTriedAgain()
    {
        const auto db = open();
        auto other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(QString::fromStdString(path()));
        QVERIFY(other.open());
        QVERIFY(other.exec(QStringLiteral("ALTER TABLE task RENAME TO elsewhere")).isActive());

        db->put(makeTask("t1"));
        const bool failed = !flushed(*db);
        db->putStatus("t1", statusOf(TaskState::Running));
        QVERIFY(other.exec(QStringLiteral("ALTER TABLE elsewhere RENAME TO task")).isActive());
        const bool written = QTest::qWaitFor([&] { return flushed(*db); }, 30'000);
        other.close();
        other = {};
        QSqlDatabase::removeDatabase(QStringLiteral("other"));

        QVERIFY(failed);
        QVERIFY(written);
        QCOMPARE(stored().at("t1").task.status.state, TaskState::Running);
    }

    void aWorkerGoesOnAfterARestart()
    {
        test::FakeExecutor engine;
        const agent::NodeFacts facts{.nodeId = "n1"};
        {
            const auto db = open();
            agent::Worker worker(engine, *db, facts, {});
            QVERIFY(finished(worker.start()));
            worker.apply({.complete = true, .tasks = {makeTask("t1"), makeTask("t2"), makeTask("t3")}});
            QVERIFY(QTest::qWaitFor([&] { return engine.runningCount() == 3; }));
            worker.apply({.removedTasks = {"t3"}});
            QVERIFY(QTest::qWaitFor([&] { return engine.containers.size() == 2; }));
            QVERIFY(finished(worker.close()));
        }
        engine.exit("t2", 1);
        engine.calls.clear();

        {
            const auto db = open();
            agent::Worker worker(engine, *db, facts, {});
            QVERIFY(finished(worker.start()));
            QVERIFY(QTest::qWaitFor([&] { return worker.statuses().size() == 2 && worker.statuses()[1].status.state == TaskState::Failed; }));
            QVERIFY(finished(worker.close()));
        }

        QCOMPARE(engine.calls, (std::vector<std::string>{"wait t1", "wait t2"}));
        QVERIFY(engine.running("t1"));
        QCOMPARE(engine.created, (std::map<std::string, int>{{"t1", 1}, {"t2", 1}, {"t3", 1}}));
        QCOMPARE(stored().at("t2").task.status.state, TaskState::Failed);
        QVERIFY(finished(engine.close()));
    }

    // Also while a second connection keeps the file locked: the loop must go on beating.
    void writingDoesNotHoldUpTheLoop()
    {
        const auto db = open();
        auto other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("locker"));
        other.setDatabaseName(QString::fromStdString(path()));
        QVERIFY(other.open());
        QVERIFY(other.exec(QStringLiteral("BEGIN IMMEDIATE")).isActive());
        QElapsedTimer timer;
        timer.start();

        for (int i = 0; i < 200; ++i)
            db->put(makeTask("t" + std::to_string(i)));
        QCoreApplication::processEvents();
        const auto loopTime = timer.nsecsElapsed();

        QVERIFY(other.exec(QStringLiteral("COMMIT")).isActive());
        other.close();
        other = {};
        QSqlDatabase::removeDatabase(QStringLiteral("locker"));
        QVERIFY(QTest::qWaitFor([&] { return flushed(*db); }, 30'000));
        QVERIFY2(loopTime < 2'000'000'000, qPrintable(QString::number(loopTime))); // SQLite alone would wait 5 s for the lock
        QCOMPARE(stored().size(), std::size_t(200));
    }

    void benchmarkTurn()
    {
        const auto db = open();
        db->put(makeTask("t1"));

        qint64 worst = 0;
        QElapsedTimer timer;
        for (int i = 0; i < 2000; ++i) {
            timer.start();
            db->putStatus("t1", statusOf(i % 2 == 0 ? TaskState::Running : TaskState::Failed));
            QCoreApplication::processEvents();
            worst = std::max(worst, timer.nsecsElapsed());
        }
        QVERIFY(flushed(*db));
        qInfo("worst turn of the loop with one status: %lld us", static_cast<long long>(worst / 1000));
    }
};

QTEST_GUILESS_MAIN(TestSqliteTaskDb)
#include "tst_sqlitetaskdb.moc"
