#pragma once

#include <QString>

#include <string_view>

namespace skep::ui {

// The field of a service's form that a refusal is about; "" when that cannot be told. It only decides where the words
// stand.
[[nodiscard]] QString fieldOfRefusal(std::string_view message);

} // namespace skep::ui
