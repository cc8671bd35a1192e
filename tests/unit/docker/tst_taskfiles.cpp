#include "daemon/docker/taskfiles.h"

#include "tests/unit/docker/tasks.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace skep;
using namespace skep::testing;

namespace {

// A task with a secret "dbpass" (seen as `target`) and a config "conf".
agent::TaskContext taskWithFiles(std::string target = "pw")
{
    auto context = plainTask();
    auto& spec = context.task.spec.container.edit();
    spec.secrets = {{.file = api::FileTarget{.name = std::move(target), .uid = "1000", .gid = "1001", .mode = 0400},
        .secretId = "s1",
        .secretName = "dbpass"}};
    spec.configs = {{.file = api::FileTarget{.name = "/etc/app/app.conf", .uid = "0", .gid = "0", .mode = 0444},
        .configId = "c1",
        .configName = "conf"}};
    context.secrets = {{.id = "s1", .spec = {.name = "dbpass", .data = api::Blob{Bytes("a\0b", 3)}}}};
    context.configs = {{.id = "c1", .spec = {.name = "conf", .data = api::Blob{"key=value\n"}}}};
    return context;
}

QByteArray content(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<cannot be read>");
}

} // namespace

class TestTaskFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filesHaveContentOwnerAndMode();
    void filesAreWrittenAfresh();
    void removedTasksLeaveNothing();
    void onlyOtherTasksAreRemoved();
    void badTargetsAreRefused_data();
    void badTargetsAreRefused();
    void aMissingSecretIsNamed();
    void aTaskWithoutFilesTouchesNothing();

private:
    [[nodiscard]] std::string directory() const { return m_directory->filePath(QStringLiteral("files")).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestTaskFiles::initTestCase()
{
    if (geteuid() != 0)
        QSKIP("needs root: files are given to other users");
    m_directory = std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/skep-taskfiles-XXXXXX"));
    QVERIFY(m_directory->isValid());
}

void TestTaskFiles::filesHaveContentOwnerAndMode()
{
    const auto context = taskWithFiles();
    docker::TaskFiles files(directory());

    const auto mounts = files.write(context, *context.task.spec.container);

    QVERIFY2(mounts, mounts ? "" : mounts.error().message.c_str());
    QCOMPARE(mounts->size(), 2U);
    QCOMPARE(mounts->at(0).target, std::string("/run/secrets/pw"));
    QCOMPARE(mounts->at(1).target, std::string("/etc/app/app.conf"));
    QCOMPARE(content(mounts->at(0).source), QByteArray("a\0b", 3));
    QCOMPARE(content(mounts->at(1).source), QByteArray("key=value\n"));
    struct stat info{};
    QCOMPARE(stat(mounts->at(0).source.c_str(), &info), 0);
    QCOMPARE(info.st_uid, 1000U);
    QCOMPARE(info.st_gid, 1001U);
    QCOMPARE(info.st_mode & 07777U, 0400U);
    QCOMPARE(stat(directory().append("/" + NodeId + "/" + TaskId).c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0700U);
}

void TestTaskFiles::filesAreWrittenAfresh()
{
    auto context = taskWithFiles();
    docker::TaskFiles files(directory());
    QVERIFY(files.write(context, *context.task.spec.container));
    context.secrets.front().spec.data = api::Blob{"new"};

    const auto mounts = files.write(context, *context.task.spec.container);

    QCOMPARE(content(mounts->front().source), QByteArray("new"));
}

void TestTaskFiles::removedTasksLeaveNothing()
{
    const auto context = taskWithFiles();
    docker::TaskFiles files(directory());
    const auto mounts = files.write(context, *context.task.spec.container);

    files.remove(NodeId, TaskId);
    files.remove(NodeId, TaskId);

    QVERIFY(!QFile::exists(QString::fromStdString(mounts->front().source)));
}

void TestTaskFiles::onlyOtherTasksAreRemoved()
{
    auto stays = taskWithFiles();
    auto goes = taskWithFiles();
    goes.task.id = "other";
    docker::TaskFiles files(directory());
    const auto kept = files.write(stays, *stays.task.spec.container);
    const auto dropped = files.write(goes, *goes.task.spec.container);

    files.removeOthers(NodeId, {TaskId});
    files.removeOthers("no such node", {});

    QVERIFY(QFile::exists(QString::fromStdString(kept->front().source)));
    QVERIFY(!QFile::exists(QString::fromStdString(dropped->front().source)));
}

void TestTaskFiles::badTargetsAreRefused_data()
{
    QTest::addColumn<QString>("target");
    QTest::newRow("empty") << "";
    QTest::newRow("out of the directory") << "../../etc/passwd";
    QTest::newRow("the directory") << ".";
    QTest::newRow("root") << "/";
    QTest::newRow("a directory") << "/etc/";
}

void TestTaskFiles::badTargetsAreRefused()
{
    QFETCH(QString, target);
    const auto context = taskWithFiles(target.toStdString());
    docker::TaskFiles files(directory());

    const auto mounts = files.write(context, *context.task.spec.container);

    QVERIFY(!mounts);
    QCOMPARE(mounts.error().message, "secret dbpass has the invalid target \"" + target.toStdString() + "\"");
}

void TestTaskFiles::aMissingSecretIsNamed()
{
    auto context = taskWithFiles();
    context.secrets.clear();
    docker::TaskFiles files(directory());

    const auto mounts = files.write(context, *context.task.spec.container);

    QCOMPARE(mounts.error(), (Error{ErrorCode::NotFound, "secret dbpass is not available on this node"}));
}

void TestTaskFiles::aTaskWithoutFilesTouchesNothing()
{
    const auto context = plainTask();
    docker::TaskFiles files("/proc/nowhere");

    const auto mounts = files.write(context, *context.task.spec.container);

    QVERIFY(mounts);
    QVERIFY(mounts->empty());
}

QTEST_GUILESS_MAIN(TestTaskFiles)
#include "tst_taskfiles.moc"
