#include "shared/client/clusterconnection.h"
#include "tests/support/fakemanager.h"
#include "tests/support/pace.h"
#include "tests/support/storedobjects.h"
#include "tests/unit/http/support.h"

#include <QJsonObject>

using namespace skep;
using namespace skep::client;
using namespace skep::test;
using skep::http::test::await;
using skep::http::test::Sockets;
using skep::http::test::spinUntil;

namespace {

constexpr const char* NoLeader
    = "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too few managers are online. Make sure more than half of the managers are online.";

ClusterTarget at(std::initializer_list<std::string> paths)
{
    ClusterTarget target{.name = "test", .endpoints = {}};
    for (const std::string& path : paths)
        target.endpoints.push_back(http::Endpoint::unixSocket(path));
    return target;
}

// The loop as it is, with a wall clock that the test can put forward.
class WallClock final : public async::Loop
{
public:
    WallClock()
        : m_real(async::loop())
    {
        async::installLoop(this);
    }
    ~WallClock() override { async::installLoop(&m_real); }
    WallClock(const WallClock&) = delete;
    WallClock& operator=(const WallClock&) = delete;

    void post(std::function<void()> work) override { m_real.post(std::move(work)); }
    std::shared_ptr<void> after(std::chrono::nanoseconds delay, std::function<void()> work) override
    {
        return m_real.after(delay, std::move(work));
    }
    Timestamp now() const override { return m_real.now() + ahead; }
    std::chrono::nanoseconds monotonic() const override { return m_real.monotonic(); }

    std::chrono::nanoseconds ahead{0};

private:
    async::Loop& m_real;
};

template <class T>
void add(FakeManager& manager, T object)
{
    QVERIFY(commit(manager.store, [&](store::Tx& tx) { QVERIFY(tx.create(std::move(object))); }));
}

} // namespace

class ClusterConnectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theMirrorFollows_data()
    {
        QTest::addColumn<bool>("skep");
        QTest::newRow("by the watch stream") << true;
        QTest::newRow("by lists and events") << false;
    }

    void theMirrorFollows()
    {
        QFETCH(bool, skep);
        const Sockets sockets;
        FakeManager manager(sockets.path(), skep ? FakeManager::Level::Skep : FakeManager::Level::Docker);
        add(manager, nodeOf("n1", "alpha"));
        add(manager, serviceOf("s1", "web"));
        add(manager, taskOf("t1", "s1", "n1"));
        ClusterConnection connection(at({sockets.path()}), quick());

        QVERIFY(spinUntil([&] { return connection.state().synced && connection.store().count<api::Task>() == 1; }));

        QCOMPARE(connection.state().standing, Standing::Manager);
        QCOMPARE(connection.state().liveness, Liveness::Live);
        QCOMPARE(connection.capabilities().has("watch"), skep);
        QCOMPARE(connection.store().get<api::Task>("t1")->serviceName, std::string("web"));
        QCOMPARE(connection.store().get<api::Node>("n1")->meta.version.index, manager.store.get<api::Node>("n1")->meta.version.index);

        std::vector<store::Event> events;
        const auto handle = connection.observe({[&](const std::vector<store::Event>& more) { events.insert(events.end(), more.begin(), more.end()); }, {}});
        add(manager, serviceOf("s2", "db"));
        QVERIFY(commit(manager.store, [](store::Tx& tx) { QVERIFY(tx.remove<api::Task>("t1")); }));

        QVERIFY(spinUntil([&] { return connection.store().get<api::Service>("s2") && connection.store().count<api::Task>() == 0; }));
        QVERIFY(std::any_of(events.begin(), events.end(), [](const auto& e) { return e.action == store::Action::Remove && store::idOf(e.object) == "t1"; }));
        QCOMPARE(manager.asked("GET /tasks") > 0, !skep);
    }

    void aCutStreamIsContinuedWhereItEnded()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        add(manager, nodeOf("n1", "alpha"));
        ClusterConnection connection(at({sockets.path()}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced; }));

        manager.cutStreams();
        add(manager, nodeOf("n2", "beta"));

        QVERIFY(spinUntil([&] { return connection.store().get<api::Node>("n2") != nullptr; }));
        QCOMPARE(manager.watched, (std::vector<std::string>{"", "2"}));
    }

    void anotherManagerTakesOverAndTheMirrorStays()
    {
        const Sockets sockets;
        FakeManager first(sockets.path("a")), second(sockets.path("b"));
        for (FakeManager* manager : {&first, &second})
            add(*manager, nodeOf("n1", "alpha"));
        ClusterConnection connection(at({sockets.path("a"), sockets.path("b")}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced; }));
        std::size_t changes = 0;
        const auto handle = connection.observe({[&](const std::vector<store::Event>& events) { changes += events.size(); }, {}});

        first.stop();

        QVERIFY(spinUntil([&] { return connection.state().host == "unix://" + sockets.path("b") && connection.state().synced; }));
        QCOMPARE(changes, std::size_t(0));
        QVERIFY(connection.store().get<api::Node>("n1"));
    }

    void anEndpointOfAnotherSwarmIsNotShownUnasked()
    {
        const Sockets sockets;
        FakeManager first(sockets.path("a")), second(sockets.path("b"));
        second.clusterId = "other";
        ClusterConnection connection(at({sockets.path("a"), sockets.path("b")}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced; }));

        first.stop();

        QVERIFY(spinUntil([&] { return connection.state().otherCluster; }));
        QVERIFY(!connection.engine());
        connection.acceptOtherCluster();
        QVERIFY(spinUntil([&] { return connection.state().clusterId == "other" && connection.state().synced; }));
        QCOMPARE(second.watched, std::vector<std::string>{""}); // what is known of one swarm is not continued with another
    }

    void whoCannotShowTheSwarmSaysWhy_data()
    {
        QTest::addColumn<QString>("localState");
        QTest::addColumn<int>("standing");
        QTest::newRow("worker") << "active" << int(Standing::Worker);
        QTest::newRow("locked") << "locked" << int(Standing::Locked);
        QTest::newRow("none") << "inactive" << int(Standing::NoSwarm);
    }

    void whoCannotShowTheSwarmSaysWhy()
    {
        QFETCH(QString, localState);
        QFETCH(int, standing);
        const Sockets sockets;
        FakeManager manager(sockets.path());
        manager.localState = localState.toStdString();
        manager.controlAvailable = false;
        manager.remoteManagers = {"10.0.0.1:2377"};
        ClusterConnection connection(at({sockets.path()}), quick());

        QVERIFY(spinUntil([&] { return int(connection.state().standing) == standing; }));

        QVERIFY(!connection.state().problem.empty());
        QCOMPARE(connection.state().managers, std::vector<std::string>{"10.0.0.1:2377"});
        QVERIFY(!connection.engine());
        manager.localState = "active";
        manager.controlAvailable = true;
        QVERIFY(spinUntil([&] { return connection.state().standing == Standing::Manager; }));
    }

    void aLostMajorityIsSaidAndTheMirrorStays_data() { theMirrorFollows_data(); }

    void aLostMajorityIsSaidAndTheMirrorStays()
    {
        QFETCH(bool, skep);
        const Sockets sockets;
        FakeManager manager(sockets.path(), skep ? FakeManager::Level::Skep : FakeManager::Level::Docker);
        add(manager, nodeOf("n1", "alpha"));
        ClusterConnection connection(at({sockets.path()}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced && connection.store().get<api::Node>("n1"); }));

        manager.refusal = {500, NoLeader};

        QVERIFY(spinUntil([&] { return connection.state().standing == Standing::NoQuorum; }));
        QVERIFY(connection.store().get<api::Node>("n1"));
        QCOMPARE(connection.state().liveness, Liveness::Live);
        manager.refusal.reset();
        QVERIFY(spinUntil([&] { return connection.state().standing == Standing::Manager; }));
        QVERIFY(connection.state().problem.empty());
    }

    void threeFailuresAreDown()
    {
        const Sockets sockets;
        ClusterConnection connection(at({sockets.path()}), quick());

        QVERIFY(spinUntil([&] { return connection.state().liveness == Liveness::Down; }));

        QCOMPARE(connection.state().step, std::string("reach host"));
        QVERIFY(connection.state().problem.find(sockets.path()) != std::string::npos);
    }

    void aMachineThatSleptShowsAtOnceThatItIsOld() // journey 23
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        add(manager, nodeOf("n1", "alpha"));
        WallClock clock;
        ClusterConnection connection(at({sockets.path()}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced && connection.state().liveness == Liveness::Live; }));
        std::vector<Liveness> seen;
        const auto watching = connection.observe(
            {.changed = [](const auto&) {}, .state = [&] { seen.push_back(connection.state().liveness); }});

        clock.ahead = 1min; // the monotonic clock stood still meanwhile

        QVERIFY(spinUntil([&] {
            return std::find(seen.begin(), seen.end(), Liveness::Stale) != seen.end()
                && connection.state().liveness == Liveness::Live;
        }));
        QVERIFY(connection.store().get<api::Node>("n1"));
        QVERIFY(connection.state().asOf > Timestamp{} && connection.state().problem.empty());
    }

    void anEditKeepsWhatSkepDoesNotKnow()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        add(manager, nodeOf("n1", "alpha"));
        ClusterConnection connection(at({sockets.path()}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced; }));

        const auto drained = await(connection.editNode("n1", [](QJsonObject& spec) -> Result<void> {
            spec.insert(QLatin1String("Availability"), QLatin1String("drain"));
            return {};
        }));

        QVERIFY(drained);
        QVERIFY(manager.bodies.at(0).find("\"FromTheFuture\":9007199254740993") != std::string::npos);
        QVERIFY(spinUntil([&] { return connection.store().get<api::Node>("n1")->spec.availability == api::Availability::Drain; }));
    }

    void anEditOfWhatChangedMeanwhileIsAConflict()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        add(manager, nodeOf("n1", "alpha"));
        ClusterConnection connection(at({sockets.path()}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced; }));
        manager.before = [&](const http::Request& request) {
            if (request.method == "POST")
                QVERIFY(commit(manager.store, [&](store::Tx& tx) { QVERIFY(tx.update(api::Node(*manager.store.get<api::Node>("n1")))); }));
        };

        const auto result = await(connection.editNode("n1", [](QJsonObject&) -> Result<void> { return {}; }));

        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Aborted);
        QCOMPARE(result.error().message, std::string("update out of sequence"));
    }

    void onlyReadsLeaveAReadOnlyConnection()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        add(manager, nodeOf("n1", "alpha"));
        ClusterConnection connection(at({sockets.path()}), quick());
        QVERIFY(spinUntil([&] { return connection.state().synced; }));
        connection.setReadOnly(true);

        const auto edited = await(connection.editNode("n1", [](QJsonObject&) -> Result<void> { return {}; }));
        const auto engine = connection.engine();
        const auto removed = await((*engine)->remove("/nodes/n1"));

        QCOMPARE(edited.error().code, ErrorCode::PermissionDenied);
        QCOMPARE(removed.error().code, ErrorCode::PermissionDenied);
        QVERIFY(manager.bodies.empty());
        QVERIFY(std::none_of(manager.requests.begin(), manager.requests.end(), [](const auto& r) { return r.starts_with("POST") || r.starts_with("DELETE"); }));
    }
};

QTEST_GUILESS_MAIN(ClusterConnectionTest)
#include "tst_clusterconnection.moc"
