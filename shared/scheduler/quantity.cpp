#include "shared/scheduler/quantity.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace skep::scheduler {

namespace {

std::string decimal(double value, int digits)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, value);
    std::string result = text;
    result.erase(result.find_last_not_of('0') + 1);
    if (result.ends_with('.'))
        result.pop_back();
    return result;
}

} // namespace

std::string cpuText(std::int64_t nanoCpus)
{
    return decimal(static_cast<double>(nanoCpus) / 1e9, 9);
}

std::string memoryText(std::int64_t bytes)
{
    static constexpr std::array<std::string_view, 5> Units{"bytes", "KiB", "MiB", "GiB", "TiB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (std::abs(value) >= 1024 && unit + 1 < Units.size()) {
        value /= 1024;
        ++unit;
    }
    return decimal(value, 2) + ' ' + std::string(Units[unit]);
}

} // namespace skep::scheduler
