#include "daemon/engineapi/api.h"
#include "shared/client/engineclient.h"
#include "tests/support/storedobjects.h"
#include "tests/unit/http/support.h"

using namespace skep;
using namespace skep::engineapi;
using skep::http::test::await;
using skep::http::test::Sockets;
using skep::test::commit;

namespace {

// A manager of which nothing but its store is there.
class Manager final : public Backend, public ManagerBackend {
public:
    store::Store objects;

    store::Store& store() override { return objects; }
    bool isLeader() const override { return true; }
    consensus::Proposer& proposer() override { qFatal("nothing is written"); }
    async::Task<Result<void>> readBarrier() override { co_return Result<void>(); }
    async::Task<Result<api::ForwardReply>> forward(api::ForwardRequest) override { co_return fail(ErrorCode::Unavailable, "alone"); }
    RaftView raft() const override { return {}; }

    LocalState local() const override { return {.kind = LocalState::Kind::Active, .nodeId = "n1", .manager = true}; }
    ManagerBackend* manager() override { return this; }
    std::string engineSocket() const override { return {}; }
    std::string hostname() const override { return "alpha"; }
    async::Task<Result<std::string>> init(InitOptions) override { co_return fail(ErrorCode::FailedPrecondition, "done"); }
    async::Task<Result<void>> join(JoinOptions) override { co_return fail(ErrorCode::FailedPrecondition, "done"); }
    async::Task<Result<void>> leave(bool) override { co_return fail(ErrorCode::FailedPrecondition, "no"); }
};

} // namespace

class WatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // More objects than events may wait for a slow reader.
    void aLongListIsFollowedByWhatHappenedMeanwhile()
    {
        constexpr int Many = 100'001;
        Manager manager;
        QVERIFY(commit(manager.objects, [](store::Tx& tx) {
            for (int i = 0; i < Many; ++i)
                (void)tx.create(api::Config{.id = "c" + std::to_string(i)});
        }));
        const Sockets sockets;
        http::Server server;
        Api api(manager);
        api.attach(server);
        QVERIFY(server.listenUnix(sockets.path()));
        client::EngineClient client(http::Endpoint::unixSocket(sockets.path()));
        const auto stream = await(client.stream("/skep/v1/watch", {}, async::Stop()));
        QVERIFY(stream);
        const auto first = await((*stream)->nextLine(async::Stop()));
        QVERIFY(first && *first);
        QVERIFY((**first).find("\"reset\"") != std::string::npos);

        QVERIFY(commit(manager.objects, [](store::Tx& tx) { (void)tx.create(api::Config{.id = "late"}); }));

        int listed = 0;
        std::vector<std::string> others;
        while (others.size() < 2) {
            const auto line = await((*stream)->nextLine(async::Stop()));
            QVERIFY(line && *line);
            if ((**line).find("\"list\"") != std::string::npos)
                ++listed;
            else
                others.push_back(**line);
        }
        QCOMPARE(listed, Many);
        QVERIFY(others[0].find("\"synced\",\"Version\":1}") != std::string::npos);
        QVERIFY(others[1].find("\"late\"") != std::string::npos);
        (*stream)->close();
        const auto closed = [](Api& api) -> async::Task<bool> {
            co_await api.close();
            co_return true;
        };
        QVERIFY(await(closed(api)));
    }
};

QTEST_GUILESS_MAIN(WatchTest)
#include "tst_watch.moc"
