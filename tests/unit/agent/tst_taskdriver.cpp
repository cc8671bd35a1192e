#include "daemon/agent/taskdriver.h"

#include "daemon/agent/defaults.h"

#include <QTest>

using namespace skep;
using namespace skep::agent;
using api::TaskState;
using api::TaskStatus;

namespace {

constexpr TaskState AllStates[] = {TaskState::New, TaskState::Pending, TaskState::Assigned, TaskState::Accepted,
    TaskState::Preparing, TaskState::Ready, TaskState::Starting, TaskState::Running, TaskState::Complete, TaskState::Shutdown,
    TaskState::Failed, TaskState::Rejected, TaskState::Orphaned};

TaskStatus statusOf(TaskState state, std::string message = {})
{
    return {.timestamp = {1}, .state = state, .message = std::move(message)};
}

Observation at(std::int64_t time) { return {.now = {time}}; }

} // namespace

class TestTaskDriver : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nextStep_data()
    {
        QTest::addColumn<int>("observed");
        QTest::addColumn<int>("desired");
        QTest::addColumn<int>("step");
        const auto row = [](const char* name, TaskState observed, TaskState desired, Step step) {
            QTest::newRow(name) << int(observed) << int(desired) << int(step);
        };
        row("a new task is accepted", TaskState::Assigned, TaskState::Running, Step::Accept);
        row("accepted, then prepared", TaskState::Accepted, TaskState::Running, Step::BeginPrepare);
        row("a replacement is prepared too", TaskState::Accepted, TaskState::Ready, Step::BeginPrepare);
        row("preparing", TaskState::Preparing, TaskState::Running, Step::Prepare);
        row("preparing a replacement", TaskState::Preparing, TaskState::Ready, Step::Prepare);
        row("a prepared replacement waits", TaskState::Ready, TaskState::Ready, Step::None);
        row("a prepared task starts", TaskState::Ready, TaskState::Running, Step::BeginStart);
        row("starting", TaskState::Starting, TaskState::Running, Step::Start);
        row("a running task is watched", TaskState::Running, TaskState::Running, Step::Wait);
        row("a job is watched to its end", TaskState::Running, TaskState::Complete, Step::Wait);
        row("a job starts", TaskState::Ready, TaskState::Complete, Step::BeginStart);
        row("a finished job rests", TaskState::Complete, TaskState::Complete, Step::None);
        row("a failed task is not started again", TaskState::Failed, TaskState::Running, Step::None);
        row("ahead of what is wanted", TaskState::Running, TaskState::Ready, Step::None);
        row("stop a running task", TaskState::Running, TaskState::Shutdown, Step::Shutdown);
        row("stop one being prepared", TaskState::Preparing, TaskState::Shutdown, Step::Shutdown);
        row("stop one not yet accepted", TaskState::Assigned, TaskState::Shutdown, Step::Shutdown);
        row("a slot that is gone", TaskState::Running, TaskState::Remove, Step::Shutdown);
        row("nothing to stop", TaskState::Complete, TaskState::Shutdown, Step::None);
        row("already stopped", TaskState::Shutdown, TaskState::Remove, Step::None);
        row("rejected, to be stopped", TaskState::Rejected, TaskState::Shutdown, Step::None);
    }
    void nextStep()
    {
        QFETCH(int, observed);
        QFETCH(int, desired);
        QFETCH(int, step);

        QCOMPARE(int(agent::nextStep(TaskState(observed), TaskState(desired))), step);
    }

    void terminalTasksNeverMove()
    {
        for (const TaskState observed : AllStates) {
            if (!api::isTerminal(observed))
                continue;
            for (const TaskState desired : {TaskState::Ready, TaskState::Running, TaskState::Complete, TaskState::Shutdown, TaskState::Remove})
                QCOMPARE(agent::nextStep(observed, desired), Step::None);
        }
    }

    void everyTaskWantedRunningGetsThereStepByStep()
    {
        TaskStatus status = statusOf(TaskState::Assigned);
        std::vector<std::string> messages;

        for (int i = 0; i < 20 && status.state != TaskState::Complete; ++i) {
            switch (agent::nextStep(status.state, TaskState::Running)) {
            case Step::Accept: status = entered(status, TaskState::Accepted, at(i)); break;
            case Step::BeginPrepare: status = entered(status, TaskState::Preparing, at(i)); break;
            case Step::Prepare: status = entered(status, TaskState::Ready, at(i)); break;
            case Step::BeginStart: status = entered(status, TaskState::Starting, at(i)); break;
            case Step::Start: status = entered(status, TaskState::Running, at(i)); break;
            case Step::Wait: status = exited(status, {}, at(i)); break;
            case Step::None:
            case Step::Shutdown: QFAIL("not on this way");
            }
            messages.push_back(status.message);
        }

        QCOMPARE(messages,
            (std::vector<std::string>{"accepted", "preparing", "prepared", "starting", "started", "finished"}));
    }

    void aNonZeroExitIsAFailureWithDockersWords()
    {
        const auto before = statusOf(TaskState::Running, "started");

        const auto after = exited(before, {.code = 1}, {.now = {9}, .container = api::ContainerStatus{.containerId = "c"}});

        QCOMPARE(after.state, TaskState::Failed);
        QCOMPARE(after.message, std::string("started"));
        QCOMPARE(after.err, std::string("task: non-zero exit (1)"));
        QCOMPARE(after.container->exitCode, 1);
        QCOMPARE(after.container->containerId, std::string("c"));
        QCOMPARE(after.timestamp.ns, 9);
    }

    void theEnginesReasonFollowsTheExitCode()
    {
        const auto before = statusOf(TaskState::Running, "started");

        QCOMPARE(exited(before, {.code = 137, .error = "unhealthy container"}, at(2)).err,
            std::string("task: non-zero exit (137): unhealthy container"));
        QCOMPARE(exited(before, {.code = 0, .error = "unhealthy container"}, at(2)).err, std::string("unhealthy container"));
        QCOMPARE(exited(before, {.code = 0, .error = "unhealthy container"}, at(2)).state, TaskState::Failed);
    }

    void aFailureBeforeStartingIsARejection()
    {
        for (const TaskState state : {TaskState::Assigned, TaskState::Accepted, TaskState::Preparing, TaskState::Ready}) {
            const auto after = failed(statusOf(state, "preparing"), {ErrorCode::NotFound, "No such image: nosuch-image:1"}, at(2));
            QCOMPARE(after.state, TaskState::Rejected);
            QCOMPARE(after.message, std::string("preparing"));
            QCOMPARE(after.err, std::string("No such image: nosuch-image:1"));
        }
        for (const TaskState state : {TaskState::Starting, TaskState::Running})
            QCOMPARE(failed(statusOf(state), {ErrorCode::Unknown, "x"}, at(2)).state, TaskState::Failed);
    }

    void aDelayKeepsTheStateAndTellsWhy()
    {
        const auto before = statusOf(TaskState::Preparing, "preparing");

        const auto after = delayed(before, {ErrorCode::Unavailable, "cannot connect to the engine"}, at(5));

        QCOMPARE(after.state, TaskState::Preparing);
        QCOMPARE(after.message, std::string("preparing"));
        QCOMPARE(after.err, std::string("cannot connect to the engine"));
        QCOMPARE(entered(after, TaskState::Ready, at(6)).err, std::string());
    }

    void theTimestampMovesOnlyWithAChange()
    {
        const auto before = statusOf(TaskState::Running, "started");

        QCOMPARE(entered(before, TaskState::Running, at(5)).timestamp.ns, 1);
        QCOMPARE(entered(before, TaskState::Complete, at(5)).timestamp.ns, 5);
    }

    void containerAndPortsAreToldFromStartingOn()
    {
        Observation seen = at(5);
        seen.container = api::ContainerStatus{.containerId = "c"};
        seen.ports.ports.push_back({.targetPort = 80});

        QVERIFY(!entered(statusOf(TaskState::Preparing), TaskState::Ready, seen).container);
        QCOMPARE(entered(statusOf(TaskState::Ready), TaskState::Starting, seen).container->containerId, std::string("c"));
        QCOMPARE(entered(statusOf(TaskState::Starting), TaskState::Running, seen).ports.ports.size(), std::size_t(1));
    }

    void longErrorsAreCutBetweenCharacters()
    {
        std::string text;
        while (text.size() < MaxErrorText * 2)
            text += "\xE2\x82\xAC"; // €

        const auto after = failed(statusOf(TaskState::Running), {ErrorCode::Unknown, text}, at(2));

        QVERIFY(after.err.size() <= MaxErrorText);
        QVERIFY(after.err.size() > MaxErrorText - 4);
        QCOMPARE(after.err.size() % 3, std::size_t(0));
    }

    void onlyPassingFailuresAreWorthAnotherTry()
    {
        QVERIFY(isTransient({ErrorCode::Unavailable, ""}));
        QVERIFY(isTransient({ErrorCode::DeadlineExceeded, ""}));
        QVERIFY(isTransient({ErrorCode::Cancelled, ""}));
        for (const ErrorCode code : {ErrorCode::Unknown, ErrorCode::InvalidArgument, ErrorCode::NotFound, ErrorCode::FailedPrecondition,
                 ErrorCode::Internal, ErrorCode::PermissionDenied, ErrorCode::Unauthenticated})
            QVERIFY(!isTransient({code, ""}));
    }
};

QTEST_GUILESS_MAIN(TestTaskDriver)
#include "tst_taskdriver.moc"
