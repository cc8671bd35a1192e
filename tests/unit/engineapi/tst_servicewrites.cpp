#include "daemon/engineapi/nodewrites.h"
#include "daemon/engineapi/servicewrites.h"
#include "shared/orchestrator/revisions.h"

#include <QTest>

using namespace skep;
using namespace skep::engineapi;

namespace {

api::ServiceSpec spec(const std::string& name, std::uint32_t port = 0, api::PublishMode mode = api::PublishMode::Ingress)
{
    api::ServiceSpec made;
    made.name = name;
    made.task.container.emplace().image = "web:1";
    made.mode.replicated = api::ReplicatedMode{1};
    if (port)
        made.endpointSpec = api::EndpointSpec{api::EndpointMode::Vip, {{"", api::PortProtocol::Tcp, 80, port, mode}}};
    return made;
}

} // namespace

class TestServiceWrites : public QObject {
    Q_OBJECT

    std::unique_ptr<store::Store> m_store;

    Result<void> write(const std::function<Result<void>(store::Tx&)>& work)
    {
        store::Tx tx(*m_store);
        SKEP_CHECK(work(tx));
        return m_store->apply(m_store->version() + 1, {Timestamp{1}, tx.changes()});
    }
    Result<void> create(const std::string& id, const api::ServiceSpec& s)
    {
        return write([&](store::Tx& tx) { return createService(tx, id, s, Timestamp{1}); });
    }
    Result<void> update(ServiceUpdate change)
    {
        return write([&](store::Tx& tx) { return updateService(tx, change); });
    }
    // A service that had the images web:1 to web:`last`.
    void makeHistory(int last)
    {
        QVERIFY(create("1", spec("web")).has_value());
        for (int i = 2; i <= last; ++i) {
            api::ServiceSpec next = spec("web");
            next.task.container.edit().image = "web:" + std::to_string(i);
            QVERIFY(update({.id = "1", .version = version("1"), .spec = next, .now = Timestamp{i}}).has_value());
        }
    }
    void setState(api::UpdateState state)
    {
        QVERIFY(write([&](store::Tx& tx) {
            api::Service service = *tx.get<api::Service>("1");
            service.updateStatus = api::UpdateStatus{.state = state, .startedAt = Timestamp{7}};
            return tx.update(service);
        }).has_value());
    }
    std::uint64_t version(const std::string& id) { return m_store->get<api::Service>(id)->meta.version.index; }

private Q_SLOTS:
    void init() { m_store = std::make_unique<store::Store>(); }

    void aTakenNameIsRefusedInDockersWords()
    {
        QVERIFY(create("1", spec("web")).has_value());

        const auto again = create("2", spec("WEB"));

        QVERIFY(!again);
        QVERIFY(again.error().code == ErrorCode::AlreadyExists);
        QCOMPARE(again.error().message, std::string("name conflicts with an existing object: service WEB already exists"));
    }

    void anIngressPortOfAnotherServiceIsRefusedAndNamed()
    {
        QVERIFY(create("1", spec("web", 8080)).has_value());

        const auto again = create("2", spec("api", 8080));

        QVERIFY(!again);
        QCOMPARE(again.error().message, std::string("port '8080' is already in use by service 'web' (1) as an ingress port"));
    }

    void twoServicesMayPublishTheSamePortOnTheirHosts()
    {
        QVERIFY(create("1", spec("web", 8080, api::PublishMode::Host)).has_value());
        QVERIFY(create("2", spec("api", 8080, api::PublishMode::Host)).has_value());
    }

    void aStaleVersionIsOutOfSequence()
    {
        QVERIFY(create("1", spec("web")).has_value());

        const auto stale = update({.id = "1", .version = version("1") + 1, .spec = spec("web")});

        QVERIFY(!stale);
        QCOMPARE(stale.error().message, std::string("update out of sequence"));
    }

    void anUpdateKeepsThePreviousSpecAndRollbackSwaps()
    {
        QVERIFY(create("1", spec("web")).has_value());
        api::ServiceSpec next = spec("web");
        next.task.container.edit().image = "web:2";
        QVERIFY(update({.id = "1", .version = version("1"), .spec = next}).has_value());

        QVERIFY(update({.id = "1", .version = version("1"), .rollback = true}).has_value());

        const auto service = m_store->get<api::Service>("1");
        QCOMPARE(service->spec.task.container->image, std::string("web:1"));
        QCOMPARE(service->previousSpec->task.container->image, std::string("web:2"));
        QVERIFY(service->updateStatus->state == api::UpdateState::RollbackStarted);
    }

    void rollbackWithoutAPreviousSpecIsRefused()
    {
        QVERIFY(create("1", spec("web")).has_value());

        const auto rolled = update({.id = "1", .version = version("1"), .rollback = true});

        QVERIFY(!rolled);
        QVERIFY(rolled.error().code == ErrorCode::FailedPrecondition);
    }

    void anUpdateAndARollbackAreRevisions()
    {
        makeHistory(2);
        QVERIFY(update({.id = "1", .version = version("1"), .rollback = true, .now = Timestamp{9}}).has_value());

        const auto revisions = orchestrator::revisionsOf(*m_store->get<api::Service>("1"));

        QCOMPARE(revisions.size(), std::size_t(3));
        QCOMPARE(revisions.at(0).cause, std::string("create"));
        QCOMPARE(revisions.at(1).cause, std::string("update"));
        QCOMPARE(revisions.at(1).at, Timestamp{2});
        QCOMPARE(revisions.at(2).cause, std::string("rollback to 1"));
        QCOMPARE(revisions.at(2).at, Timestamp{9});
        QCOMPARE(revisions.at(2).spec, revisions.at(0).spec);
    }

    void anUpdateThatChangesNothingIsNoRevision()
    {
        makeHistory(2);
        const api::ServiceSpec same = m_store->get<api::Service>("1")->spec;

        QVERIFY(update({.id = "1", .version = version("1"), .spec = same}).has_value());

        QCOMPARE(m_store->get<api::Service>("1")->revision, std::uint64_t(2));
    }

    void anyKeptRevisionCanBeRolledBackTo()
    {
        makeHistory(4);
        const auto before = *m_store->get<api::Service>("1");

        QVERIFY(update({.id = "1", .version = version("1"), .rollback = true, .toRevision = 2}).has_value());

        const auto service = m_store->get<api::Service>("1");
        QCOMPARE(service->spec.task.container->image, std::string("web:2"));
        QCOMPARE(service->specVersion, orchestrator::pastRevision(before, 2)->specVersion);
        QCOMPARE(service->previousSpec->task.container->image, std::string("web:4"));
        QCOMPARE(service->revision, std::uint64_t(5));
        QVERIFY(service->updateStatus->state == api::UpdateState::RollbackStarted);
        QCOMPARE(service->updateStatus->message, std::string("manually requested rollback to revision 2"));
    }

    void revisionsThatAreNotKeptAreRefused()
    {
        makeHistory(14);

        const auto forgotten = update({.id = "1", .version = version("1"), .rollback = true, .toRevision = 2});
        QVERIFY(forgotten.error().code == ErrorCode::NotFound);
        QCOMPARE(forgotten.error().message, std::string("service web has no revision 2: those from 4 to 14 are kept"));

        const auto present = update({.id = "1", .version = version("1"), .rollback = true, .toRevision = 14});
        QVERIFY(present.error().code == ErrorCode::FailedPrecondition);
        QCOMPARE(present.error().message, std::string("service web is at revision 14 already"));
    }

    void aRollbackIsRefusedWhenItsPortWasTakenMeanwhile()
    {
        QVERIFY(create("1", spec("web", 8080)).has_value());
        QVERIFY(update({.id = "1", .version = version("1"), .spec = spec("web")}).has_value());
        QVERIFY(create("2", spec("other", 8080)).has_value());

        const auto rolled = update({.id = "1", .version = version("1"), .rollback = true});

        QCOMPARE(rolled.error().message, std::string("port '8080' is already in use by service 'other' (2) as an ingress port"));
    }

    void anUpdateIsPausedAndResumed_data()
    {
        QTest::addColumn<int>("under");
        QTest::addColumn<int>("paused");
        QTest::newRow("update") << int(api::UpdateState::Updating) << int(api::UpdateState::Paused);
        QTest::newRow("rollback") << int(api::UpdateState::RollbackStarted) << int(api::UpdateState::RollbackPaused);
    }

    void anUpdateIsPausedAndResumed()
    {
        QFETCH(int, under);
        QFETCH(int, paused);
        makeHistory(2);
        setState(static_cast<api::UpdateState>(under));

        QVERIFY(write([](store::Tx& tx) { return pauseUpdate(tx, "1"); }).has_value());
        QCOMPARE(int(m_store->get<api::Service>("1")->updateStatus->state), paused);
        QVERIFY(m_store->get<api::Service>("1")->updateStatus->message.ends_with(" paused by request"));

        QVERIFY(write([](store::Tx& tx) { return resumeUpdate(tx, "1"); }).has_value());
        QCOMPARE(int(m_store->get<api::Service>("1")->updateStatus->state), under);
        QCOMPARE(m_store->get<api::Service>("1")->updateStatus->startedAt.value(), Timestamp{7});
    }

    void whatIsNotUnderWayIsNotPausedAndNotResumed()
    {
        makeHistory(1);

        const auto paused = write([](store::Tx& tx) { return pauseUpdate(tx, "1"); });
        QVERIFY(paused.error().code == ErrorCode::FailedPrecondition);
        QCOMPARE(paused.error().message, std::string("service web is not being updated: there is nothing to pause"));
        const auto resumed = write([](store::Tx& tx) { return resumeUpdate(tx, "1"); });
        QCOMPARE(resumed.error().message, std::string("the update of service web is not paused: there is nothing to resume"));
        QVERIFY(write([](store::Tx& tx) { return pauseUpdate(tx, "9"); }).error().code == ErrorCode::NotFound);
    }

    void tooLittleRoomUnderTheLimitPerNodeIsWarnedOf()
    {
        for (const char* id : {"n1", "n2", "n3"})
            QVERIFY(write([&](store::Tx& tx) {
                api::Node node{.id = id};
                node.spec.availability = std::string_view(id) == "n3" ? api::Availability::Drain : api::Availability::Active;
                node.status.state = api::NodeState::Ready;
                return tx.create(node);
            }).has_value());
        api::ServiceSpec wide = spec("web");
        wide.mode.replicated->replicas = 5;
        QVERIFY(warningsAbout(*m_store, wide).empty());
        wide.task.placement = api::Placement{.maxReplicas = 2};

        QCOMPARE(warningsAbout(*m_store, wide).at(0),
            std::string("Placement.MaxReplicas: with at most 2 replicas per node there is room for 4 of 5 replicas on the 2 nodes that are "
                        "available and meet the constraints; the others will wait"));

        wide.mode.replicated->replicas = 4;
        QVERIFY(warningsAbout(*m_store, wide).empty());
        wide.updateConfig = api::UpdateConfig{.order = api::UpdateOrder::StartFirst};
        QCOMPARE(warningsAbout(*m_store, wide).at(0),
            std::string("UpdateConfig.Order: start-first needs room for one replica more than the 4 wanted, and with "
                        "at most 2 per node "
                        "there is none on the 2 nodes that are available and meet the constraints: no update will get "
                        "on, stop-first would"));
        wide.mode.replicated->replicas = 3;
        QVERIFY(warningsAbout(*m_store, wide).empty());
        wide.updateConfig.reset();
        wide.mode.replicated->replicas = 4;
        wide.task.placement.edit().constraints = {"node.id == n1"};
        QCOMPARE(warningsAbout(*m_store, wide).size(), std::size_t(1));
    }

    void aSpreadOverWhatNotAllNodesHaveIsWarnedOf()
    {
        for (const char* id : {"n1", "n2", "n3"})
            QVERIFY(write([&](store::Tx& tx) {
                api::Node node{.id = id};
                node.spec.availability = api::Availability::Active;
                node.spec.labels = std::string_view(id) == "n3" ? api::Labels{} : api::Labels{{"zone", id}};
                node.status.state = api::NodeState::Ready;
                return tx.create(node);
            }).has_value());
        api::ServiceSpec wide = spec("web");
        wide.task.placement = api::Placement{.preferences = {{.spread = api::SpreadOver{"node.labels.zone"}}}};

        QCOMPARE(warningsAbout(*m_store, wide).at(0),
            std::string("Placement.Preferences: 1 of the 3 nodes that are available and meet the constraints have "
                        "nothing under "
                        "node.labels.zone: together they get as many tasks as those of any one value"));

        wide.task.placement.edit().constraints = {"node.id != n3"};
        QVERIFY(warningsAbout(*m_store, wide).empty());
    }

    void startFirstWithAPortOfTheNodeIsWarnedOfOnce()
    {
        api::ServiceSpec first = spec("web");
        first.endpointSpec = api::EndpointSpec{.ports = {{.targetPort = 80, .publishedPort = 8080, .publishMode = api::PublishMode::Host}}};
        const api::ServiceSpec before = first;
        QVERIFY(warningsAbout(*m_store, first).empty());
        first.updateConfig = api::UpdateConfig{.order = api::UpdateOrder::StartFirst};

        QCOMPARE(warningsAbout(*m_store, first, &before).size(), std::size_t(1));
        QCOMPARE(warningsAbout(*m_store, first).at(0),
            std::string("UpdateConfig.Order: start-first with port 8080 published in host mode needs another node where it is free for each new "
                        "task: on the node of the old one it is taken until that has stopped; stop-first needs none"));

        api::ServiceSpec later = first;
        later.labels["a"] = "b";
        QVERIFY(warningsAbout(*m_store, later, &first).empty());
        later.rollbackConfig = first.updateConfig;
        QVERIFY(warningsAbout(*m_store, later, &first).at(0).starts_with("RollbackConfig.Order: "));
        later.endpointSpec->ports[0].publishedPort = 0; // one that the node chooses is always free
        QVERIFY(warningsAbout(*m_store, later).empty());
    }

    void aMonitorPeriodTooShortForTheHealthCheckIsWarnedOf()
    {
        api::ServiceSpec watched = spec("web");
        watched.task.container.edit().healthcheck = api::Healthcheck{
            .test = {"CMD", "check"}, .interval = 10'000'000'000, .timeout = 5'000'000'000, .retries = 2};
        QVERIFY(warningsAbout(*m_store, watched).empty());
        watched.updateConfig = api::UpdateConfig{.monitor = 20'000'000'000};

        QCOMPARE(warningsAbout(*m_store, watched).at(0),
            std::string("UpdateConfig.Monitor: a task that is healthy at first and then not is noticed by its health "
                        "check after up to 25 s, "
                        "and counts as a failure of the update for 20 s only"));

        watched.updateConfig->monitor = 25'000'000'000;
        QVERIFY(warningsAbout(*m_store, watched).empty());
        watched.updateConfig->monitor = 0;
        watched.task.container.edit().healthcheck->test = {"NONE"};
        QVERIFY(warningsAbout(*m_store, watched).empty());
    }

    void aDrainWithoutAGapIsMarkedAndCanBeForced()
    {
        QVERIFY(write([](store::Tx& tx) { return tx.create(api::Node{.id = "n"}); }).has_value());

        QVERIFY(write([](store::Tx& tx) { return drainNode(tx, "n", true, Timestamp{5}); }).has_value());
        QVERIFY(m_store->get<api::Node>("n")->spec.availability == api::Availability::Drain);
        QCOMPARE(m_store->get<api::Node>("n")->gapFreeDrain->since, Timestamp{5});

        store::Tx again(*m_store);
        QVERIFY(drainNode(again, "n", true, Timestamp{6}).has_value());
        QVERIFY(again.empty());

        QVERIFY(write([](store::Tx& tx) { return drainNode(tx, "n", false, Timestamp{7}); }).has_value());
        QVERIFY(!m_store->get<api::Node>("n")->gapFreeDrain);
    }

    void renamingAndChangingTheModeAreNotSupported()
    {
        QVERIFY(create("1", spec("web")).has_value());
        api::ServiceSpec global = spec("web");
        global.mode = {};
        global.mode.global.emplace();

        QVERIFY(update({.id = "1", .version = version("1"), .spec = spec("other")}).error().code == ErrorCode::Unimplemented);
        QVERIFY(update({.id = "1", .version = version("1"), .spec = global}).error().code == ErrorCode::Unimplemented);
    }

    void registryCredentialsAreKeptWhenNoneAreSent()
    {
        api::ServiceSpec with = spec("web");
        with.task.container.edit().registryAuth = "credentials";
        QVERIFY(create("1", with).has_value());

        QVERIFY(update({.id = "1", .version = version("1"), .spec = spec("web")}).has_value());

        QCOMPARE(m_store->get<api::Service>("1")->spec.task.container->registryAuth, std::string("credentials"));
    }

    void anUnknownNetworkIsNamed()
    {
        api::ServiceSpec on = spec("web");
        on.task.networks.push_back({"nosuch", {}, {}});

        QCOMPARE(create("1", on).error().message, std::string("network nosuch not found"));
    }
};

QTEST_GUILESS_MAIN(TestServiceWrites)
#include "tst_servicewrites.moc"
