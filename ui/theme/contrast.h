#pragma once

#include "ui/theme/theme.h"

// What desktop-ux §5.1 demands of the colours, as numbers a test can hold them to.
namespace skep::ui {

[[nodiscard]] Theme themeFor(bool dark);

// WCAG 2: 1 … 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);
// L* of CIE L*a*b* under D65.
[[nodiscard]] double lightness(const QColor& colour);
// ΔE*76.
[[nodiscard]] double difference(const QColor& a, const QColor& b);

enum class Sight { Normal, Protan, Deutan, Tritan };
// How the colour looks without the cones of that kind.
[[nodiscard]] QColor asSeenBy(Sight sight, const QColor& colour);

} // namespace skep::ui
