#pragma once

#include "ui/changes/changeset.h"

namespace skep::ui {

// Removing one service, secret, config or network, as an edit that waits with others.
[[nodiscard]] StagedChange stagedRemoval(Cluster& cluster, api::ObjectKind kind, const std::string& id);
// Each by itself; then the change set is shown.
void stageRemovals(Cluster& cluster, QWidget* window, const Selection& selection);

} // namespace skep::ui
