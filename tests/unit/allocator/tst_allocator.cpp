#include "daemon/allocator/allocator.h"
#include "daemon/allocator/defaults.h"
#include "daemon/allocator/initialnetworks.h"
#include "tests/support/clusterworld.h"

#include <QTest>

using namespace skep;
using namespace skep::allocator;
using namespace skep::test;

namespace {

struct World : ClusterWorld {
    Allocator allocator;

    World()
    {
        put(makeIngressNetwork("ingress-id"));
        put(makePredefinedNetwork("host-id", "host"));
        run(allocator);
        settle();
    }
    void putNetwork(const std::string& id, const std::string& subnet = {})
    {
        api::Network network{.id = id};
        network.spec.name = "name-of-" + id;
        network.spec.scope = "swarm";
        network.spec.driver.name = "overlay";
        if (!subnet.empty())
            network.spec.ipam = api::IpamOptions{.configs = {{.subnet = subnet}}};
        put(network);
    }
    void putService(const std::string& id, const std::function<void(api::ServiceSpec&)>& shape = {})
    {
        api::Service service{.id = id};
        service.spec.name = "name-of-" + id;
        if (shape)
            shape(service.spec);
        put(service);
    }
    // NEW, as an orchestrator makes it from the service.
    void putTask(const std::string& id, const std::string& serviceId)
    {
        api::Task task{.id = id};
        task.serviceId = serviceId;
        if (!serviceId.empty())
            task.spec = service(serviceId)->spec.task;
        task.status.message = "created";
        task.desiredState = api::TaskState::Running;
        put(task);
    }
    api::Endpoint endpoint(const std::string& serviceId) const { return service(serviceId)->endpoint; }
    api::TaskState stateOf(const std::string& id) const { return task(id)->status.state; }
    std::string err(const std::string& id) const { return task(id)->status.err; }
    void end(const std::string& id, api::TaskState state = api::TaskState::Shutdown)
    {
        edit<api::Task>(id, [&](api::Task& t) { t.status.state = state; });
    }
};

api::EndpointSpec publishing(std::vector<api::PortConfig> ports, api::EndpointMode mode = api::EndpointMode::Vip)
{
    return {.mode = mode, .ports = std::move(ports)};
}

api::PortConfig port(std::uint32_t target, std::uint32_t published, api::PublishMode mode = api::PublishMode::Ingress)
{
    return {.protocol = api::PortProtocol::Tcp, .targetPort = target, .publishedPort = published, .publishMode = mode};
}

std::function<void(api::ServiceSpec&)> publishes(
    std::uint32_t published, api::PublishMode mode = api::PublishMode::Ingress)
{
    return [=](api::ServiceSpec& spec) { spec.endpointSpec = publishing({port(80, published, mode)}); };
}

std::function<void(api::ServiceSpec&)> attachedTo(std::vector<std::string> networks)
{
    return [networks](api::ServiceSpec& spec) {
        for (const std::string& network : networks)
            spec.task.networks.push_back({.target = network});
    };
}

} // namespace

class TestAllocator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ingressGetsTheFirstSubnet();
    void taskWithoutNetworksIsPendingAtOnce();
    void serviceWithNothingToAllocateKeepsAnEmptyEndpoint();
    void publishingServiceLooksAsDockerShowsIt();
    void attachedServiceGetsIngressFirstThenItsNetworks();
    void dnsrrServiceHasNoVips();
    void switchingToDnsrrFreesVips();
    void hostPortsNeedNoIngress_12_9_98();
    void hostPortChangeRefreshesTheEndpointOnly_12_9_98();
    void networksOfTheDeprecatedPlaceCount();
    void nodeLocalNetworksNeedNoAddresses();
    void aliasesGoIntoTheAttachment();
    void secondServiceOnAPortFailsUntilItIsFree_12_9_96();
    void portsCanBeSwappedInOnePass();
    void removedNetworkLosesItsVip();
    void unrelatedUpdateChangesNothing_12_9_97();
    void exhaustionIsSaidAndEnds();
    void everyFreedAddressFindsItsTask();
    void vipExhaustionIsSaidAndEnds();
    void missingNetworkIsWaitedFor();
    void impossibleNetworkIsSaid();
    void missingIngressIsSaid();
    void taskOfAnUnknownServiceWaits();
    void terminalAndRemovedTasksGiveBack();
    void removedServiceGivesBack();
    void newTaskThatIsToStopIsShutDown();
    void taskMeantToBeRemovedIsLeftAlone();
    void nothingIsGivenOutTwiceAfterALeaderChange_12_9_98();
    void eventsShownTwiceChangeNothing();
    void manyTasksTakeSeveralPasses();
};

void TestAllocator::ingressGetsTheFirstSubnet()
{
    ClusterWorld world;
    Allocator allocator;
    api::Network early{.id = "a-network"};
    early.spec.name = "early";
    world.put(early);
    world.put(makeIngressNetwork("z-ingress"));
    world.run(allocator);
    world.settle();

    QCOMPARE(world.network("z-ingress")->ipam->configs.front().subnet, std::string("10.0.0.0/24"));
    QCOMPARE(world.network("a-network")->ipam->configs.front().subnet, std::string("10.0.1.0/24"));
    QVERIFY(!world.network("z-ingress")->driverState.options.empty());
}

void TestAllocator::taskWithoutNetworksIsPendingAtOnce()
{
    World world;
    world.putService("s");
    world.putTask("t", "s");
    world.putTask("lone", "");
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
    QCOMPARE(world.task("t")->status.message, std::string("pending task scheduling"));
    QCOMPARE(world.task("t")->status.timestamp, world.now);
    QVERIFY(world.task("t")->networks.empty());
    QCOMPARE(world.stateOf("lone"), api::TaskState::Pending);
}

void TestAllocator::serviceWithNothingToAllocateKeepsAnEmptyEndpoint()
{
    World world;
    world.putService("s", [](api::ServiceSpec& spec) { spec.endpointSpec = publishing({}); });
    world.settle();

    QCOMPARE(world.endpoint("s"), api::Endpoint{});
}

void TestAllocator::publishingServiceLooksAsDockerShowsIt()
{
    World world;
    world.putService("s", publishes(8'080));
    world.putTask("t", "s");
    world.settle();

    const api::Endpoint endpoint = world.endpoint("s");
    QCOMPARE(endpoint.spec, publishing({port(80, 8'080)}));
    QCOMPARE(endpoint.ports, std::vector{port(80, 8'080)});
    QCOMPARE(endpoint.virtualIps, (std::vector<api::VirtualIp>{{.networkId = "ingress-id", .addr = "10.0.0.2/24"}}));
    const auto task = world.task("t");
    QCOMPARE(task->networks,
        (std::vector<api::NetworkAttachment>{{.networkId = "ingress-id", .addresses = {"10.0.0.3/24"}}}));
    QCOMPARE(task->endpoint, endpoint);
}

void TestAllocator::attachedServiceGetsIngressFirstThenItsNetworks()
{
    World world;
    world.putNetwork("back");
    world.putNetwork("front");
    world.putService("s", [](api::ServiceSpec& spec) {
        publishes(8'080)(spec);
        attachedTo({"front", "back"})(spec);
    });
    world.putTask("t", "s");
    world.settle();

    std::vector<std::string> vips, attachments;
    for (const auto& vip : world.endpoint("s").virtualIps)
        vips.push_back(vip.networkId);
    for (const auto& attachment : world.task("t")->networks) {
        attachments.push_back(attachment.networkId);
        QCOMPARE(attachment.addresses.size(), std::size_t(1));
    }
    QCOMPARE(vips, (std::vector<std::string>{"ingress-id", "front", "back"}));
    QCOMPARE(attachments, vips);
}

void TestAllocator::dnsrrServiceHasNoVips()
{
    World world;
    world.putNetwork("back");
    world.putService("s", [](api::ServiceSpec& spec) {
        spec.endpointSpec = publishing({}, api::EndpointMode::DnsRr);
        attachedTo({"back"})(spec);
    });
    world.putTask("t", "s");
    world.settle();

    QVERIFY(world.endpoint("s").virtualIps.empty());
    QCOMPARE(world.endpoint("s").spec.mode, api::EndpointMode::DnsRr);
    QCOMPARE(world.task("t")->networks.front().networkId, std::string("back"));
}

void TestAllocator::switchingToDnsrrFreesVips()
{
    World world;
    world.putNetwork("back", "10.9.0.0/30"); // one address
    world.putService("s", attachedTo({"back"}));
    world.settle();
    QCOMPARE(world.endpoint("s").virtualIps.size(), std::size_t(1));
    world.putTask("t", "s");
    world.settle();
    QCOMPARE(world.stateOf("t"), api::TaskState::New);

    world.edit<api::Service>(
        "s", [](api::Service& s) { s.spec.endpointSpec = publishing({}, api::EndpointMode::DnsRr); });
    world.settle();

    QVERIFY(world.endpoint("s").virtualIps.empty());
    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
}

void TestAllocator::hostPortsNeedNoIngress_12_9_98()
{
    World world;
    world.putService("s", publishes(8'087, api::PublishMode::Host));
    world.putTask("t", "s");
    world.settle();

    QVERIFY(world.endpoint("s").virtualIps.empty());
    QCOMPARE(world.endpoint("s").ports, std::vector{port(80, 8'087, api::PublishMode::Host)});
    QVERIFY(world.task("t")->networks.empty());
    QCOMPARE(world.task("t")->endpoint, world.endpoint("s"));
}

void TestAllocator::hostPortChangeRefreshesTheEndpointOnly_12_9_98()
{
    World world;
    world.putService("s", [](api::ServiceSpec& spec) {
        spec.endpointSpec = publishing({port(80, 0), port(81, 9'000, api::PublishMode::Host)});
    });
    world.settle();
    const api::Endpoint before = world.endpoint("s");

    world.edit<api::Service>("s", [](api::Service& s) { s.spec.endpointSpec->ports[1].publishedPort = 9'001; });
    world.settle();

    QCOMPARE(world.endpoint("s").ports[0], before.ports[0]);
    QCOMPARE(world.endpoint("s").ports[1].publishedPort, 9'001U);
    QCOMPARE(world.endpoint("s").virtualIps, before.virtualIps);
}

void TestAllocator::networksOfTheDeprecatedPlaceCount()
{
    World world;
    world.putNetwork("back");
    world.putService("s", [](api::ServiceSpec& spec) { spec.networks = {{.target = "back"}}; });
    world.putTask("t", "s");
    world.settle();

    QCOMPARE(world.endpoint("s").virtualIps.front().networkId, std::string("back"));
    QCOMPARE(world.task("t")->networks.front().networkId, std::string("back"));
}

void TestAllocator::nodeLocalNetworksNeedNoAddresses()
{
    World world;
    world.putService("s", attachedTo({"host-id"}));
    world.putTask("t", "s");
    world.settle();

    QVERIFY(world.endpoint("s").virtualIps.empty());
    QCOMPARE(world.task("t")->networks, (std::vector<api::NetworkAttachment>{{.networkId = "host-id"}}));
    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
    QVERIFY(!world.network("host-id")->ipam);
}

void TestAllocator::aliasesGoIntoTheAttachment()
{
    World world;
    world.putNetwork("back");
    world.putService("s", [](api::ServiceSpec& spec) {
        spec.task.networks = {{.target = "back", .aliases = {"db", "sql"}}};
    });
    world.putTask("t", "s");
    world.settle();

    QCOMPARE(world.task("t")->networks.front().aliases, (std::vector<std::string>{"db", "sql"}));
}

void TestAllocator::secondServiceOnAPortFailsUntilItIsFree_12_9_96()
{
    World world;
    world.putService("a", publishes(8'080));
    world.settle();
    world.putService("b", publishes(8'080));
    world.putTask("t", "b");
    world.settle();
    QCOMPARE(world.endpoint("b"), api::Endpoint{});
    QCOMPARE(world.stateOf("t"), api::TaskState::New);
    QCOMPARE(world.err("t"), std::string("port 8080/tcp is already published by service name-of-a"));
    QCOMPARE(world.task("t")->status.message, std::string("created"));

    world.remove<api::Service>("a");
    world.settle();

    QCOMPARE(world.endpoint("b").ports.front().publishedPort, 8'080U);
    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
    QCOMPARE(world.err("t"), std::string());
}

void TestAllocator::portsCanBeSwappedInOnePass()
{
    World world;
    world.putService("a", publishes(8'001));
    world.putService("b", publishes(8'002));
    world.settle();
    world.write([&](store::Tx& tx) {
        for (const auto& [id, published] : {std::pair("a", 8'002U), std::pair("b", 8'003U)}) {
            api::Service changed = *tx.get<api::Service>(id);
            changed.spec.endpointSpec->ports[0].publishedPort = published;
            QVERIFY(tx.update(changed));
        }
    });

    (void)world.pass();

    QCOMPARE(world.endpoint("a").ports.front().publishedPort, 8'002U);
    QCOMPARE(world.endpoint("b").ports.front().publishedPort, 8'003U);
}

void TestAllocator::removedNetworkLosesItsVip()
{
    World world;
    world.putNetwork("back");
    world.putNetwork("front");
    world.putService("s", attachedTo({"back", "front"}));
    world.settle();
    const auto before = world.endpoint("s").virtualIps;

    world.edit<api::Service>("s", [](api::Service& s) { s.spec.task.networks.erase(s.spec.task.networks.begin()); });
    world.settle();

    QCOMPARE(world.endpoint("s").virtualIps, std::vector{before[1]});
}

void TestAllocator::unrelatedUpdateChangesNothing_12_9_97()
{
    World world;
    world.putNetwork("back");
    world.putService("s", [](api::ServiceSpec& spec) {
        spec.endpointSpec = publishing({port(80, 0), port(81, 0)});
        attachedTo({"back"})(spec);
    });
    world.settle();
    const api::Endpoint before = world.endpoint("s");

    world.edit<api::Service>("s", [](api::Service& s) { s.spec.labels = {{"x", "y"}}; });
    world.settle();
    QCOMPARE(world.endpoint("s"), before);

    world.edit<api::Service>("s", [](api::Service& s) { s.spec.endpointSpec->ports[1].targetPort = 82; });
    world.settle();
    QCOMPARE(world.endpoint("s").ports[0], before.ports[0]);
    QVERIFY(world.endpoint("s").ports[1].publishedPort != before.ports[1].publishedPort);
}

void TestAllocator::exhaustionIsSaidAndEnds()
{
    World world;
    world.putNetwork("back", "10.9.0.0/29"); // .2 … .6, of which one is the VIP
    world.putService("s", attachedTo({"back"}));
    for (int i = 1; i <= 5; ++i)
        world.putTask("t" + std::to_string(i), "s");
    world.settle();
    QCOMPARE(world.stateOf("t4"), api::TaskState::Pending);
    QCOMPARE(world.stateOf("t5"), api::TaskState::New);
    QCOMPARE(world.err("t5"), std::string("network name-of-back has no free address left in 10.9.0.0/29"));
    const std::size_t written = world.written;
    world.settle();
    QCOMPARE(world.written, written);

    const std::string freed = world.task("t2")->networks.front().addresses.front();
    world.end("t2", api::TaskState::Failed);
    world.settle();

    QCOMPARE(world.stateOf("t5"), api::TaskState::Pending);
    QCOMPARE(world.task("t5")->networks.front().addresses.front(), freed);
    QCOMPARE(world.err("t5"), std::string());
}

void TestAllocator::everyFreedAddressFindsItsTask()
{
    World world;
    world.putNetwork("back", "10.9.0.0/28"); // 13 addresses
    for (int i = 0; i < 40; ++i) {
        world.putTask("t" + std::to_string(i), "");
        world.edit<api::Task>("t" + std::to_string(i), [](api::Task& t) { t.spec.networks = {{.target = "back"}}; });
    }
    world.settle();
    const auto waiting = [&] {
        return std::ranges::count_if(
            world.store.all<api::Task>(), [](const auto& t) { return t->status.state == api::TaskState::New; });
    };
    QCOMPARE(waiting(), 27);

    // Some that hold an address end, and some that wait for one go away, in the same breath.
    world.write([](store::Tx& tx) {
        int ended = 0, removed = 0;
        for (const auto& task : tx.all<api::Task>()) {
            if (task->status.state == api::TaskState::Pending && ended < 10) {
                api::Task next = *task;
                next.status.state = api::TaskState::Shutdown;
                QVERIFY(tx.update(next));
                ++ended;
            } else if (task->status.state == api::TaskState::New && removed < 5) {
                QVERIFY(tx.remove<api::Task>(task->id));
                ++removed;
            }
        }
    });
    world.settle();

    QCOMPARE(waiting(), 27 - 5 - 10);
}

void TestAllocator::vipExhaustionIsSaidAndEnds()
{
    World world;
    world.putNetwork("back", "10.9.0.0/30");
    world.putService("a", attachedTo({"back"}));
    world.settle();
    world.putService("b", attachedTo({"back"}));
    world.putTask("t", "b");
    world.settle();
    QCOMPARE(world.err("t"), std::string("network name-of-back has no free address left in 10.9.0.0/30"));

    world.remove<api::Service>("a");
    world.settle();

    QCOMPARE(world.endpoint("b").virtualIps.front().addr, std::string("10.9.0.2/30"));
    // The task still finds none: the VIP has the only one.
    QCOMPARE(world.stateOf("t"), api::TaskState::New);
}

void TestAllocator::missingNetworkIsWaitedFor()
{
    World world;
    world.putService("s", attachedTo({"later"}));
    world.putTask("t", "s");
    world.settle();
    QCOMPARE(world.err("t"), std::string("network later not found"));

    world.putNetwork("later");
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
    QCOMPARE(world.task("t")->networks.front().addresses, std::vector<std::string>{"10.0.1.3/24"});
}

void TestAllocator::impossibleNetworkIsSaid()
{
    World world;
    world.putNetwork("a", "10.50.0.0/16");
    world.settle();
    world.putNetwork("b", "10.50.1.0/24");
    world.putService("s", attachedTo({"b"}));
    world.putTask("t", "s");
    world.settle();
    QCOMPARE(
        world.err("t"), std::string("network name-of-b: subnet 10.50.1.0/24 overlaps with that of another network"));

    world.remove<api::Network>("a");
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
}

void TestAllocator::missingIngressIsSaid()
{
    World world;
    world.remove<api::Network>("ingress-id");
    world.putService("s", publishes(8'080));
    world.putTask("t", "s");
    world.settle();
    QCOMPARE(world.err("t"), std::string("the swarm has no ingress network"));

    world.put(makeIngressNetwork("another-ingress"));
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
    QCOMPARE(world.task("t")->networks.front().networkId, std::string("another-ingress"));
}

void TestAllocator::taskOfAnUnknownServiceWaits()
{
    World world;
    api::Task early{.id = "t"};
    early.serviceId = "s";
    early.desiredState = api::TaskState::Running;
    world.put(early);
    world.settle();
    QCOMPARE(world.stateOf("t"), api::TaskState::New);

    world.putService("s");
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::Pending);
}

void TestAllocator::terminalAndRemovedTasksGiveBack()
{
    World world;
    world.putNetwork("back", "10.9.0.0/29");
    world.putService("s", attachedTo({"back"}));
    for (int round = 0; round < 20; ++round) {
        const std::string id = "t" + std::to_string(round);
        world.putTask(id, "s");
        world.settle();
        QCOMPARE(world.stateOf(id), api::TaskState::Pending);
        if (round % 2 == 0)
            world.end(id, api::TaskState::Orphaned);
        else
            world.remove<api::Task>(id);
    }
}

void TestAllocator::removedServiceGivesBack()
{
    World world;
    world.putNetwork("back", "10.9.0.0/29");
    for (int round = 0; round < 20; ++round) {
        const std::string id = "s" + std::to_string(round);
        world.putService(id, [](api::ServiceSpec& spec) {
            publishes(8'080)(spec);
            attachedTo({"back"})(spec);
        });
        world.settle();
        QCOMPARE(world.endpoint(id).virtualIps.size(), std::size_t(2));
        world.remove<api::Service>(id);
    }
}

void TestAllocator::newTaskThatIsToStopIsShutDown()
{
    World world;
    world.putService("a", publishes(8'080));
    world.settle();
    world.putService("b", publishes(8'080));
    world.putTask("t", "b");
    world.settle();
    QCOMPARE(world.stateOf("t"), api::TaskState::New);

    world.edit<api::Task>("t", [](api::Task& t) { t.desiredState = api::TaskState::Shutdown; });
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::Shutdown);
}

void TestAllocator::taskMeantToBeRemovedIsLeftAlone()
{
    World world;
    world.putService("s");
    world.write([&](store::Tx& tx) {
        api::Task leaving{.id = "t"};
        leaving.serviceId = "s";
        leaving.desiredState = api::TaskState::Remove;
        QVERIFY(tx.create(leaving));
    });
    world.settle();

    QCOMPARE(world.stateOf("t"), api::TaskState::New);
}

void TestAllocator::nothingIsGivenOutTwiceAfterALeaderChange_12_9_98()
{
    World world;
    world.putNetwork("back");
    world.putService("a", [](api::ServiceSpec& spec) {
        spec.endpointSpec = publishing({port(80, 0)});
        attachedTo({"back"})(spec);
    });
    world.putTask("t1", "a");
    world.settle();
    const api::Endpoint before = world.endpoint("a");

    Allocator other;
    world.stopAll();
    world.run(other);
    const std::size_t written = world.written;
    world.settle();
    QCOMPARE(world.written, written);
    world.putService("b", [](api::ServiceSpec& spec) {
        spec.endpointSpec = publishing({port(80, 0)});
        attachedTo({"back"})(spec);
    });
    world.putTask("t2", "b");
    world.settle();

    QCOMPARE(world.endpoint("a"), before);
    QVERIFY(world.endpoint("b").ports.front().publishedPort != before.ports.front().publishedPort);
    std::set<std::string> addresses;
    for (const char* service : {"a", "b"})
        for (const auto& vip : world.endpoint(service).virtualIps)
            QVERIFY(addresses.insert(vip.addr).second);
    for (const char* task : {"t1", "t2"})
        for (const auto& attachment : world.task(task)->networks)
            QVERIFY(addresses.insert(attachment.addresses.front()).second);
}

void TestAllocator::eventsShownTwiceChangeNothing()
{
    World world;
    world.putNetwork("back", "10.9.0.0/29");
    world.putService("s", [](api::ServiceSpec& spec) {
        publishes(0)(spec);
        attachedTo({"back"})(spec);
    });
    world.putTask("t1", "s");
    world.settle();
    const std::size_t written = world.written;

    for (int i = 0; i < 3; ++i)
        for (const auto& object : world.store.objects())
            world.allocator.observe({.action = store::Action::Update, .object = object, .old = object});
    world.settle();

    QCOMPARE(world.written, written);
    for (int i = 2; i <= 4; ++i)
        world.putTask("t" + std::to_string(i), "s");
    world.settle();
    QCOMPARE(world.stateOf("t4"), api::TaskState::Pending);
}

void TestAllocator::manyTasksTakeSeveralPasses()
{
    World world;
    world.putService("s");
    world.settle();
    const std::size_t count = MaxWritesPerPass + 10;
    world.write([&](store::Tx& tx) {
        for (std::size_t i = 0; i < count; ++i) {
            api::Task task{.id = "t" + std::to_string(i)};
            task.serviceId = "s";
            task.desiredState = api::TaskState::Running;
            QVERIFY(tx.create(task));
        }
    });

    const std::size_t before = world.written;
    QVERIFY(world.pass());
    QCOMPARE(world.written - before, MaxWritesPerPass);
    world.settle();
    QCOMPARE(world.written - before, count);
}

QTEST_GUILESS_MAIN(TestAllocator)
#include "tst_allocator.moc"
