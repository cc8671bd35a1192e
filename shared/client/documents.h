#pragma once

#include "shared/store/store.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What servers answer, as objects of the mirror. Values in, values out.
namespace skep::client {

// One line of /skep/v1/watch.
struct WatchLine {
    enum class What { Reset, Listed, Changed, Synced };

    What what = What::Changed;
    std::uint64_t version = 0;
    store::Change change; // Listed, Changed
};
// Error DataLoss for what is no such line. A kind of object that this program does not know makes no line.
[[nodiscard]] Result<std::optional<WatchLine>> readWatchLine(std::string_view line);

// The elements of a JSON array, as views into it; what is inside them is not judged. Error DataLoss.
[[nodiscard]] Result<std::vector<std::string_view>> arrayElements(std::string_view json);

// One object of a kind as Docker's API lists it. Networks have a shape of their own there. Join tokens and payloads of secrets
// are left behind. Error InvalidArgument as fromJson.
[[nodiscard]] Result<store::ObjectPtr> readListed(api::ObjectKind kind, std::string_view json);

// What /info says about the swarm.
struct SwarmInfo {
    std::string localState; // inactive, pending, active, error, locked
    std::string nodeId, clusterId, error, serverVersion;
    bool controlAvailable = false;
    std::vector<std::string> managers; // host:port
};
[[nodiscard]] SwarmInfo readInfo(std::string_view json);

// One event of /events?filters=scope:swarm: which kind of object it is about.
[[nodiscard]] std::optional<api::ObjectKind> readEventKind(std::string_view line);

} // namespace skep::client
