#pragma once

#include <cstdint>
#include <string>

// Amounts as sentences carry them.
namespace skep::scheduler {

// 1'500'000'000 → "1.5".
[[nodiscard]] std::string cpuText(std::int64_t nanoCpus);
// The largest unit that leaves at most two decimals worth showing: "512 MiB", "1.5 GiB".
[[nodiscard]] std::string memoryText(std::int64_t bytes);

} // namespace skep::scheduler
