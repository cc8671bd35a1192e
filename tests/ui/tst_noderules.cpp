#include "tests/support/storedobjects.h"
#include "ui/text/translations.h"
#include "ui/actions/noderules.h"
#include "ui/mainwindow/guidance.h"
#include "ui/palette/match.h"
#include "ui/topology/dropintent.h"
#include "ui/desktop/options.h"

#include <QTest>

using namespace skep;
using namespace skep::ui;

namespace {

api::Node node(std::string id, bool manager, bool reachable = true, bool leader = false)
{
    api::Node result = test::nodeOf(id, id + "-host");
    result.spec.role = manager ? api::NodeRole::Manager : api::NodeRole::Worker;
    result.spec.availability = api::Availability::Active;
    result.status.state = reachable ? api::NodeState::Ready : api::NodeState::Down;
    if (manager)
        result.managerStatus = api::ManagerStatus{leader, reachable ? api::Reachability::Reachable : api::Reachability::Unreachable, "10.0.0.1:2377"};
    return result;
}

// m1 leads; then the rest by name.
void fill(store::Store& store, int managers, int unreachable, int workers)
{
    QVERIFY(test::commit(store, [&](store::Tx& tx) {
        for (int i = 1; i <= managers; ++i)
            QVERIFY(tx.create(node("m" + std::to_string(i), true, i <= managers - unreachable, i == 1)).has_value());
        for (int i = 1; i <= workers; ++i)
            QVERIFY(tx.create(node("w" + std::to_string(i), false)).has_value());
    }).has_value());
}

void change(store::Store& store, const std::string& id, const std::function<void(api::Node&)>& edit)
{
    QVERIFY(test::commit(store, [&](store::Tx& tx) {
        api::Node copy = *store.get<api::Node>(id);
        edit(copy);
        QVERIFY(tx.update(std::move(copy)).has_value());
    }).has_value());
}

} // namespace

class TestNodeRules final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTranslations(QLocale(QLocale::English)); }
    void the_quorum_is_counted_from_the_managers()
    {
        store::Store store;
        fill(store, 5, 1, 2);
        const Quorum quorum = quorumOf(store);
        QCOMPARE(quorum.managers, 5);
        QCOMPARE(quorum.reachable, 4);
        QCOMPARE(quorum.majority(), 3);
        QCOMPARE(quorum.mayStillLose(), 1);
        QCOMPARE(quorumText(quorum), QStringLiteral("quorum 4/5 (may lose 1)"));
    }

    void the_last_manager_cannot_be_demoted()
    {
        store::Store store;
        fill(store, 1, 0, 2);
        QVERIFY(refusal(NodeChange::Demote, store, {"m1"})->contains(QStringLiteral("last manager")));
    }

    void a_demotion_that_would_cost_the_majority_is_refused()
    {
        store::Store store;
        fill(store, 3, 1, 0);
        QVERIFY(refusal(NodeChange::Demote, store, {"m2"})->contains(QStringLiteral("majority")));
        QVERIFY(!refusal(NodeChange::Demote, store, {"m3"})); // the one that is away
    }

    void promotion_says_what_may_be_lost_before_and_after()
    {
        store::Store store;
        fill(store, 3, 0, 2);
        QCOMPARE(consequence(NodeChange::Promote, store, {"w1"}), QStringLiteral("Promote w1-host: 4 managers, still may lose 1."));
        QCOMPARE(consequence(NodeChange::Promote, store, {"w1", "w2"}), QStringLiteral("Promote 2 nodes: 5 managers, may lose 2 instead of 1."));
        QCOMPARE(warnings(NodeChange::Promote, store, {"w1"}).size(), 1); // an even number
        QVERIFY(warnings(NodeChange::Promote, store, {"w1", "w2"}).isEmpty());
    }

    void demoting_the_leader_warns_of_an_election()
    {
        store::Store store;
        fill(store, 3, 0, 0);
        QVERIFY(warnings(NodeChange::Demote, store, {"m1"}).front().contains(QStringLiteral("elect")));
    }

    void a_change_that_is_there_already_is_refused()
    {
        store::Store store;
        fill(store, 1, 0, 1);
        QVERIFY(refusal(NodeChange::Activate, store, {"w1"}));
        QVERIFY(refusal(NodeChange::Promote, store, {"m1"}));
        QVERIFY(refusal(NodeChange::Demote, store, {"w1"}));
        QVERIFY(!refusal(NodeChange::Drain, store, {"w1"}));
        change(store, "w1", [](api::Node& w) { w.spec.availability = api::Availability::Drain; });
        QVERIFY(refusal(NodeChange::Drain, store, {"w1"}));
        QVERIFY(!refusal(NodeChange::Activate, store, {"w1"}));
    }

    void managers_are_not_removed_and_unready_workers_not_promoted()
    {
        store::Store store;
        fill(store, 1, 0, 1);
        QVERIFY(refusal(NodeChange::Remove, store, {"m1"}));
        QVERIFY(!refusal(NodeChange::Remove, store, {"w1"}));
        change(store, "w1", [](api::Node& w) { w.status.state = api::NodeState::Down; });
        QVERIFY(refusal(NodeChange::Promote, store, {"w1"}));
    }

    void nothing_selected_refuses_everything()
    {
        store::Store store;
        for (const auto what : {NodeChange::Drain, NodeChange::Pause, NodeChange::Activate, NodeChange::Promote, NodeChange::Demote, NodeChange::Remove})
            QVERIFY(refusal(what, store, {}));
    }

    void commands_are_dockers_own()
    {
        store::Store store;
        fill(store, 1, 0, 2);
        QCOMPARE(command(NodeChange::Drain, store, {"w1"}), QStringLiteral("docker node update --availability drain w1-host"));
        QCOMPARE(command(NodeChange::Promote, store, {"w1", "w2"}), QStringLiteral("docker node promote w1-host w2-host"));
    }

    void the_place_of_a_drop_decides_what_it_means()
    {
        using topology::dropIntent;
        using topology::Target;
        store::Store store;
        fill(store, 3, 0, 2);
        QCOMPARE(dropIntent(store, {"w1"}, false, Target::Managers)->change, NodeChange::Promote);
        QCOMPARE(dropIntent(store, {"m2"}, false, Target::Workers)->change, NodeChange::Demote);
        QCOMPARE(dropIntent(store, {"w1"}, false, Target::Dock)->change, NodeChange::Drain);
        QCOMPARE(dropIntent(store, {"w1"}, true, Target::Workers)->change, NodeChange::Activate);
        QVERIFY(!dropIntent(store, {"w1"}, false, Target::Workers));
        QVERIFY(!dropIntent(store, {"m1"}, false, Target::Managers));
        QVERIFY(!dropIntent(store, {"w1"}, true, Target::Dock));
        QVERIFY(!dropIntent(store, {"w1"}, false, Target::Group));
    }

    void a_drop_that_is_refused_says_why()
    {
        store::Store store;
        fill(store, 1, 0, 0);
        const auto intent = topology::dropIntent(store, {"m1"}, false, topology::Target::Workers);
        QVERIFY(intent && intent->refusal);
    }

    void guidance_names_the_failed_step_and_offers_other_managers()
    {
        store::Store store;
        client::ConnectionState state;
        state.liveness = client::Liveness::Down;
        state.step = "TLS";
        state.problem = "certificate expired";
        state.managers = {"10.0.0.2:2376"};
        const auto guidance = guidanceFor(state, store, QStringLiteral("14:05:12"));
        QVERIFY(guidance->text.contains(QStringLiteral("TLS")) && guidance->text.contains(QStringLiteral("14:05:12")));
        QCOMPARE(guidance->severity, Guidance::Severity::Error);
        QVERIFY(std::any_of(guidance->buttons.begin(), guidance->buttons.end(),
            [](const auto& button) { return button.action == QStringLiteral("use:10.0.0.2:2376"); }));
    }

    void guidance_is_there_for_every_standing_that_needs_it_and_for_no_other()
    {
        store::Store store;
        client::ConnectionState state;
        state.liveness = client::Liveness::Live;
        for (const auto standing : {client::Standing::NoSwarm, client::Standing::Worker, client::Standing::Locked, client::Standing::NoQuorum}) {
            state.standing = standing;
            QVERIFY(guidanceFor(state, store, {}));
        }
        state.standing = client::Standing::Manager;
        QVERIFY(!guidanceFor(state, store, {}));
        state.liveness = client::Liveness::Stale;
        QCOMPARE(guidanceFor(state, store, QStringLiteral("14:05"))->severity, Guidance::Severity::Warning);
    }

    void the_palette_finds_subsequences_and_prefers_starts_of_words()
    {
        QVERIFY(fuzzyScore(QStringLiteral("dr w2"), QStringLiteral("Drain worker-2")) > 0);
        QVERIFY(fuzzyScore(QStringLiteral("xyz"), QStringLiteral("Drain worker-2")) < 0);
        QVERIFY(fuzzyScore(QStringLiteral("pr"), QStringLiteral("Promote")) > fuzzyScore(QStringLiteral("pr"), QStringLiteral("Upper")));
        QVERIFY(fuzzyScore(QStringLiteral("w2"), QStringLiteral("worker-2")) > fuzzyScore(QStringLiteral("w2"), QStringLiteral("worker-12")));
        const auto ranked = rank(QStringLiteral("no"),
            {{PaletteEntry::Group::GoTo, QStringLiteral("Services"), {}, {}}, {PaletteEntry::Group::GoTo, QStringLiteral("Nodes"), {}, {}},
                {PaletteEntry::Group::GoTo, QStringLiteral("Monitor"), {}, {}}},
            10);
        QCOMPARE(ranked.size(), 2u);
        QCOMPARE(ranked.front().text, QStringLiteral("Nodes"));
        // Equals by name; without a word as they were offered, what cannot be done last.
        const std::vector<PaletteEntry> workers{{PaletteEntry::Group::Object, QStringLiteral("w10"), {}, {}, false}, {PaletteEntry::Group::Object, QStringLiteral("w2"), {}, {}},
            {PaletteEntry::Group::Object, QStringLiteral("w1"), {}, {}}};
        QCOMPARE(rank(QStringLiteral("w"), workers, 10).front().text, QStringLiteral("w1"));
        QCOMPARE(rank({}, workers, 10).front().text, QStringLiteral("w2"));
        QCOMPARE(rank({}, workers, 10).back().text, QStringLiteral("w10"));
        QCOMPARE(parseQuery(QStringLiteral(" >drain ")).text, QStringLiteral("drain"));
        QCOMPARE(parseQuery(QStringLiteral("@w")).prefix, QChar(u'@'));
    }

    void options_are_read_and_bad_ones_named()
    {
        const auto good = parseOptions({QStringLiteral("--host"), QStringLiteral("unix:///a"), QStringLiteral("--host=tcp://b:1"), QStringLiteral("--page"),
            QStringLiteral("nodes"), QStringLiteral("--window-size"), QStringLiteral("1280x800"), QStringLiteral("--theme=dark")});
        QVERIFY(good.has_value());
        QCOMPARE(good->hosts, (QStringList{QStringLiteral("unix:///a"), QStringLiteral("tcp://b:1")}));
        QCOMPARE(good->windowSize, QSize(1280, 800));
        for (const auto& [words, named] : std::vector<std::pair<QStringList, const char*>>{{{QStringLiteral("--window-size"), QStringLiteral("12x")}, "--window-size"},
                 {{QStringLiteral("--theme"), QStringLiteral("blue")}, "--theme"}, {{QStringLiteral("--host")}, "--host"}, {{QStringLiteral("--what")}, "--what"},
                 {{QStringLiteral("--screenshot"), QStringLiteral("a.jpg")}, "--screenshot"}}) {
            const auto refused = parseOptions(words);
            QVERIFY(!refused.has_value());
            QVERIFY2(refused.error().message.find(named) != std::string::npos, refused.error().message.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(TestNodeRules)
#include "tst_noderules.moc"
