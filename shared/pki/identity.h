#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace skep::pki {

// What a certificate entitles its node to. In the subject it is the OU (control-plane.md §A.3).
enum class Role { Worker, Manager };

// "swarm-worker" or "swarm-manager".
[[nodiscard]] std::string_view organizationalUnit(Role role);
// The inverse, exact to the letter; nothing for any other text.
[[nodiscard]] std::optional<Role> roleOf(std::string_view organizationalUnit);

// Who a certificate speaks for: CN, OU and O.
struct Subject {
    std::string nodeId;
    Role role = Role::Worker;
    std::string clusterId;

    bool operator==(const Subject&) const = default;
};

} // namespace skep::pki
