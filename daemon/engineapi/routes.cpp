#include "daemon/engineapi/routes.h"

namespace skep::engineapi {
namespace {

constexpr Route Table[] = {
    {"GET", "/_ping", Where::Node, "Whether the daemon answers; versions in the headers.", ping},
    {"HEAD", "/_ping", Where::Node, "The same without a body.", ping},
    {"GET", "/version", Where::Node, "Versions of Skep and of the engine beside it.", version},
    {"GET", "/info", Where::Node, "The engine's information and this node's part in the swarm.", info},
    {"GET", "/events", Where::Node, "Events of the swarm's objects and of the local engine.", nullptr, events},

    {"POST", "/swarm/init", Where::Node, "Founds a swarm on this node.", swarmInit},
    {"POST", "/swarm/join", Where::Node, "Joins a swarm with a token.", swarmJoin},
    {"POST", "/swarm/leave", Where::Node, "Leaves the swarm.", swarmLeave},
    {"POST", "/swarm/unlock", Where::Node, "Unlocks a locked manager.", swarmUnlock},
    {"GET", "/swarm", Where::Leader, "The swarm, with its join tokens.", swarmInspect},
    {"POST", "/swarm/update", Where::Leader, "Replaces the swarm's specification, rotates tokens.", swarmUpdate},
    {"GET", "/swarm/unlockkey", Where::Leader, "The unlock key; empty while autolock is off.", swarmUnlockKey},

    {"GET", "/nodes", Where::Leader, "Nodes.", nodeList},
    {"GET", "/nodes/{id}", Where::Leader, "One node.", nodeInspect},
    {"POST", "/nodes/{id}/update", Where::Leader, "Replaces a node's specification: labels, role, availability.", nodeUpdate},
    {"DELETE", "/nodes/{id}", Where::Leader, "Removes a node that is down (or any worker with force).", nodeRemove},

    {"GET", "/services", Where::Leader, "Services.", serviceList},
    {"POST", "/services/create", Where::Leader, "Creates a service.", serviceCreate},
    {"GET", "/services/{id}", Where::Leader, "One service.", serviceInspect},
    {"POST", "/services/{id}/update", Where::Leader, "Replaces a service's specification.", serviceUpdate},
    {"DELETE", "/services/{id}", Where::Leader, "Removes a service and its tasks.", serviceRemove},
    {"GET", "/services/{id}/logs", Where::Leader, "Not in this version: answers 501.", notYet},

    {"GET", "/tasks", Where::Leader, "Tasks.", taskList},
    {"GET", "/tasks/{id}", Where::Leader, "One task.", taskInspect},
    {"GET", "/tasks/{id}/logs", Where::Leader, "Not in this version: answers 501.", notYet},

    {"GET", "/secrets", Where::Leader, "Not in this version: answers 501.", notYet},
    {"POST", "/secrets/create", Where::Leader, "Not in this version: answers 501.", notYet},
    {"GET", "/secrets/{id}", Where::Leader, "Not in this version: answers 501.", notYet},
    {"DELETE", "/secrets/{id}", Where::Leader, "Not in this version: answers 501.", notYet},
    {"POST", "/secrets/{id}/update", Where::Leader, "Not in this version: answers 501.", notYet},
    {"GET", "/configs", Where::Leader, "Not in this version: answers 501.", notYet},
    {"POST", "/configs/create", Where::Leader, "Not in this version: answers 501.", notYet},
    {"GET", "/configs/{id}", Where::Leader, "Not in this version: answers 501.", notYet},
    {"DELETE", "/configs/{id}", Where::Leader, "Not in this version: answers 501.", notYet},
    {"POST", "/configs/{id}/update", Where::Leader, "Not in this version: answers 501.", notYet},

    {"GET", "/skep/v1", Where::Node, "What this server has beyond Docker's API, by name.", capabilities},
    {"GET", "/skep/v1/watch", Where::AnyManager, "Every object, then every change, as JSON lines; resumable.", nullptr, watch},
    {"GET", "/skep/v1/raft", Where::Leader, "Term, index, lag and last contact of each manager.", raftStatus},
    {"GET", "/skep/v1/joins", Where::Leader, "Which generation of which join token admitted each node.", joins},
    {"GET", "/skep/v1/certificates", Where::Leader, "When each node's certificate expires.", certificates},
    {"GET", "/skep/v1/services/{id}/update", Where::Leader, "How far an update is, and what each place waits for.", serviceUpdateProgress},
    {"POST", "/skep/v1/services/{id}/update/pause", Where::Leader, "Pauses an update or rollback.", serviceUpdatePause},
    {"POST", "/skep/v1/services/{id}/update/resume", Where::Leader, "Goes on with one that is paused.", serviceUpdateResume},
    {"GET", "/skep/v1/services/{id}/history", Where::Leader, "The specifications that the service has had.", serviceHistory},
    {"POST", "/skep/v1/services/{id}/rollback", Where::Leader, "Goes back to the previous or to a given revision.", serviceRollback},
    {"GET", "/skep/v1/services/{id}/rebalance", Where::Leader, "Moves of a rebalance that are not over.", serviceRebalanceProgress},
    {"DELETE", "/skep/v1/services/{id}/rebalance", Where::Leader, "Gives up the moves that are not over.", serviceRebalanceCallOff},
    {"POST", "/skep/v1/services/{id}/rebalance", Where::Leader, "Evens out where the tasks run, or says how.", serviceRebalance},
    {"GET", "/skep/v1/nodes/{id}/drain", Where::Leader, "How far a drain is, and what keeps each task.", nodeDrainProgress},
    {"POST", "/skep/v1/nodes/{id}/drain", Where::Leader, "Drains a node, at once or without a gap.", nodeDrain},
    {"GET", "/skep/v1/tasks/{id}/explain", Where::Leader, "Why a task is not running: every node and every filter.", explainTask},
    {"POST", "/skep/v1/simulate", Where::Leader, "What would happen if: a drain, a lost node, another scale or specification.", simulate},
};

// Whether `path` has the shape of `pattern`; fills what stands for its "{…}".
bool matches(std::string_view pattern, std::string_view path, std::vector<std::string>& parameters)
{
    while (!pattern.empty() && !path.empty()) {
        pattern.remove_prefix(1);
        path.remove_prefix(1);
        const auto wanted = pattern.substr(0, pattern.find('/')), given = path.substr(0, path.find('/'));
        if (wanted.starts_with('{')) {
            if (given.empty())
                return false;
            parameters.emplace_back(given);
        } else if (wanted != given) {
            return false;
        }
        pattern.remove_prefix(wanted.size());
        path.remove_prefix(given.size());
    }
    return pattern.empty() && path.empty();
}

} // namespace

std::span<const Route> routes() { return Table; }

std::set<std::string_view> capabilityNames()
{
    constexpr std::string_view Own = "/skep/v1/";
    std::set<std::string_view> names;
    for (const Route& route : Table) {
        if (route.handler == notYet)
            continue;
        const std::string_view pattern = route.pattern;
        const auto last = pattern.substr(pattern.rfind('/') + 1);
        if (pattern.starts_with(Own)) {
            // "tasks/{id}/explain" is named by its verb, "node/{id}" by its noun.
            const auto rest = pattern.substr(Own.size());
            names.insert(last.starts_with('{') ? rest.substr(0, rest.find('/')) : last);
        } else if (last == "logs") {
            names.insert(last);
        } else if (route.method == "GET" && (pattern == "/secrets" || pattern == "/configs" || pattern == "/networks")) {
            names.insert(pattern.substr(1));
        }
    }
    return names;
}

Match findRoute(std::string_view method, std::string_view path)
{
    Match match;
    for (const Route& route : Table) {
        std::vector<std::string> parameters;
        if (!matches(route.pattern, path, parameters))
            continue;
        match.pathKnown = true;
        if (route.method != method)
            continue;
        match.route = &route;
        match.parameters = std::move(parameters);
        // "/services/create" stands before "/services/{id}" in no list of methods: the first row of the method wins.
        return match;
    }
    return match;
}

} // namespace skep::engineapi
