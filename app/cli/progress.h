#pragma once

#include "app/cli/command.h"

#include <string>

namespace skep::cli {

// Shows how a service converges until it has, as docker does: every 200 ms the service, its up-to-date tasks and the nodes are read
// (docker-api.md §12.1). Returns the exit code. Interrupting it leaves the operation running.
[[nodiscard]] async::Task<int> showProgress(client::EngineClient& engine, std::string serviceId, bool quiet);

} // namespace skep::cli
