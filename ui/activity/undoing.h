#pragma once

#include "ui/cluster/cluster.h"

class QWidget;

namespace skep::ui {

// What the button says that takes an operation back: "Review…" once somebody else has changed the same.
[[nodiscard]] QString undoButtonText(const Cluster& cluster, const Operation& operation);
// Takes it back, or shows first what that would overwrite.
void undoOperation(Cluster& cluster, QWidget* window, int id);
// The newest that can be taken back; null when there is none.
[[nodiscard]] const Operation* lastUndoable(const Cluster& cluster);

} // namespace skep::ui
