#pragma once

#include "shared/api/enums.h"
#include "shared/base/shared.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

// Small parts shared by specs and objects. Durations are nanoseconds, CPU is in billionths of a core, memory in bytes (Docker API).
namespace skep::api {

using Labels = std::map<std::string, std::string>;
using DurationNs = std::int64_t;

struct Version {
    std::uint64_t index = 0; // the Raft index of the last write

    template <class V> static void fields(V& v) { v(1, "Index", &Version::index, Omit::Empty); }
    auto operator<=>(const Version&) const = default;
};

// At the head of every object.
struct Meta {
    Version version;
    Timestamp createdAt, updatedAt;

    template <class V> static void fields(V& v)
    {
        v(1, "Version", &Meta::version, Omit::Never);
        v(2, "CreatedAt", &Meta::createdAt, Omit::Never);
        v(3, "UpdatedAt", &Meta::updatedAt, Omit::Never);
    }
    bool operator==(const Meta&) const = default;
};

struct Driver {
    std::string name;
    Labels options;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &Driver::name, Omit::Empty);
        v(2, "Options", &Driver::options, Omit::Empty);
    }
    bool operator==(const Driver&) const = default;
};

struct Platform {
    std::string architecture, os;

    template <class V> static void fields(V& v)
    {
        v(1, "Architecture", &Platform::architecture, Omit::Empty);
        v(2, "OS", &Platform::os, Omit::Empty);
    }
    bool operator==(const Platform&) const = default;
};

struct NamedResource {
    std::string kind, value;

    template <class V> static void fields(V& v)
    {
        v(1, "Kind", &NamedResource::kind, Omit::Empty);
        v(2, "Value", &NamedResource::value, Omit::Empty);
    }
    bool operator==(const NamedResource&) const = default;
};

struct DiscreteResource {
    std::string kind;
    std::int64_t value = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "Kind", &DiscreteResource::kind, Omit::Empty);
        v(2, "Value", &DiscreteResource::value, Omit::Empty);
    }
    bool operator==(const DiscreteResource&) const = default;
};

struct GenericResource {
    std::optional<NamedResource> named;
    std::optional<DiscreteResource> discrete;

    template <class V> static void fields(V& v)
    {
        v(1, "NamedResourceSpec", &GenericResource::named, Omit::Empty);
        v(2, "DiscreteResourceSpec", &GenericResource::discrete, Omit::Empty);
    }
    bool operator==(const GenericResource&) const = default;
};

struct Resources {
    std::int64_t nanoCpus = 0, memoryBytes = 0;
    std::vector<GenericResource> generic;

    template <class V> static void fields(V& v)
    {
        v(1, "NanoCPUs", &Resources::nanoCpus, Omit::Empty);
        v(2, "MemoryBytes", &Resources::memoryBytes, Omit::Empty);
        v(3, "GenericResources", &Resources::generic, Omit::Empty);
    }
    bool operator==(const Resources&) const = default;
};

struct Limits {
    std::int64_t nanoCpus = 0, memoryBytes = 0, pids = 0;

    template <class V> static void fields(V& v)
    {
        v(1, "NanoCPUs", &Limits::nanoCpus, Omit::Empty);
        v(2, "MemoryBytes", &Limits::memoryBytes, Omit::Empty);
        v(3, "Pids", &Limits::pids, Omit::Empty);
    }
    bool operator==(const Limits&) const = default;
};

struct TlsInfo {
    std::string trustRoot; // PEM
    Blob certIssuerSubject, certIssuerPublicKey; // DER

    template <class V> static void fields(V& v)
    {
        v(1, "TrustRoot", &TlsInfo::trustRoot, Omit::Empty);
        v(2, "CertIssuerSubject", &TlsInfo::certIssuerSubject, Omit::Empty);
        v(3, "CertIssuerPublicKey", &TlsInfo::certIssuerPublicKey, Omit::Empty);
    }
    bool operator==(const TlsInfo&) const = default;
};

struct PortConfig {
    std::string name;
    PortProtocol protocol = PortProtocol::Unspecified;
    std::uint32_t targetPort = 0, publishedPort = 0;
    PublishMode publishMode = PublishMode::Unspecified;

    template <class V> static void fields(V& v)
    {
        v(1, "Name", &PortConfig::name, Omit::Empty);
        v(2, "Protocol", &PortConfig::protocol, Omit::Empty);
        v(3, "TargetPort", &PortConfig::targetPort, Omit::Empty);
        v(4, "PublishedPort", &PortConfig::publishedPort, Omit::Empty);
        v(5, "PublishMode", &PortConfig::publishMode, Omit::Empty);
    }
    bool operator==(const PortConfig&) const = default;
};

} // namespace skep::api
