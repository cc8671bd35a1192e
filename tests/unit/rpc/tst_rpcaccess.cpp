#include "tests/unit/rpc/swarm.h"

#include <set>

using namespace skep;
using namespace skep::rpc;
using namespace skep::rpc::test;

namespace {

async::Task<Result<void>> endAtOnce() { co_return Result<void>(); }

} // namespace

class TestRpcAccess : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<Server>();
        m_messages.clear();
        QVERIFY(m_server->setIdentity(m_swarm.identity("server1", pki::Role::Manager)).has_value());
        QVERIFY(m_server->listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
        for (const MethodRow& row : methods())
            serve(row);
    }

    void cleanup()
    {
        wait(m_server->close());
        m_server.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void tableIsWellFormed()
    {
        std::set<std::uint32_t> numbers;
        std::set<std::string_view> names;
        for (const MethodRow& row : methods()) {
            QVERIFY(numbers.insert(std::uint32_t(row.method)).second);
            QVERIFY(names.insert(row.name).second);
            QVERIFY(row.maxRequestBytes <= MaxPayload);
            QCOMPARE(findMethod(row.method), &row);
            // whoever shows no certificate may not even make us hold much
            QVERIFY(row.access != Access::Open || row.maxRequestBytes < Limits{}.anonymousFrameBytes);
        }
        QCOMPARE(findMethod(Method(0)), nullptr);
    }

    void onlyRootAndIssueAreOpen()
    {
        for (const MethodRow& row : methods())
            QCOMPARE(row.access == Access::Open, row.method == Method::CaRoot || row.method == Method::CaIssue);
    }

    void everyMethodAdmitsExactlyWhomItsRowNames_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<int>("rank");
        QTest::newRow("no certificate") << QStringLiteral("anonymous") << 0;
        QTest::newRow("worker") << QStringLiteral("worker") << 1;
        QTest::newRow("manager") << QStringLiteral("manager") << 2;
        QTest::newRow("foreign authority's manager") << QStringLiteral("foreign") << 0;
        QTest::newRow("foreign authority's worker") << QStringLiteral("foreign worker") << 0;
        QTest::newRow("expired manager") << QStringLiteral("expired") << 0;
        QTest::newRow("manager of the future") << QStringLiteral("future") << 0;
        QTest::newRow("root used as a node's certificate") << QStringLiteral("root") << 0;
    }
    void everyMethodAdmitsExactlyWhomItsRowNames()
    {
        QFETCH(QString, who);
        QFETCH(int, rank);
        const auto connection = *dial(*m_server, present(who));

        for (const MethodRow& row : methods()) {
            const int needed = row.access == Access::Open ? 0 : row.access == Access::Node ? 1 : 2;
            const auto answer = reach(connection, row);
            QVERIFY2(answer.has_value() == (rank >= needed), row.name.data());
            if (!answer)
                QCOMPARE(answer.error().code, rank == 0 ? ErrorCode::Unauthenticated : ErrorCode::PermissionDenied);
        }
    }

    void authoriserIsAskedForAllThatIsNotOpen()
    {
        std::set<std::string> asked;
        m_server->setAuthoriser([&](const Peer& peer, const MethodRow& row) -> Result<void> {
            asked.insert(std::string(row.name));
            if (peer.nodeId == "removed")
                return fail(ErrorCode::PermissionDenied, "node removed was removed from swarm");
            return {};
        });
        const auto removed = *dial(*m_server, m_swarm.as("removed", pki::Role::Manager));
        const auto member = *dial(*m_server, m_swarm.as("member", pki::Role::Manager));

        for (const MethodRow& row : methods()) {
            const auto answer = reach(removed, row);
            QCOMPARE(answer.has_value(), row.access == Access::Open);
            QCOMPARE(asked.contains(std::string(row.name)), row.access != Access::Open);
            QVERIFY(reach(member, row).has_value());
        }
    }

    void authoriserIsNotAskedAboutThoseTheTableRefuses()
    {
        int asked = 0;
        m_server->setAuthoriser([&](const Peer&, const MethodRow&) -> Result<void> {
            ++asked;
            return {};
        });

        QVERIFY(!call(*dial(*m_server, m_swarm.anonymous()), Method::ClusterLeader));
        QVERIFY(!call(*dial(*m_server, m_swarm.as("worker1", pki::Role::Worker)), Method::RaftJoin));

        QCOMPARE(asked, 0);
    }

    void unknownMethodIsNotCallable()
    {
        RawClient client(*m_server, m_swarm.identity("manager1", pki::Role::Manager));
        client.send({.kind = FrameKind::Request, .id = 1, .method = Method(12345)});

        QTRY_COMPARE(client.received.size(), std::size_t(1));
        QCOMPARE(errorCode(client.received[0]), ErrorCode::Unimplemented);
    }

    // A one-way method must not be called as a request, nor the other way round: handlers of one kind do not expect the
    // other.
    void methodsAreCalledInTheirOwnWayOnly()
    {
        RawClient client(*m_server, m_swarm.identity("manager1", pki::Role::Manager));
        client.send({.kind = FrameKind::Message, .method = Method::RaftJoin});
        client.send({.kind = FrameKind::Request, .id = 1, .method = Method::RaftStep});

        QTRY_COMPARE(client.received.size(), std::size_t(1));
        QCOMPARE(errorCode(client.received[0]), ErrorCode::InvalidArgument);
        QVERIFY(m_messages.empty());
    }

    void serverMustBeAManagerOfThisSwarm()
    {
        const Swarm foreign;
        for (const TlsIdentity& identity :
            {foreign.identity("server1", pki::Role::Manager), m_swarm.identity("worker9", pki::Role::Worker),
                m_swarm.identity("server1", pki::Role::Manager, systemNow() - 48h)}) {
            Server impostor;
            QVERIFY(impostor.setIdentity(identity).has_value());
            QVERIFY(impostor.listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());

            const auto connection = dial(impostor, m_swarm.as("worker1", pki::Role::Worker));

            QVERIFY(!connection);
            QCOMPARE(connection.error().code, ErrorCode::Unauthenticated);
            wait(impostor.close());
        }
    }

    // A worker may not pose as a manager even to one who asks for the worker's own name.
    void workerIsNoServerUnderItsOwnNameEither()
    {
        Server impostor;
        QVERIFY(impostor.setIdentity(m_swarm.identity("worker9", pki::Role::Worker)).has_value());
        QVERIFY(impostor.listen(QHostAddress(QHostAddress::LocalHost), 0).has_value());
        auto tls = m_swarm.as("worker1", pki::Role::Worker);
        tls.expectedName = "worker9";

        QCOMPARE(dial(impostor, tls).error().code, ErrorCode::Unauthenticated);
        wait(impostor.close());
    }

    void insecureConnectionFetchesTheRootAndNothingElse()
    {
        const auto connection = *dial(*m_server, {.insecureForRoot = true});

        QVERIFY(connection->peer().anonymous());
        QVERIFY(call(connection, Method::CaRoot).has_value());
        QCOMPARE(call(connection, Method::CaIssue).error().code, ErrorCode::PermissionDenied);
        QCOMPARE(wait(connection->open(Method::DispatcherSession, {})).error().code, ErrorCode::PermissionDenied);
        QVERIFY(!connection->send(Method::RaftStep, {}));
    }

private:
    void serve(const MethodRow& row)
    {
        switch (row.kind) {
        case Kind::Unary:
            m_server->onUnary(row.method, echo());
            break;
        case Kind::Stream:
            m_server->onStream(row.method,
                [](const Peer&, const Bytes&, const std::shared_ptr<ServerStream>&) { return endAtOnce(); });
            break;
        case Kind::OneWay:
            m_server->onMessage(row.method, [this](const Peer&, const Bytes&) { m_messages.push_back(1); });
            break;
        }
    }

    [[nodiscard]] ClientTls present(const QString& who) const
    {
        const Swarm foreign;
        ClientTls tls = m_swarm.anonymous();
        if (who == QStringLiteral("worker"))
            tls.identity = m_swarm.identity("worker1", pki::Role::Worker);
        else if (who == QStringLiteral("manager"))
            tls.identity = m_swarm.identity("manager1", pki::Role::Manager);
        else if (who == QStringLiteral("foreign"))
            tls.identity = foreign.identity("manager1", pki::Role::Manager);
        else if (who == QStringLiteral("foreign worker"))
            tls.identity = foreign.identity("worker1", pki::Role::Worker);
        else if (who == QStringLiteral("expired"))
            tls.identity = m_swarm.identity("manager1", pki::Role::Manager, systemNow() - 48h);
        else if (who == QStringLiteral("future"))
            tls.identity = m_swarm.identity("manager1", pki::Role::Manager, systemNow() + 48h);
        else if (who == QStringLiteral("root"))
            tls.identity = TlsIdentity{m_swarm.root.certificatePem, m_swarm.root.keyPem, m_swarm.root.certificatePem};
        return tls;
    }

    // Calls the method in its own way. For messages, whether it arrived is seen by a request that follows it.
    Result<void> reach(const std::shared_ptr<Connection>& connection, const MethodRow& row)
    {
        const std::size_t before = m_messages.size();
        if (row.kind == Kind::Unary) {
            const auto answer = call(connection, row.method);
            return answer ? Result<void>() : Failure(answer.error());
        }
        if (row.kind == Kind::Stream) {
            const auto stream = *wait(connection->open(row.method, {}));
            const auto end = wait(stream->next());
            return end ? Result<void>() : Failure(end.error());
        }
        if (!connection->send(row.method, {}) || !call(connection, Method::CaRoot))
            return fail(ErrorCode::Internal, "could not send");
        if (m_messages.size() > before)
            return {};
        return fail(connection->peer().anonymous() || isAnonymous(connection) ? ErrorCode::Unauthenticated
                                                                              : ErrorCode::PermissionDenied,
            "dropped");
    }

    // As the server sees the client.
    static bool isAnonymous(const std::shared_ptr<Connection>& connection)
    {
        const auto answer = call(connection, Method::ClusterLeader);
        return !answer && answer.error().code == ErrorCode::Unauthenticated;
    }

    Swarm m_swarm;
    std::unique_ptr<Server> m_server;
    std::vector<int> m_messages;
};

QTEST_GUILESS_MAIN(TestRpcAccess)
#include "tst_rpcaccess.moc"
