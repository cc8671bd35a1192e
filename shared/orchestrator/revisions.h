#pragma once

#include "shared/api/objects.h"

#include <optional>

// The specs that a service has had. Rolling back is a revision too: numbers only go up, and nothing that was there is
// ever rewritten.
namespace skep::orchestrator {

// Kept besides the present one.
inline constexpr std::size_t RevisionLimit = 10;

// Makes `spec` the service's; what it had becomes the newest of its past revisions.
void revise(
    api::Service& service, api::ServiceSpec spec, const api::Version& specVersion, Timestamp now, std::string cause);

// All that are known, oldest first; the last one is the present one.
[[nodiscard]] std::vector<api::ServiceRevision> revisionsOf(const api::Service& service);
// Of a former one. Nullopt: unknown, forgotten, or the present one.
[[nodiscard]] std::optional<api::ServiceRevision> pastRevision(const api::Service& service, std::uint64_t number);
// The newest past revision with that spec version, else with an equal spec; 0: none.
[[nodiscard]] std::uint64_t revisionLike(
    const api::Service& service, const api::ServiceSpec& spec, const api::Version& specVersion);

} // namespace skep::orchestrator
