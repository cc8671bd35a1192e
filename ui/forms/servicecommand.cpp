#include "ui/forms/servicecommand.h"

#include "shared/api/defaults.h"
#include "shared/api/quantities.h"
#include "ui/forms/notation.h"
#include "ui/text/text.h"

#include <algorithm>

namespace skep::ui {
namespace {

// Writes options for what differs between two specifications, and makes the first like the second on the way: what
// still differs in the end is what the command cannot say.
class Writer
{
public:
    Writer(api::ServiceSpec from, api::ServiceSpec to, const std::map<QString, QString>& networks, bool create)
        : m_from(std::move(from))
        , m_to(std::move(to))
        , m_networks(networks)
        , m_create(create)
    {
    }

    void write();
    [[nodiscard]] bool complete() const { return m_from == m_to; }
    std::string text;

private:
    void option(const std::string& flag, const std::string& value)
    {
        text += " --" + flag + " " + api::quotedWord(value);
    }
    // --env on creation, --env-add later.
    void add(const std::string& flag, const std::string& value) { option(m_create ? flag : flag + "-add", value); }
    void drop(const std::string& flag, const std::string& value) { option(flag + "-rm", value); }

    template <class T, class F>
    void scalar(const char* flag, T& from, const T& to, const F& format)
    {
        if (from == to)
            return;
        option(flag, format(to));
        from = to;
    }
    // An optional value can be given and changed, not taken back.
    template <class T, class F>
    void maybe(const char* flag, std::optional<T>& from, const std::optional<T>& to, const F& format)
    {
        if (from == to || !to)
            return;
        option(flag, format(*to));
        from = to;
    }
    void toggle(const char* flag, bool from, bool to)
    {
        if (from != to)
            text += std::string(" --") + flag + (to ? "" : "=false");
    }
    // Rows that are told apart by a key, which is also how they are removed.
    template <class T, class K, class F>
    void rows(const char* flag, std::vector<T>& from, const std::vector<T>& to, const K& key, const F& format)
    {
        for (const T& row : from)
            if (std::find(to.begin(), to.end(), row) == to.end())
                drop(flag, key(row));
        for (const T& row : to)
            if (std::find(from.begin(), from.end(), row) == from.end())
                add(flag, format(row));
        from = to;
    }
    void map(const char* flag, api::Labels& from, const api::Labels& to)
    {
        for (const auto& [name, value] : from)
            if (!to.contains(name))
                drop(flag, name);
        for (const auto& [name, value] : to)
            if (const auto known = from.find(name); known == from.end() || known->second != value)
                add(flag, name + "=" + value);
        from = to;
    }
    void mode();
    void container(api::ContainerSpec& from, const api::ContainerSpec& to);
    void health(std::optional<api::Healthcheck>& from, const std::optional<api::Healthcheck>& to);
    void resources(api::TaskSpec& from, const api::TaskSpec& to);
    void placement(api::TaskSpec& from, const api::TaskSpec& to);
    void restart(api::TaskSpec& from, const api::TaskSpec& to);
    void logging(api::TaskSpec& from, const api::TaskSpec& to);
    void updates(
        const std::string& prefix, std::optional<api::UpdateConfig>& from, const std::optional<api::UpdateConfig>& to);
    void endpoint();

    api::ServiceSpec m_from;
    const api::ServiceSpec m_to;
    const std::map<QString, QString>& m_networks;
    const bool m_create;
};

const auto Same = [](const std::string& value) { return value; };
const auto Number = [](auto value) { return std::to_string(value); };
const auto Word = [](auto value) { return std::string(api::text(value)); };

// An absent part is like an empty one, for comparing.
template <class T>
T& part(std::optional<T>& value)
{
    return value ? *value : value.emplace();
}
template <class T>
T& part(Shared<T>& value)
{
    return value ? value.edit() : value.emplace();
}
template <template <class> class Optional, class T>
T partOf(const Optional<T>& value)
{
    return value.value_or(T{});
}
// The part becomes absent again when the other is, so that only what was said counts.
template <class Optional>
void settle(Optional& from, const Optional& to)
{
    if (!to && from && *from == std::decay_t<decltype(*from)>{})
        from.reset();
}

void Writer::mode()
{
    if (m_create && m_to.mode.global)
        option("mode", "global");
    if (m_create && m_to.mode.replicatedJob)
        option("mode", "replicated-job");
    if (m_create && m_to.mode.globalJob)
        option("mode", "global-job");
    if (m_create) {
        m_from.mode = m_to.mode;
        if (m_to.mode.replicated && m_to.mode.replicated->replicas.value_or(1) != 1)
            option("replicas", std::to_string(*m_to.mode.replicated->replicas));
        if (m_to.mode.replicatedJob && m_to.mode.replicatedJob->totalCompletions.value_or(1) != 1)
            option("replicas", std::to_string(*m_to.mode.replicatedJob->totalCompletions));
        if (m_to.mode.replicatedJob && m_to.mode.replicatedJob->maxConcurrent)
            option("max-concurrent", std::to_string(*m_to.mode.replicatedJob->maxConcurrent));
        return;
    }
    if (m_from.mode.replicated && m_to.mode.replicated)
        maybe("replicas", m_from.mode.replicated->replicas, m_to.mode.replicated->replicas, Number);
    if (m_from.mode.replicatedJob && m_to.mode.replicatedJob) {
        maybe(
            "replicas", m_from.mode.replicatedJob->totalCompletions, m_to.mode.replicatedJob->totalCompletions, Number);
        maybe(
            "max-concurrent", m_from.mode.replicatedJob->maxConcurrent, m_to.mode.replicatedJob->maxConcurrent, Number);
    }
}

void Writer::container(api::ContainerSpec& from, const api::ContainerSpec& to)
{
    if (!m_create) {
        scalar("image", from.image, to.image, Same);
        scalar("args", from.args, to.args, api::joinWords);
    }
    scalar("entrypoint", from.command, to.command, api::joinWords);
    // The last of several entries of a name counts; so the name is the key.
    rows(
        "env", from.env, to.env, [](const std::string& entry) { return entry.substr(0, entry.find('=')); }, Same);
    scalar("user", from.user, to.user, Same);
    scalar("workdir", from.dir, to.dir, Same);
    scalar("hostname", from.hostname, to.hostname, Same);
    maybe("stop-grace-period", from.stopGracePeriod, to.stopGracePeriod, api::durationText);
    scalar("stop-signal", from.stopSignal, to.stopSignal, Same);
    if (from.init != to.init && to.init) {
        toggle("init", !*to.init, *to.init);
        from.init = to.init;
    }
    toggle("read-only", from.readOnly, to.readOnly);
    from.readOnly = to.readOnly;
    toggle("tty", from.tty, to.tty);
    from.tty = to.tty;
    health(from.healthcheck, to.healthcheck);
    rows(
        "mount", from.mounts, to.mounts, [](const api::Mount& mount) { return mount.target; }, mountText);
    rows(
        "secret", from.secrets, to.secrets, [](const api::SecretReference& secret) { return secret.secretName; },
        [](const api::SecretReference& secret) { return fileReferenceText(secret.secretName, partOf(secret.file)); });
    rows(
        "config", from.configs, to.configs, [](const api::ConfigReference& config) { return config.configName; },
        [](const api::ConfigReference& config) { return fileReferenceText(config.configName, partOf(config.file)); });
    map("container-label", from.labels, to.labels);
}

void Writer::health(std::optional<api::Healthcheck>& from, const std::optional<api::Healthcheck>& to)
{
    if (from == to || !to)
        return;
    if (to->test == std::vector<std::string>{"NONE"}) {
        text += " --no-healthcheck";
        from = to;
        return;
    }
    api::Healthcheck& check = part(from);
    const bool shell = to->test.empty() || (to->test.size() == 2 && to->test.front() == "CMD-SHELL");
    if (shell)
        scalar("health-cmd", check.test, to->test,
            [](const std::vector<std::string>& test) { return test.empty() ? std::string() : test[1]; });
    scalar("health-interval", check.interval, to->interval, api::durationText);
    scalar("health-timeout", check.timeout, to->timeout, api::durationText);
    scalar("health-start-period", check.startPeriod, to->startPeriod, api::durationText);
    scalar("health-start-interval", check.startInterval, to->startInterval, api::durationText);
    scalar("health-retries", check.retries, to->retries, Number);
}

void Writer::resources(api::TaskSpec& from, const api::TaskSpec& to)
{
    auto& requirements = part(from.resources);
    const auto wanted = partOf(to.resources);
    auto& limits = part(requirements.limits);
    auto& reserved = part(requirements.reservations);
    const auto limitsWanted = partOf(wanted.limits);
    const auto reservedWanted = partOf(wanted.reservations);
    scalar("reserve-cpu", reserved.nanoCpus, reservedWanted.nanoCpus, api::cpuCountText);
    scalar("reserve-memory", reserved.memoryBytes, reservedWanted.memoryBytes, api::byteCountText);
    scalar("limit-cpu", limits.nanoCpus, limitsWanted.nanoCpus, api::cpuCountText);
    scalar("limit-memory", limits.memoryBytes, limitsWanted.memoryBytes, api::byteCountText);
    scalar("limit-pids", limits.pids, limitsWanted.pids, Number);
    settle(requirements.limits, wanted.limits);
    settle(requirements.reservations, wanted.reservations);
    settle(from.resources, to.resources);
}

void Writer::placement(api::TaskSpec& from, const api::TaskSpec& to)
{
    auto& before = part(from.placement);
    const auto wanted = partOf(to.placement);
    rows("constraint", before.constraints, wanted.constraints, Same, Same);
    const auto spread
        = [](const api::PlacementPreference& preference) { return "spread=" + partOf(preference.spread).descriptor; };
    rows("placement-pref", before.preferences, wanted.preferences, spread, spread);
    scalar("replicas-max-per-node", before.maxReplicas, wanted.maxReplicas, Number);
    settle(from.placement, to.placement);
}

void Writer::restart(api::TaskSpec& from, const api::TaskSpec& to)
{
    auto& before = part(from.restartPolicy);
    const auto wanted = partOf(to.restartPolicy);
    if (wanted.condition != api::RestartCondition::Unspecified)
        scalar("restart-condition", before.condition, wanted.condition, Word);
    maybe("restart-delay", before.delay, wanted.delay, api::durationText);
    maybe("restart-max-attempts", before.maxAttempts, wanted.maxAttempts, Number);
    maybe("restart-window", before.window, wanted.window, api::durationText);
    settle(from.restartPolicy, to.restartPolicy);
}

void Writer::logging(api::TaskSpec& from, const api::TaskSpec& to)
{
    auto& before = part(from.logDriver);
    const auto wanted = partOf(to.logDriver);
    scalar("log-driver", before.name, wanted.name, Same);
    for (const auto& [name, value] : wanted.options) {
        // There is no option that takes one away.
        if (const auto known = before.options.find(name); known != before.options.end() && known->second == value)
            continue;
        option("log-opt", name + "=" + value);
        before.options.insert_or_assign(name, value);
    }
    settle(from.logDriver, to.logDriver);
}

void Writer::updates(
    const std::string& prefix, std::optional<api::UpdateConfig>& from, const std::optional<api::UpdateConfig>& to)
{
    if (!to || from == to)
        return;
    if (!from)
        from = api::UpdateConfig{.parallelism = 1,
            .failureAction = api::FailureAction::Pause,
            .monitor = api::DefaultUpdateMonitor,
            .order = api::UpdateOrder::StopFirst};
    const auto flag = [&prefix](const char* name) { return prefix + "-" + name; };
    const bool untouched = *from == *to;
    scalar(flag("parallelism").c_str(), from->parallelism, to->parallelism, Number);
    scalar(flag("delay").c_str(), from->delay, to->delay, api::durationText);
    if (to->order != api::UpdateOrder::Unspecified)
        scalar(flag("order").c_str(), from->order, to->order, Word);
    scalar(flag("monitor").c_str(), from->monitor, to->monitor, api::durationText);
    if (to->failureAction != api::FailureAction::Unspecified)
        scalar(flag("failure-action").c_str(), from->failureAction, to->failureAction, Word);
    scalar(flag("max-failure-ratio").c_str(), from->maxFailureRatio, to->maxFailureRatio,
        [](double ratio) { return QString::number(ratio).toStdString(); });
    if (untouched) // writing a default makes it said
        option(flag("parallelism"), "1");
}

void Writer::endpoint()
{
    auto& before = part(m_from.endpointSpec);
    const auto wanted = partOf(m_to.endpointSpec);
    // "vip" is what creation writes by itself.
    if (m_create && wanted.mode == api::EndpointMode::Vip)
        before.mode = wanted.mode;
    if (wanted.mode != api::EndpointMode::Unspecified)
        scalar("endpoint-mode", before.mode, wanted.mode, Word);
    rows("publish", before.ports, wanted.ports, portTargetText, portText);
    settle(m_from.endpointSpec, m_to.endpointSpec);
}

void Writer::write()
{
    if (m_create) {
        scalar("name", m_from.name, m_to.name, Same);
    }
    mode();
    api::TaskSpec& task = m_from.task;
    if (m_to.task.container)
        container(task.container ? task.container.edit() : task.container.emplace(), *m_to.task.container);
    resources(task, m_to.task);
    placement(task, m_to.task);
    endpoint();
    rows(
        "network", task.networks, m_to.task.networks,
        [this](const auto& attachment) { return networkName(attachment, m_networks); },
        [this](const auto& attachment) { return networkText(attachment, m_networks); });
    updates("update", m_from.updateConfig, m_to.updateConfig);
    updates("rollback", m_from.rollbackConfig, m_to.rollbackConfig);
    restart(task, m_to.task);
    logging(task, m_to.task);
    map("label", m_from.labels, m_to.labels);
    if (m_create && m_to.task.container) {
        task.container.edit().image = m_to.task.container->image;
        task.container.edit().args = m_to.task.container->args;
    }
}

} // namespace

ServiceCommand createCommand(const api::ServiceSpec& spec, const std::map<QString, QString>& networks)
{
    Writer writer({}, spec, networks, true);
    writer.write();
    std::string text = "docker service create" + writer.text;
    if (spec.task.container) {
        text += " " + api::quotedWord(spec.task.container->image);
        if (!spec.task.container->args.empty())
            text += " " + api::joinWords(spec.task.container->args);
    }
    return {qstr(text), writer.complete()};
}

ServiceCommand updateCommand(
    const api::ServiceSpec& before, const api::ServiceSpec& after, const std::map<QString, QString>& networks)
{
    Writer writer(before, after, networks, false);
    writer.write();
    return {qstr("docker service update" + writer.text + " " + api::quotedWord(before.name)), writer.complete()};
}

} // namespace skep::ui
