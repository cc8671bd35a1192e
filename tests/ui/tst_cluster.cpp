#include "tests/support/fakemanager.h"
#include "tests/support/storedobjects.h"
#include "tests/unit/http/support.h"
#include "ui/cluster/cluster.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTest>

using namespace skep;
using namespace skep::ui;
using namespace skep::test;
using skep::http::test::Sockets;
using skep::http::test::spinUntil;

class ClusterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aLongListIsToldInFewSignalsAndWholeWhenTheMirrorIsComplete()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        constexpr std::size_t Tasks = 5000;
        QVERIFY(commit(manager.store, [](store::Tx& tx) {
            for (std::size_t i = 0; i < Tasks; ++i)
                (void)tx.create(taskOf("t" + std::to_string(i), "s1", "n1", i + 1));
        }));
        Cluster cluster(
            client::ClusterTarget{.name = "test", .endpoints = {http::Endpoint::unixSocket(sockets.path())}});
        std::size_t told = 0, toldWhenComplete = 0;
        int calls = 0;
        connect(&cluster, &Cluster::changed, this, [&](const std::vector<store::Event>& events) {
            ++calls;
            told += events.size();
        });
        connect(&cluster, &Cluster::stateChanged, this, [&] {
            if (cluster.state().synced && toldWhenComplete == 0)
                toldWhenComplete = told;
        });
        QElapsedTimer spent;
        spent.start();

        QVERIFY(spinUntil([&] { return toldWhenComplete > 0; }));

        QCOMPARE(toldWhenComplete, Tasks + 1); // and the swarm itself
        QVERIFY2(calls <= 3 + spent.elapsed() / 400, qPrintable(QString::number(calls)));
    }

    void whatChangesLaterIsToldSoon()
    {
        const Sockets sockets;
        FakeManager manager(sockets.path());
        Cluster cluster(
            client::ClusterTarget{.name = "test", .endpoints = {http::Endpoint::unixSocket(sockets.path())}});
        QVERIFY(spinUntil([&] { return cluster.state().synced; }));
        bool told = false;
        connect(&cluster, &Cluster::changed, this,
            [&](const std::vector<store::Event>& events) { told = told || store::idOf(events.back().object) == "t1"; });

        QVERIFY(commit(manager.store, [](store::Tx& tx) { (void)tx.create(taskOf("t1")); }));

        QVERIFY(spinUntil([&] { return told; }));
    }
};

QTEST_GUILESS_MAIN(ClusterTest)
#include "tst_cluster.moc"
