#pragma once

namespace skep::ui {

// Whether nothing should move or flash. The person's own setting: what the desktop wants is not told by this Qt.
[[nodiscard]] bool reducedMotion();
void setReducedMotion(bool reduced); // remembered

} // namespace skep::ui
