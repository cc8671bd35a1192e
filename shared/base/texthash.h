#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace skep {

// For tables that are only looked up in and never walked through: what a hash orders differs from one build to the next.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;
// The same over texts that live elsewhere.
template <class T>
using TextViewMap = std::unordered_map<std::string_view, T>;

} // namespace skep
