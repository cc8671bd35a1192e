#include "shared/orchestrator/revisions.h"
#include "tests/support/virtualswarm.h"

#include <QTest>

using namespace skep;
using namespace skep::test;
using api::FailureAction;
using api::TaskState;
using api::UpdateState;

class RevisionsTest final : public QObject {
    Q_OBJECT

    static api::ServiceSpec spec(const std::string& image)
    {
        api::ServiceSpec made = makeService("web").spec;
        made.task.container.edit().image = image;
        return made;
    }

private Q_SLOTS:
    void aNewServiceIsAtRevisionOne()
    {
        api::Service service = makeService("web");
        service.meta.createdAt = Timestamp{5};

        const auto revisions = orchestrator::revisionsOf(service);

        QCOMPARE(revisions.size(), std::size_t(1));
        QCOMPARE(revisions.front().number, std::uint64_t(1));
        QCOMPARE(revisions.front().at, Timestamp{5});
        QCOMPARE(revisions.front().cause, std::string("create"));
    }

    void theLastTenAreKeptBesideThePresentOne()
    {
        api::Service service = makeService("web");
        for (int i = 2; i <= 30; ++i)
            orchestrator::revise(
                service, spec("v" + std::to_string(i)), {static_cast<std::uint64_t>(i)}, Timestamp{i}, "update");

        const auto revisions = orchestrator::revisionsOf(service);

        QCOMPARE(revisions.size(), std::size_t(11));
        QCOMPARE(revisions.back().number, std::uint64_t(30));
        QCOMPARE(revisions.front().number, std::uint64_t(20));
        QCOMPARE(orchestrator::pastRevision(service, 20)->spec.task.container->image, std::string("v20"));
        QCOMPARE(orchestrator::pastRevision(service, 20)->at, Timestamp{20});
        QVERIFY(!orchestrator::pastRevision(service, 19));
        QVERIFY(!orchestrator::pastRevision(service, 30)); // the present one
    }

    void historySurvivesTheLog()
    {
        api::Service service = makeService("web");
        orchestrator::revise(service, spec("v2"), {2}, Timestamp{2}, "update");
        const store::ObjectPtr object = std::make_shared<const api::Service>(service);

        const auto read = store::decodeObject(store::encode(object));

        QVERIFY(read.has_value());
        QCOMPARE(*store::as<api::Service>(*read), service);
    }

    void anAutomaticRollbackIsARevision()
    {
        VirtualSwarm swarm;
        swarm.putNode("n1");
        api::Service service = makeService("web", 2);
        service.spec.updateConfig
            = api::UpdateConfig{.parallelism = 1, .failureAction = FailureAction::Rollback};
        swarm.createService(service);
        swarm.lead();
        swarm.settle();
        swarm.fate = [](const api::Task& task) {
            return task.spec.container->image == "v2" ? TaskState::Failed : TaskState::Running;
        };

        swarm.updateService("web", [](api::ServiceSpec& s) { s.task.container.edit().image = "v2"; });
        swarm.pass(1min);

        QCOMPARE(swarm.updateState("web"), UpdateState::RollbackCompleted);
        const auto revisions = orchestrator::revisionsOf(*swarm.service("web"));
        QCOMPARE(revisions.size(), std::size_t(3));
        QCOMPARE(revisions.at(1).spec.task.container->image, std::string("v2"));
        QCOMPARE(revisions.at(2).spec.task.container->image, std::string("v1"));
        QCOMPARE(revisions.at(2).cause, std::string("automatic rollback to 1"));
        QVERIFY(swarm.complaints.empty());
    }

    void aRollbackToAnOldRevisionReusesTasksOfItsVersion()
    {
        VirtualSwarm swarm;
        swarm.putNode("n1");
        swarm.createService(makeService("web", 2));
        swarm.lead();
        swarm.settle();
        const auto before = swarm.running("web");
        swarm.placing = false; // the update cannot get anywhere
        swarm.updateService("web", [](api::ServiceSpec& s) {
            s.task.container.edit().image = "v2";
            s.updateConfig = api::UpdateConfig{.parallelism = 1, .order = api::UpdateOrder::StartFirst};
        });
        swarm.pass(1s);

        swarm.write([&](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>("web");
            const auto target = *orchestrator::pastRevision(service, 1);
            orchestrator::revise(service, target.spec, target.specVersion, swarm.now, "rollback to 1");
            service.updateStatus = api::UpdateStatus{.state = UpdateState::RollbackStarted, .startedAt = swarm.now};
            return tx.update(service);
        });
        swarm.placing = true;
        swarm.pass(1min);

        QCOMPARE(swarm.updateState("web"), UpdateState::RollbackCompleted);
        for (const auto& task : before)
            QCOMPARE(swarm.state(task->id), TaskState::Running);
        QCOMPARE(swarm.wanted("web").size(), std::size_t(2));
        QVERIFY(swarm.complaints.empty());
    }
};

QTEST_GUILESS_MAIN(RevisionsTest)
#include "tst_revisions.moc"
