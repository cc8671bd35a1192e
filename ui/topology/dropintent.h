#pragma once

#include "ui/actions/noderules.h"
#include "ui/topology/topologylayout.h"

namespace skep::ui::topology {

enum class Target { Managers, Workers, Group, Dock };

// What dropping nodes on a place would ask for. `refusal`: why it cannot be; the place is shown as such.
struct DropIntent {
    NodeChange change;
    QString sentence;
    std::optional<QString> refusal;
};

// nullopt: the place means nothing for these nodes (a worker over the workers' band). `fromDock`: they were taken from the dock.
[[nodiscard]] std::optional<DropIntent> dropIntent(const store::View& view, const NodeIds& ids, bool fromDock, Target target);

} // namespace skep::ui::topology
