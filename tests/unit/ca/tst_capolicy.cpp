#include "daemon/ca/capolicy.h"
#include "shared/pki/authority.h"
#include "shared/pki/jointoken.h"

#include <QTest>

using namespace skep;

class TestCaPolicy : public QObject {
    Q_OBJECT

    store::Store m_store;
    api::Cluster m_cluster;

    static api::CaIssueRequest with(const std::string& token) { return {.csrPem = "csr", .token = token}; }

    void change(const std::function<void(store::Tx&)>& work)
    {
        store::Tx tx(m_store);
        work(tx);
        QVERIFY(m_store.apply(m_store.version() + 1, {Timestamp{1}, tx.changes()}).has_value());
        m_cluster = *m_store.cluster();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto root = pki::createRootCa(systemNow());
        QVERIFY(root.has_value());
        api::Cluster cluster;
        cluster.id = "c1";
        cluster.rootCaCert = root->certificatePem;
        cluster.joinTokens = {pki::JoinToken::create(root->certificatePem).text(), pki::JoinToken::create(root->certificatePem).text()};
        change([&](store::Tx& tx) {
            QVERIFY(tx.create(cluster).has_value());
            api::Node node;
            node.id = "n1";
            node.role = api::NodeRole::Worker;
            QVERIFY(tx.create(node).has_value());
        });
    }

    void theTokenDecidesTheRole()
    {
        const auto manager = ca::decide(m_store, {}, with(m_cluster.joinTokens.manager), "new");
        const auto worker = ca::decide(m_store, {}, with(m_cluster.joinTokens.worker), "new");

        QVERIFY(manager && manager->isNew && manager->subject.role == pki::Role::Manager);
        QVERIFY(worker && worker->isNew && worker->subject.role == pki::Role::Worker);
        QCOMPARE(worker->subject.nodeId, std::string("new"));
        QCOMPARE(worker->subject.clusterId, std::string("c1"));
    }

    void wrongTruncatedAndMissingTokensAreRefused_data()
    {
        QTest::addColumn<QString>("token");
        QTest::newRow("none") << QString();
        QTest::newRow("truncated") << QString::fromStdString(m_cluster.joinTokens.worker.substr(0, 60));
        QTest::newRow("of another cluster") << QStringLiteral("SWMTKN-1-00000000000000000000000000000000000000000000000000-0000000000000000000000000");
        QTest::newRow("longer") << QString::fromStdString(m_cluster.joinTokens.worker + "0");
    }

    void wrongTruncatedAndMissingTokensAreRefused()
    {
        QFETCH(QString, token);

        const auto grant = ca::decide(m_store, {}, with(token.toStdString()), "new");

        QVERIFY(!grant);
        QVERIFY(grant.error().code == ErrorCode::InvalidArgument);
        QCOMPARE(grant.error().message, std::string("A valid join token is necessary to join this cluster"));
    }

    void aNodeRenewsWithTheRoleItHasNow()
    {
        const auto grant = ca::decide(m_store, {"n1", "c1"}, with(""), "new");

        QVERIFY(grant && !grant->isNew);
        QCOMPARE(grant->subject.nodeId, std::string("n1"));
        QVERIFY(grant->subject.role == pki::Role::Worker);
    }

    void aCertificateOfAnotherClusterIsNoCertificate() { QVERIFY(!ca::decide(m_store, {"n1", "c2"}, with(""), "new")); }

    void rotationReplacesOneTokenAndStartsItsNextGeneration()
    {
        api::Cluster rotated = m_cluster;

        ca::rotateToken(rotated, pki::Role::Worker, Timestamp{7});

        QVERIFY(rotated.joinTokens.worker != m_cluster.joinTokens.worker);
        QCOMPARE(rotated.joinTokens.manager, m_cluster.joinTokens.manager);
        QCOMPARE(rotated.workerTokenGeneration.number, m_cluster.workerTokenGeneration.number + 1);
        QVERIFY(pki::JoinToken::parse(rotated.joinTokens.worker)->pins(m_cluster.rootCaCert));
    }

    void aRemovedNodeIsRefusedUnlessItHasAToken()
    {
        change([&](store::Tx& tx) {
            api::Cluster cluster = *tx.cluster();
            cluster.removedNodes.push_back({"n1", {}});
            QVERIFY(tx.update(std::move(cluster)).has_value());
        });

        QVERIFY(!ca::decide(m_store, {"n1", "c1"}, with(""), "new"));
        QVERIFY(ca::decide(m_store, {"n1", "c1"}, with(m_cluster.joinTokens.worker), "new").has_value());
    }
};

QTEST_GUILESS_MAIN(TestCaPolicy)
#include "tst_capolicy.moc"
