#include "daemon/engineapi/servicewrites.h"

#include <QTest>

using namespace skep;
using namespace skep::engineapi;

namespace {

api::ServiceSpec spec(const std::string& name, std::uint32_t port = 0, api::PublishMode mode = api::PublishMode::Ingress)
{
    api::ServiceSpec made;
    made.name = name;
    made.task.container.emplace().image = "web:1";
    made.mode.replicated = api::ReplicatedMode{1};
    if (port)
        made.endpointSpec = api::EndpointSpec{api::EndpointMode::Vip, {{"", api::PortProtocol::Tcp, 80, port, mode}}};
    return made;
}

} // namespace

class TestServiceWrites : public QObject {
    Q_OBJECT

    std::unique_ptr<store::Store> m_store;

    Result<void> write(const std::function<Result<void>(store::Tx&)>& work)
    {
        store::Tx tx(*m_store);
        SKEP_CHECK(work(tx));
        return m_store->apply(m_store->version() + 1, {Timestamp{1}, tx.changes()});
    }
    Result<void> create(const std::string& id, const api::ServiceSpec& s)
    {
        return write([&](store::Tx& tx) { return createService(tx, id, s, Timestamp{1}); });
    }
    Result<void> update(ServiceUpdate change)
    {
        return write([&](store::Tx& tx) { return updateService(tx, change); });
    }
    std::uint64_t version(const std::string& id) { return m_store->get<api::Service>(id)->meta.version.index; }

private Q_SLOTS:
    void init() { m_store = std::make_unique<store::Store>(); }

    void aTakenNameIsRefusedInDockersWords()
    {
        QVERIFY(create("1", spec("web")).has_value());

        const auto again = create("2", spec("WEB"));

        QVERIFY(!again);
        QVERIFY(again.error().code == ErrorCode::AlreadyExists);
        QCOMPARE(again.error().message, std::string("name conflicts with an existing object: service WEB already exists"));
    }

    void anIngressPortOfAnotherServiceIsRefusedAndNamed()
    {
        QVERIFY(create("1", spec("web", 8080)).has_value());

        const auto again = create("2", spec("api", 8080));

        QVERIFY(!again);
        QCOMPARE(again.error().message, std::string("port '8080' is already in use by service 'web' (1) as an ingress port"));
    }

    void twoServicesMayPublishTheSamePortOnTheirHosts()
    {
        QVERIFY(create("1", spec("web", 8080, api::PublishMode::Host)).has_value());
        QVERIFY(create("2", spec("api", 8080, api::PublishMode::Host)).has_value());
    }

    void aStaleVersionIsOutOfSequence()
    {
        QVERIFY(create("1", spec("web")).has_value());

        const auto stale = update({.id = "1", .version = version("1") + 1, .spec = spec("web")});

        QVERIFY(!stale);
        QCOMPARE(stale.error().message, std::string("update out of sequence"));
    }

    void anUpdateKeepsThePreviousSpecAndRollbackSwaps()
    {
        QVERIFY(create("1", spec("web")).has_value());
        api::ServiceSpec next = spec("web");
        next.task.container->image = "web:2";
        QVERIFY(update({.id = "1", .version = version("1"), .spec = next}).has_value());

        QVERIFY(update({.id = "1", .version = version("1"), .rollback = true}).has_value());

        const auto service = m_store->get<api::Service>("1");
        QCOMPARE(service->spec.task.container->image, std::string("web:1"));
        QCOMPARE(service->previousSpec->task.container->image, std::string("web:2"));
        QVERIFY(service->updateStatus->state == api::UpdateState::RollbackStarted);
    }

    void rollbackWithoutAPreviousSpecIsRefused()
    {
        QVERIFY(create("1", spec("web")).has_value());

        const auto rolled = update({.id = "1", .version = version("1"), .rollback = true});

        QVERIFY(!rolled);
        QVERIFY(rolled.error().code == ErrorCode::FailedPrecondition);
    }

    void renamingAndChangingTheModeAreNotSupported()
    {
        QVERIFY(create("1", spec("web")).has_value());
        api::ServiceSpec global = spec("web");
        global.mode = {};
        global.mode.global.emplace();

        QVERIFY(update({.id = "1", .version = version("1"), .spec = spec("other")}).error().code == ErrorCode::Unimplemented);
        QVERIFY(update({.id = "1", .version = version("1"), .spec = global}).error().code == ErrorCode::Unimplemented);
    }

    void registryCredentialsAreKeptWhenNoneAreSent()
    {
        api::ServiceSpec with = spec("web");
        with.task.container->registryAuth = "credentials";
        QVERIFY(create("1", with).has_value());

        QVERIFY(update({.id = "1", .version = version("1"), .spec = spec("web")}).has_value());

        QCOMPARE(m_store->get<api::Service>("1")->spec.task.container->registryAuth, std::string("credentials"));
    }

    void anUnknownNetworkIsNamed()
    {
        api::ServiceSpec on = spec("web");
        on.task.networks.push_back({"nosuch", {}, {}});

        QCOMPARE(create("1", on).error().message, std::string("network nosuch not found"));
    }
};

QTEST_GUILESS_MAIN(TestServiceWrites)
#include "tst_servicewrites.moc"
