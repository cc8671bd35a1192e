#pragma once

#include "shared/api/fields.h"
#include "shared/orchestrator/slots.h"

#include <string>
#include <vector>

// Evening out where the tasks of a replicated service run, on request: nodes that joined or came back get their share.
namespace skep::orchestrator {

struct RebalanceMove {
    std::string taskId, name; // name: "web.3"
    std::string fromId, from, toId, to; // nodes: id and hostname

    template <class V>
    static void fields(V& v)
    {
        v(1, "TaskID", &RebalanceMove::taskId, api::Omit::Never);
        v(2, "Name", &RebalanceMove::name, api::Omit::Never);
        v(3, "FromID", &RebalanceMove::fromId, api::Omit::Never);
        v(4, "From", &RebalanceMove::from, api::Omit::Never);
        v(5, "ToID", &RebalanceMove::toId, api::Omit::Never);
        v(6, "To", &RebalanceMove::to, api::Omit::Never);
    }
    bool operator==(const RebalanceMove&) const = default;
};

struct NodeShare {
    std::string nodeId, hostname;
    std::uint64_t now = 0, then = 0; // tasks of the service

    template <class V>
    static void fields(V& v)
    {
        v(1, "NodeID", &NodeShare::nodeId, api::Omit::Never);
        v(2, "Hostname", &NodeShare::hostname, api::Omit::Never);
        v(3, "Now", &NodeShare::now, api::Omit::Never);
        v(4, "Then", &NodeShare::then, api::Omit::Never);
    }
    bool operator==(const NodeShare&) const = default;
};

struct RebalancePlan {
    std::string serviceId;
    std::vector<RebalanceMove> moves; // in the order of their worth
    std::uint64_t left = 0; // moves that the budget cut off
    std::vector<NodeShare> nodes; // those with tasks of the service, now or then

    template <class V>
    static void fields(V& v)
    {
        v(1, "ServiceID", &RebalancePlan::serviceId, api::Omit::Never);
        v(2, "Moves", &RebalancePlan::moves, api::Omit::Never);
        v(3, "Left", &RebalancePlan::left, api::Omit::Never);
        v(4, "Nodes", &RebalancePlan::nodes, api::Omit::Never);
    }
    bool operator==(const RebalancePlan&) const = default;
};

// The moves that make shares equal: with spread preferences branch by branch, else node by node. A move goes from where
// there are at least two tasks more to a node that passes every filter, with what runs there now. `maxMoves`: 0 for any
// number. Errors FailedPrecondition: the service is not replicated, is being updated, is being rebalanced, or its tasks are
// not restarted.
[[nodiscard]] Result<RebalancePlan> planRebalance(
    const store::View& view, const api::Service& service, std::uint64_t maxMoves);

// Marks the tasks; reconcileMoves() does the rest, without a gap.
[[nodiscard]] Result<void> beginRebalance(store::Tx& tx, const RebalancePlan& plan, Timestamp now);

// Moves that were begun and have not come to their end.
struct RebalanceProgress {
    std::string serviceId;
    struct Row {
        RebalanceMove move;
        std::string text; // how far it is

        template <class V>
        static void fields(V& v)
        {
            v(1, "Move", &Row::move, api::Omit::Never);
            v(2, "Text", &Row::text, api::Omit::Never);
        }
        bool operator==(const Row&) const = default;
    };
    std::vector<Row> moves;

    template <class V>
    static void fields(V& v)
    {
        v(1, "ServiceID", &RebalanceProgress::serviceId, api::Omit::Never);
        v(2, "Moves", &RebalanceProgress::moves, api::Omit::Never);
    }
    bool operator==(const RebalanceProgress&) const = default;
};
[[nodiscard]] RebalanceProgress rebalanceProgress(const store::View& view, const api::Service& service);

} // namespace skep::orchestrator
