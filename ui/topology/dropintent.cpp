#include "ui/topology/dropintent.h"

#include <algorithm>

namespace skep::ui::topology {
namespace {

std::optional<NodeChange> changeFor(const store::View& view, const NodeIds& ids, bool fromDock, Target target)
{
    if (target == Target::Dock)
        return fromDock ? std::nullopt : std::optional(NodeChange::Drain);
    if (fromDock)
        return NodeChange::Activate;
    const auto anyOf = [&](bool manager) {
        return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
            const auto node = view.get<api::Node>(id);
            return node && isManager(*node) == manager;
        });
    };
    if (target == Target::Managers && anyOf(false))
        return NodeChange::Promote;
    if (target == Target::Workers && anyOf(true))
        return NodeChange::Demote;
    return std::nullopt;
}

} // namespace

std::optional<DropIntent> dropIntent(const store::View& view, const NodeIds& ids, bool fromDock, Target target)
{
    const auto change = changeFor(view, ids, fromDock, target);
    if (!change)
        return std::nullopt;
    return DropIntent{*change, consequence(*change, view, ids), refusal(*change, view, ids)};
}

} // namespace skep::ui::topology
