#include "app/cli/commands/all.h"
#include "app/cli/servicespec.h"

namespace skep::cli {
namespace {

constexpr Flag InitFlags[] = {
    {"advertise-addr", 0, FlagKind::Text, "string", "Advertised address (format: <ip|interface>[:port])"},
    {"availability", 0, FlagKind::Text, "string", "Availability of the node (\"active\", \"pause\", \"drain\") (default \"active\")"},
    {"cert-expiry", 0, FlagKind::Text, "duration", "Validity period for node certificates (default 2160h0m0s)"},
    {"data-path-addr", 0, FlagKind::Text, "string", "Address or interface to use for data path traffic"},
    {"data-path-port", 0, FlagKind::Text, "uint32", "Port number to use for data path traffic (1024 - 49151) (default 4789)"},
    {"default-addr-pool", 0, FlagKind::List, "ipNetSlice", "Default address pool in CIDR format"},
    {"default-addr-pool-mask-length", 0, FlagKind::Text, "uint32", "Default address pool subnet mask length (default 24)"},
    {"dispatcher-heartbeat", 0, FlagKind::Text, "duration", "Dispatcher heartbeat period (default 5s)"},
    {"force-new-cluster", 0, FlagKind::Switch, "", "Force create a new cluster from current state"},
    {"listen-addr", 0, FlagKind::Text, "node-addr", "Listen address (format: <ip|interface>[:port]) (default 0.0.0.0:2377)"},
    {"task-history-limit", 0, FlagKind::Text, "int", "Task history retention limit (default 5)"},
};
constexpr Flag JoinFlags[] = {
    {"advertise-addr", 0, FlagKind::Text, "string", "Advertised address (format: <ip|interface>[:port])"},
    {"availability", 0, FlagKind::Text, "string", "Availability of the node (\"active\", \"pause\", \"drain\") (default \"active\")"},
    {"data-path-addr", 0, FlagKind::Text, "string", "Address or interface to use for data path traffic"},
    {"listen-addr", 0, FlagKind::Text, "node-addr", "Listen address (format: <ip|interface>[:port]) (default 0.0.0.0:2377)"},
    {"token", 0, FlagKind::Text, "string", "Token for entry into the swarm"},
};
constexpr Flag JoinTokenFlags[] = {
    {"quiet", 'q', FlagKind::Switch, "", "Only display token"},
    {"rotate", 0, FlagKind::Switch, "", "Rotate join token"},
};
constexpr Flag ForceFlags[] = {{"force", 'f', FlagKind::Switch, "", "Do it although it may cost data or quorum"}};
constexpr Flag ListFlags[] = {
    {"filter", 'f', FlagKind::List, "filter", "Filter output based on conditions provided"},
    {"format", 0, FlagKind::Text, "string", "Format output using a custom template: 'table', 'table TEMPLATE', 'json', 'TEMPLATE'"},
    {"quiet", 'q', FlagKind::Switch, "", "Only display IDs"},
};
constexpr Flag TaskFlags[] = {
    {"filter", 'f', FlagKind::List, "filter", "Filter output based on conditions provided"},
    {"format", 0, FlagKind::Text, "string", "Pretty-print tasks using a Go template"},
    {"no-resolve", 0, FlagKind::Switch, "", "Do not map IDs to Names"},
    {"no-trunc", 0, FlagKind::Switch, "", "Do not truncate output"},
    {"quiet", 'q', FlagKind::Switch, "", "Only display task IDs"},
};
constexpr Flag InspectFlags[] = {
    {"format", 'f', FlagKind::Text, "string", "Format output using a custom template: 'json', 'TEMPLATE'"},
    {"pretty", 0, FlagKind::Switch, "", "Print the information in a human friendly format"},
};
constexpr Flag NodeUpdateFlags[] = {
    {"gap-free", 0, FlagKind::Switch, "", "With --availability drain: stop each task only once another one runs elsewhere"},
    {"availability", 0, FlagKind::Text, "string", "Availability of the node (\"active\", \"pause\", \"drain\")"},
    {"label-add", 0, FlagKind::List, "list", "Add or update a node label (key=value)"},
    {"label-rm", 0, FlagKind::List, "list", "Remove a node label if exists"},
    {"role", 0, FlagKind::Text, "string", "Role of the node (\"worker\", \"manager\")"},
};
constexpr Flag ScaleFlags[] = {{"detach", 'd', FlagKind::Switch, "", "Exit immediately instead of waiting for the service to converge"}};
constexpr Flag DrainFlags[] = {
    {"detach", 'd', FlagKind::Switch, "", "Exit immediately instead of waiting until the node is empty"},
    {"force", 'f', FlagKind::Switch, "", "Stop at once what is left"},
    {"status", 0, FlagKind::Switch, "", "Only show how far the drain is and what keeps each task"},
};
constexpr Flag HistoryFlags[] = {
    {"format", 0, FlagKind::Text, "string", "Format output using a custom template: 'table', 'table TEMPLATE', 'json', 'TEMPLATE'"},
};
constexpr Flag RebalanceFlags[] = {
    {"cancel", 0, FlagKind::Switch, "", "Give up the moves that are not over; their tasks stay where they are"},
    {"detach", 'd', FlagKind::Switch, "", "Exit immediately instead of waiting until the moves are over"},
    {"dry-run", 0, FlagKind::Switch, "", "Only show which tasks would move"},
    {"max-moves", 0, FlagKind::Text, "uint", "Move at most so many tasks (default 0 = unlimited)"},
};
constexpr Flag RollbackFlags[] = {
    {"to", 0, FlagKind::Text, "uint", "The revision to go back to, see \"service history\" (default: the one before)"},
    {"detach", 'd', FlagKind::Switch, "", "Exit immediately instead of waiting for the service to converge"},
    {"quiet", 'q', FlagKind::Switch, "", "Suppress progress output"},
};
constexpr Flag EventFlags[] = {
    {"filter", 'f', FlagKind::List, "filter", "Filter output based on conditions provided"},
    {"format", 0, FlagKind::Text, "string", "Format output using a custom template: 'json', 'TEMPLATE'"},
    {"since", 0, FlagKind::Text, "string", "Show all events created since timestamp"},
    {"until", 0, FlagKind::Text, "string", "Stream events until this timestamp"},
};
constexpr Flag FormatFlags[] = {{"format", 'f', FlagKind::Text, "string", "Format output using a custom template: 'json', 'TEMPLATE'"}};

constexpr Flag PlanFlags[] = {{"format", 0, FlagKind::Text, "string", "Format output using a custom template: 'json', 'TEMPLATE'"}};

constexpr Flag AddNodeFlags[] = {
    {"count", 0, FlagKind::Text, "uint", "How many nodes (default 1)"},
    {"cpus", 0, FlagKind::Text, "decimal", "CPUs of each (default: as a node that is there)"},
    {"format", 0, FlagKind::Text, "string", "Format output using a custom template: 'json', 'TEMPLATE'"},
    {"label", 0, FlagKind::List, "list", "Node labels (key=value)"},
    {"memory", 0, FlagKind::Text, "bytes", "Memory of each (default: as a node that is there)"},
    {"rebalance", 0, FlagKind::Switch, "", "Even out where the tasks of replicated services run, too"},
    {"role", 0, FlagKind::Text, "string", "Role of the nodes (\"worker\", \"manager\")"},
};

constexpr Group AllGroups[] = {
    {"swarm", "Manage Swarm"},
    {"node", "Manage Swarm nodes"},
    {"service", "Manage Swarm services"},
    {"plan", "Show what a change would do, without doing it"},
    {"system", "Manage Skep"},
};

} // namespace

std::span<const Group> groups() { return AllGroups; }

std::span<const Command> commands()
{
    static const Command all[] = {
        {"swarm init", "[OPTIONS]", "Initialize a swarm", InitFlags, 0, 0, false, Names::None, swarmInit},
        {"swarm join", "[OPTIONS] HOST:PORT", "Join a swarm as a node and/or manager", JoinFlags, 1, 1, false,
            Names::None, swarmJoin},
        {"swarm join-token", "[OPTIONS] (worker|manager)", "Manage join tokens", JoinTokenFlags, 1, 1, false,
            Names::Roles, swarmJoinToken},
        {"swarm leave", "[OPTIONS]", "Leave the swarm", ForceFlags, 0, 0, false, Names::None, swarmLeave},

        {"node demote", "NODE [NODE...]", "Demote one or more nodes from manager in the swarm", {}, 1, -1, false,
            Names::Nodes, nodeDemote},
        {"node drain", "[OPTIONS] NODE", "Drain a node without a gap: tasks stop here once they run elsewhere",
            DrainFlags, 1, 1, false, Names::Nodes, nodeDrain},
        {"node inspect", "[OPTIONS] self|NODE [NODE...]", "Display detailed information on one or more nodes",
            InspectFlags, 1, -1, false, Names::Nodes, nodeInspect},
        {"node ls", "[OPTIONS]", "List nodes in the swarm", ListFlags, 0, 0, false, Names::None, nodeList},
        {"node promote", "NODE [NODE...]", "Promote one or more nodes to manager in the swarm", {}, 1, -1, false,
            Names::Nodes, nodePromote},
        {"node ps", "[OPTIONS] [NODE...]", "List tasks running on one or more nodes, defaults to current node",
            TaskFlags, 0, -1, false, Names::Nodes, nodeTasks},
        {"node rm", "[OPTIONS] NODE [NODE...]", "Remove one or more nodes from the swarm", ForceFlags, 1, -1, false,
            Names::Nodes, nodeRemove},
        {"node update", "[OPTIONS] NODE", "Update a node", NodeUpdateFlags, 1, 1, false, Names::Nodes, nodeUpdate},

        {"service create", "[OPTIONS] IMAGE [COMMAND] [ARG...]", "Create a new service", createFlags(), 1, -1, true,
            Names::None, serviceCreate},
        {"service history", "[OPTIONS] SERVICE", "List the revisions of a service", HistoryFlags, 1, 1, false,
            Names::Services, serviceHistory},
        {"service inspect", "[OPTIONS] SERVICE [SERVICE...]", "Display detailed information on one or more services",
            InspectFlags, 1, -1, false, Names::Services, serviceInspect},
        {"service ls", "[OPTIONS]", "List services", ListFlags, 0, 0, false, Names::None, serviceList},
        {"service pause", "SERVICE [SERVICE...]", "Pause the update or rollback of one or more services", {}, 1, -1,
            false, Names::Services, servicePause},
        {"service ps", "[OPTIONS] SERVICE [SERVICE...]", "List the tasks of one or more services", TaskFlags, 1, -1,
            false, Names::Services, serviceTasks},
        {"service rebalance", "[OPTIONS] SERVICE", "Even out where the tasks of a service run", RebalanceFlags, 1, 1,
            false, Names::Services, serviceRebalance},
        {"service resume", "SERVICE [SERVICE...]", "Go on with paused updates", {}, 1, -1, false, Names::Services,
            serviceResume},
        {"service rm", "SERVICE [SERVICE...]", "Remove one or more services", {}, 1, -1, false, Names::Services,
            serviceRemove},
        {"service rollback", "[OPTIONS] SERVICE", "Revert changes to a service's configuration", RollbackFlags, 1, 1,
            false, Names::Services, serviceRollback},
        {"service scale", "SERVICE=REPLICAS [SERVICE=REPLICAS...]", "Scale one or multiple replicated services",
            ScaleFlags, 1, -1, false, Names::Services, serviceScale},
        {"service update", "[OPTIONS] SERVICE", "Update a service", updateFlags(), 1, 1, false, Names::Services,
            serviceUpdate},

        {"plan activate", "[OPTIONS] NODE [NODE...]", "Show what would happen if nodes took tasks again", PlanFlags, 1,
            -1, false, Names::Nodes, planActivate},
        {"plan add-node", "[OPTIONS]", "Show what would happen if nodes joined", AddNodeFlags, 0, 0, false, Names::None,
            planAddNode},
        {"plan drain", "[OPTIONS] NODE [NODE...]", "Show what would happen if nodes were drained", PlanFlags, 1, -1,
            false, Names::Nodes, planDrain},
        {"plan lose", "[OPTIONS] NODE [NODE...]", "Show what would happen if nodes died", PlanFlags, 1, -1, false,
            Names::Nodes, planLose},
        {"plan pause", "[OPTIONS] NODE [NODE...]", "Show what would happen if nodes took no new tasks", PlanFlags, 1,
            -1, false, Names::Nodes, planPause},
        {"plan scale", "[OPTIONS] SERVICE=REPLICAS [SERVICE=REPLICAS...]",
            "Show what would happen if services were scaled", PlanFlags, 1, -1, false, Names::Services, planScale},
        {"plan update", "[OPTIONS] SERVICE", "Show what would happen if a service were updated", planUpdateFlags(), 1,
            1, false, Names::Services, planUpdate},
        {"why", "[OPTIONS] TASK",
            "Show why a task is not running, or where it could run (TASK: an ID, its prefix, or SERVICE.SLOT)",
            PlanFlags, 1, 1, false, Names::None, why},

        {"events", "[OPTIONS]", "Get real time events from the server", EventFlags, 0, 0, false, Names::None, events},
        {"info", "[OPTIONS]", "Display system-wide information", FormatFlags, 0, 0, false, Names::None, info},
        {"version", "[OPTIONS]", "Show the Skep version information", FormatFlags, 0, 0, false, Names::None, version},
        {"completion", "SHELL", "Print a completion script for bash, zsh or fish", {}, 1, 1, false, Names::None,
            completion},
        {"system dial-stdio", "", "Connect standard input and output with the daemon", {}, 0, 0, false, Names::None,
            dialStdio},
        {"__complete", "WORDS", "What the last word may become", {}, 0, -1, true, Names::None, complete},
    };
    return all;
}

} // namespace skep::cli
