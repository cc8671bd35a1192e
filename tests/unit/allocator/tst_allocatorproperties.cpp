#include "daemon/allocator/allocator.h"
#include "daemon/allocator/initialnetworks.h"
#include "tests/support/clusterworld.h"

#include <QTest>

using namespace skep;
using namespace skep::allocator;
using namespace skep::test;

namespace {

// Services, networks and tasks that come, change and go.
struct RandomCluster : ClusterWorld {
    std::unique_ptr<Allocator> allocator = std::make_unique<Allocator>();
    Rng random;
    int next = 0;

    explicit RandomCluster(std::uint64_t seed)
        : random(seed)
    {
        put(makeIngressNetwork("ingress"));
        put(makePredefinedNetwork("host", "host"));
        run(*allocator);
    }

    template <class T>
    store::Ptr<T> any()
    {
        const auto all = store.all<T>();
        return all.empty() ? nullptr : all[random.below(all.size())];
    }

    void shape(api::ServiceSpec& spec)
    {
        spec.endpointSpec.reset();
        spec.task.networks.clear();
        if (random.below(3) > 0) {
            auto& endpoint = spec.endpointSpec.emplace();
            for (std::uint64_t i = random.below(4); i > 0; --i)
                endpoint.ports.push_back(
                    {.protocol = random.below(2) == 0 ? api::PortProtocol::Tcp : api::PortProtocol::Udp,
                        .targetPort = std::uint32_t(80 + random.below(3)),
                        .publishedPort = random.below(2) == 0 ? 0 : std::uint32_t(30'000 + random.below(6)),
                        .publishMode = random.below(4) == 0 ? api::PublishMode::Host : api::PublishMode::Ingress});
            endpoint.mode = random.below(4) == 0 ? api::EndpointMode::DnsRr : api::EndpointMode::Vip;
        }
        for (std::uint64_t i = random.below(3); i > 0; --i)
            spec.task.networks.push_back({.target = any<api::Network>()->id});
    }

    void step()
    {
        const std::string id = "x" + std::to_string(next++);
        switch (random.below(10)) {
        case 0: {
            api::Network network{.id = id};
            network.spec.name = id;
            if (random.below(2) == 0)
                network.spec.ipam = api::IpamOptions{.configs = {{.subnet = "10.0." + std::to_string(random.below(4))
                                                             + ".0/" + (random.below(2) ? "28" : "24")}}};
            put(network);
            break;
        }
        case 1: {
            const auto network = any<api::Network>();
            bool isUsed = network->spec.ingress || isNodeLocal(*network);
            for (const auto& service : store.all<api::Service>()) {
                for (const auto& attachment : service->spec.task.networks)
                    isUsed = isUsed || attachment.target == network->id;
                for (const auto& vip : service->endpoint.virtualIps)
                    isUsed = isUsed || vip.networkId == network->id;
            }
            for (const auto& task : store.all<api::Task>())
                for (const auto& attachment : task->networks)
                    isUsed = isUsed || attachment.networkId == network->id;
            if (!isUsed)
                remove<api::Network>(network->id);
            break;
        }
        case 2: {
            api::Service service{.id = id};
            service.spec.name = id;
            shape(service.spec);
            put(service);
            break;
        }
        case 3:
            if (const auto service = any<api::Service>())
                edit<api::Service>(service->id, [this](api::Service& s) { shape(s.spec); });
            break;
        case 4:
            if (const auto service = any<api::Service>(); service && random.below(3) == 0)
                remove<api::Service>(service->id);
            break;
        case 5:
            if (const auto task = any<api::Task>())
                edit<api::Task>(task->id, [](api::Task& t) { t.status.state = api::TaskState::Shutdown; });
            break;
        case 6:
            if (const auto task = any<api::Task>())
                remove<api::Task>(task->id);
            break;
        default:
            if (const auto service = any<api::Service>()) {
                api::Task task{.id = id};
                task.serviceId = service->id;
                task.spec = service->spec.task;
                task.desiredState = api::TaskState::Running;
                put(task);
            }
        }
    }

    void elect()
    {
        stopAll();
        allocator = std::make_unique<Allocator>();
        run(*allocator);
    }

    api::Endpoint endpoint(const std::string& id) const { return service(id)->endpoint; }

    // Empty when everything is given out at most once, and where it belongs.
    std::string conflict() const
    {
        std::map<std::pair<std::string, std::string>, std::string> addresses;
        std::map<std::pair<api::PortProtocol, std::uint32_t>, std::string> ports;
        const auto note = [&](const std::string& network, const std::string& address, const std::string& owner) {
            const auto stored = store.get<api::Network>(network);
            const auto prefix = parsePrefix(address);
            if (!stored || !prefix || !stored->ipam)
                return owner + " has " + address + " on an unknown network";
            const bool isInside = std::ranges::any_of(stored->ipam->configs, [&](const auto& config) {
                return parsePrefix(config.subnet)->contains(prefix->address)
                    && config.gateway != toText(prefix->address);
            });
            if (!isInside)
                return owner + " has " + address + " outside of its network";
            const auto [other, isNew] = addresses.emplace(std::pair(network, address), owner);
            return isNew ? std::string() : other->second + " and " + owner + " both have " + address;
        };
        for (const auto& service : store.all<api::Service>()) {
            for (const auto& vip : service->endpoint.virtualIps)
                if (const auto problem = note(vip.networkId, vip.addr, service->id); !problem.empty())
                    return problem;
            for (const auto& port : service->endpoint.ports) {
                if (port.publishMode != api::PublishMode::Ingress)
                    continue;
                const auto [other, isNew] = ports.emplace(std::pair(port.protocol, port.publishedPort), service->id);
                if (!isNew && other->second != service->id)
                    return other->second + " and " + service->id + " both publish "
                        + std::to_string(port.publishedPort);
                if (port.publishedPort == 0)
                    return service->id + " has no published port";
            }
        }
        for (const auto& task : store.all<api::Task>()) {
            if (api::isTerminal(task->status.state))
                continue;
            for (const auto& attachment : task->networks)
                for (const auto& address : attachment.addresses)
                    if (const auto problem = note(attachment.networkId, address, task->id); !problem.empty())
                        return problem;
        }
        std::set<std::string> vxlanIds;
        std::vector<IpPrefix> subnets;
        for (const auto& network : store.all<api::Network>()) {
            for (const auto& [key, ids] : network->driverState.options)
                if (!vxlanIds.insert(ids).second)
                    return "VXLAN id " + ids + " is used twice";
            if (!network->ipam)
                continue;
            for (const auto& config : network->ipam->configs) {
                const auto prefix = parsePrefix(config.subnet);
                for (const auto& other : subnets)
                    if (other.overlaps(*prefix))
                        return config.subnet + " overlaps " + toText(other);
                subnets.push_back(*prefix);
            }
        }
        return {};
    }
};

} // namespace

class TestAllocatorProperties : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsGivenOutTwice_data();
    void nothingIsGivenOutTwice();
    void newLeaderFindsNothingToDo_data();
    void newLeaderFindsNothingToDo();
};

void TestAllocatorProperties::nothingIsGivenOutTwice_data()
{
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 25; ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestAllocatorProperties::nothingIsGivenOutTwice()
{
    QFETCH(quint64, seed);
    RandomCluster world(seed);
    for (int i = 0; i < 400; ++i) {
        world.step();
        if (world.random.below(50) == 0)
            world.elect();
        if (world.random.below(3) == 0)
            world.settle();
        const std::string conflict = world.conflict();
        QVERIFY2(conflict.empty(), conflict.c_str());
    }
    world.settle();
    for (const auto& task : world.store.all<api::Task>())
        if (task->status.state == api::TaskState::New && world.service(task->serviceId))
            QVERIFY2(!task->status.err.empty(), task->id.c_str());
}

void TestAllocatorProperties::newLeaderFindsNothingToDo_data()
{
    nothingIsGivenOutTwice_data();
}

void TestAllocatorProperties::newLeaderFindsNothingToDo()
{
    QFETCH(quint64, seed);
    RandomCluster world(seed * 1'000);
    for (int i = 0; i < 300; ++i) {
        world.step();
        if (world.random.below(3) == 0)
            world.settle();
    }
    world.settle();
    const auto before = world.store.objects();

    world.elect();
    world.settle();

    for (const auto& object : before) {
        if (const auto task = store::as<api::Task>(object)) {
            const auto now = world.task(task->id);
            QCOMPARE(QString::fromStdString(now->status.err), QString::fromStdString(task->status.err));
            QCOMPARE(now->networks, task->networks);
            QCOMPARE(now->status.state, task->status.state);
        } else if (const auto service = store::as<api::Service>(object)) {
            QCOMPARE(world.endpoint(service->id), service->endpoint);
        }
    }
    QVERIFY(world.store.objects() == before);
}

QTEST_GUILESS_MAIN(TestAllocatorProperties)
#include "tst_allocatorproperties.moc"
