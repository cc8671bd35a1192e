#pragma once

#include "ui/forms/field.h"

// The sections of a service's form, by file; serviceSections() joins them.
namespace skep::ui {

[[nodiscard]] std::vector<FieldSection> processSections(); // general, run, health
[[nodiscard]] std::vector<FieldSection> schedulingSections(); // resources, placement, update, restart
[[nodiscard]] std::vector<FieldSection> attachmentSections(); // network, mounts, secrets and configs, labels

} // namespace skep::ui
