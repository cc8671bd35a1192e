#include "shared/api/json.h"
#include "tests/support/storedobjects.h"
#include "ui/managers/quorumplan.h"
#include "ui/managers/raftfacts.h"
#include "ui/swarm/certificates.h"
#include "ui/swarm/jointext.h"
#include "ui/swarm/ledger.h"
#include "ui/swarm/localaddresses.h"
#include "ui/swarm/membership.h"
#include "ui/swarm/swarmspec.h"
#include "ui/text/translations.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace skep;
using namespace skep::ui;

namespace {

constexpr std::int64_t Second = 1'000'000'000, Hour = 3600 * Second, Day = 24 * Hour;

std::vector<ManagerFact> managers(int count, int unreachable = 0, const QStringList& zones = {})
{
    std::vector<ManagerFact> all;
    for (int i = 1; i <= count; ++i)
        all.push_back({"m" + std::to_string(i), QStringLiteral("m%1").arg(i), QStringLiteral("10.0.0.%1:2377").arg(i),
            {}, zones.value(i - 1), i == 1, i <= count - unreachable});
    return all;
}

api::Node node(const std::string& id, bool manager, std::int64_t created)
{
    api::Node result = test::nodeOf(id, id);
    result.spec.role = manager ? api::NodeRole::Manager : api::NodeRole::Worker;
    result.status.state = api::NodeState::Ready;
    result.meta.createdAt = {created};
    if (manager)
        result.managerStatus
            = api::ManagerStatus{id == "m1", api::Reachability::Reachable, "10.0.0." + id.substr(1) + ":2377"};
    return result;
}

const QString Digest = QString(50, u'3'), Secret = QString(25, u'z');
const QString Token = QStringLiteral("SWMTKN-1-") + Digest + u'-' + Secret;

QJsonObject specOf(const api::ClusterSpec& spec)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(api::toJson(spec))).object();
}

api::ClusterSpec plainSpec()
{
    api::ClusterSpec spec;
    spec.orchestration.taskHistoryRetentionLimit = 5;
    spec.dispatcher.heartbeatPeriod = 5 * Second;
    spec.ca.nodeCertExpiry = 90 * Day;
    spec.raft.snapshotInterval = 10'000;
    return spec;
}

} // namespace

class TestSwarmRules final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installTranslations(QLocale(QLocale::English)); }

    // --- quorum
    void the_table_of_fault_tolerance_is_rafts()
    {
        QString text;
        for (const Tolerance& row : toleranceTable(9))
            text += QStringLiteral("%1 %2 %3; ").arg(row.managers).arg(row.majority).arg(row.tolerates);
        QCOMPARE(text, QStringLiteral("1 1 0; 2 2 0; 3 2 1; 4 3 1; 5 3 2; 6 4 2; 7 4 3; 8 5 3; 9 5 4; "));
    }
    void what_follows_when_managers_fail_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("away");
        QTest::addColumn<QStringList>("failing");
        QTest::addColumn<bool>("held");
        QTest::addColumn<bool>("election");
        QTest::newRow("nobody") << 3 << 0 << QStringList{} << true << false;
        QTest::newRow("a follower of three") << 3 << 0 << QStringList{QStringLiteral("m2")} << true << false;
        QTest::newRow("the leader of three") << 3 << 0 << QStringList{QStringLiteral("m1")} << true << true;
        QTest::newRow("two of three") << 3 << 0 << QStringList{QStringLiteral("m1"), QStringLiteral("m2")} << false
                                      << true;
        QTest::newRow("one more than is away") << 3 << 1 << QStringList{QStringLiteral("m2")} << false << false;
        QTest::newRow("the one that is away anyway") << 3 << 1 << QStringList{QStringLiteral("m3")} << true << false;
        QTest::newRow("one of two") << 2 << 0 << QStringList{QStringLiteral("m2")} << false << false;
        QTest::newRow("two of five") << 5 << 0 << QStringList{QStringLiteral("m4"), QStringLiteral("m5")} << true
                                     << false;
        QTest::newRow("somebody who is no manager") << 1 << 0 << QStringList{QStringLiteral("w1")} << true << false;
    }
    void what_follows_when_managers_fail()
    {
        QFETCH(int, count);
        QFETCH(int, away);
        QFETCH(QStringList, failing);
        std::set<std::string> ids;
        for (const QString& id : failing)
            ids.insert(id.toStdString());
        const auto answer = whatIfManagersFail(managers(count, away), ids);
        QTEST(answer.held, "held");
        QTEST(answer.election, "election");
        QVERIFY(!answer.sentence.isEmpty());
        QCOMPARE(answer.sentence.contains(QStringLiteral("no quorum")), !answer.held);
    }
    void the_sentence_says_what_remains_and_who_votes()
    {
        QCOMPARE(whatIfManagersFail(managers(5), {"m1", "m2"}).sentence,
            QStringLiteral("Without m1, m2, 3 of 5 managers remain: the swarm goes on, and may lose no other manager. "
                           "It leads now: the others elect a new leader, "
                           "and for one to two seconds nothing can be changed."));
        QVERIFY(whatIfManagersFail(managers(3), {"m2", "m3"})
                    .sentence.startsWith(
                        QStringLiteral("Without m2, m3 only 1 of 3 managers remain, and 2 are needed: no quorum.")));
    }
    void even_single_and_missing_managers_are_warned_of()
    {
        QVERIFY(
            quorumWarning(managers(4)).contains(QStringLiteral("With 4 managers you may lose no more than with 3")));
        QVERIFY(quorumWarning(managers(1)).contains(QStringLiteral("A single manager")));
        QVERIFY(quorumWarning(managers(3, 1)).contains(QStringLiteral("If one more fails")));
        QVERIFY(quorumWarning(managers(3, 2)).startsWith(QStringLiteral("No majority: 1 of 3")));
        QCOMPARE(quorumWarning(managers(3)), QString());
        QCOMPARE(quorumWarning({}), QString());
        QCOMPARE(quorumHeadline(managers(5, 1)), QStringLiteral("5 managers · majority 3 · may lose 1"));
    }
    void zones_are_judged_as_a_whole()
    {
        const QString a = QStringLiteral("a"), b = QStringLiteral("b");
        const auto losses = zoneLosses(managers(3, 0, {a, a, b}));
        QCOMPARE(losses.size(), std::size_t(2));
        QCOMPARE(losses[0].sentence, QStringLiteral("Zone a lost: 1 of 3 managers remain, no quorum."));
        QVERIFY(!losses[0].held);
        QCOMPARE(losses[1].sentence, QStringLiteral("Zone b lost: 2 of 3 managers remain."));
        QVERIFY(losses[1].held);
        QVERIFY(quorumAdvice(managers(3, 0, {a, a, b})).contains(QStringLiteral("Zone a holds a majority")));
        QVERIFY(zoneLosses(managers(3)).empty());
    }
    void what_the_server_does_not_tell_is_not_made_up()
    {
        auto all = managers(3, 0, {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
        for (ManagerFact& manager : all)
            manager.told = manager.reachable = manager.leader = false;
        QCOMPARE(quorumWarning(all),
            QStringLiteral("Which of the 3 managers can be reached is not told now; 2 of them are needed."));
        QCOMPARE(quorumHeadline(all), QStringLiteral("3 managers · majority 2 · may lose 1"));
        QVERIFY(zoneLosses(all).empty());
        QCOMPARE(quorumAdvice(all), QString());
    }
    void managers_stand_leader_first_with_their_zones()
    {
        store::Store store;
        QVERIFY(test::commit(store, [](store::Tx& tx) {
            api::Node second = node("m2", true, 1), third = node("m3", true, 1);
            second.spec.labels["zone"] = "b";
            third.description.engine.labels["zone"] = "c";
            for (const api::Node& each : {third, second, node("m1", true, 1), node("w1", false, 1)})
                QVERIFY(tx.create(each).has_value());
        }));
        const auto facts = managerFacts(store);
        QCOMPARE(facts.size(), std::size_t(3));
        QVERIFY(facts[0].leader);
        QCOMPARE(facts[0].name + facts[1].name + facts[2].name, QStringLiteral("m1m2m3"));
        QCOMPARE(facts[1].zone + facts[2].zone, QStringLiteral("bc"));
        QCOMPARE(joinAddresses(store),
            QStringList(
                {QStringLiteral("10.0.0.1:2377"), QStringLiteral("10.0.0.2:2377"), QStringLiteral("10.0.0.3:2377")}));
    }
    void who_led_is_remembered()
    {
        LeaderLog log;
        auto all = managers(3);
        QVERIFY(!log.see({}, {Second}));
        QVERIFY(log.see(all, {Second}));
        QVERIFY(!log.see(all, {2 * Second}));
        QCOMPARE(log.text(6), QString());
        all[0].leader = false;
        QVERIFY(log.see(all, {3 * Second}));
        all[1].leader = true;
        QVERIFY(log.see(all, {4 * Second}));
        QCOMPARE(log.turns().size(), std::size_t(3));
        QVERIFY(log.text(6).startsWith(QStringLiteral("m1 → nobody (")));
        QVERIFY(log.text(1).startsWith(QStringLiteral("m2 (")));
    }
    void rafts_report_is_read()
    {
        const auto facts = readRaft(R"({"Term":41,"Commit":88120,"Applied":88119,"Last":88121,"Members":[
            {"NodeID":"m1","Addr":"a","Leader":true,"Voter":true,"Reachability":"reachable","Match":88120,"Lag":0,"LastContactMs":0},
            {"NodeID":"m2","Addr":"b","Leader":false,"Voter":false,"Match":88119,"Lag":2,"LastContactMs":40}]})");
        QVERIFY(facts);
        QCOMPARE(facts->term, std::uint64_t(41));
        QCOMPARE(facts->members.at("m2"), (RaftFacts::Member{false, false, 88119, 2, 40}));
        QVERIFY(!readRaft("{\"message\":\"no\"}"));
        QVERIFY(!readRaft("["));
    }

    // --- joining
    void a_join_is_found_in_what_was_pasted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("addresses");
        QTest::newRow("a token") << Token << QStringList{};
        QTest::newRow("the command") << QStringLiteral("docker swarm join --token %1 10.0.0.1:2377").arg(Token)
                                     << QStringList{QStringLiteral("10.0.0.1:2377")};
        QTest::newRow("broken lines") << QStringLiteral(
            "To add a worker, run:\n\n    docker swarm join \\\n    --token %1 \\\n    mgr-1.example:2377\n\n")
                                             .arg(Token)
                                      << QStringList{QStringLiteral("mgr-1.example:2377")};
        QTest::newRow("IPv6") << QStringLiteral("skep swarm join --token=%1 [fd00::1]:2377").arg(Token)
                              << QStringList{QStringLiteral("[fd00::1]:2377")};
    }
    void a_join_is_found_in_what_was_pasted()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, addresses);
        const auto join = parseJoinText(text);
        QVERIFY(join);
        QCOMPARE(*join, (JoinText{Token, Digest, addresses}));
    }
    void what_is_no_token_is_none()
    {
        for (const QString& text : {QString(), QStringLiteral("SWMTKN-1-abc-def"), Token.left(Token.size() - 1),
                 Token + u'x', QStringLiteral("10.0.0.1:2377")})
            QVERIFY2(!parseJoinText(text), qPrintable(text));
    }
    void masks_and_fingerprints_give_nothing_away()
    {
        QVERIFY(!maskedToken().contains(u'3'));
        QVERIFY(!tokenFingerprint(Token).contains(Secret.left(6)));
        QCOMPARE(tokenFingerprint(Token), tokenFingerprint(Token));
        QVERIFY(tokenFingerprint(Token) != tokenFingerprint(Token.left(Token.size() - 1) + u'y'));
        QCOMPARE(tokenFingerprint({}), QString());
        QVERIFY(isUnlockKey(QStringLiteral(" SWMKEY-1-") + QString(43, u'k') + u'\n'));
        QVERIFY(!isUnlockKey(QStringLiteral("SWMKEY-1-short")));
    }
    void addresses_people_mean_come_first()
    {
        std::vector<LocalAddress> all;
        for (const auto& [interface, address] :
            {std::pair("lo", "127.0.0.1"), std::pair("docker0", "172.17.0.1"), std::pair("eth1", "203.0.113.7"),
                std::pair("eth0", "fe80::1"), std::pair("eth0", "fd00::2"), std::pair("eth0", "192.168.1.5")})
            all.push_back({QString::fromLatin1(interface), QHostAddress(QString::fromLatin1(address)), 24});
        QStringList order;
        for (const auto& local : ranked(all))
            order << local.address.toString();
        QCOMPARE(order.join(u' '), QStringLiteral("192.168.1.5 203.0.113.7 fd00::2 172.17.0.1 127.0.0.1"));
        QCOMPARE(describe({QStringLiteral("eth0"), QHostAddress(QStringLiteral("10.1.2.3")), 16}),
            QStringLiteral("eth0, 10.1.0.0/16"));
    }
    void leaving_says_what_it_costs()
    {
        store::Store store;
        QVERIFY(test::commit(store, [](store::Tx& tx) {
            QVERIFY(tx.create(node("m1", true, 1)).has_value());
            QVERIFY(tx.create(node("w1", false, 1)).has_value());
        }));
        QVERIFY(leaving(store, "m1").dissolves);
        QVERIFY(leaving(store, "w1").forceText.isEmpty());
        QVERIFY(test::commit(store, [](store::Tx& tx) { QVERIFY(tx.create(node("m2", true, 1)).has_value()); }));
        QVERIFY(!leaving(store, "m1").dissolves);
        QVERIFY(leaving(store, "m1").sentence.contains(QStringLiteral("would lose its majority")));
        QVERIFY(test::commit(store, [](store::Tx& tx) { QVERIFY(tx.create(node("m3", true, 1)).has_value()); }));
        QVERIFY(leaving(store, "m1").sentence.contains(QStringLiteral("2 of 3 can be reached")));
    }

    // --- settings
    void durations_go_both_ways_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("shown");
        QTest::newRow("days") << QStringLiteral("90 d") << qint64(90 * Day) << QStringLiteral("90d");
        QTest::newRow("Go's") << QStringLiteral("2160h0m0s") << qint64(90 * Day) << QStringLiteral("90d");
        QTest::newRow("mixed") << QStringLiteral("1h 30min") << qint64(Hour + 1800 * Second) << QStringLiteral("1h30m");
        QTest::newRow("seconds") << QStringLiteral("5s") << qint64(5 * Second) << QStringLiteral("5s");
        QTest::newRow("milliseconds") << QStringLiteral("250ms") << qint64(250'000'000) << QStringLiteral("250ms");
    }
    void durations_go_both_ways()
    {
        QFETCH(QString, text);
        QFETCH(qint64, ns);
        QFETCH(QString, shown);
        const auto parsed = parseDuration(text);
        QVERIFY(parsed);
        QCOMPARE(qint64(*parsed), ns);
        QCOMPARE(durationInput(ns), shown);
    }
    void what_is_no_duration_is_none()
    {
        for (const char* text : {"", "5", "s", "5 parsecs", "-5s", "999999999d 999999999d"})
            QVERIFY2(!parseDuration(QString::fromLatin1(text)), text);
    }
    void only_what_was_changed_is_changed()
    {
        QJsonObject spec = specOf(plainSpec());
        spec.insert(QStringLiteral("FromTheFuture"), 7);
        const auto changes = settingChanges(spec,
            {{QStringLiteral("taskHistory"), QStringLiteral("3")},
                {QStringLiteral("certExpiry"), QStringLiteral("2160h")},
                {QStringLiteral("heartbeat"), QStringLiteral("10s")}});
        QVERIFY(changes);
        QCOMPARE(changes->size(), std::size_t(2)); // 2160h is 90d
        QCOMPARE(settingsCommand(*changes),
            QStringLiteral("docker swarm update --task-history-limit 3 --dispatcher-heartbeat 10s"));
        QJsonObject changed = spec;
        QVERIFY(applySettings(changed, *changes));
        QCOMPARE(changed.value(u"Orchestration").toObject().value(u"TaskHistoryRetentionLimit").toInt(), 3);
        QCOMPARE(changed.value(u"Dispatcher").toObject().value(u"HeartbeatPeriod").toInteger(), qint64(10 * Second));
        QCOMPARE(changed.value(u"FromTheFuture"), spec.value(u"FromTheFuture"));
        QCOMPARE(changed.value(u"CAConfig"), spec.value(u"CAConfig"));
        QCOMPARE(changed.value(u"Raft"), spec.value(u"Raft"));
    }
    void days_become_hours_for_docker()
    {
        const auto changes
            = settingChanges(specOf(plainSpec()), {{QStringLiteral("certExpiry"), QStringLiteral("30d")}});
        QVERIFY(changes);
        QCOMPARE(settingsCommand(*changes), QStringLiteral("docker swarm update --cert-expiry 720h"));
    }
    void external_cas_keep_what_they_have()
    {
        api::ClusterSpec with = plainSpec();
        with.ca.externalCas = {{.protocol = "cfssl", .url = "https://a:1", .options = {{"k", "v"}}, .caCert = "PEM"}};
        QJsonObject spec = specOf(with);
        const auto changes
            = settingChanges(spec, {{QStringLiteral("externalCas"), QStringLiteral("https://a:1\nhttps://b:2")}});
        QVERIFY(changes);
        QVERIFY(applySettings(spec, *changes));
        const QJsonArray cas = spec.value(u"CAConfig").toObject().value(u"ExternalCAs").toArray();
        QCOMPARE(cas.size(), 2);
        QCOMPARE(cas[0].toObject().value(u"CACert").toString(), QStringLiteral("PEM"));
        QCOMPARE(cas[1].toObject().value(u"URL").toString(), QStringLiteral("https://b:2"));
    }
    void wrong_settings_are_named()
    {
        for (const auto& [id, text, word] : {std::tuple("taskHistory", "many", "Task history"),
                 std::tuple("certExpiry", "5m", "1h or more"), std::tuple("heartbeat", "0s", "1ns or more"), std::tuple("heartbeat", "soon", "Dispatcher heartbeat"),
                 std::tuple("externalCas", "ftp://x", "https://")}) {
            const auto changes
                = settingChanges(specOf(plainSpec()), {{QString::fromLatin1(id), QString::fromLatin1(text)}});
            QVERIFY(!changes);
            QVERIFY2(changes.error().message.find(word) != std::string::npos, changes.error().message.c_str());
        }
    }

    // --- ledger
    void the_servers_record_is_shown_by_generation()
    {
        const auto ledger = readLedger(
            R"({"WorkerToken":{"Number":2,"Since":"2026-03-14T10:00:00Z"},"ManagerToken":{"Number":1,"Since":"2026-01-02T10:00:00Z"},"Nodes":[
            {"NodeID":"m1","Hostname":"mgr-1","Token":"","TokenGeneration":0,"TokenCurrent":false,"JoinedAt":"2026-01-02T10:00:00Z"},
            {"NodeID":"w2","Hostname":"worker-2","Token":"worker","TokenGeneration":1,"TokenCurrent":false,"JoinedAt":"2026-01-04T10:00:00Z"},
            {"NodeID":"w1","Hostname":"worker-1","Token":"worker","TokenGeneration":1,"TokenCurrent":false,"JoinedAt":"2026-01-03T10:00:00Z"}]})");
        QVERIFY(ledger);
        QVERIFY(ledger->measured);
        QCOMPARE(ledger->worker.size(), std::size_t(2));
        QCOMPARE(ledger->worker[0].number, std::uint64_t(2));
        QVERIFY(ledger->worker[0].current);
        QCOMPARE(joinedText(ledger->worker[0].joined), QStringLiteral("nobody yet"));
        QCOMPARE(joinedText(ledger->worker[1].joined), QStringLiteral("worker-1, worker-2"));
        QCOMPARE(joinedText(ledger->founders), QStringLiteral("mgr-1"));
        QVERIFY(!readLedger("[]"));
    }
    void without_a_record_it_is_inferred_from_what_was_seen()
    {
        store::Store store;
        const auto at = [&store](std::int64_t seconds, const api::Node& joined) {
            QVERIFY(test::commit(
                store, [&](store::Tx& tx) { QVERIFY(tx.create(joined).has_value()); }, {seconds * Second}));
        };
        QVERIFY(test::commit(
            store, [](store::Tx& tx) { QVERIFY(tx.create(api::Cluster{.id = "c1"}).has_value()); }, {100 * Second}));
        at(100, node("m1", true, 0));
        at(200, node("w1", false, 0));
        at(400, node("w2", false, 0));
        TokenSightings seen;
        QVERIFY(seen.see(api::NodeRole::Worker, QStringLiteral("one"), {250 * Second}));
        QVERIFY(!seen.see(api::NodeRole::Worker, QStringLiteral("one"), {260 * Second}));
        QVERIFY(seen.see(api::NodeRole::Worker, QStringLiteral("two"), {300 * Second}));
        QVERIFY(seen.see(api::NodeRole::Manager, QStringLiteral("three"), {250 * Second}));
        QCOMPARE(TokenSightings::fromJson(seen.toJson()), seen);
        const Ledger ledger = inferLedger(store, seen);
        QVERIFY(!ledger.measured);
        QCOMPARE(ledger.worker.size(), std::size_t(2));
        QCOMPARE(joinedText(ledger.worker[0].joined), QStringLiteral("w2"));
        QCOMPARE(joinedText(ledger.worker[1].joined), QStringLiteral("w1"));
        QVERIFY(ledger.worker[1].since.isZero());
        QCOMPARE(joinedText(ledger.founders), QStringLiteral("m1"));

        // Of the token that was replaced just now.
        const Timestamp since = ledger.worker[0].since;
        QCOMPARE(toReview(store, ledger.worker, 0, since).joined, ledger.worker[1].joined);
        QCOMPARE(toReview(store, ledger.worker, 0, since).upTo, std::uint64_t(1));
        QVERIFY(toReview(store, ledger.worker, 1, since).joined.empty()); // they are known
        QVERIFY(toReview(store, ledger.worker, 0, since + std::chrono::hours(8 * 24)).joined.empty());
        QVERIFY(toReview(store::Store(), ledger.worker, 0, since).joined.empty()); // they have left
        QVERIFY(toReview(store, ledger.manager, 0, since).joined.empty());
    }

    // --- certificates
    void certificates_lie_on_one_axis()
    {
        const Timestamp now{1000 * Day};
        const auto map = certificateMap(
            {{"a", QStringLiteral("a"), now + std::chrono::nanoseconds(61 * Day)},
                {"b", QStringLiteral("b"), now + std::chrono::nanoseconds(12 * Day)}, {"c", QStringLiteral("c"), {}},
                {"d", QStringLiteral("d"), now + std::chrono::nanoseconds(12 * Day)}},
            90 * Day, now, 0.05);
        QCOMPARE(map.days, 90.0);
        QCOMPARE(map.renewFrom, 45.0);
        QCOMPARE(map.unknown, QStringList{QStringLiteral("c")});
        QCOMPARE(map.dots.size(), std::size_t(3));
        QCOMPARE(map.dots[0].name, QStringLiteral("b"));
        QCOMPARE(map.dots[0].row, 0);
        QCOMPARE(map.dots[1].row, 1); // beside b in time, so above it
        QCOMPARE(map.dots[2].row, 0);
        QCOMPARE(daysLeftText(-1), QStringLiteral("expired"));
        QCOMPARE(daysLeftText(0.5), QStringLiteral("12 h"));
    }
    void a_rotation_counts_nodes_on_the_new_root()
    {
        store::Store store;
        QVERIFY(test::commit(store, [](store::Tx& tx) {
            api::Cluster cluster{.id = "c1"};
            cluster.tlsInfo.trustRoot = "new";
            cluster.rootRotationInProgress = true;
            QVERIFY(tx.create(cluster).has_value());
            api::Node done = node("m1", true, 1), down = node("w1", false, 1), slow = node("w2", false, 1);
            done.description.tlsInfo.trustRoot = "new";
            down.description.tlsInfo.trustRoot = slow.description.tlsInfo.trustRoot = "old";
            down.status.state = api::NodeState::Down;
            for (const api::Node& each : {done, down, slow})
                QVERIFY(tx.create(each).has_value());
        }));
        const RootRotation rotation = rootRotation(store);
        QVERIFY(rotation.running);
        QCOMPARE(rotation.done, 1);
        QCOMPARE(rotation.total, 3);
        QCOMPARE(rotation.sentence(), QStringLiteral("1 of 3 nodes are on the new root; waiting: w1 (down), w2."));
    }
};

QTEST_MAIN(TestSwarmRules)
#include "tst_swarmrules.moc"
