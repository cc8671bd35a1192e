#pragma once

#include "ui/actions/quorum.h"

#include <optional>

// What may be done to nodes and what it would mean, from the mirror alone. Node ids that the mirror does not know are ignored.
namespace skep::ui {

using NodeIds = std::vector<std::string>;

enum class NodeChange { Drain, Pause, Activate, Promote, Demote, Remove };

// How it is done, where there is a choice.
struct NodeManner {
    bool force = false; // Remove: also a node that is not down
    bool gapFree = false; // Drain: each task runs on until another one runs elsewhere
    bool byScaling = false; // gapFree, on servers that have no "drain" of their own: see gapfreedrain.h
};

// Why it cannot be done; nullopt when it can. The server refuses the same.
[[nodiscard]] std::optional<QString> refusal(NodeChange change, const store::View& view, const NodeIds& ids);
// What it would mean, in one sentence: "Promote worker-2: 4 managers, still may lose 1."
[[nodiscard]] QString consequence(NodeChange change, const store::View& view, const NodeIds& ids);
// Things to think of before, most important first: an election, an even number, the last active node.
[[nodiscard]] QStringList warnings(NodeChange change, const store::View& view, const NodeIds& ids);
// "worker-2", "3 nodes"
[[nodiscard]] QString nodeNames(const store::View& view, const NodeIds& ids);
// docker's own words for it, skep's where docker has none.
[[nodiscard]] QString command(NodeChange change, const store::View& view, const NodeIds& ids, NodeManner manner = {});

} // namespace skep::ui
