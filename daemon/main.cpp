#include "daemon/config.h"
#include "daemon/docker/dockerexecutor.h"
#include "daemon/engineapi/api.h"
#include "daemon/mesh/proxypublisher.h"
#include "daemon/node/node.h"
#include "daemon/service.h"
#include "daemon/sqlite/sqliteraftstorage.h"
#include "daemon/sqlite/sqlitetaskdb.h"
#include "shared/base/logging.h"

#include <QCoreApplication>

#include <cstdio>

namespace skep {
namespace {

std::string socketPathOf(const std::string& url) { return url.starts_with("unix://") ? url.substr(7) : url; }

// Everything the daemon is made of, leaves first; destroyed in reverse.
struct Daemon {
    explicit Daemon(const Config& c, node::StateDir stateDir)
        : config(c)
        , publisher(config.publishAddress)
        , executor({.socketPath = socketPathOf(config.engine), .hostname = config.hostname, .engineLabels = config.engineLabels}, publisher)
        , node({config.hostname, socketPathOf(config.engine)}, {executor, &openRaft, &openTasks}, std::move(stateDir))
        , api(node)
    {
        node.serveForwarded([this](api::ForwardRequest request) { return api.serveForwarded(std::move(request)); });
        api.attach(server);
    }

    static Result<std::unique_ptr<consensus::RaftStorage>> openRaft(const std::string& path, Bytes dataKey)
    {
        SKEP_TRY(storage, sqlite::SqliteRaftStorage::open(path, std::move(dataKey)));
        return std::unique_ptr<consensus::RaftStorage>(std::move(storage));
    }
    static Result<std::unique_ptr<agent::TaskDb>> openTasks(const std::string& path)
    {
        SKEP_TRY(tasks, sqlite::SqliteTaskDb::open(path));
        return std::unique_ptr<agent::TaskDb>(std::move(tasks));
    }

    Result<void> listen()
    {
        SKEP_CHECK(server.listenUnix(config.socket));
        if (config.apiListen.empty())
            return {};
        SKEP_TRY(tls, apiTls(config.apiTlsDir));
        SKEP_TRY(address, consensus::parseHostPort(config.apiListen.substr(6), 2376));
        return server.listenTcp(address.host, address.port, tls);
    }

    Config config;
    mesh::ProxyPublisher publisher;
    docker::DockerExecutor executor;
    node::Node node;
    engineapi::Api api;
    http::Server server;
};

async::Task<void> run(Daemon* daemon)
{
    // A node that cannot go on in its swarm still serves its API, which says why.
    [[maybe_unused]] const auto started = co_await daemon->node.start();
    notifyServiceManager("READY=1\nSTATUS=serving");
}

async::Task<void> stop(Daemon* daemon)
{
    notifyServiceManager("STOPPING=1");
    daemon->server.close();
    co_await daemon->node.close();
    co_await daemon->api.close();
    co_await daemon->executor.close();
    QCoreApplication::quit();
}

} // namespace
} // namespace skep

int main(int argc, char** argv)
{
    using namespace skep;
    const CommandLine line = parseCommandLine(argc, argv);
    if (line.exitCode >= 0) {
        std::fputs(line.output.c_str(), line.exitCode == 0 ? stdout : stderr);
        return line.exitCode;
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("skepd"));
    if (!installLogging(line.config.logLevel)) {
        std::fprintf(stderr, "skepd: --log-level %s: debug, info, warning or critical is needed\n", line.config.logLevel.c_str());
        return 125;
    }
    auto stateDir = node::StateDir::open(line.config.stateDir);
    if (!stateDir) {
        std::fprintf(stderr, "skepd: %s\n", stateDir.error().message.c_str());
        return 1;
    }
    Daemon daemon(line.config, std::move(*stateDir));
    if (const auto listening = daemon.listen(); !listening) {
        std::fprintf(stderr, "skepd: %s\n", listening.error().message.c_str());
        return 1;
    }
    async::TaskScope scope;
    TerminationSignals signals([&] { scope.spawn("stop", stop(&daemon)); });
    scope.spawn("start", run(&daemon));
    return QCoreApplication::exec();
}
