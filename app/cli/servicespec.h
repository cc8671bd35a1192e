#pragma once

#include "app/cli/command.h"
#include "shared/api/specs.h"

namespace skep::cli {

// The options of `service create` and `service update` that shape a specification; both commands use the same words.
[[nodiscard]] std::span<const Flag> createFlags();
[[nodiscard]] std::span<const Flag> updateFlags();

// Look-ups that a specification needs (networks, secrets, configs) are made through the engine.
[[nodiscard]] async::Task<Result<api::ServiceSpec>> specForCreate(Invocation& in);
[[nodiscard]] async::Task<Result<void>> applyUpdate(Invocation& in, api::ServiceSpec& spec);

// Asks the engine for the digest behind a tag (Docker pins it in the client). Keeps the image, with a warning on stderr, when no registry
// answers.
[[nodiscard]] async::Task<void> pinImage(Invocation& in, api::ServiceSpec& spec);

} // namespace skep::cli
