#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// orchestration.md §0.1.
namespace skep::allocator {

inline constexpr std::uint32_t FirstDynamicPort = 30'000, LastDynamicPort = 32'767;
inline constexpr std::string_view DefaultPool = "10.0.0.0/8";
inline constexpr std::uint32_t SubnetLength = 24;
inline constexpr std::uint32_t FirstVxlanId = 4'096, LastVxlanId = (1U << 24) - 1;

// Tasks written by one pass: keeps a Raft entry near a megabyte.
inline constexpr std::size_t MaxWritesPerPass = 2'000;

inline constexpr std::string_view VxlanOption = "com.docker.network.driver.overlay.vxlanid_list";
inline constexpr std::string_view PredefinedLabel = "com.docker.swarm.predefined";

static_assert(FirstDynamicPort <= LastDynamicPort && LastDynamicPort <= 65'535);

} // namespace skep::allocator
