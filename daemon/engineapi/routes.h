#pragma once

#include "daemon/engineapi/context.h"
#include "shared/async/task.h"
#include "shared/http/exchange.h"

#include <functional>
#include <set>
#include <span>
#include <string_view>

namespace skep::engineapi {

// Where a request is answered.
enum class Where {
    Node,        // by any node, also one in no swarm
    Leader,      // by the leader, on a store that shows every acknowledged write; followers forward
    AnyManager,  // by the manager that was asked, from its own replica (streams)
};

using Handler = async::Task<http::Response> (*)(Context);
// Answers by itself, over time.
using StreamHandler = async::Task<void> (*)(Context, std::shared_ptr<http::Exchange>);

struct Route {
    std::string_view method, pattern; // "{x}" stands for one segment
    Where where;
    std::string_view sign; // one line for docs/api.md
    Handler handler = nullptr;
    StreamHandler stream = nullptr;
};

// Everything this API answers itself, in the order of docs/api.md. A test walks the table.
[[nodiscard]] std::span<const Route> routes();

// What clients can tell this server's abilities by: the names of what /skep/v1 offers, and of those parts of Docker's API that not
// every version of Skep has ("secrets", "configs", "networks", "logs"). From the table.
[[nodiscard]] std::set<std::string_view> capabilityNames();

struct Match {
    const Route* route = nullptr;
    std::vector<std::string> parameters;
    bool pathKnown = false; // another method exists for this path
};
// HEAD matches GET routes only where a HEAD row exists.
[[nodiscard]] Match findRoute(std::string_view method, std::string_view path);

// --- Handlers, by file -------------------------------------------------------------------------------------------

// system.cpp
async::Task<http::Response> ping(Context);
async::Task<http::Response> version(Context);
async::Task<http::Response> info(Context);
// events.cpp
async::Task<void> events(Context, std::shared_ptr<http::Exchange>);
// watch.cpp
async::Task<void> watch(Context, std::shared_ptr<http::Exchange>);
// swarm.cpp
async::Task<http::Response> swarmInit(Context);
async::Task<http::Response> swarmJoin(Context);
async::Task<http::Response> swarmLeave(Context);
async::Task<http::Response> swarmInspect(Context);
async::Task<http::Response> swarmUpdate(Context);
async::Task<http::Response> swarmUnlockKey(Context);
async::Task<http::Response> swarmUnlock(Context);
// nodes.cpp
async::Task<http::Response> nodeList(Context);
async::Task<http::Response> nodeInspect(Context);
async::Task<http::Response> nodeUpdate(Context);
async::Task<http::Response> nodeRemove(Context);
// services.cpp
async::Task<http::Response> serviceList(Context);
async::Task<http::Response> serviceCreate(Context);
async::Task<http::Response> serviceInspect(Context);
async::Task<http::Response> serviceUpdate(Context);
async::Task<http::Response> serviceRemove(Context);
// tasks.cpp
async::Task<http::Response> taskList(Context);
async::Task<http::Response> taskInspect(Context);
// skep.cpp
async::Task<http::Response> capabilities(Context);
async::Task<http::Response> raftStatus(Context);
async::Task<http::Response> joins(Context);
async::Task<http::Response> certificates(Context);
// rollout.cpp
async::Task<http::Response> serviceUpdateProgress(Context);
async::Task<http::Response> serviceUpdatePause(Context);
async::Task<http::Response> serviceUpdateResume(Context);
async::Task<http::Response> serviceHistory(Context);
async::Task<http::Response> serviceRollback(Context);
async::Task<http::Response> serviceRebalance(Context);
async::Task<http::Response> serviceRebalanceProgress(Context);
async::Task<http::Response> serviceRebalanceCallOff(Context);
async::Task<http::Response> nodeDrain(Context);
async::Task<http::Response> nodeDrainProgress(Context);
// planning.cpp
async::Task<http::Response> explainTask(Context);
async::Task<http::Response> simulate(Context);
// later.cpp
async::Task<http::Response> notYet(Context);

} // namespace skep::engineapi
