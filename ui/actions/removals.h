#pragma once

#include "ui/cluster/cluster.h"

// Removing what services are and refer to: services, secrets, configs and networks.
namespace skep::ui {

// Those of the selection that are there, by name.
[[nodiscard]] QStringList namesOf(const store::View& view, const Selection& selection);
[[nodiscard]] async::Task<Result<void>> removeObjects(client::ClusterConnection* connection, Selection selection);
// Services and configs can be made again, from what they said last: as new ones, with other ids.
[[nodiscard]] Operations::Work removalWork(Cluster& cluster, const Selection& selection);
// docker's own words for it.
[[nodiscard]] QString removalCommand(const store::View& view, const Selection& selection);

} // namespace skep::ui
