#include "ui/timeline/timelineview.h"

#include <QApplication>
#include <QTest>
#include <QVBoxLayout>

using namespace skep;
using namespace skep::ui;

namespace {

Timestamp at(double seconds)
{
    return {std::int64_t(seconds * 1e9)};
}

// One service's tasks as the mirror would see them move.
class World {
public:
    explicit World(std::uint64_t replicas)
    {
        service.id = "web";
        service.specVersion = {2};
        service.spec.updateConfig = api::UpdateConfig{.parallelism = 1};
        service.updateStatus = api::UpdateStatus{.state = api::UpdateState::Updating, .startedAt = at(100)};
        log.restart(store::Store(), "web", at(0));
        for (std::uint64_t slot = 1; slot <= replicas; ++slot)
            for (const auto state : {api::TaskState::Preparing, api::TaskState::Ready, api::TaskState::Starting, api::TaskState::Running})
                see(task(slot, 1), state, 10);
    }
    static api::Task task(std::uint64_t slot, std::uint64_t version, int attempt = 0)
    {
        api::Task made;
        made.id = std::to_string(slot) + "v" + std::to_string(version) + "a" + std::to_string(attempt);
        made.serviceId = "web";
        made.slot = slot;
        made.nodeId = "n1";
        made.specVersion = {version};
        made.desiredState = api::TaskState::Running;
        made.spec.container = api::ContainerSpec{.image = "web"};
        return made;
    }
    // The task's next observed state, or that it should stop.
    void see(api::Task base, api::TaskState state, double seconds, bool stopping = false)
    {
        api::Task& now = m_tasks.try_emplace(base.id, base).first->second;
        if (now.meta.createdAt.isZero())
            now.meta.createdAt = at(seconds);
        now.status.state = state;
        now.status.timestamp = at(seconds);
        if (stopping)
            now.desiredState = api::TaskState::Shutdown;
        now.status.err = state == api::TaskState::Failed ? "task: non-zero exit (1)" : "";
        log.take({{store::Action::Update, std::make_shared<const api::Task>(now), {}}}, at(seconds));
    }
    void replace(std::uint64_t slot, double from)
    {
        const auto fresh = task(slot, 2), old = task(slot, 1);
        see(fresh, api::TaskState::Preparing, from);
        see(fresh, api::TaskState::Ready, from + 2);
        see(old, api::TaskState::Running, from + 2, true);
        see(old, api::TaskState::Shutdown, from + 4, true);
        see(fresh, api::TaskState::Starting, from + 5);
        see(fresh, api::TaskState::Running, from + 8);
    }

    api::Service service;
    TimelineLog log;

private:
    std::map<std::string, api::Task> m_tasks;
};

std::vector<Phase> phases(const SlotRow& row)
{
    std::vector<Phase> all;
    for (const auto& bar : row.bars)
        all.push_back(bar.phase);
    return all;
}

} // namespace

class tst_timeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rows_move_together_where_there_is_less_room()
    {
        World world(12);
        for (std::uint64_t slot = 1; slot <= 12; ++slot)
            world.replace(slot, 100 + 10. * double(slot));
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        auto* view = new TimelineView(&page);
        column->addWidget(view);
        column->addStretch(1);
        view->show(world.log.build(world.service, at(260)), at(260));
        QCOMPARE(view->timeline().rows.size(), std::size_t(12));
        const int around = column->contentsMargins().top() + column->contentsMargins().bottom();
        const auto heightIn = [&](int room) {
            page.resize(700, room + around);
            column->invalidate();
            column->activate();
            return view->height();
        };
        const int loose = view->sizeHint().height(), tight = view->minimumSizeHint().height();
        QVERIFY(tight < loose * 3 / 4);
        QCOMPARE(heightIn(loose + 200), loose);
        QCOMPARE(heightIn(tight), tight);
        // Down to the times under the last row.
        const QImage picture = view->grab().toImage();
        const QRect times(0, tight - 8 - view->fontMetrics().height(), picture.width(), view->fontMetrics().height());
        int ink = 0;
        for (int y = times.top(); y <= times.bottom(); ++y)
            for (int x = times.left(); x <= times.right(); ++x)
                ink += picture.pixel(x, y) != picture.pixel(0, 0);
        QVERIFY(ink > 50);
    }

    void five_phases_follow_each_other()
    {
        World healthy(3);
        auto fresh = World::task(1, 2);
        fresh.spec.container.edit().healthcheck = api::Healthcheck{.test = {"CMD-SHELL", "true"}};
        healthy.see(fresh, api::TaskState::Preparing, 100);
        healthy.see(fresh, api::TaskState::Ready, 102);
        healthy.see(World::task(1, 1), api::TaskState::Running, 102, true);
        healthy.see(World::task(1, 1), api::TaskState::Shutdown, 104, true);
        healthy.see(fresh, api::TaskState::Starting, 105);
        healthy.see(fresh, api::TaskState::Running, 112);
        healthy.see(World::task(2, 2), api::TaskState::Preparing, 122);
        const auto timeline = healthy.log.build(healthy.service, at(123));
        QCOMPARE(timeline.total, 3);
        QCOMPARE(timeline.done, 1);
        QCOMPARE(timeline.rows.size(), std::size_t(2));
        QVERIFY(phases(timeline.rows[0]) == (std::vector{Phase::Prepare, Phase::Stop, Phase::Start, Phase::Health, Phase::Delay}));
        QVERIFY(timeline.rows[0].bars.back() == (PhaseBar{Phase::Delay, at(112), at(122), false}));
        QCOMPARE(timeline.rows[1].bars.back().to, Timestamp{});
        QCOMPARE(timeline.end, at(123));
    }
    void without_versions_the_specification_tells_new_from_old()
    {
        World docker(2); // Docker's API shows no version of a task's specification
        docker.log.restart(store::Store(), "web", at(0));
        docker.service.specVersion = {};
        docker.service.spec.task.container = api::ContainerSpec{.image = "web:2"};
        docker.service.spec.task.runtime = "container"; // which tasks do not repeat
        for (const std::uint64_t slot : {std::uint64_t(1), std::uint64_t(2)}) {
            auto old = World::task(slot, 0);
            old.specVersion = {};
            docker.see(old, api::TaskState::Running, 10);
        }
        auto fresh = World::task(1, 0, 1);
        fresh.specVersion = {};
        fresh.spec.container = docker.service.spec.task.container;
        docker.see(fresh, api::TaskState::Preparing, 100);
        const auto timeline = docker.log.build(docker.service, at(101));
        QCOMPARE(timeline.total, 2);
        QCOMPARE(timeline.done, 0);
        QCOMPARE(timeline.rows.size(), std::size_t(1));
        QCOMPARE(timeline.rows[0].slot, std::uint64_t(1));
    }

    void without_a_health_check_there_is_no_health_phase()
    {
        World world(1);
        world.replace(1, 100);
        const auto timeline = world.log.build(world.service, at(200));
        QVERIFY(phases(timeline.rows.at(0)) == (std::vector{Phase::Prepare, Phase::Stop, Phase::Start}));
        QVERIFY(!timeline.rows[0].bars[0].late);
    }
    void with_start_first_the_old_task_stops_last()
    {
        World world(1);
        world.service.spec.updateConfig->order = api::UpdateOrder::StartFirst;
        world.see(World::task(1, 2), api::TaskState::Preparing, 100);
        world.see(World::task(1, 2), api::TaskState::Ready, 101);
        world.see(World::task(1, 2), api::TaskState::Starting, 102);
        world.see(World::task(1, 2), api::TaskState::Running, 103);
        world.see(World::task(1, 1), api::TaskState::Running, 103, true);
        const auto timeline = world.log.build(world.service, at(105));
        QVERIFY(phases(timeline.rows.at(0)) == (std::vector{Phase::Prepare, Phase::Start, Phase::Stop}));
        QVERIFY(timeline.rows[0].bars.back().to.isZero());
    }
    void states_that_were_skipped_make_their_edges_late()
    {
        World world(1);
        world.see(World::task(1, 2), api::TaskState::Pending, 100);
        world.see(World::task(1, 2), api::TaskState::Running, 105);
        QVERIFY(world.log.build(world.service, at(106)).rows.at(0).bars.at(0).late);
    }
    void an_attempt_that_failed_is_named_and_counted()
    {
        World world(1);
        world.see(World::task(1, 2), api::TaskState::Preparing, 100);
        world.see(World::task(1, 2), api::TaskState::Failed, 103);
        world.see(World::task(1, 2, 1), api::TaskState::Preparing, 108);
        const auto timeline = world.log.build(world.service, at(110));
        QCOMPARE(timeline.rows.at(0).attempts, 2);
        QCOMPARE(timeline.rows[0].failure, std::string("task: non-zero exit (1)"));
        QCOMPARE(timeline.failed, 1);
    }
    void slots_that_the_update_left_alone_have_no_steps()
    {
        // A rollback: slot 1 went to the broken version and back, slot 2 never moved.
        World world(2);
        world.service.specVersion = {1};
        world.service.updateStatus->state = api::UpdateState::RollbackStarted;
        world.see(World::task(1, 1), api::TaskState::Shutdown, 102, true);
        world.see(World::task(1, 2), api::TaskState::Failed, 105, true);
        world.see(World::task(1, 1, 1), api::TaskState::Preparing, 106);
        const auto timeline = world.log.build(world.service, at(107));
        QCOMPARE(timeline.total, 2);
        QCOMPARE(timeline.done, 1);
        QCOMPARE(timeline.rows.size(), std::size_t(1));
        QCOMPARE(timeline.rows[0].key, std::string("1"));
        QCOMPARE(timeline.begin, at(100));
    }
    void tasks_that_came_after_the_end_are_not_steps_of_the_update()
    {
        World world(2);
        world.replace(1, 100);
        world.replace(2, 110);
        world.service.updateStatus->state = api::UpdateState::Completed;
        world.service.updateStatus->completedAt = at(120);
        world.see(World::task(1, 2), api::TaskState::Shutdown, 500, true); // its node is drained
        world.see(World::task(1, 2, 1), api::TaskState::Preparing, 500);
        const auto timeline = world.log.build(world.service, at(510));
        QCOMPARE(timeline.done, 2);
        QCOMPARE(timeline.rows.size(), std::size_t(2));
        QVERIFY(timeline.end < at(130));
    }
    void a_paused_update_stays_where_it_stopped()
    {
        World world(2);
        world.replace(1, 100);
        world.service.updateStatus->state = api::UpdateState::Paused;
        QCOMPARE(world.log.build(world.service, at(5000)).end, world.log.build(world.service, at(6000)).end);
    }
    void a_phase_far_longer_than_others_is_a_stall()
    {
        World world(2);
        world.replace(1, 100);
        world.see(World::task(2, 2), api::TaskState::Preparing, 110);
        QVERIFY(!stallOf(world.log.build(world.service, at(139)), at(139)));
        const auto stall = stallOf(world.log.build(world.service, at(141)), at(141));
        QVERIFY(stall);
        QCOMPARE(stall->key, std::string("2"));
        QCOMPARE(stall->phase, Phase::Prepare);
        QCOMPARE(stall->since, Nanoseconds(31s));
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    tst_timeline test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_timeline.moc"
