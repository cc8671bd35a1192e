#pragma once

#include "ui/pages/page.h"

namespace skep::ui {

[[nodiscard]] PageEntry nodesEntry();
[[nodiscard]] PageEntry servicesEntry();
[[nodiscard]] PageEntry tasksEntry();
[[nodiscard]] PageEntry secretsEntry();
[[nodiscard]] PageEntry configsEntry();
[[nodiscard]] PageEntry networksEntry();

} // namespace skep::ui
