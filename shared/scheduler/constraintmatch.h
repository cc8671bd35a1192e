#pragma once

#include "shared/api/constraint.h"
#include "shared/api/objects.h"

#include <string>
#include <string_view>
#include <vector>

// Does a node meet placement constraints: orchestration.md §7.5. Used by the scheduler, the constraint enforcer and the
// orchestrators of global services and jobs.
namespace skep::scheduler {

// Comparison is of whole strings without regard to (ASCII) case; a missing label or field is "". A key that is not
// known, or a node.ip that is neither address nor CIDR, matches for no operator. node.platform.arch takes either name
// of an architecture (x86_64 or amd64), where Docker knows only the kernel's (orchestration.md §13, S9).
[[nodiscard]] bool matches(const api::Node& node, const api::Constraint& constraint);
// All of them; true for none.
[[nodiscard]] bool matches(const api::Node& node, const std::vector<api::Constraint>& constraints);
// The same from the texts of a spec. Texts that do not parse count as no constraints at all, as in SwarmKit.
[[nodiscard]] bool matches(const api::Node& node, const api::Placement& placement);

// It is one of the platforms (those of an image); true for none. Names are normalised; a node that does not say what it
// is has none.
[[nodiscard]] bool isOfPlatform(const api::Node& node, const std::vector<api::Platform>& platforms);
// Where global services and jobs have a task: the constraints hold, and the platform is one that the image is made for.
// In Docker such a task waits for ever on a node of another platform (orchestration.md §13, S6).
[[nodiscard]] bool isMeantFor(const api::Node& node, const api::Placement& placement);

// What the node has under the key of a constraint or a spread descriptor, for showing: "" when it has nothing or the
// key is unknown.
[[nodiscard]] std::string valueOf(const api::Node& node, std::string_view key);

// The role a node has: the observed one, before it is known the wanted one.
[[nodiscard]] api::NodeRole roleOf(const api::Node& node);

// "node.role == manager".
[[nodiscard]] std::string toText(const api::Constraint& constraint);
[[nodiscard]] bool isRoleKey(std::string_view key);
// "node.labels." and "engine.labels.": the label name after the prefix (case does not matter in it), or "".
[[nodiscard]] std::string_view nodeLabelOf(std::string_view key);
[[nodiscard]] std::string_view engineLabelOf(std::string_view key);

} // namespace skep::scheduler
