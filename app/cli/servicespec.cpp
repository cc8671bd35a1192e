#include "app/cli/servicespec.h"

#include "app/cli/text.h"
#include "shared/api/imagereference.h"
#include "shared/api/json.h"
#include "shared/api/quantities.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>

namespace skep::cli {
namespace {

// Shared by create and update.
#define SKEP_COMMON_FLAGS                                                                                                          \
    {"detach", 'd', FlagKind::Switch, "", "Exit immediately instead of waiting for the service to converge"},                       \
    {"quiet", 'q', FlagKind::Switch, "", "Suppress progress output"},                                                               \
    {"with-registry-auth", 0, FlagKind::Switch, "", "Send registry authentication details to swarm agents"},                        \
    {"no-resolve-image", 0, FlagKind::Switch, "", "Do not query the registry to resolve image digest and supported platforms"},     \
    {"replicas", 0, FlagKind::Text, "uint", "Number of tasks"},                                                                     \
    {"replicas-max-per-node", 0, FlagKind::Text, "uint", "Maximum number of tasks per node (default 0 = unlimited)"},               \
    {"max-concurrent", 0, FlagKind::Text, "uint", "Number of job tasks to run concurrently (default equal to --replicas)"},         \
    {"hostname", 0, FlagKind::Text, "string", "Container hostname"},                                                                \
    {"workdir", 'w', FlagKind::Text, "string", "Working directory inside the container"},                                           \
    {"user", 'u', FlagKind::Text, "string", "Username or UID (format: <name|uid>[:<group|gid>])"},                                  \
    {"entrypoint", 0, FlagKind::Text, "command", "Overwrite the default ENTRYPOINT of the image"},                                  \
    {"stop-signal", 0, FlagKind::Text, "string", "Signal to stop the container"},                                                   \
    {"stop-grace-period", 0, FlagKind::Text, "duration", "Time to wait before force killing a container (default 10s)"},            \
    {"tty", 't', FlagKind::Switch, "", "Allocate a pseudo-TTY"},                                                                    \
    {"read-only", 0, FlagKind::Switch, "", "Mount the container's root filesystem as read only"},                                   \
    {"init", 0, FlagKind::Switch, "", "Use an init inside each service container to forward signals and reap processes"},           \
    {"limit-cpu", 0, FlagKind::Text, "decimal", "Limit CPUs"},                                                                      \
    {"limit-memory", 0, FlagKind::Text, "bytes", "Limit Memory"},                                                                   \
    {"limit-pids", 0, FlagKind::Text, "int", "Limit maximum number of processes (default 0 = unlimited)"},                          \
    {"reserve-cpu", 0, FlagKind::Text, "decimal", "Reserve CPUs"},                                                                  \
    {"reserve-memory", 0, FlagKind::Text, "bytes", "Reserve Memory"},                                                               \
    {"restart-condition", 0, FlagKind::Text, "string", "Restart when condition is met (\"none\", \"on-failure\", \"any\") (default \"any\")"}, \
    {"restart-delay", 0, FlagKind::Text, "duration", "Delay between restart attempts (default 5s)"},                                \
    {"restart-max-attempts", 0, FlagKind::Text, "uint", "Maximum number of restarts before giving up"},                             \
    {"restart-window", 0, FlagKind::Text, "duration", "Window used to evaluate the restart policy"},                                \
    {"update-parallelism", 0, FlagKind::Text, "uint", "Maximum number of tasks updated simultaneously (0 to update all at once) (default 1)"}, \
    {"update-delay", 0, FlagKind::Text, "duration", "Delay between updates (default 0s)"},                                          \
    {"update-monitor", 0, FlagKind::Text, "duration", "Duration after each task update to monitor for failure (default 5s)"},       \
    {"update-failure-action", 0, FlagKind::Text, "string", "Action on update failure (\"pause\", \"continue\", \"rollback\") (default \"pause\")"}, \
    {"update-max-failure-ratio", 0, FlagKind::Text, "float", "Failure rate to tolerate during an update (default 0)"},              \
    {"update-order", 0, FlagKind::Text, "string", "Update order (\"start-first\", \"stop-first\") (default \"stop-first\")"},       \
    {"rollback-parallelism", 0, FlagKind::Text, "uint", "Maximum number of tasks rolled back simultaneously (0 to roll back all at once) (default 1)"}, \
    {"rollback-delay", 0, FlagKind::Text, "duration", "Delay between task rollbacks (default 0s)"},                                 \
    {"rollback-monitor", 0, FlagKind::Text, "duration", "Duration after each task rollback to monitor for failure (default 5s)"},   \
    {"rollback-failure-action", 0, FlagKind::Text, "string", "Action on rollback failure (\"pause\", \"continue\") (default \"pause\")"}, \
    {"rollback-max-failure-ratio", 0, FlagKind::Text, "float", "Failure rate to tolerate during a rollback (default 0)"},           \
    {"rollback-order", 0, FlagKind::Text, "string", "Rollback order (\"start-first\", \"stop-first\") (default \"stop-first\")"},   \
    {"health-cmd", 0, FlagKind::Text, "string", "Command to run to check health"},                                                  \
    {"health-interval", 0, FlagKind::Text, "duration", "Time between running the check"},                                           \
    {"health-timeout", 0, FlagKind::Text, "duration", "Maximum time to allow one check to run"},                                    \
    {"health-start-period", 0, FlagKind::Text, "duration", "Start period for the container to initialize before counting retries"}, \
    {"health-start-interval", 0, FlagKind::Text, "duration", "Time between running the check during the start period"},             \
    {"health-retries", 0, FlagKind::Text, "int", "Consecutive failures needed to report unhealthy"},                                \
    {"no-healthcheck", 0, FlagKind::Switch, "", "Disable any container-specified HEALTHCHECK"},                                     \
    {"endpoint-mode", 0, FlagKind::Text, "string", "Endpoint mode (vip or dnsrr) (default \"vip\")"},                               \
    {"log-driver", 0, FlagKind::Text, "string", "Logging driver for service"},                                                      \
    {"log-opt", 0, FlagKind::List, "list", "Logging driver options"},                                                               \
    {"isolation", 0, FlagKind::Text, "string", "Service container isolation mode"}

constexpr Flag Create[] = {SKEP_COMMON_FLAGS,
    {"name", 0, FlagKind::Text, "string", "Service name"},
    {"mode", 0, FlagKind::Text, "string", "Service mode (\"replicated\", \"global\", \"replicated-job\", \"global-job\") (default \"replicated\")"},
    {"publish", 'p', FlagKind::List, "port", "Publish a port as a node port"},
    {"env", 'e', FlagKind::List, "list", "Set environment variables"},
    {"env-file", 0, FlagKind::List, "list", "Read in a file of environment variables"},
    {"label", 'l', FlagKind::List, "list", "Service labels"},
    {"container-label", 0, FlagKind::List, "list", "Container labels"},
    {"constraint", 0, FlagKind::List, "list", "Placement constraints"},
    {"placement-pref", 0, FlagKind::List, "pref", "Add a placement preference"},
    {"mount", 0, FlagKind::List, "mount", "Attach a filesystem mount to the service"},
    {"network", 0, FlagKind::List, "network", "Network attachments"},
    {"secret", 0, FlagKind::List, "secret", "Specify secrets to expose to the service"},
    {"config", 0, FlagKind::List, "config", "Specify configurations to expose to the service"},
    {"group", 0, FlagKind::List, "list", "Set one or more supplementary user groups for the container"},
    {"dns", 0, FlagKind::List, "list", "Set custom DNS servers"},
    {"dns-option", 0, FlagKind::List, "list", "Set DNS options"},
    {"dns-search", 0, FlagKind::List, "list", "Set custom DNS search domains"},
    {"host", 0, FlagKind::List, "list", "Set one or more custom host-to-IP mappings (host:ip)"},
    {"cap-add", 0, FlagKind::List, "list", "Add Linux capabilities"},
    {"cap-drop", 0, FlagKind::List, "list", "Drop Linux capabilities"},
    {"sysctl", 0, FlagKind::List, "list", "Sysctl options"},
    {"ulimit", 0, FlagKind::List, "ulimit", "Ulimit options"},
    {"generic-resource", 0, FlagKind::List, "list", "User defined resources"}};

constexpr Flag Update[] = {SKEP_COMMON_FLAGS,
    {"image", 0, FlagKind::Text, "string", "Service image tag"},
    {"args", 0, FlagKind::Text, "command", "Service command args"},
    {"force", 0, FlagKind::Switch, "", "Force update even if no changes require it"},
    {"rollback", 0, FlagKind::Switch, "", "Rollback to previous specification"},
    {"publish-add", 0, FlagKind::List, "port", "Add or update a published port"},
    {"publish-rm", 0, FlagKind::List, "port", "Remove a published port by its target port"},
    {"env-add", 0, FlagKind::List, "list", "Add or update an environment variable"},
    {"env-rm", 0, FlagKind::List, "list", "Remove an environment variable"},
    {"label-add", 0, FlagKind::List, "list", "Add or update a service label"},
    {"label-rm", 0, FlagKind::List, "list", "Remove a label by its key"},
    {"container-label-add", 0, FlagKind::List, "list", "Add or update a container label"},
    {"container-label-rm", 0, FlagKind::List, "list", "Remove a container label by its key"},
    {"constraint-add", 0, FlagKind::List, "list", "Add or update a placement constraint"},
    {"constraint-rm", 0, FlagKind::List, "list", "Remove a constraint"},
    {"placement-pref-add", 0, FlagKind::List, "pref", "Add a placement preference"},
    {"placement-pref-rm", 0, FlagKind::List, "pref", "Remove a placement preference"},
    {"mount-add", 0, FlagKind::List, "mount", "Add or update a mount on a service"},
    {"mount-rm", 0, FlagKind::List, "list", "Remove a mount by its target path"},
    {"network-add", 0, FlagKind::List, "network", "Add a network"},
    {"network-rm", 0, FlagKind::List, "list", "Remove a network"},
    {"secret-add", 0, FlagKind::List, "secret", "Add or update a secret on a service"},
    {"secret-rm", 0, FlagKind::List, "list", "Remove a secret"},
    {"config-add", 0, FlagKind::List, "config", "Add or update a config file on a service"},
    {"config-rm", 0, FlagKind::List, "list", "Remove a configuration file"},
    {"group-add", 0, FlagKind::List, "list", "Add an additional supplementary user group to the container"},
    {"group-rm", 0, FlagKind::List, "list", "Remove a previously added supplementary user group from the container"},
    {"dns-add", 0, FlagKind::List, "list", "Add or update a custom DNS server"},
    {"dns-rm", 0, FlagKind::List, "list", "Remove a custom DNS server"},
    {"host-add", 0, FlagKind::List, "list", "Add a custom host-to-IP mapping (host:ip)"},
    {"host-rm", 0, FlagKind::List, "list", "Remove a custom host-to-IP mapping (host:ip)"},
    {"generic-resource-add", 0, FlagKind::List, "list", "Add a Generic resource"},
    {"generic-resource-rm", 0, FlagKind::List, "list", "Remove a Generic resource"},
    {"cap-add", 0, FlagKind::List, "list", "Add Linux capabilities"},
    {"cap-drop", 0, FlagKind::List, "list", "Drop Linux capabilities"},
    {"sysctl-add", 0, FlagKind::List, "list", "Add or update a Sysctl option"},
    {"sysctl-rm", 0, FlagKind::List, "list", "Remove a Sysctl option"},
    {"ulimit-add", 0, FlagKind::List, "ulimit", "Add or update a ulimit option"},
    {"ulimit-rm", 0, FlagKind::List, "list", "Remove a ulimit option"}};

#undef SKEP_COMMON_FLAGS

// --- Values ------------------------------------------------------------------------------------------------------

std::pair<std::string, std::string> keyValue(const std::string& text)
{
    const auto equals = text.find('=');
    return {text.substr(0, equals), equals == std::string::npos ? "" : text.substr(equals + 1)};
}

Result<std::uint32_t> portNumber(const std::string& text)
{
    const auto number = parseUint("publish", text);
    if (!number || *number > 65535)
        return misuse("invalid port \"" + text + "\": a number up to 65535 is needed");
    return static_cast<std::uint32_t>(*number);
}

Result<api::PortProtocol> protocolOf(const std::string& text)
{
    for (const auto& [value, name] : api::EnumText<api::PortProtocol>::Table)
        if (!name.empty() && name == text)
            return value;
    return misuse("invalid protocol \"" + text + "\": tcp, udp or sctp is needed");
}

// "8080:80/udp", "80", or "published=8080,target=80,mode=host". A range publishes as many ports.
Result<std::vector<api::PortConfig>> parsePorts(const std::string& text)
{
    api::PortConfig port;
    port.protocol = api::PortProtocol::Tcp;
    port.publishMode = api::PublishMode::Ingress;
    if (text.find('=') != std::string::npos) {
        for (const std::string& field : splitCsv(text)) {
            const auto [key, value] = keyValue(field);
            if (key == "target") {
                SKEP_TRY(number, portNumber(value));
                port.targetPort = number;
            } else if (key == "published") {
                SKEP_TRY(number, portNumber(value));
                port.publishedPort = number;
            } else if (key == "protocol") {
                SKEP_TRY(protocol, protocolOf(value));
                port.protocol = protocol;
            } else if (key == "mode") {
                if (value != "ingress" && value != "host")
                    return misuse("invalid publish mode value '" + value + "'");
                port.publishMode = value == "host" ? api::PublishMode::Host : api::PublishMode::Ingress;
            } else {
                return misuse("invalid field key " + key + " in --publish " + text);
            }
        }
        if (port.targetPort == 0)
            return misuse("missing mandatory field 'target' in --publish " + text);
        return std::vector{port};
    }
    std::string rest = text;
    if (const auto slash = rest.find('/'); slash != std::string::npos) {
        SKEP_TRY(protocol, protocolOf(rest.substr(slash + 1)));
        port.protocol = protocol;
        rest.resize(slash);
    }
    if (std::count(rest.begin(), rest.end(), ':') > 1)
        return misuse("hostip is not supported: " + text);
    const auto colon = rest.find(':');
    const std::string target = colon == std::string::npos ? rest : rest.substr(colon + 1);
    const std::string published = colon == std::string::npos ? "" : rest.substr(0, colon);
    const auto range = [](const std::string& ports) -> Result<std::pair<std::uint32_t, std::uint32_t>> {
        const auto dash = ports.find('-');
        SKEP_TRY(from, portNumber(ports.substr(0, dash)));
        if (dash == std::string::npos)
            return std::pair{from, from};
        SKEP_TRY(to, portNumber(ports.substr(dash + 1)));
        if (to < from)
            return misuse("invalid range format for ports: " + ports);
        return std::pair{from, to};
    };
    SKEP_TRY(targets, range(target));
    std::pair<std::uint32_t, std::uint32_t> outside{0, 0};
    if (!published.empty()) {
        SKEP_TRY(given, range(published));
        outside = given;
        if (outside.second - outside.first != targets.second - targets.first)
            return misuse("invalid ranges specified for container and host Ports: " + text);
    }
    std::vector<api::PortConfig> ports;
    for (std::uint32_t i = 0; i <= targets.second - targets.first; ++i) {
        port.targetPort = targets.first + i;
        port.publishedPort = published.empty() ? 0 : outside.first + i;
        ports.push_back(port);
    }
    return ports;
}

Result<api::Mount> parseMount(const std::string& text)
{
    api::Mount mount;
    mount.type = api::MountType::Volume;
    for (const std::string& field : splitCsv(text)) {
        const auto equals = field.find('=');
        const auto [key, value] = keyValue(field);
        const bool yes = equals == std::string::npos || value == "true" || value == "1";
        if (key == "type") {
            mount.type = api::MountType::Unspecified;
            for (const auto& [type, name] : api::EnumText<api::MountType>::Table)
                if (!name.empty() && name == value)
                    mount.type = type;
            if (mount.type == api::MountType::Unspecified)
                return misuse("invalid mount type \"" + value + "\" in --mount " + text);
        } else if (key == "source" || key == "src") {
            mount.source = value;
        } else if (key == "target" || key == "dst" || key == "destination") {
            mount.target = value;
        } else if (key == "readonly" || key == "ro") {
            mount.readOnly = yes;
        } else if (key == "consistency") {
            mount.consistency = value;
        } else if (key == "bind-propagation") {
            mount.bindOptions.emplace().propagation = value;
        } else if (key == "volume-nocopy") {
            mount.volumeOptions = mount.volumeOptions.value_or(api::VolumeOptions{});
            mount.volumeOptions->noCopy = yes;
        } else if (key == "volume-label") {
            mount.volumeOptions = mount.volumeOptions.value_or(api::VolumeOptions{});
            mount.volumeOptions->labels.insert(keyValue(value));
        } else if (key == "volume-driver" || key == "volume-opt") {
            mount.volumeOptions = mount.volumeOptions.value_or(api::VolumeOptions{});
            auto& driver = mount.volumeOptions->driverConfig;
            driver = driver.value_or(api::Driver{});
            if (key == "volume-driver")
                driver->name = value;
            else
                driver->options.insert(keyValue(value));
        } else if (key == "tmpfs-size") {
            SKEP_TRY(size, parseBytes("mount", value));
            mount.tmpfsOptions = mount.tmpfsOptions.value_or(api::TmpfsOptions{});
            mount.tmpfsOptions->sizeBytes = size;
        } else if (key == "tmpfs-mode") {
            mount.tmpfsOptions = mount.tmpfsOptions.value_or(api::TmpfsOptions{});
            mount.tmpfsOptions->mode = static_cast<std::uint32_t>(std::strtoul(value.c_str(), nullptr, 8));
        } else {
            return misuse("unexpected key '" + key + "' in '" + field + "'");
        }
    }
    if (mount.target.empty())
        return misuse("target is required in --mount " + text);
    if (mount.type == api::MountType::Bind && mount.source.empty())
        return misuse("source is required when specifying a bind mount: " + text);
    return mount;
}

// "host:ip" → "ip host".
Result<std::string> parseHostEntry(const std::string& text)
{
    const auto colon = text.find(':');
    if (colon == std::string::npos || colon == 0)
        return misuse("bad format for add-host: \"" + text + "\"");
    return text.substr(colon + 1) + " " + text.substr(0, colon);
}

Result<api::Ulimit> parseUlimit(const std::string& text)
{
    const auto [name, value] = keyValue(text);
    const auto colon = value.find(':');
    const auto soft = parseUint("ulimit", value.substr(0, colon));
    const auto hard = colon == std::string::npos ? soft : parseUint("ulimit", value.substr(colon + 1));
    if (name.empty() || !soft || !hard)
        return misuse("invalid ulimit argument: " + text);
    return api::Ulimit{name, static_cast<std::int64_t>(*hard), static_cast<std::int64_t>(*soft)};
}

Result<std::vector<std::string>> envFile(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return misuse("open " + path + ": " + file.errorString().toStdString());
    std::vector<std::string> env;
    while (!file.atEnd()) {
        const std::string line = file.readLine().trimmed().toStdString();
        if (!line.empty() && !line.starts_with('#'))
            env.push_back(line);
    }
    return env;
}

// "NAME" alone takes the value that the variable has here.
std::string envEntry(const std::string& text)
{
    if (text.find('=') != std::string::npos)
        return text;
    const char* value = std::getenv(text.c_str());
    return value ? text + "=" + value : text;
}

template <class T>
T& present(Shared<T>& value)
{
    return value ? value.edit() : value.emplace();
}

template <class T>
T& present(std::optional<T>& value)
{
    if (!value)
        value.emplace();
    return *value;
}

template <class E>
Result<E> wordOf(const char* flag, const std::string& text)
{
    for (const auto& [value, name] : api::EnumText<E>::Table)
        if (!name.empty() && name == text)
            return value;
    return misuse("invalid argument \"" + text + "\" for \"--" + flag + "\" flag");
}

// Runs `apply` on the parsed value of a flag that was given.
template <class T, class F>
Result<void> when(Invocation& in, const char* flag, Result<T> (*parse)(std::string_view, const std::string&), F apply)
{
    if (!in.given(flag))
        return {};
    SKEP_TRY(value, parse(flag, in.text(flag)));
    apply(value);
    return {};
}

Result<void> applyUpdateConfig(Invocation& in, const std::string& prefix, std::optional<api::UpdateConfig>& target)
{
    const auto flag = [&](const char* name) { return prefix + "-" + name; };
    bool any = false;
    for (const char* name : {"parallelism", "delay", "monitor", "failure-action", "max-failure-ratio", "order"})
        any = any || in.given(flag(name));
    if (!any)
        return {};
    const bool fresh = !target;
    api::UpdateConfig& config = present(target);
    if (fresh) {
        config.parallelism = 1;
        config.monitor = 5'000'000'000;
        config.failureAction = api::FailureAction::Pause;
        config.order = api::UpdateOrder::StopFirst;
    }
    SKEP_CHECK(when<std::uint64_t>(in, flag("parallelism").c_str(), parseUint, [&](auto v) { config.parallelism = v; }));
    SKEP_CHECK(when<std::int64_t>(in, flag("delay").c_str(), parseDuration, [&](auto v) { config.delay = v; }));
    SKEP_CHECK(when<std::int64_t>(in, flag("monitor").c_str(), parseDuration, [&](auto v) { config.monitor = v; }));
    SKEP_CHECK(when<double>(in, flag("max-failure-ratio").c_str(), parseRatio, [&](auto v) { config.maxFailureRatio = v; }));
    if (in.given(flag("failure-action"))) {
        SKEP_TRY(action, wordOf<api::FailureAction>(flag("failure-action").c_str(), in.text(flag("failure-action"))));
        config.failureAction = action;
    }
    if (in.given(flag("order"))) {
        SKEP_TRY(order, wordOf<api::UpdateOrder>(flag("order").c_str(), in.text(flag("order"))));
        config.order = order;
    }
    return {};
}

Result<void> applyHealth(Invocation& in, api::ContainerSpec& container)
{
    const bool off = in.on("no-healthcheck");
    bool any = false;
    for (const char* name : {"health-cmd", "health-interval", "health-timeout", "health-start-period", "health-start-interval", "health-retries"})
        any = any || in.given(name);
    if (off && any)
        return misuse("--no-healthcheck conflicts with --health-* options");
    if (off) {
        container.healthcheck = api::Healthcheck{{"NONE"}};
        return {};
    }
    if (!any)
        return {};
    api::Healthcheck& health = present(container.healthcheck);
    if (in.given("health-cmd"))
        health.test = in.text("health-cmd").empty() ? std::vector<std::string>{} : std::vector<std::string>{"CMD-SHELL", in.text("health-cmd")};
    SKEP_CHECK(when<std::int64_t>(in, "health-interval", parseDuration, [&](auto v) { health.interval = v; }));
    SKEP_CHECK(when<std::int64_t>(in, "health-timeout", parseDuration, [&](auto v) { health.timeout = v; }));
    SKEP_CHECK(when<std::int64_t>(in, "health-start-period", parseDuration, [&](auto v) { health.startPeriod = v; }));
    SKEP_CHECK(when<std::int64_t>(in, "health-start-interval", parseDuration, [&](auto v) { health.startInterval = v; }));
    return when<std::uint64_t>(in, "health-retries", parseUint, [&](auto v) { health.retries = static_cast<std::int64_t>(v); });
}

Result<void> applyResources(Invocation& in, api::TaskSpec& task)
{
    bool any = false;
    for (const char* flag : {"limit-cpu", "limit-memory", "limit-pids", "reserve-cpu", "reserve-memory"})
        any = any || in.given(flag);
    // What was absent stays absent: an empty one would be another template, and restart every task.
    if (!any)
        return {};
    api::ResourceRequirements& resources = present(task.resources);
    SKEP_CHECK(when<std::int64_t>(in, "limit-cpu", parseCpus, [&](auto v) { present(resources.limits).nanoCpus = v; }));
    SKEP_CHECK(when<std::int64_t>(in, "limit-memory", parseBytes, [&](auto v) { present(resources.limits).memoryBytes = v; }));
    SKEP_CHECK(when<std::uint64_t>(in, "limit-pids", parseUint, [&](auto v) { present(resources.limits).pids = static_cast<std::int64_t>(v); }));
    SKEP_CHECK(when<std::int64_t>(in, "reserve-cpu", parseCpus, [&](auto v) { present(resources.reservations).nanoCpus = v; }));
    return when<std::int64_t>(in, "reserve-memory", parseBytes, [&](auto v) { present(resources.reservations).memoryBytes = v; });
}

Result<void> applyRestart(Invocation& in, api::TaskSpec& task)
{
    if (in.given("restart-condition")) {
        SKEP_TRY(condition, wordOf<api::RestartCondition>("restart-condition", in.text("restart-condition")));
        present(task.restartPolicy).condition = condition;
    }
    SKEP_CHECK(when<std::int64_t>(in, "restart-delay", parseDuration, [&](auto v) { present(task.restartPolicy).delay = v; }));
    SKEP_CHECK(when<std::uint64_t>(in, "restart-max-attempts", parseUint, [&](auto v) { present(task.restartPolicy).maxAttempts = v; }));
    return when<std::int64_t>(in, "restart-window", parseDuration, [&](auto v) { present(task.restartPolicy).window = v; });
}

// What both commands do with the options they share.
Result<void> applyCommon(Invocation& in, api::ServiceSpec& spec)
{
    api::TaskSpec& task = spec.task;
    api::ContainerSpec& container = present(task.container);
    const auto text = [&](const char* flag, std::string& target) {
        if (in.given(flag))
            target = in.text(flag);
    };
    text("hostname", container.hostname);
    text("workdir", container.dir);
    text("user", container.user);
    text("stop-signal", container.stopSignal);
    text("isolation", container.isolation);
    if (in.given("entrypoint"))
        container.command = api::splitWords(in.text("entrypoint"));
    if (in.given("tty"))
        container.tty = in.on("tty");
    if (in.given("read-only"))
        container.readOnly = in.on("read-only");
    if (in.given("init"))
        container.init = in.on("init");
    SKEP_CHECK(when<std::int64_t>(in, "stop-grace-period", parseDuration, [&](auto v) { container.stopGracePeriod = v; }));
    SKEP_CHECK(applyHealth(in, container));
    SKEP_CHECK(applyResources(in, task));
    SKEP_CHECK(applyRestart(in, task));
    SKEP_CHECK(applyUpdateConfig(in, "update", spec.updateConfig));
    SKEP_CHECK(applyUpdateConfig(in, "rollback", spec.rollbackConfig));
    SKEP_CHECK(when<std::uint64_t>(in, "replicas-max-per-node", parseUint, [&](auto v) { present(task.placement).maxReplicas = v; }));
    if (in.given("log-driver"))
        present(task.logDriver).name = in.text("log-driver");
    for (const std::string& option : in.list("log-opt"))
        present(task.logDriver).options.insert(keyValue(option));
    if (in.given("endpoint-mode")) {
        SKEP_TRY(mode, wordOf<api::EndpointMode>("endpoint-mode", in.text("endpoint-mode")));
        present(spec.endpointSpec).mode = mode;
    }
    if (in.given("replicas") && (spec.mode.global || spec.mode.globalJob))
        return misuse("replicas can only be used with replicated or replicated-job mode");
    if (in.given("max-concurrent") && !spec.mode.replicatedJob)
        return misuse("max-concurrent can only be used with replicated-job mode");
    SKEP_CHECK(when<std::uint64_t>(in, "replicas", parseUint, [&](auto v) {
        if (spec.mode.replicatedJob) {
            spec.mode.replicatedJob->totalCompletions = v;
            if (!in.given("max-concurrent"))
                spec.mode.replicatedJob->maxConcurrent = v;
        } else {
            present(spec.mode.replicated).replicas = v;
        }
    }));
    return when<std::uint64_t>(in, "max-concurrent", parseUint, [&](auto v) { spec.mode.replicatedJob->maxConcurrent = v; });
}

Result<api::PlacementPreference> parsePreference(const std::string& text)
{
    const auto [strategy, descriptor] = keyValue(text);
    if (strategy != "spread" || descriptor.empty())
        return misuse("unsupported placement preference \"" + text + "\" (only spread=… is supported)");
    return api::PlacementPreference{api::SpreadOver{descriptor}};
}

Result<api::GenericResource> parseGeneric(const std::string& text)
{
    const auto [kind, value] = keyValue(text);
    const auto number = parseUint("generic-resource", value);
    if (kind.empty() || !number)
        return misuse("invalid generic resource \"" + text + "\": NAME=NUMBER is needed");
    api::GenericResource resource;
    resource.discrete = api::DiscreteResource{kind, static_cast<std::int64_t>(*number)};
    return resource;
}

// "source=x,target=/y,uid=…" or a bare name.
Result<std::pair<std::string, api::FileTarget>> parseFileReference(const char* flag, const std::string& text)
{
    std::pair<std::string, api::FileTarget> reference;
    reference.second.uid = reference.second.gid = "0";
    reference.second.mode = 0444;
    for (const std::string& field : splitCsv(text)) {
        const auto [key, value] = keyValue(field);
        if (field.find('=') == std::string::npos)
            reference.first = field;
        else if (key == "source" || key == "src")
            reference.first = value;
        else if (key == "target")
            reference.second.name = value;
        else if (key == "uid")
            reference.second.uid = value;
        else if (key == "gid")
            reference.second.gid = value;
        else if (key == "mode")
            reference.second.mode = static_cast<std::uint32_t>(std::strtoul(value.c_str(), nullptr, 8));
        else
            return misuse("invalid field in --" + std::string(flag) + " request: " + key);
    }
    if (reference.first.empty())
        return misuse("source is required in --" + std::string(flag) + " " + text);
    if (reference.second.name.empty())
        reference.second.name = reference.first;
    return reference;
}

// The id of a secret or config of exactly this name.
async::Task<Result<std::string>> idOf(client::EngineClient& engine, std::string kind, std::string name)
{
    const auto text = co_await engine.get("/" + kind + "s", {{"filters", client::EngineClient::filters({{"name", name}})}});
    if (!text)
        co_return tl::unexpected(text.error());
    for (const QJsonValue& value : QJsonDocument::fromJson(QByteArray::fromStdString(*text)).array()) {
        const QJsonObject object = value.toObject();
        if (object.value(QLatin1String("Spec")).toObject().value(QLatin1String("Name")).toString().toStdString() == name)
            co_return object.value(QLatin1String("ID")).toString().toStdString();
    }
    co_return misuse(kind + " not found: " + name);
}

async::Task<Result<api::NetworkAttachmentConfig>> attachmentOf(client::EngineClient& engine, std::string text)
{
    api::NetworkAttachmentConfig attachment;
    std::string name = text;
    if (text.find('=') != std::string::npos) {
        for (const std::string& field : splitCsv(text)) {
            const auto [key, value] = keyValue(field);
            if (key == "name")
                name = value;
            else if (key == "alias")
                attachment.aliases.push_back(value);
            else if (key == "driver-opt")
                attachment.driverOpts.insert(keyValue(value));
            else
                co_return misuse("invalid field key " + key + " in --network " + text);
        }
    }
    const auto found = co_await engine.get("/networks/" + name, {{"scope", "swarm"}});
    if (!found && (name == "host" || name == "bridge" || name == "none")) {
        attachment.target = name;
        co_return attachment;
    }
    if (!found)
        co_return tl::unexpected(found.error());
    attachment.target = QJsonDocument::fromJson(QByteArray::fromStdString(*found)).object().value(QLatin1String("Id")).toString().toStdString();
    co_return attachment;
}

async::Task<Result<void>> addReferences(Invocation& in, api::ServiceSpec& spec, std::string suffix)
{
    api::ContainerSpec& container = spec.task.container.edit();
    for (const std::string& text : in.list("secret" + suffix)) {
        const auto reference = parseFileReference("secret", text);
        if (!reference)
            co_return tl::unexpected(reference.error());
        const auto id = co_await idOf(in.engine(), "secret", reference->first);
        if (!id)
            co_return tl::unexpected(id.error());
        container.secrets.push_back({reference->second, *id, reference->first});
    }
    for (const std::string& text : in.list("config" + suffix)) {
        const auto reference = parseFileReference("config", text);
        if (!reference)
            co_return tl::unexpected(reference.error());
        const auto id = co_await idOf(in.engine(), "config", reference->first);
        if (!id)
            co_return tl::unexpected(id.error());
        container.configs.push_back({reference->second, {}, *id, reference->first});
    }
    for (const std::string& text : in.list("network" + suffix)) {
        const auto attachment = co_await attachmentOf(in.engine(), text);
        if (!attachment)
            co_return tl::unexpected(attachment.error());
        spec.task.networks.push_back(*attachment);
    }
    co_return Result<void>{};
}

Result<void> setMode(Invocation& in, api::ServiceSpec& spec)
{
    const std::string mode = in.text("mode", "replicated");
    if (mode == "replicated")
        spec.mode.replicated.emplace();
    else if (mode == "global")
        spec.mode.global.emplace();
    else if (mode == "replicated-job")
        spec.mode.replicatedJob.emplace();
    else if (mode == "global-job")
        spec.mode.globalJob.emplace();
    else
        return misuse("Unknown mode: " + mode + ", only replicated and global supported");
    return {};
}

template <class T>
Result<void> appendEach(const std::vector<std::string>& texts, Result<T> (*parse)(const std::string&), std::vector<T>& target)
{
    for (const std::string& text : texts) {
        SKEP_TRY(value, parse(text));
        target.push_back(std::move(value));
    }
    return {};
}

Result<void> fillForCreate(Invocation& in, api::ServiceSpec& spec)
{
    api::ContainerSpec& container = present(spec.task.container);
    spec.name = in.text("name");
    container.image = in.arguments.front();
    container.args.assign(in.arguments.begin() + 1, in.arguments.end());
    container.dnsConfig.emplace();
    container.init = false;
    spec.task.resources = api::ResourceRequirements{api::Limits{}, api::Resources{}};
    SKEP_CHECK(setMode(in, spec));
    SKEP_CHECK(applyCommon(in, spec));
    for (const std::string& label : in.list("label"))
        spec.labels.insert_or_assign(keyValue(label).first, keyValue(label).second);
    for (const std::string& label : in.list("container-label"))
        container.labels.insert_or_assign(keyValue(label).first, keyValue(label).second);
    for (const std::string& path : in.list("env-file")) {
        SKEP_TRY(lines, envFile(path));
        for (const std::string& line : lines)
            container.env.push_back(envEntry(line));
    }
    for (const std::string& env : in.list("env"))
        container.env.push_back(envEntry(env));
    for (const std::string& option : in.list("sysctl"))
        container.sysctls.insert(keyValue(option));
    present(spec.task.placement).constraints = in.list("constraint");
    container.groups = in.list("group");
    container.dnsConfig->nameservers = in.list("dns");
    container.dnsConfig->options = in.list("dns-option");
    container.dnsConfig->search = in.list("dns-search");
    container.capabilityAdd = in.list("cap-add");
    container.capabilityDrop = in.list("cap-drop");
    SKEP_CHECK(appendEach(in.list("placement-pref"), parsePreference, present(spec.task.placement).preferences));
    SKEP_CHECK(appendEach(in.list("mount"), parseMount, container.mounts));
    SKEP_CHECK(appendEach(in.list("host"), parseHostEntry, container.hosts));
    SKEP_CHECK(appendEach(in.list("ulimit"), parseUlimit, container.ulimits));
    SKEP_CHECK(appendEach(in.list("generic-resource"), parseGeneric, present(spec.task.resources).reservations->generic));
    if (!spec.endpointSpec)
        spec.endpointSpec = api::EndpointSpec{api::EndpointMode::Vip, {}};
    for (const std::string& text : in.list("publish")) {
        SKEP_TRY(ports, parsePorts(text));
        spec.endpointSpec->ports.insert(spec.endpointSpec->ports.end(), ports.begin(), ports.end());
    }
    return {};
}

// --- Update ------------------------------------------------------------------------------------------------------

void removeLabels(api::Labels& labels, const std::vector<std::string>& keys)
{
    for (const std::string& key : keys)
        labels.erase(key);
}

void addLabels(api::Labels& labels, const std::vector<std::string>& texts)
{
    for (const std::string& text : texts)
        labels.insert_or_assign(keyValue(text).first, keyValue(text).second);
}

template <class T, class F>
void removeIf(std::vector<T>& list, const std::vector<std::string>& keys, F matches)
{
    std::erase_if(list, [&](const T& item) { return std::any_of(keys.begin(), keys.end(), [&](const std::string& key) { return matches(item, key); }); });
}

void removeStrings(std::vector<std::string>& list, const std::vector<std::string>& keys)
{
    removeIf(list, keys, [](const std::string& item, const std::string& key) { return item == key; });
}

Result<void> updatePorts(Invocation& in, api::ServiceSpec& spec)
{
    if (!in.given("publish-add") && !in.given("publish-rm"))
        return {};
    std::vector<api::PortConfig>& ports = present(spec.endpointSpec).ports;
    for (const std::string& text : in.list("publish-rm")) {
        SKEP_TRY(gone, parsePorts(text));
        for (const api::PortConfig& port : gone)
            std::erase_if(ports, [&](const api::PortConfig& p) { return p.targetPort == port.targetPort && p.protocol == port.protocol; });
    }
    for (const std::string& text : in.list("publish-add")) {
        SKEP_TRY(added, parsePorts(text));
        for (const api::PortConfig& port : added) {
            for (const api::PortConfig& p : ports)
                if (p.publishedPort == port.publishedPort && p.protocol == port.protocol && p.publishMode != port.publishMode)
                    return misuse("conflicting port mapping between " + text + " and an existing one");
            std::erase_if(ports, [&](const api::PortConfig& p) { return p.publishedPort == port.publishedPort && p.protocol == port.protocol; });
            ports.push_back(port);
        }
    }
    return {};
}

Result<void> updateContainer(Invocation& in, api::ContainerSpec& container)
{
    if (in.given("args"))
        container.args = api::splitWords(in.text("args"));
    removeIf(container.env, in.list("env-rm"), [](const std::string& item, const std::string& key) { return keyValue(item).first == key; });
    for (const std::string& text : in.list("env-add")) {
        const std::string entry = envEntry(text);
        std::erase_if(container.env, [&](const std::string& item) { return keyValue(item).first == keyValue(entry).first; });
        container.env.push_back(entry);
    }
    removeLabels(container.labels, in.list("container-label-rm"));
    addLabels(container.labels, in.list("container-label-add"));
    removeIf(container.mounts, in.list("mount-rm"), [](const api::Mount& m, const std::string& key) { return m.target == key; });
    for (const std::string& text : in.list("mount-add")) {
        SKEP_TRY(mount, parseMount(text));
        std::erase_if(container.mounts, [&](const api::Mount& m) { return m.target == mount.target; });
        container.mounts.push_back(std::move(mount));
    }
    removeStrings(container.groups, in.list("group-rm"));
    for (const std::string& group : in.list("group-add"))
        container.groups.push_back(group);
    if (in.given("dns-add") || in.given("dns-rm")) {
        std::vector<std::string>& servers = present(container.dnsConfig).nameservers;
        removeStrings(servers, in.list("dns-rm"));
        for (const std::string& server : in.list("dns-add"))
            servers.push_back(server);
    }
    for (const std::string& text : in.list("host-rm")) {
        const std::string host = text.substr(0, text.find(':'));
        std::erase_if(container.hosts, [&](const std::string& entry) { return entry.ends_with(" " + host); });
    }
    SKEP_CHECK(appendEach(in.list("host-add"), parseHostEntry, container.hosts));
    for (const std::string& capability : in.list("cap-add")) {
        removeStrings(container.capabilityDrop, {capability});
        container.capabilityAdd.push_back(capability);
    }
    for (const std::string& capability : in.list("cap-drop")) {
        removeStrings(container.capabilityAdd, {capability});
        container.capabilityDrop.push_back(capability);
    }
    removeLabels(container.sysctls, in.list("sysctl-rm"));
    addLabels(container.sysctls, in.list("sysctl-add"));
    removeIf(container.ulimits, in.list("ulimit-rm"), [](const api::Ulimit& u, const std::string& key) { return u.name == key; });
    for (const std::string& text : in.list("ulimit-add")) {
        SKEP_TRY(limit, parseUlimit(text));
        std::erase_if(container.ulimits, [&](const api::Ulimit& u) { return u.name == limit.name; });
        container.ulimits.push_back(std::move(limit));
    }
    removeIf(container.secrets, in.list("secret-rm"), [](const api::SecretReference& r, const std::string& key) { return r.secretName == key; });
    removeIf(container.configs, in.list("config-rm"), [](const api::ConfigReference& r, const std::string& key) { return r.configName == key; });
    return {};
}

Result<void> updateRest(Invocation& in, api::ServiceSpec& spec)
{
    SKEP_CHECK(applyCommon(in, spec));
    SKEP_CHECK(updateContainer(in, spec.task.container.edit()));
    SKEP_CHECK(updatePorts(in, spec));
    removeLabels(spec.labels, in.list("label-rm"));
    addLabels(spec.labels, in.list("label-add"));
    if (in.given("constraint-add") || in.given("constraint-rm")) {
        std::vector<std::string>& constraints = present(spec.task.placement).constraints;
        removeStrings(constraints, in.list("constraint-rm"));
        for (const std::string& constraint : in.list("constraint-add"))
            if (std::find(constraints.begin(), constraints.end(), constraint) == constraints.end())
                constraints.push_back(constraint);
    }
    if (in.given("placement-pref-add") || in.given("placement-pref-rm")) {
        auto& preferences = present(spec.task.placement).preferences;
        for (const std::string& text : in.list("placement-pref-rm")) {
            SKEP_TRY(gone, parsePreference(text));
            std::erase(preferences, gone);
        }
        SKEP_CHECK(appendEach(in.list("placement-pref-add"), parsePreference, preferences));
    }
    if (in.given("generic-resource-add") || in.given("generic-resource-rm")) {
        auto& generic = present(present(spec.task.resources).reservations).generic;
        const auto isKind = [](const api::GenericResource& resource, const std::string& kind) {
            return resource.discrete && resource.discrete->kind == kind;
        };
        for (const std::string& kind : in.list("generic-resource-rm"))
            if (std::erase_if(generic, [&](const auto& resource) { return isKind(resource, kind); }) == 0)
                return misuse("could not find generic-resource " + kind + " to remove it");
        for (const std::string& text : in.list("generic-resource-add")) {
            SKEP_TRY(added, parseGeneric(text));
            std::erase_if(generic, [&](const auto& resource) { return isKind(resource, added.discrete->kind); });
            generic.push_back(std::move(added));
        }
    }
    if (in.on("force"))
        ++spec.task.forceUpdate;
    return {};
}

} // namespace

std::span<const Flag> createFlags() { return Create; }
std::span<const Flag> updateFlags() { return Update; }

async::Task<Result<api::ServiceSpec>> specForCreate(Invocation& in)
{
    api::ServiceSpec spec;
    if (const auto filled = fillForCreate(in, spec); !filled)
        co_return tl::unexpected(filled.error());
    const auto referenced = co_await addReferences(in, spec, "");
    if (!referenced)
        co_return tl::unexpected(referenced.error());
    co_return spec;
}

async::Task<Result<void>> applyUpdate(Invocation& in, api::ServiceSpec& spec)
{
    if (!spec.task.container)
        co_return misuse("this service does not run containers");
    for (const std::string& name : in.list("network-rm")) {
        const auto attachment = co_await attachmentOf(in.engine(), name);
        if (!attachment)
            co_return tl::unexpected(attachment.error());
        std::erase_if(spec.task.networks, [&](const api::NetworkAttachmentConfig& n) { return n.target == attachment->target; });
    }
    if (auto updated = updateRest(in, spec); !updated)
        co_return updated;
    if (in.given("image"))
        spec.task.container.edit().image = in.text("image");
    auto referenced = co_await addReferences(in, spec, "-add");
    co_return referenced;
}

async::Task<void> pinImage(Invocation& in, api::ServiceSpec& spec)
{
    if (in.on("no-resolve-image"))
        co_return;
    std::string& image = spec.task.container.edit().image;
    auto reference = api::parseImageReference(image);
    if (!reference)
        co_return; // the daemon says what is wrong with it
    if (reference->tag.empty() && reference->digest.empty()) {
        reference->tag = "latest";
        image = reference->familiarText();
    }
    const std::string tagged = image;
    const auto text = co_await in.engine().get("/distribution/" + tagged + "/json");
    if (!text) {
        err("image " + tagged + " could not be accessed on a registry to record\nits digest. Each node will access " + tagged
            + " independently,\npossibly leading to different nodes running different\nversions of the image.\n\n");
        co_return;
    }
    const QJsonObject answer = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    const std::string digest = answer.value(QLatin1String("Descriptor")).toObject().value(QLatin1String("digest")).toString().toStdString();
    if (!digest.empty() && reference->digest.empty()) {
        reference->digest = digest;
        image = reference->familiarText();
    }
    api::Placement& placement = present(spec.task.placement);
    placement.platforms.clear();
    for (const QJsonValue& value : answer.value(QLatin1String("Platforms")).toArray()) {
        const QJsonObject platform = value.toObject();
        placement.platforms.push_back({platform.value(QLatin1String("architecture")).toString().toStdString(),
            platform.value(QLatin1String("os")).toString().toStdString()});
    }
}

} // namespace skep::cli
