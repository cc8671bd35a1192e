#include "shared/scheduler/filters.h"
#include "shared/scheduler/quantity.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::scheduler;
using namespace skep::test;

namespace {

NodeAccount account(const api::Node& node)
{
    NodeAccount result(node.id, 0);
    result.setNode(std::make_shared<const api::Node>(node));
    return result;
}

std::optional<FilterId> failing(const api::Node& node, const api::Task& task, const NetworkDrivers& drivers = {})
{
    const Demand demand = demandOf(task, drivers);
    return firstFailing({.demand = demand, .node = account(node)});
}

constexpr std::optional<FilterId> Fits;

} // namespace

class TestFilters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyReadyAndActiveNodesPass();
    void resourcesAreComparedWithReservationsOnly();
    void accountingGivesBackWhatWasTaken_12_8_93();
    void genericResourcesAreCountedPerKind();
    void namedResourcesAreHandedOutOnce();
    void platformNamesAreNormalised_12_8_88();
    void platformPartsMayBeLeftOpen_12_8_88();
    void nodeWithoutPlatformFailsAnyPlatform_12_8_88();
    void pluginsOfAllKindsAreNeeded_12_8_89();
    void pluginNamesMayCarryLatest_12_8_89();
    void logDriversThatNeedNoPlugin_12_8_89();
    void mountsThatNeedNoPlugin_12_8_89();
    void hostPortsAreTakenPerProtocol_12_8_90();
    void maxReplicasCountsTasksOfTheService_12_8_91();
    void pipelineReportsTheFirstFailure();
    void bothHalvesTogetherAreThePipeline();
    void textsSayHowManyNodes();
    void mostFailuresComeFirst();
    void reasonsNameWhatIsAskedAndWhatIsThere();
    void amountsAreReadable();
};

void TestFilters::onlyReadyAndActiveNodesPass()
{
    api::Node subject = node("n");
    QCOMPARE(failing(subject, task("t", "s")), Fits);

    for (const auto state : {api::NodeState::Unknown, api::NodeState::Down, api::NodeState::Disconnected}) {
        subject.status.state = state;
        QCOMPARE(failing(subject, task("t", "s")), FilterId::Ready);
    }
    subject.status.state = api::NodeState::Ready;
    for (const auto availability : {api::Availability::Pause, api::Availability::Drain}) {
        subject.spec.availability = availability;
        QCOMPARE(failing(subject, task("t", "s")), FilterId::Ready);
    }
}

void TestFilters::resourcesAreComparedWithReservationsOnly()
{
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 512 * MiB);

    QCOMPARE(failing(nodeWith("n", 2 * Cpu, 512 * MiB), wanting), Fits);
    QCOMPARE(failing(nodeWith("n", 2 * Cpu - 1, 512 * MiB), wanting), FilterId::Resources);
    QCOMPARE(failing(nodeWith("n", 2 * Cpu, 512 * MiB - 1), wanting), FilterId::Resources);

    wanting.spec.resources.edit().reservations.reset();
    wanting.spec.resources.edit().limits = api::Limits{.nanoCpus = 64 * Cpu};
    QCOMPARE(failing(nodeWith("n", Cpu, MiB), wanting), Fits);
}

void TestFilters::accountingGivesBackWhatWasTaken_12_8_93()
{
    api::Node subject = nodeWith("n", 4 * Cpu, 100 * MiB);
    subject.description.resources.generic = {named("gpu", "a"), named("gpu", "b"), discrete("ssd", 3)};
    NodeAccount book = account(subject);
    api::Task taken = task("t", "s");
    reserve(taken, Cpu, 10 * MiB);
    publishOnHost(taken, 80);
    const std::vector<api::GenericResource> generic{named("gpu", "a"), discrete("ssd", 2)};

    book.claim(holdingOf(taken), generic);
    QCOMPARE(book.freeNanoCpus(), 3 * Cpu);
    QCOMPARE(book.freeMemoryBytes(), 90 * MiB);
    QCOMPARE(book.freeGeneric("gpu"), 1);
    QCOMPARE(book.freeGeneric("ssd"), 1);
    QVERIFY(!book.isPortFree({.protocol = api::PortProtocol::Tcp, .port = 80}));

    book.release(holdingOf(taken), generic);
    QCOMPARE(book.freeNanoCpus(), 4 * Cpu);
    QCOMPARE(book.freeMemoryBytes(), 100 * MiB);
    QCOMPARE(book.freeGeneric("gpu"), 2);
    QCOMPARE(book.freeGeneric("ssd"), 3);
    QVERIFY(book.isPortFree({.protocol = api::PortProtocol::Tcp, .port = 80}));
}

void TestFilters::genericResourcesAreCountedPerKind()
{
    api::Node subject = node("n");
    subject.description.resources.generic = {named("gpu", "a"), named("gpu", "b"), discrete("ssd", 3)};
    api::Task wanting = task("t", "s");

    reserveGeneric(wanting, "gpu", 2);
    reserveGeneric(wanting, "ssd", 3);
    QCOMPARE(failing(subject, wanting), Fits);

    reserveGeneric(wanting, "gpu", 1);
    QCOMPARE(failing(subject, wanting), FilterId::Resources);

    api::Task other = task("t", "s");
    reserveGeneric(other, "fpga", 1);
    QCOMPARE(failing(subject, other), FilterId::Resources);
}

void TestFilters::namedResourcesAreHandedOutOnce()
{
    api::Node subject = node("n");
    subject.description.resources.generic = {named("gpu", "a"), named("gpu", "b"), named("gpu", "c")};
    NodeAccount book = account(subject);

    const auto first = book.pickGeneric({{.kind = "gpu", .count = 2}});
    book.claim({}, first);
    const auto second = book.pickGeneric({{.kind = "gpu", .count = 1}});

    QCOMPARE(first, (std::vector{named("gpu", "a"), named("gpu", "b")}));
    QCOMPARE(second, std::vector{named("gpu", "c")});
}

void TestFilters::platformNamesAreNormalised_12_8_88()
{
    api::Node subject = node("n");
    subject.description.platform = {.architecture = "x86_64", .os = "linux"};
    api::Task wanting = task("t", "s");
    wanting.spec.placement.emplace();

    wanting.spec.placement.edit().platforms = {{.architecture = "amd64", .os = "linux"}};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.placement.edit().platforms = {{.architecture = "x86_64", .os = "linux"}};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.placement.edit().platforms = {{.architecture = "arm", .os = "linux"}};
    QCOMPARE(failing(subject, wanting), FilterId::Platform);
    wanting.spec.placement.edit().platforms.push_back({.architecture = "amd64", .os = "linux"});
    QCOMPARE(failing(subject, wanting), Fits);
    subject.description.platform.architecture = "aarch64";
    QCOMPARE(failing(subject, wanting), FilterId::Platform);
    wanting.spec.placement.edit().platforms.push_back({.architecture = "arm64", .os = "linux"});
    QCOMPARE(failing(subject, wanting), Fits);
}

void TestFilters::platformPartsMayBeLeftOpen_12_8_88()
{
    api::Node subject = node("n");
    subject.description.platform = {.architecture = "x86_64", .os = "linux"};
    api::Task wanting = task("t", "s");
    wanting.spec.placement.emplace();

    wanting.spec.placement.edit().platforms = {{.os = "linux"}};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.placement.edit().platforms = {{.os = "windows"}};
    QCOMPARE(failing(subject, wanting), FilterId::Platform);
    wanting.spec.placement.edit().platforms = {{.architecture = "amd64"}};
    QCOMPARE(failing(subject, wanting), Fits);
}

void TestFilters::nodeWithoutPlatformFailsAnyPlatform_12_8_88()
{
    api::Task wanting = task("t", "s");
    wanting.spec.placement.emplace().platforms = {{.os = "linux"}};

    QCOMPARE(failing(node("n"), wanting), FilterId::Platform);
}

void TestFilters::pluginsOfAllKindsAreNeeded_12_8_89()
{
    api::Node subject = node("n");
    subject.description.engine.plugins
        = {{.type = "Volume", .name = "nfs"}, {.type = "Network", .name = "overlay"}, {.type = "Log", .name = "gelf"}};
    api::Task wanting = task("t", "s");
    wanting.spec.container.edit().mounts = {{.type = api::MountType::Volume,
        .source = "data",
        .volumeOptions = api::VolumeOptions{.driverConfig = api::Driver{.name = "nfs"}}}};
    wanting.networks = {{.networkId = "net"}};
    wanting.spec.logDriver = api::Driver{.name = "gelf"};

    QCOMPARE(failing(subject, wanting, {{"net", "overlay"}}), Fits);
    QCOMPARE(failing(subject, wanting, {{"net", "weave"}}), FilterId::Plugins);
    wanting.spec.logDriver.edit().name = "splunk";
    QCOMPARE(failing(subject, wanting, {{"net", "overlay"}}), FilterId::Plugins);
    wanting.spec.logDriver.reset();
    wanting.spec.container.edit().mounts[0].volumeOptions->driverConfig->name = "ceph";
    QCOMPARE(failing(subject, wanting, {{"net", "overlay"}}), FilterId::Plugins);
    QCOMPARE(failing(node("no engine known"), wanting, {{"net", "overlay"}}), Fits);
}

void TestFilters::pluginNamesMayCarryLatest_12_8_89()
{
    api::Node subject = node("n");
    subject.description.engine.plugins = {{.type = "Network", .name = "weave:latest"}};
    api::Task wanting = task("t", "s");
    wanting.networks = {{.networkId = "net"}};

    QCOMPARE(failing(subject, wanting, {{"net", "weave"}}), Fits);
    QCOMPARE(failing(subject, wanting, {{"net", "weave:v2"}}), FilterId::Plugins);
}

void TestFilters::logDriversThatNeedNoPlugin_12_8_89()
{
    api::Node subject = node("n");
    subject.description.engine.plugins = {{.type = "Log", .name = "json-file"}};
    api::Task wanting = task("t", "s");

    wanting.spec.logDriver = api::Driver{.name = "none"};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.logDriver = api::Driver{};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.logDriver = api::Driver{.name = "gelf"};
    QCOMPARE(failing(subject, wanting), FilterId::Plugins);
    subject.description.engine.plugins = {{.type = "Network", .name = "overlay"}}; // reports no log plugins at all
    QCOMPARE(failing(subject, wanting), Fits);
}

void TestFilters::mountsThatNeedNoPlugin_12_8_89()
{
    api::Node subject = node("n");
    subject.description.engine.plugins = {{.type = "Volume", .name = "local"}};
    api::Task wanting = task("t", "s");
    const api::VolumeOptions exotic{.driverConfig = api::Driver{.name = "exotic"}};

    wanting.spec.container.edit().mounts = {{.type = api::MountType::Bind, .volumeOptions = exotic}};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.container.edit().mounts = {{.type = api::MountType::Volume}};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.container.edit().mounts[0].volumeOptions = api::VolumeOptions{.driverConfig = api::Driver{.name = "local"}};
    QCOMPARE(failing(subject, wanting), Fits);
    wanting.spec.container.edit().mounts[0].volumeOptions = exotic;
    QCOMPARE(failing(subject, wanting), FilterId::Plugins);
}

void TestFilters::hostPortsAreTakenPerProtocol_12_8_90()
{
    NodeAccount book = account(node("n"));
    api::Task holder = task("t", "s");
    publishOnHost(holder, 53);
    book.claim(holdingOf(holder), {});
    const auto fits = [&](std::uint32_t port, api::PortProtocol protocol) {
        api::Task wanting = task("u", "s");
        publishOnHost(wanting, port, protocol);
        const Demand demand = demandOf(wanting, {});
        return firstFailing({.demand = demand, .node = book});
    };

    QCOMPARE(fits(53, api::PortProtocol::Tcp), FilterId::HostPorts);
    QCOMPARE(fits(53, api::PortProtocol::Udp), Fits);
    QCOMPARE(fits(54, api::PortProtocol::Tcp), Fits);
    QCOMPARE(fits(0, api::PortProtocol::Tcp), Fits); // the node picks one
}

void TestFilters::maxReplicasCountsTasksOfTheService_12_8_91()
{
    const NodeAccount book = account(node("n"));
    Demand demand;

    demand.maxReplicas = 2;
    QCOMPARE(firstFailing({.demand = demand, .node = book, .ofService = 1}), Fits);
    QCOMPARE(firstFailing({.demand = demand, .node = book, .ofService = 2}), FilterId::MaxReplicas);
    demand.maxReplicas = 0;
    QCOMPARE(firstFailing({.demand = demand, .node = book, .ofService = 200}), Fits);
}

void TestFilters::pipelineReportsTheFirstFailure()
{
    api::Node subject = node("n");
    api::Task wanting = task("t", "s");
    reserve(wanting, Cpu, 0);
    constrain(wanting, {"node.labels.zone == a"});
    const Demand demand = demandOf(wanting, {});

    QCOMPARE(firstFailing({.demand = demand, .node = account(subject)}), FilterId::Resources);
    QCOMPARE(allFailing({.demand = demand, .node = account(subject)}),
        (std::vector{FilterId::Resources, FilterId::Constraints}));
}

void TestFilters::bothHalvesTogetherAreThePipeline()
{
    api::Task wanting = task("t", "s");
    reserve(wanting, Cpu, 0);
    constrain(wanting, {"node.labels.zone == a"});
    const Demand demand = demandOf(wanting, {});

    for (const bool isLarge : {false, true}) {
        for (const bool isInZone : {false, true}) {
            api::Node subject = nodeWith("n", isLarge ? Cpu : 0, 0);
            if (isInZone)
                subject.spec.labels = {{"zone", "a"}};
            const NodeAccount book = account(subject);
            const Probe probe{.demand = demand, .node = book};
            QCOMPARE(isEligible(demand, book), isInZone);
            QCOMPARE(hasRoom(probe), isLarge);
            QCOMPARE(!firstFailing(probe), isEligible(demand, book) && hasRoom(probe));
        }
    }
}

void TestFilters::textsSayHowManyNodes()
{
    const auto both = [](FilterId id) { return explain(id, 1) + '|' + explain(id, 3); };
    QCOMPARE(both(FilterId::Ready), "1 node not available for new tasks|3 nodes not available for new tasks");
    QCOMPARE(both(FilterId::Resources), "insufficient resources on 1 node|insufficient resources on 3 nodes");
    QCOMPARE(both(FilterId::Plugins), "missing plugin on 1 node|missing plugin on 3 nodes");
    QCOMPARE(both(FilterId::Constraints),
        "scheduling constraints not satisfied on 1 node|scheduling constraints not satisfied on 3 nodes");
    QCOMPARE(both(FilterId::Platform), "unsupported platform on 1 node|unsupported platform on 3 nodes");
    QCOMPARE(
        both(FilterId::HostPorts), "host-mode port already in use on 1 node|host-mode port already in use on 3 nodes");
    QCOMPARE(both(FilterId::MaxReplicas), "max replicas per node limit exceed|max replicas per node limit exceed");
}

void TestFilters::mostFailuresComeFirst()
{
    FailureCounts counts;
    QCOMPARE(counts.noSuitableNode(), "no suitable node");

    counts.add(FilterId::Ready);
    counts.add(FilterId::Constraints);
    counts.add(FilterId::Constraints);
    counts.add(FilterId::Platform);
    QCOMPARE(counts.text(),
        "scheduling constraints not satisfied on 2 nodes; 1 node not available for new tasks; unsupported platform on "
        "1 node");
    QCOMPARE(counts.noSuitableNode(), "no suitable node (" + counts.text() + ')');
}

void TestFilters::reasonsNameWhatIsAskedAndWhatIsThere()
{
    api::Node subject = nodeWith("n", Cpu / 2, 2048 * MiB);
    subject.status.state = api::NodeState::Down;
    subject.spec.availability = api::Availability::Drain;
    subject.spec.labels = {{"zone", "b"}};
    subject.description.platform = {.architecture = "x86_64", .os = "linux"};
    api::Task wanting = task("t", "s");
    reserve(wanting, 2 * Cpu, 512 * MiB);
    constrain(wanting, {"node.labels.zone == a"});
    wanting.spec.placement.edit().platforms = {{.architecture = "aarch64", .os = "linux"}};
    wanting.spec.placement.edit().maxReplicas = 1;
    const Demand demand = demandOf(wanting, {});
    const NodeAccount book = account(subject);
    const Probe probe{.demand = demand, .node = book, .ofService = 1};

    QCOMPARE(reason(FilterId::Ready, probe), "node is down, availability is drain");
    QCOMPARE(reason(FilterId::Resources, probe), "needs 2 CPUs, 0.5 are free");
    QCOMPARE(reason(FilterId::Constraints, probe), "needs node.labels.zone == a, it is \"b\"");
    QCOMPARE(reason(FilterId::Platform, probe), "needs linux/arm64, it is linux/amd64");
    QCOMPARE(reason(FilterId::MaxReplicas, probe), "has 1 of at most 1 replicas");
}

void TestFilters::amountsAreReadable()
{
    QCOMPARE(cpuText(1'500'000'000), "1.5");
    QCOMPARE(cpuText(1'000'000), "0.001");
    QCOMPARE(cpuText(-Cpu), "-1");
    QCOMPARE(memoryText(512 * MiB), "512 MiB");
    QCOMPARE(memoryText(1536 * MiB), "1.5 GiB");
    QCOMPARE(memoryText(100), "100 bytes");
    QCOMPARE(memoryText(0), "0 bytes");
}

QTEST_GUILESS_MAIN(TestFilters)
#include "tst_filters.moc"
