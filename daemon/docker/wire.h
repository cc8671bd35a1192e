#pragma once

#include "shared/api/json.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

// What the engine's API says and hears, as far as we use it: Docker API v1.41 to v1.46.
namespace skep::docker {

using api::Omit;

struct PortBinding {
    std::string hostIp, hostPort; // no port: the engine picks one

    template <class V> static void fields(V& v)
    {
        v(1, "HostIp", &PortBinding::hostIp, Omit::Empty);
        v(2, "HostPort", &PortBinding::hostPort, Omit::Empty);
    }
    bool operator==(const PortBinding&) const = default;
};

struct LogConfig {
    std::string type;
    api::Labels config;

    template <class V> static void fields(V& v)
    {
        v(1, "Type", &LogConfig::type, Omit::Never);
        v(2, "Config", &LogConfig::config, Omit::Empty);
    }
};

struct HostConfig {
    std::string networkMode;
    std::map<std::string, std::vector<PortBinding>> portBindings; // "80/tcp" → where
    std::vector<api::Mount> mounts;
    std::int64_t nanoCpus = 0, memory = 0, memoryReservation = 0, pidsLimit = 0;
    std::vector<api::Ulimit> ulimits;
    std::int64_t oomScoreAdj = 0;
    std::vector<std::string> groupAdd, capAdd, capDrop, securityOpt;
    std::vector<std::string> dns, dnsSearch, dnsOptions, extraHosts;
    api::Labels sysctls;
    bool readonlyRootfs = false;
    std::optional<bool> init;
    std::string isolation;
    std::optional<LogConfig> logConfig;

    template <class V> static void fields(V& v)
    {
        v(1, "NetworkMode", &HostConfig::networkMode, Omit::Empty);
        v(2, "PortBindings", &HostConfig::portBindings, Omit::Empty);
        v(3, "Mounts", &HostConfig::mounts, Omit::Empty);
        v(4, "NanoCpus", &HostConfig::nanoCpus, Omit::Empty);
        v(5, "Memory", &HostConfig::memory, Omit::Empty);
        v(6, "MemoryReservation", &HostConfig::memoryReservation, Omit::Empty);
        v(7, "PidsLimit", &HostConfig::pidsLimit, Omit::Empty);
        v(8, "Ulimits", &HostConfig::ulimits, Omit::Empty);
        v(9, "OomScoreAdj", &HostConfig::oomScoreAdj, Omit::Empty);
        v(10, "GroupAdd", &HostConfig::groupAdd, Omit::Empty);
        v(11, "CapAdd", &HostConfig::capAdd, Omit::Empty);
        v(12, "CapDrop", &HostConfig::capDrop, Omit::Empty);
        v(13, "SecurityOpt", &HostConfig::securityOpt, Omit::Empty);
        v(14, "Dns", &HostConfig::dns, Omit::Empty);
        v(15, "DnsSearch", &HostConfig::dnsSearch, Omit::Empty);
        v(16, "DnsOptions", &HostConfig::dnsOptions, Omit::Empty);
        v(17, "ExtraHosts", &HostConfig::extraHosts, Omit::Empty);
        v(18, "Sysctls", &HostConfig::sysctls, Omit::Empty);
        v(19, "ReadonlyRootfs", &HostConfig::readonlyRootfs, Omit::Empty);
        v(20, "Init", &HostConfig::init, Omit::Empty);
        v(21, "Isolation", &HostConfig::isolation, Omit::Empty);
        v(22, "LogConfig", &HostConfig::logConfig, Omit::Empty);
    }
};

// Body of POST /containers/create.
struct CreateRequest {
    std::string image, hostname, user, workingDir, stopSignal;
    std::vector<std::string> entrypoint, cmd, env;
    api::Labels labels;
    bool tty = false, openStdin = false;
    std::optional<std::int64_t> stopTimeout; // seconds
    std::optional<api::Healthcheck> healthcheck;
    std::map<std::string, api::Nothing> exposedPorts;
    HostConfig hostConfig;

    template <class V> static void fields(V& v)
    {
        v(1, "Image", &CreateRequest::image, Omit::Never);
        v(2, "Hostname", &CreateRequest::hostname, Omit::Empty);
        v(3, "User", &CreateRequest::user, Omit::Empty);
        v(4, "WorkingDir", &CreateRequest::workingDir, Omit::Empty);
        v(5, "StopSignal", &CreateRequest::stopSignal, Omit::Empty);
        v(6, "Entrypoint", &CreateRequest::entrypoint, Omit::Empty);
        v(7, "Cmd", &CreateRequest::cmd, Omit::Empty);
        v(8, "Env", &CreateRequest::env, Omit::Empty);
        v(9, "Labels", &CreateRequest::labels, Omit::Never);
        v(10, "Tty", &CreateRequest::tty, Omit::Empty);
        v(11, "OpenStdin", &CreateRequest::openStdin, Omit::Empty);
        v(12, "StopTimeout", &CreateRequest::stopTimeout, Omit::Empty);
        v(13, "Healthcheck", &CreateRequest::healthcheck, Omit::Empty);
        v(14, "ExposedPorts", &CreateRequest::exposedPorts, Omit::Empty);
        v(15, "HostConfig", &CreateRequest::hostConfig, Omit::Never);
    }
};

struct CreateAnswer {
    std::string id;

    template <class V> static void fields(V& v) { v(1, "Id", &CreateAnswer::id, Omit::Never); }
};

struct HealthState {
    std::string status; // "starting", "healthy", "unhealthy"; "" and "none" mean no check

    template <class V> static void fields(V& v) { v(1, "Status", &HealthState::status, Omit::Never); }
};

struct ContainerState {
    std::string status, error; // "created", "running", "paused", "restarting", "removing", "exited", "dead"
    bool oomKilled = false;
    std::int64_t pid = 0, exitCode = 0;
    std::optional<HealthState> health;

    template <class V> static void fields(V& v)
    {
        v(1, "Status", &ContainerState::status, Omit::Never);
        v(2, "Error", &ContainerState::error, Omit::Empty);
        v(3, "OOMKilled", &ContainerState::oomKilled, Omit::Empty);
        v(4, "Pid", &ContainerState::pid, Omit::Empty);
        v(5, "ExitCode", &ContainerState::exitCode, Omit::Empty);
        v(6, "Health", &ContainerState::health, Omit::Empty);
    }
};

struct ContainerSettings {
    api::Labels labels;

    template <class V> static void fields(V& v) { v(1, "Labels", &ContainerSettings::labels, Omit::Never); }
};

struct NetworkEndpoint {
    std::string ipAddress, globalIpv6Address;

    template <class V> static void fields(V& v)
    {
        v(1, "IPAddress", &NetworkEndpoint::ipAddress, Omit::Empty);
        v(2, "GlobalIPv6Address", &NetworkEndpoint::globalIpv6Address, Omit::Empty);
    }
};

struct NetworkSettings {
    std::map<std::string, std::vector<PortBinding>> ports; // "80/tcp" → where
    std::map<std::string, NetworkEndpoint> networks;

    template <class V> static void fields(V& v)
    {
        v(1, "Ports", &NetworkSettings::ports, Omit::Empty);
        v(2, "Networks", &NetworkSettings::networks, Omit::Empty);
    }
};

// Answer of GET /containers/{id}/json.
struct Inspection {
    std::string id;
    ContainerState state;
    ContainerSettings config;
    NetworkSettings networkSettings;

    template <class V> static void fields(V& v)
    {
        v(1, "Id", &Inspection::id, Omit::Never);
        v(2, "State", &Inspection::state, Omit::Never);
        v(3, "Config", &Inspection::config, Omit::Never);
        v(4, "NetworkSettings", &Inspection::networkSettings, Omit::Never);
    }
};

// One of GET /containers/json.
struct ListedContainer {
    std::string id;
    api::Labels labels;

    template <class V> static void fields(V& v)
    {
        v(1, "Id", &ListedContainer::id, Omit::Never);
        v(2, "Labels", &ListedContainer::labels, Omit::Never);
    }
};

struct EventActor {
    std::string id;
    api::Labels attributes;

    template <class V> static void fields(V& v)
    {
        v(1, "ID", &EventActor::id, Omit::Never);
        v(2, "Attributes", &EventActor::attributes, Omit::Never);
    }
};

// One line of GET /events.
struct Event {
    std::string type, action;
    EventActor actor;
    std::int64_t timeNano = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "Type", &Event::type, Omit::Never);
        v(2, "Action", &Event::action, Omit::Never);
        v(3, "Actor", &Event::actor, Omit::Never);
        v(4, "timeNano", &Event::timeNano, Omit::Never);
    }
};

// One line of POST /images/create.
struct PullProgress {
    std::string error;

    template <class V> static void fields(V& v) { v(1, "error", &PullProgress::error, Omit::Empty); }
};

struct ErrorAnswer {
    std::string message;

    template <class V> static void fields(V& v) { v(1, "message", &ErrorAnswer::message, Omit::Never); }
};

struct VersionAnswer {
    std::string version, apiVersion, minApiVersion;

    template <class V> static void fields(V& v)
    {
        v(1, "Version", &VersionAnswer::version, Omit::Never);
        v(2, "ApiVersion", &VersionAnswer::apiVersion, Omit::Never);
        v(3, "MinAPIVersion", &VersionAnswer::minApiVersion, Omit::Empty);
    }
};

struct InfoPlugins {
    std::vector<std::string> volume, network, authorization, log;

    template <class V> static void fields(V& v)
    {
        v(1, "Volume", &InfoPlugins::volume, Omit::Empty);
        v(2, "Network", &InfoPlugins::network, Omit::Empty);
        v(3, "Authorization", &InfoPlugins::authorization, Omit::Empty);
        v(4, "Log", &InfoPlugins::log, Omit::Empty);
    }
};

struct InfoAnswer {
    std::string name, architecture, osType, serverVersion;
    std::int64_t ncpu = 0, memTotal = 0;
    std::vector<std::string> labels; // "key=value"
    InfoPlugins plugins;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &InfoAnswer::name, Omit::Never);
        v(2, "Architecture", &InfoAnswer::architecture, Omit::Never);
        v(3, "OSType", &InfoAnswer::osType, Omit::Never);
        v(4, "ServerVersion", &InfoAnswer::serverVersion, Omit::Never);
        v(5, "NCPU", &InfoAnswer::ncpu, Omit::Never);
        v(6, "MemTotal", &InfoAnswer::memTotal, Omit::Never);
        v(7, "Labels", &InfoAnswer::labels, Omit::Empty);
        v(8, "Plugins", &InfoAnswer::plugins, Omit::Never);
    }
};

// Value of a `filters` parameter.
using Filters = std::map<std::string, std::vector<std::string>>;
[[nodiscard]] std::string toText(const Filters& filters);

} // namespace skep::docker
