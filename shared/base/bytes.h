#pragma once

#include <string>
#include <string_view>

namespace skep {

// A sequence of octets. std::string holds it without conversion at sockets, SQLite and OpenSSL.
using Bytes = std::string;
using BytesView = std::string_view;

// Overwrites the memory in a way the optimiser may not remove. For keys and tokens before they are dropped.
void wipe(std::string& secret);

// Equality in time that depends on the lengths only.
[[nodiscard]] bool equalConstantTime(BytesView a, BytesView b);

[[nodiscard]] std::string toHex(BytesView bytes);
// Standard alphabet with padding.
[[nodiscard]] std::string toBase64(BytesView bytes);

} // namespace skep
