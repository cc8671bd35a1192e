#pragma once

#include "shared/api/common.h"

// What runs in a task: Docker API v1.46 ContainerSpec.
namespace skep::api {

struct BindOptions {
    std::string propagation;
    bool nonRecursive = false, createMountpoint = false, readOnlyNonRecursive = false, readOnlyForceRecursive = false;

    template <class V> static void fields(V& v)
    {
        v(1, "Propagation", &BindOptions::propagation, Omit::Empty);
        v(2, "NonRecursive", &BindOptions::nonRecursive, Omit::Empty);
        v(3, "CreateMountpoint", &BindOptions::createMountpoint, Omit::Empty);
        v(4, "ReadOnlyNonRecursive", &BindOptions::readOnlyNonRecursive, Omit::Empty);
        v(5, "ReadOnlyForceRecursive", &BindOptions::readOnlyForceRecursive, Omit::Empty);
    }
    bool operator==(const BindOptions&) const = default;
};

struct VolumeOptions {
    bool noCopy = false;
    Labels labels;
    std::string subpath;
    std::optional<Driver> driverConfig;

    template <class V> static void fields(V& v)
    {
        v(1, "NoCopy", &VolumeOptions::noCopy, Omit::Empty);
        v(2, "Labels", &VolumeOptions::labels, Omit::Empty);
        v(3, "Subpath", &VolumeOptions::subpath, Omit::Empty);
        v(4, "DriverConfig", &VolumeOptions::driverConfig, Omit::Empty);
    }
    bool operator==(const VolumeOptions&) const = default;
};

struct TmpfsOptions {
    std::int64_t sizeBytes = 0;
    std::uint32_t mode = 0;
    std::vector<std::vector<std::string>> options;

    template <class V> static void fields(V& v)
    {
        v(1, "SizeBytes", &TmpfsOptions::sizeBytes, Omit::Empty);
        v(2, "Mode", &TmpfsOptions::mode, Omit::Empty);
        v(3, "Options", &TmpfsOptions::options, Omit::Empty);
    }
    bool operator==(const TmpfsOptions&) const = default;
};

struct Mount {
    MountType type = MountType::Unspecified;
    std::string source, target;
    bool readOnly = false;
    std::string consistency;
    std::optional<BindOptions> bindOptions;
    std::optional<VolumeOptions> volumeOptions;
    std::optional<TmpfsOptions> tmpfsOptions;

    template <class V> static void fields(V& v)
    {
        v(1, "Type", &Mount::type, Omit::Empty);
        v(2, "Source", &Mount::source, Omit::Empty);
        v(3, "Target", &Mount::target, Omit::Empty);
        v(4, "ReadOnly", &Mount::readOnly, Omit::Empty);
        v(5, "Consistency", &Mount::consistency, Omit::Empty);
        v(6, "BindOptions", &Mount::bindOptions, Omit::Empty);
        v(7, "VolumeOptions", &Mount::volumeOptions, Omit::Empty);
        v(8, "TmpfsOptions", &Mount::tmpfsOptions, Omit::Empty);
    }
    bool operator==(const Mount&) const = default;
};

struct Healthcheck {
    std::vector<std::string> test; // {"NONE"} | {"CMD", …} | {"CMD-SHELL", text}; empty: the image's
    DurationNs interval = 0, timeout = 0, startPeriod = 0, startInterval = 0;
    std::int64_t retries = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "Test", &Healthcheck::test, Omit::Empty);
        v(2, "Interval", &Healthcheck::interval, Omit::Empty);
        v(3, "Timeout", &Healthcheck::timeout, Omit::Empty);
        v(4, "StartPeriod", &Healthcheck::startPeriod, Omit::Empty);
        v(5, "StartInterval", &Healthcheck::startInterval, Omit::Empty);
        v(6, "Retries", &Healthcheck::retries, Omit::Empty);
    }
    bool operator==(const Healthcheck&) const = default;
};

struct DnsConfig {
    std::vector<std::string> nameservers, search, options;

    template <class V> static void fields(V& v)
    {
        v(1, "Nameservers", &DnsConfig::nameservers, Omit::Empty);
        v(2, "Search", &DnsConfig::search, Omit::Empty);
        v(3, "Options", &DnsConfig::options, Omit::Empty);
    }
    bool operator==(const DnsConfig&) const = default;
};

struct FileTarget {
    std::string name, uid, gid;
    std::uint32_t mode = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &FileTarget::name, Omit::Never);
        v(2, "UID", &FileTarget::uid, Omit::Never);
        v(3, "GID", &FileTarget::gid, Omit::Never);
        v(4, "Mode", &FileTarget::mode, Omit::Never);
    }
    bool operator==(const FileTarget&) const = default;
};

struct SecretReference {
    std::optional<FileTarget> file;
    std::string secretId, secretName;

    template <class V> static void fields(V& v)
    {
        v(1, "File", &SecretReference::file, Omit::Empty);
        v(2, "SecretID", &SecretReference::secretId, Omit::Never);
        v(3, "SecretName", &SecretReference::secretName, Omit::Never);
    }
    bool operator==(const SecretReference&) const = default;
};

struct Nothing {
    template <class V> static void fields(V&) {}
    bool operator==(const Nothing&) const = default;
};

struct ConfigReference {
    std::optional<FileTarget> file;
    std::optional<Nothing> runtime;
    std::string configId, configName;

    template <class V> static void fields(V& v)
    {
        v(1, "File", &ConfigReference::file, Omit::Empty);
        v(2, "Runtime", &ConfigReference::runtime, Omit::Empty);
        v(3, "ConfigID", &ConfigReference::configId, Omit::Never);
        v(4, "ConfigName", &ConfigReference::configName, Omit::Never);
    }
    bool operator==(const ConfigReference&) const = default;
};

struct Ulimit {
    std::string name;
    std::int64_t hard = 0, soft = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &Ulimit::name, Omit::Never);
        v(2, "Hard", &Ulimit::hard, Omit::Never);
        v(3, "Soft", &Ulimit::soft, Omit::Never);
    }
    bool operator==(const Ulimit&) const = default;
};

struct SeLinuxContext {
    bool disable = false;
    std::string user, role, type, level;

    template <class V> static void fields(V& v)
    {
        v(1, "Disable", &SeLinuxContext::disable, Omit::Never);
        v(2, "User", &SeLinuxContext::user, Omit::Never);
        v(3, "Role", &SeLinuxContext::role, Omit::Never);
        v(4, "Type", &SeLinuxContext::type, Omit::Never);
        v(5, "Level", &SeLinuxContext::level, Omit::Never);
    }
    bool operator==(const SeLinuxContext&) const = default;
};

struct CredentialSpec {
    std::string config, file, registry;

    template <class V> static void fields(V& v)
    {
        v(1, "Config", &CredentialSpec::config, Omit::Never);
        v(2, "File", &CredentialSpec::file, Omit::Never);
        v(3, "Registry", &CredentialSpec::registry, Omit::Never);
    }
    bool operator==(const CredentialSpec&) const = default;
};

struct SecurityProfile {
    std::string mode;
    Blob profile; // seccomp only

    template <class V> static void fields(V& v)
    {
        v(1, "Mode", &SecurityProfile::mode, Omit::Empty);
        v(2, "Profile", &SecurityProfile::profile, Omit::Empty);
    }
    bool operator==(const SecurityProfile&) const = default;
};

struct Privileges {
    std::optional<CredentialSpec> credentialSpec;
    std::optional<SeLinuxContext> seLinuxContext;
    std::optional<SecurityProfile> seccomp, appArmor;
    bool noNewPrivileges = false;

    template <class V> static void fields(V& v)
    {
        v(1, "CredentialSpec", &Privileges::credentialSpec, Omit::Never);
        v(2, "SELinuxContext", &Privileges::seLinuxContext, Omit::Never);
        v(3, "Seccomp", &Privileges::seccomp, Omit::Empty);
        v(4, "AppArmor", &Privileges::appArmor, Omit::Empty);
        v(5, "NoNewPrivileges", &Privileges::noNewPrivileges, Omit::Never);
    }
    bool operator==(const Privileges&) const = default;
};

struct ContainerSpec {
    std::string image;
    Labels labels;
    std::vector<std::string> command; // the entry point
    std::vector<std::string> args;    // the command
    std::string hostname;
    std::vector<std::string> env; // "NAME=value"
    std::string dir, user;
    std::vector<std::string> groups;
    std::optional<Privileges> privileges;
    std::optional<bool> init;
    std::string stopSignal;
    bool tty = false, openStdin = false, readOnly = false;
    std::vector<Mount> mounts;
    std::optional<DurationNs> stopGracePeriod;
    std::optional<Healthcheck> healthcheck;
    std::vector<std::string> hosts; // "IP name [alias…]"
    std::optional<DnsConfig> dnsConfig;
    std::vector<SecretReference> secrets;
    std::vector<ConfigReference> configs;
    std::string isolation;
    Labels sysctls;
    std::vector<std::string> capabilityAdd, capabilityDrop;
    std::vector<Ulimit> ulimits;
    std::int64_t oomScoreAdj = 0;
    SecretText registryAuth; // X-Registry-Auth as received; never shown, never part of "is it another spec"

    template <class V> static void fields(V& v)
    {
        v(1, "Image", &ContainerSpec::image, Omit::Empty);
        v(2, "Labels", &ContainerSpec::labels, Omit::Empty);
        v(3, "Command", &ContainerSpec::command, Omit::Empty);
        v(4, "Args", &ContainerSpec::args, Omit::Empty);
        v(5, "Hostname", &ContainerSpec::hostname, Omit::Empty);
        v(6, "Env", &ContainerSpec::env, Omit::Empty);
        v(7, "Dir", &ContainerSpec::dir, Omit::Empty);
        v(8, "User", &ContainerSpec::user, Omit::Empty);
        v(9, "Groups", &ContainerSpec::groups, Omit::Empty);
        v(10, "Privileges", &ContainerSpec::privileges, Omit::Empty);
        v(11, "Init", &ContainerSpec::init, Omit::Empty);
        v(12, "StopSignal", &ContainerSpec::stopSignal, Omit::Empty);
        v(13, "TTY", &ContainerSpec::tty, Omit::Empty);
        v(14, "OpenStdin", &ContainerSpec::openStdin, Omit::Empty);
        v(15, "ReadOnly", &ContainerSpec::readOnly, Omit::Empty);
        v(16, "Mounts", &ContainerSpec::mounts, Omit::Empty);
        v(17, "StopGracePeriod", &ContainerSpec::stopGracePeriod, Omit::Empty);
        v(18, "Healthcheck", &ContainerSpec::healthcheck, Omit::Empty);
        v(19, "Hosts", &ContainerSpec::hosts, Omit::Empty);
        v(20, "DNSConfig", &ContainerSpec::dnsConfig, Omit::Empty);
        v(21, "Secrets", &ContainerSpec::secrets, Omit::Empty);
        v(22, "Configs", &ContainerSpec::configs, Omit::Empty);
        v(23, "Isolation", &ContainerSpec::isolation, Omit::Empty);
        v(24, "Sysctls", &ContainerSpec::sysctls, Omit::Empty);
        v(25, "CapabilityAdd", &ContainerSpec::capabilityAdd, Omit::Empty);
        v(26, "CapabilityDrop", &ContainerSpec::capabilityDrop, Omit::Empty);
        v(27, "Ulimits", &ContainerSpec::ulimits, Omit::Empty);
        v(28, "OomScoreAdj", &ContainerSpec::oomScoreAdj, Omit::Empty);
        v(29, "", &ContainerSpec::registryAuth, Omit::Empty);
    }
    bool operator==(const ContainerSpec&) const = default;
};

} // namespace skep::api
