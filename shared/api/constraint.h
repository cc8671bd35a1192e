#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

// Placement constraints as users write them, "node.labels.disk == ssd" (orchestration.md §7.5). Matching is the
// scheduler's.
namespace skep::api {

struct Constraint {
    enum class Op { Equal, NotEqual };

    std::string key; // as written; compared without regard to case by whoever matches
    Op op = Op::Equal;
    std::string value; // literal: no globbing, no regular expressions

    bool operator==(const Constraint&) const = default;
};

// All of them, in order. Error Unknown, as Docker's (docker-api.md §3): "key 'x' is invalid", "value 'x' is invalid",
// "constraint expected one operator from ==, !=". An unknown key is no error here; it just never matches.
[[nodiscard]] Result<std::vector<Constraint>> parseConstraints(const std::vector<std::string>& texts);

// What a key asks about, whatever its case.
enum class ConstraintKey { Unknown, NodeId, Hostname, Role, Os, Arch, Ip, NodeLabel, EngineLabel };
[[nodiscard]] ConstraintKey constraintKeyOf(std::string_view key);
// The label behind "node.labels." or "engine.labels."; empty for other keys.
[[nodiscard]] std::string_view nodeLabelOf(std::string_view key);
[[nodiscard]] std::string_view engineLabelOf(std::string_view key);

} // namespace skep::api
