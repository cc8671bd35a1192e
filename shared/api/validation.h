#pragma once

#include "shared/api/objects.h"
#include "shared/base/result.h"

// What a specification must be like, with Docker's texts and codes (docker-api.md Appendix A, orchestration.md §1.6).
//
// Docker refuses in two places, and clients see which: what its HTTP layer finds is shown as it is; what the cluster
// finds is shown as "rpc error: code = <name(code)> desc = <message>". Hence two families: checkRequest() is the
// former, asked first, about what the client sent; validate() is the latter, about the specification with
// applyDefaults() done (defaults.h). Neither message contains the prefix. What needs other objects (ports in use,
// missing secrets, ingress network) is checked where those are.
namespace skep::api {

// "mismatched Runtime and *Spec fields", "unsupported runtime", "must specify only one service mode".
[[nodiscard]] Result<void> checkRequest(const ServiceSpec& spec);
// "invalid Role: \"\"", "invalid Availability: \"\"".
[[nodiscard]] Result<void> checkRequest(const NodeSpec& spec);
// "swarm spec must be named \"default\"" (an empty name is fine), "invalid protocol: \"x\"" of an external CA.
[[nodiscard]] Result<void> checkRequest(const ClusterSpec& spec);

[[nodiscard]] Result<void> validate(const ServiceSpec& spec);
[[nodiscard]] Result<void> validate(const ClusterSpec& spec);
[[nodiscard]] Result<void> validate(const NetworkSpec& spec);
// Of a new one: with data (or, a secret, with a driver instead).
[[nodiscard]] Result<void> validate(const SecretSpec& spec);
[[nodiscard]] Result<void> validate(const ConfigSpec& spec);

// Whether an object of that kind may have that name. Service and network: one DNS label, which may contain "_"; secret
// and config: up to 64 of [a-zA-Z0-9-_.]; the others take any name.
[[nodiscard]] Result<void> validateName(ObjectKind kind, std::string_view name);

// Octets of a payload, exclusive.
inline constexpr std::size_t SecretDataLimit = 500 * 1024;
inline constexpr std::size_t ConfigDataLimit = 1000 * 1024;

inline constexpr std::int64_t MinMemoryBytes = 4 * 1024 * 1024;
inline constexpr std::int64_t MinNanoCpus = 1'000'000;
inline constexpr DurationNs MinNodeCertExpiry = 3'600'000'000'000;
inline constexpr DurationNs MinHealthDuration = 1'000'000;

// The label of networks that stand for a node's own (bridge, host); users may not set it.
inline constexpr std::string_view PredefinedNetworkLabel = "com.docker.swarm.predefined";

} // namespace skep::api
