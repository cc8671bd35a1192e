#include "daemon/agent/statusreporter.h"

#include "daemon/agent/defaults.h"
#include "tests/support/fakemanagers.h"
#include "tests/support/virtualloop.h"

#include <QTest>

using namespace skep;
using namespace skep::agent;
using api::TaskState;

namespace {

api::TaskStatus statusOf(TaskState state) { return {.state = state}; }

struct Fixture {
    test::VirtualLoop loop;
    std::shared_ptr<test::FakeManagers> managers = std::make_shared<test::FakeManagers>();
    std::shared_ptr<test::FakeManagers::Session> session;
    StatusReporter reporter;
    async::Stop stop;
    std::optional<Error> ended;

    Fixture()
    {
        managers->managers["m1"] = {.leader = "m1"};
        [[maybe_unused]] const auto run = drive(this);
        loop.settle();
    }
    ~Fixture()
    {
        stop.request();
        loop.settle();
    }
    static async::Task<void> drive(Fixture* self)
    {
        auto link = co_await self->managers->dial("m1", 1s, self->stop);
        const auto stream = co_await (*link)->openSession({}, self->stop);
        self->session = self->managers->sessions.back();
        self->ended = co_await self->reporter.run(*link, "s", self->stop);
    }
};

} // namespace

class TestStatusReporter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aStatusLeavesWithinOneTurn()
    {
        Fixture f;

        f.reporter.add("t1", statusOf(TaskState::Accepted));

        QCOMPARE(f.loop.posted(), std::size_t(1));
        [[maybe_unused]] const bool calm = f.loop.settle(1);
        QCOMPARE(f.session->reports.size(), std::size_t(1));
    }

    void whatComesInOneTurnIsOneRequestWithTheLatestOfEachTask()
    {
        Fixture f;

        f.reporter.add("t1", statusOf(TaskState::Accepted));
        f.reporter.add("t1", statusOf(TaskState::Preparing));
        f.reporter.add("t2", statusOf(TaskState::Running));
        QVERIFY(f.loop.settle());

        QCOMPARE(f.session->reports.size(), std::size_t(1));
        QCOMPARE(f.session->reports.at(0).size(), std::size_t(2));
        QCOMPARE(f.session->reported("t1"), TaskState::Preparing);
    }

    void oneRequestAtATimeAndTheNextCarriesAllThatCameMeanwhile()
    {
        Fixture f;
        f.managers->reportsHeld = true;
        f.reporter.add("t1", statusOf(TaskState::Accepted));
        QVERIFY(f.loop.settle());

        for (const TaskState state : {TaskState::Preparing, TaskState::Ready, TaskState::Running}) {
            f.reporter.add("t1", statusOf(state));
            f.reporter.add("t2", statusOf(state));
            QVERIFY(f.loop.settle());
        }
        const auto whileHeld = f.session->reports.size();
        f.managers->releaseReports();
        QVERIFY(f.loop.settle());

        QCOMPARE(whileHeld, std::size_t(1));
        QCOMPARE(f.session->reports.size(), std::size_t(2));
        QCOMPARE(f.session->reports.at(1).size(), std::size_t(2));
        QCOMPARE(f.session->reported("t1"), TaskState::Running);
    }

    void anUnknownTaskIsDroppedWithoutLosingTheOthers()
    {
        Fixture f;
        std::vector<std::string> accepted;
        f.managers->onReport = [&](const api::StatusRequest& request) -> Result<void> {
            for (const auto& update : request.updates) {
                if (update.taskId == "gone")
                    return fail(ErrorCode::NotFound, "task gone not found");
            }
            for (const auto& update : request.updates)
                accepted.push_back(update.taskId);
            return {};
        };

        for (const char* id : {"a", "gone", "z"})
            f.reporter.add(id, statusOf(TaskState::Running));
        QVERIFY(f.loop.settle());

        QCOMPARE(accepted, (std::vector<std::string>{"a", "z"}));
        QVERIFY(!f.ended);
    }

    void aStatusThatCameMeanwhileIsNotReplacedByAnOlderOne()
    {
        Fixture f;
        f.managers->reportsHeld = true;
        f.managers->onReport = [&](const api::StatusRequest& request) -> Result<void> {
            return request.updates.size() > 1 ? Result<void>(fail(ErrorCode::NotFound, "one of them")) : Result<void>{};
        };
        f.reporter.add("t1", statusOf(TaskState::Accepted));
        f.reporter.add("t2", statusOf(TaskState::Accepted));
        QVERIFY(f.loop.settle());

        f.reporter.add("t1", statusOf(TaskState::Running));
        f.managers->releaseReports();
        QVERIFY(f.loop.settle());

        QCOMPARE(f.session->reported("t1"), TaskState::Running);
        QCOMPARE(f.session->reported("t2"), TaskState::Accepted);
    }

    void anyOtherErrorEndsIt()
    {
        Fixture f;
        f.managers->onReport = [](const api::StatusRequest&) { return fail(ErrorCode::InvalidArgument, "session invalid"); };

        f.reporter.add("t1", statusOf(TaskState::Running));
        QVERIFY(f.loop.settle());

        QVERIFY(f.ended);
        QCOMPARE(f.ended->message, std::string("session invalid"));
    }

    void aRequestIsNeverTooLarge()
    {
        Fixture f;

        for (std::size_t i = 0; i < 3 * MaxStatusesPerRequest - 1; ++i)
            f.reporter.add("t" + std::to_string(i), statusOf(TaskState::Running));
        QVERIFY(f.loop.settle());

        QCOMPARE(f.session->reports.size(), std::size_t(3));
        for (const auto& report : f.session->reports)
            QVERIFY(report.size() <= MaxStatusesPerRequest);
    }
};

QTEST_GUILESS_MAIN(TestStatusReporter)
#include "tst_statusreporter.moc"
