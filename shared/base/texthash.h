#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>

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

// Things that have the text they are found by: T::text().
struct OwnText {
    using is_transparent = void;
    template <class T>
    static std::string_view of(const T& thing)
    {
        if constexpr (std::is_convertible_v<const T&, std::string_view>)
            return thing;
        else
            return thing.text();
    }
    std::size_t operator()(const auto& thing) const { return TextHash()(of(thing)); }
    bool operator()(const auto& a, const auto& b) const { return of(a) == of(b); }
};
template <class T>
using TextSet = std::unordered_set<T, OwnText, OwnText>;

} // namespace skep
