#pragma once

#include "shared/api/specs.h"

// What stands for what users leave out.
namespace skep::api {

// Docker's defaults (orchestration.md §0.1).
inline constexpr DurationNs DefaultStopGracePeriod = 10'000'000'000;
inline constexpr DurationNs DefaultRestartDelay = 5'000'000'000;
inline constexpr DurationNs DefaultUpdateMonitor = 5'000'000'000;
inline constexpr DurationNs DefaultHeartbeatPeriod = 5'000'000'000;
inline constexpr DurationNs DefaultNodeCertExpiry = DurationNs{90} * 24 * 3600 * 1'000'000'000;
inline constexpr std::int64_t DefaultTaskHistoryLimit = 5;
inline constexpr std::string_view DefaultClusterName = "default";

// {any, 5 s, unlimited} and {1 at a time, pause, monitor 5 s, ratio 0, stop-first}.
[[nodiscard]] RestartPolicy defaultRestartPolicy();
[[nodiscard]] UpdateConfig defaultUpdateConfig();

// Fills in what the stored specification has although the request had not (docker-api.md §6.3): isolation, runtime,
// mode and its counts, endpoint mode, protocols and publish modes of ports, words of restart policy and update configs,
// mount types. The rest stays as it was sent. Done on create and update, before validate().
void applyDefaults(ServiceSpec& spec);

// What GET /services/{id}?insertDefaults=true shows for a stored specification; also what orchestration goes by.
[[nodiscard]] ServiceSpec withDefaults(ServiceSpec spec);

// A new swarm's.
[[nodiscard]] ClusterSpec defaultClusterSpec();
// `base` with what `asked` says: what is zero, empty or absent there is kept, but ForceRotate and autolock, which are
// taken as they are. For init with `base` the defaults; for what managers go by with `base` the defaults and `asked`
// the stored one.
[[nodiscard]] ClusterSpec mergeClusterSpec(ClusterSpec base, const ClusterSpec& asked);
// The specification that POST /swarm/update stores: nothing is kept of the one before, and what is left out becomes
// zero, as in Docker; only the name is filled in, and the members that GET always shows.
[[nodiscard]] ClusterSpec updatedClusterSpec(ClusterSpec asked);

} // namespace skep::api
