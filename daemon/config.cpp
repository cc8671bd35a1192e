#include "daemon/config.h"

#include <CLI/CLI.hpp>

#include <unistd.h>

namespace skep {
namespace {

constexpr int UsageError = 125;

std::string machineName()
{
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

Result<std::map<std::string, std::string>> parseLabels(const std::vector<std::string>& texts)
{
    std::map<std::string, std::string> labels;
    for (const std::string& text : texts) {
        const auto equals = text.find('=');
        if (equals == 0 || equals == std::string::npos)
            return fail(ErrorCode::InvalidArgument, "--engine-label " + text + ": KEY=VALUE is needed");
        labels[text.substr(0, equals)] = text.substr(equals + 1);
    }
    return labels;
}

Result<void> check(const Config& config)
{
    if (config.executor != "docker")
        return fail(ErrorCode::InvalidArgument, "--executor " + config.executor + ": this version knows only docker");
    if (!config.engine.empty() && !config.engine.starts_with("unix:///"))
        return fail(ErrorCode::InvalidArgument, "--engine " + config.engine + ": unix:///PATH is needed");
    if (!config.apiListen.empty() && !config.apiListen.starts_with("tcp://"))
        return fail(ErrorCode::InvalidArgument, "--api-listen " + config.apiListen + ": tcp://IP:PORT is needed");
    if (config.hostname.size() > 63)
        return fail(ErrorCode::InvalidArgument, "--hostname " + config.hostname + ": at most 63 characters are possible");
    return {};
}

} // namespace

CommandLine parseCommandLine(int argc, char** argv)
{
    CommandLine result;
    Config& c = result.config;
    std::vector<std::string> labels;
    CLI::App app("Skep's node daemon: serves the Docker Engine API and is a manager or a worker of a swarm.", "skepd");
    app.set_version_flag("--version", "skepd version " SKEP_VERSION);
    app.add_option("--state-dir", c.stateDir, "Where the node keeps its identity, tasks and Raft log")->capture_default_str();
    app.add_option("--socket", c.socket, "Unix socket of the API")->capture_default_str();
    app.add_option("--api-listen", c.apiListen, "Serve the API on TCP too, with mutual TLS (tcp://IP:2376)");
    app.add_option("--api-tls-dir", c.apiTlsDir, "ca.pem, cert.pem and key.pem for --api-listen (default: STATE-DIR/api-tls)");
    app.add_option("--engine", c.engine, "The container engine beside this daemon; empty: none")->capture_default_str();
    app.add_option("--executor", c.executor, "How tasks are run: docker")->capture_default_str();
    app.add_option("--hostname", c.hostname, "Name of this node (default: the machine's)");
    app.add_option("--engine-label", labels, "KEY=VALUE shown as the node's engine label; may be repeated");
    app.add_option("--publish-address", c.publishAddress, "IP on which published ports are opened (default: all)");
    app.add_option("--log-level", c.logLevel, "debug, info, warning or critical")->capture_default_str();
    app.set_config("--config", "", "Read options from this file: one \"name = value\" a line");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForVersion& v) {
        result.exitCode = 0;
        result.output = std::string(v.what()) + "\n";
        return result;
    } catch (const CLI::CallForHelp&) {
        result.exitCode = 0;
        result.output = app.help();
        return result;
    } catch (const CLI::ParseError& error) {
        result.exitCode = UsageError;
        result.output = "skepd: " + std::string(error.what()) + "\nRun 'skepd --help' for the options.\n";
        return result;
    }
    auto parsed = parseLabels(labels);
    const auto checked = parsed ? check(c) : tl::unexpected(parsed.error());
    if (!checked) {
        result.exitCode = UsageError;
        result.output = "skepd: " + checked.error().message + "\n";
        return result;
    }
    c.engineLabels = std::move(*parsed);
    if (c.hostname.empty())
        c.hostname = machineName();
    if (c.apiTlsDir.empty())
        c.apiTlsDir = c.stateDir + "/api-tls";
    return result;
}

} // namespace skep
