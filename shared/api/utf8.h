#pragma once

#include <cstddef>
#include <string_view>

namespace skep::api {

// Octets of the well-formed UTF-8 sequence (RFC 3629) that `text` starts with: 1 to 4; 0 when it starts with none.
[[nodiscard]] std::size_t utf8SequenceLength(std::string_view text);

[[nodiscard]] bool isUtf8(std::string_view text);

} // namespace skep::api
