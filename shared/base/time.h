#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace skep {

using Nanoseconds = std::chrono::nanoseconds;
using namespace std::chrono_literals;

// An instant in UTC: nanoseconds since 1970. The default is Go's zero time, which Docker's API writes as
// 0001-01-01T00:00:00Z.
struct Timestamp {
    static constexpr std::int64_t Zero = INT64_MIN;

    std::int64_t ns = Zero;

    [[nodiscard]] bool isZero() const { return ns == Zero; }
    auto operator<=>(const Timestamp&) const = default;

    friend Timestamp operator+(Timestamp t, Nanoseconds d) { return {t.isZero() ? t.ns : t.ns + d.count()}; }
    friend Timestamp operator-(Timestamp t, Nanoseconds d) { return {t.isZero() ? t.ns : t.ns - d.count()}; }
    friend Nanoseconds operator-(Timestamp a, Timestamp b) { return Nanoseconds(a.ns - b.ns); }
};

// RFC 3339 in UTC, up to nine fractional digits, trailing zeros removed, always "Z" (docker-api.md §1).
[[nodiscard]] std::string toRfc3339(Timestamp t);
// The same with exactly nine fractional digits, as log lines carry it.
[[nodiscard]] std::string toRfc3339Nano(Timestamp t);
// Accepts any RFC 3339 offset. Error: InvalidArgument naming the text.
[[nodiscard]] Result<Timestamp> parseRfc3339(std::string_view text);

// The wall clock. Shells only; pure rooms take `now` as an argument.
[[nodiscard]] Timestamp systemNow();

} // namespace skep
