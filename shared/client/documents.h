#pragma once

#include "shared/base/texthash.h"
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

// Reads the objects of one server. Nearly all of a task's text is its service's template, letter by letter: that is read once, tasks
// share what it says (docs/adr/0012), and have the name of their service when that was read before.
class DocumentReader {
public:
    // Error DataLoss for what is no such line. A kind of object that this program does not know makes no line.
    [[nodiscard]] Result<std::optional<WatchLine>> watchLine(std::string_view line);
    // One object of a kind as Docker's API lists it. Networks have a shape of their own there. Join tokens and payloads of secrets
    // are left behind. Error InvalidArgument as fromJson.
    [[nodiscard]] Result<store::ObjectPtr> listed(api::ObjectKind kind, std::string_view json);

private:
    [[nodiscard]] Result<store::ObjectPtr> task(std::string_view json);
    [[nodiscard]] Result<store::ObjectPtr> service(std::string_view json);
    [[nodiscard]] const api::TaskSpec* specOf(std::string_view json);
    void remember(std::string_view json, const api::TaskSpec& spec);

    TextMap<api::TaskSpec> m_specs; // by their text
    std::size_t m_textSize = 0;     // of these texts
    TextMap<std::string> m_names;   // of services, by id
    std::string m_rest;             // of a task, without its specification
};

// The elements of a JSON array, as views into it; what is inside them is not judged. Error DataLoss.
[[nodiscard]] Result<std::vector<std::string_view>> arrayElements(std::string_view json);

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
