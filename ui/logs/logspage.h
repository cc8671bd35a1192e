#pragma once

#include "ui/pages/page.h"

namespace skep::ui {

// Logs of any service, or of the task that is selected.
[[nodiscard]] PageEntry logsEntry();

} // namespace skep::ui
