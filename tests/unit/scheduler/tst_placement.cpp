#include "shared/base/rng.h"
#include "shared/scheduler/filters.h"
#include "shared/scheduler/placement.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

using namespace skep;
using namespace skep::scheduler;
using namespace skep::test;

namespace {

// Nodes and a service whose tasks are booked as the scheduler does.
struct World {
    NodeTable nodes;
    ServiceTally tally{"s"};

    void add(const api::Node& node) { nodes.setNode(std::make_shared<const api::Node>(node)); }
    void occupy(const std::string& id, int ofService, int others = 0)
    {
        NodeAccount& account = nodes.at(id);
        for (int i = 0; i < ofService + others; ++i)
            account.addActive();
        for (int i = 0; i < ofService; ++i)
            tally.add(account.index());
        nodes.moved(account);
    }
    std::map<std::string, int> place(const Demand& demand, int tasks)
    {
        std::map<std::string, int> placed;
        Placement placement(nodes, demand, &tally, {}, std::size_t(tasks));
        for (int i = 0; i < tasks; ++i) {
            NodeAccount* node = placement.next();
            if (!node)
                break;
            node->claim(demand.holding, {});
            node->addActive();
            tally.add(node->index());
            nodes.moved(*node);
            ++placed[node->id()];
        }
        return placed;
    }
};

Demand spreadOver(std::vector<std::string> levels)
{
    return {.spread = std::move(levels)};
}

} // namespace

class TestPlacement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ringWalkVisitsEveryNodeOnceEmptiestFirst();
    void walkingAndRankingChooseAlike();
    void tiesSpreadOverServices();
    void faultyNodesComeLast();
    void failuresOfAnotherVersionDoNotCount();
    void branchesGetEqualShares_12_8_80();
    void furtherTasksKeepBranchesEven_12_8_80();
    void fullBranchesLeaveTheirShareToOthers_12_8_81();
    void existingSkewIsEvenedOut_12_8_82();
    void nodesWithoutLabelAreABranch_12_8_93();
    void descriptorsThatAreNoLabelsAreIgnored();
    void eligibilityFollowsTheNode();
};

void TestPlacement::ringWalkVisitsEveryNodeOnceEmptiestFirst()
{
    World world;
    for (int i = 0; i < 40; ++i) {
        world.add(node(numbered("n", i)));
        world.occupy(numbered("n", i), 0, i % 3);
    }
    for (const std::uint64_t start : {std::uint64_t(0), ringPosition("s"), ~std::uint64_t(0)}) {
        RingWalk walk(world.nodes.order(), start);
        std::vector<std::pair<std::uint32_t, std::uint64_t>> seen;
        while (const NodeAccount* node = walk.next())
            seen.emplace_back(node->active(), ringDistance(start, node->ring()));

        QCOMPARE(seen.size(), std::size_t(40));
        QVERIFY(std::ranges::is_sorted(seen));
        QVERIFY(std::ranges::adjacent_find(seen) == seen.end());
    }
    const NodeOrder none;
    RingWalk nothing(none, 0);
    QVERIFY(!nothing.next());
}

// One task at a time walks, all at once ranks: the same nodes must come out.
void TestPlacement::walkingAndRankingChooseAlike()
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        World ranked, walked;
        Rng rng(seed);
        for (int i = 0; i < 60; ++i) {
            const int mine = int(rng.below(3)), others = int(rng.below(4)), cpus = int(rng.below(5));
            for (World* world : {&ranked, &walked}) {
                world->add(nodeWith(numbered("n", i), cpus * Cpu, 0));
                world->occupy(numbered("n", i), mine, others);
            }
        }
        Demand demand;
        demand.holding.nanoCpus = Cpu;
        const auto atOnce = ranked.place(demand, 100);
        std::map<std::string, int> oneByOne;
        for (int i = 0; i < 100; ++i)
            for (const auto& [id, count] : walked.place(demand, 1))
                oneByOne[id] += count;

        QCOMPARE(oneByOne, atOnce);
    }
}

void TestPlacement::tiesSpreadOverServices()
{
    std::map<std::string, int> firstChoices;
    for (int s = 0; s < 200; ++s) {
        World world;
        world.tally = ServiceTally(numbered("service", s));
        for (int i = 0; i < 10; ++i)
            world.add(node(numbered("n", i)));
        ++firstChoices[world.place({}, 1).begin()->first];
    }
    QVERIFY(firstChoices.size() >= 8);
    for (const auto& [id, count] : firstChoices)
        QVERIFY(count < 100);
}

void TestPlacement::faultyNodesComeLast()
{
    World world;
    world.add(node("a"));
    world.add(node("b"));
    world.occupy("b", 3, 10);
    for (int i = 0; i < 5; ++i)
        world.tally.noteFailure(world.nodes.at("a").index(), {}, {i});

    QCOMPARE(world.place({}, 1), (std::map<std::string, int>{{"b", 1}}));

    for (int i = 0; i < 6; ++i)
        world.tally.noteFailure(world.nodes.at("b").index(), {}, {i});
    QCOMPARE(world.place({}, 1), (std::map<std::string, int>{{"a", 1}}));
}

void TestPlacement::failuresOfAnotherVersionDoNotCount()
{
    World world;
    world.add(node("a"));
    world.add(node("b"));
    world.occupy("b", 1);
    for (int i = 0; i < 9; ++i)
        world.tally.noteFailure(world.nodes.at("a").index(), {7}, {i});

    QCOMPARE(world.place({}, 1), (std::map<std::string, int>{{"a", 1}}));
}

void TestPlacement::branchesGetEqualShares_12_8_80()
{
    World world;
    world.add(node("one", {{"az", "1"}}));
    for (const char* id : {"a", "b", "c", "d"})
        world.add(node(id, {{"az", "2"}}));

    QCOMPARE(world.place(spreadOver({"node.labels.az"}), 8),
        (std::map<std::string, int>{{"one", 4}, {"a", 1}, {"b", 1}, {"c", 1}, {"d", 1}}));
}

void TestPlacement::furtherTasksKeepBranchesEven_12_8_80()
{
    World world;
    world.add(node("one", {{"az", "1"}}));
    for (const char* id : {"a", "b", "c", "d"})
        world.add(node(id, {{"az", "2"}}));
    const Demand demand = spreadOver({"node.labels.az"});
    (void)world.place(demand, 8);

    auto more = world.place(demand, 8);

    QCOMPARE(more["one"], 4);
    for (const char* id : {"a", "b", "c", "d"})
        QCOMPARE(more[id], 1);
}

void TestPlacement::fullBranchesLeaveTheirShareToOthers_12_8_81()
{
    World world;
    const auto add = [&](const char* id, const char* az, const char* rack, std::int64_t cpus) {
        api::Node added = nodeWith(id, cpus * Cpu, 0);
        added.spec.labels = {{"az", az}, {"rack", rack}};
        world.add(added);
    };
    add("id0", "az1", "rack1", 0);
    add("id1", "az1", "rack1", 5);
    for (const char* id : {"id2", "id3", "id4"})
        add(id, "az2", "rack1", 100);
    for (const char* id : {"id5", "id6"})
        add(id, "az2", "rack2", 100);
    Demand demand = spreadOver({"node.labels.az", "node.labels.rack"});
    demand.holding.nanoCpus = Cpu;

    auto placed = world.place(demand, 12);

    QCOMPARE(placed["id0"], 0);
    QCOMPARE(placed["id1"], 5);
    const int rack1 = placed["id2"] + placed["id3"] + placed["id4"], rack2 = placed["id5"] + placed["id6"];
    QCOMPARE(rack1 + rack2, 7);
    QVERIFY(std::abs(rack1 - rack2) == 1);
    QVERIFY(std::abs(placed["id2"] - placed["id3"]) <= 1 && std::abs(placed["id3"] - placed["id4"]) <= 1);
    QVERIFY(std::abs(placed["id5"] - placed["id6"]) <= 1);
}

void TestPlacement::existingSkewIsEvenedOut_12_8_82()
{
    World world;
    const auto add = [&](const char* id, const char* az, const char* rack, int tasks) {
        world.add(node(id, {{"az", az}, {"rack", rack}}));
        world.occupy(id, tasks);
    };
    add("a1", "a", "1", 1);
    add("a2", "a", "2", 0);
    add("b1", "b", "1", 7);
    add("b2", "b", "2", 0);

    const auto placed = world.place(spreadOver({"node.labels.az", "node.labels.rack"}), 2);

    QCOMPARE(placed.contains("b1"), false);
    QCOMPARE(placed.at("a2"), 1); // the emptier rack first, then either
    QCOMPARE(placed.contains("b2"), false);
}

void TestPlacement::nodesWithoutLabelAreABranch_12_8_93()
{
    World world;
    world.add(node("x", {{"az", "1"}}));
    for (const char* id : {"p", "q"})
        world.add(node(id));

    auto placed = world.place(spreadOver({"node.labels.az"}), 4);

    QCOMPARE(placed["x"], 2);
    QCOMPARE(placed["p"] + placed["q"], 2);
}

void TestPlacement::descriptorsThatAreNoLabelsAreIgnored()
{
    QCOMPARE(spreadLevels({"node.hostname", "Node.Labels.x", "engine.labels.y", "node.labels."}),
        (std::vector<std::string>{"Node.Labels.x", "engine.labels.y"}));
}

void TestPlacement::eligibilityFollowsTheNode()
{
    NodeTable nodes;
    api::Task wanting = task("t", "s");
    constrain(wanting, {"node.labels.zone == a"});
    const Demand demand = demandOf(wanting, {});
    const Eligibility& eligibility = nodes.eligibility(demand);
    QCOMPARE(eligibility.count(), std::size_t(0));

    nodes.setNode(std::make_shared<const api::Node>(node("n", {{"zone", "a"}})));
    const std::uint32_t index = nodes.find("n")->index();
    QVERIFY(eligibility.contains(index));
    nodes.setNode(std::make_shared<const api::Node>(node("n", {{"zone", "b"}})));
    QVERIFY(!eligibility.contains(index));
    nodes.setNode(std::make_shared<const api::Node>(node("n", {{"zone", "a"}})));
    QCOMPARE(eligibility.count(), std::size_t(1));
    nodes.drop(nodes.at("n"));
    QCOMPARE(eligibility.count(), std::size_t(0));
}

QTEST_GUILESS_MAIN(TestPlacement)
#include "tst_placement.moc"
