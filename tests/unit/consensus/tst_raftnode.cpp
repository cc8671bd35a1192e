#include "daemon/consensus/raftnode.h"
#include "daemon/sqlite/sqliteraftstorage.h"
#include "shared/pki/secretbox.h"

#include <QTemporaryDir>
#include <QTest>

using namespace skep;

namespace {

raft::Configuration lone(raft::RaftId id)
{
    raft::Configuration made;
    made.voters.emplace(id, raft::Member{id, "n1", "127.0.0.1:1"});
    return made;
}

// A manager's consensus without network: one voter, a real disk.
struct Lone {
    explicit Lone(const std::string& path, const Bytes& key)
    {
        auto opened = sqlite::SqliteRaftStorage::open(path, key);
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        storage = std::move(*opened);
        auto stored = storage->load();
        if (stored && !*stored) {
            const auto made = storage->initialise(raft::RaftId{7}, lone(raft::RaftId{7}));
            if (!made)
                qFatal("%s", made.error().message.c_str());
            stored = storage->load();
        }
        if (!stored)
            qFatal("%s", stored.error().message.c_str());
        consensus::RaftNode::Events events;
        events.leadership = [this](bool now) { leading = now; };
        events.removed = [] {};
        events.fatal = [](const Error&) {};
        node = std::make_unique<consensus::RaftNode>(*storage, store, std::move(**stored), [] { return rpc::ClientTls{}; }, std::move(events));
        node->start();
    }
    ~Lone()
    {
        bool closed = false;
        const auto close = [](Lone* self, bool* done) -> async::Task<void> {
            co_await self->node->close();
            *done = true;
        };
        [[maybe_unused]] const auto task = close(this, &closed);
        (void)QTest::qWaitFor([&] { return closed; });
    }

    std::optional<Result<void>> write(consensus::Proposer::Work work)
    {
        std::optional<Result<void>> result;
        const auto run = [](consensus::RaftNode* n, consensus::Proposer::Work w, std::optional<Result<void>>* out) -> async::Task<void> {
            *out = co_await n->update(std::move(w));
        };
        [[maybe_unused]] const auto task = run(node.get(), std::move(work), &result);
        (void)QTest::qWaitFor([&] { return result.has_value(); });
        return result;
    }

    std::unique_ptr<sqlite::SqliteRaftStorage> storage;
    store::Store store;
    std::unique_ptr<consensus::RaftNode> node;
    bool leading = false;
};

Result<void> createSecret(store::Tx& tx, const std::string& id)
{
    api::Secret secret;
    secret.id = id;
    secret.spec.name = "name-" + id;
    return tx.create(std::move(secret));
}

} // namespace

class TestRaftNode : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    Bytes m_key = pki::SecretBox::createKey();

    std::string path(const char* name) { return m_dir.filePath(QLatin1String(name)).toStdString(); }

private Q_SLOTS:
    void aLoneVoterLeadsAndAppliesWhatItWrites()
    {
        Lone lone(path("a.db"), m_key);
        QTRY_VERIFY(lone.leading);

        const auto written = lone.write([](store::Tx& tx) { return createSecret(tx, "s1"); });

        QVERIFY(written && written->has_value());
        const auto secret = lone.store.get<api::Secret>("s1");
        QVERIFY(secret);
        QCOMPARE(secret->meta.version.index, lone.store.version());
    }

    void aRefusedWriteLeavesNoTraceAndDisturbsNobody()
    {
        Lone lone(path("b.db"), m_key);
        QTRY_VERIFY(lone.leading);
        QVERIFY(lone.write([](store::Tx& tx) { return createSecret(tx, "s1"); })->has_value());

        const auto refused = lone.write([](store::Tx& tx) -> Result<void> {
            SKEP_CHECK(createSecret(tx, "s2"));
            return createSecret(tx, "s1");
        });
        const auto after = lone.write([](store::Tx& tx) { return createSecret(tx, "s3"); });

        QVERIFY(refused && !refused->has_value());
        QVERIFY(refused->error().code == ErrorCode::AlreadyExists);
        QVERIFY(after->has_value());
        QVERIFY(!lone.store.get<api::Secret>("s2"));
    }

    void acknowledgedWritesSurviveARestart()
    {
        {
            Lone lone(path("c.db"), m_key);
            QTRY_VERIFY(lone.leading);
            for (int i = 0; i < 20; ++i)
                QVERIFY(lone.write([i](store::Tx& tx) { return createSecret(tx, "s" + std::to_string(i)); })->has_value());
        }

        Lone again(path("c.db"), m_key);
        QTRY_VERIFY(again.leading);

        QCOMPARE(again.store.count<api::Secret>(), std::size_t(20));
    }

    void aPlanTooLargeForOneEntryIsWrittenInParts()
    {
        Lone lone(path("d.db"), m_key);
        QTRY_VERIFY(lone.leading);

        const auto written = lone.write([](store::Tx& tx) -> Result<void> {
            for (int i = 0; i < 12; ++i) {
                api::Config config;
                config.id = "c" + std::to_string(i);
                config.spec.name = config.id;
                config.spec.data = api::Blob{Bytes(400'000, 'x')};
                SKEP_CHECK(tx.create(std::move(config)));
            }
            return {};
        });

        QVERIFY(written && written->has_value());
        QCOMPARE(lone.store.count<api::Config>(), std::size_t(12));
    }

    void theLogIsUnreadableWithoutItsKey()
    {
        {
            Lone lone(path("e.db"), m_key);
            QTRY_VERIFY(lone.leading);
            QVERIFY(lone.write([](store::Tx& tx) { return createSecret(tx, "visible-id"); })->has_value());
        }

        auto other = sqlite::SqliteRaftStorage::open(path("e.db"), pki::SecretBox::createKey());
        QVERIFY(other.has_value());
        const auto loaded = (*other)->load();
        QVERIFY(!loaded);
        QVERIFY(loaded.error().code == ErrorCode::DataLoss);
        for (const char* suffix : {"", "-wal"}) {
            QFile file(QString::fromStdString(path("e.db")) + QLatin1String(suffix));
            if (file.open(QIODevice::ReadOnly))
                QVERIFY(!file.readAll().contains("visible-id"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRaftNode)
#include "tst_raftnode.moc"
