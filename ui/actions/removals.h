#pragma once

#include "ui/cluster/cluster.h"

// Removing what services are and refer to: services, secrets, configs and networks.
namespace skep::ui {

// Those of the selection that are there, by name.
[[nodiscard]] QStringList namesOf(const store::View& view, const Selection& selection);
[[nodiscard]] Operations::Work removalWork(Cluster& cluster, const Selection& selection);
// docker's own words for it.
[[nodiscard]] QString removalCommand(const store::View& view, const Selection& selection);

} // namespace skep::ui
