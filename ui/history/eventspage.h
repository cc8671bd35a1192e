#pragma once

#include "ui/pages/page.h"

namespace skep::ui {

// What happened in the cluster, as far as Skep was looking.
[[nodiscard]] PageEntry eventsEntry();

} // namespace skep::ui
