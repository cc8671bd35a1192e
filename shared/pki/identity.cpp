#include "shared/pki/identity.h"

namespace skep::pki {

std::string_view organizationalUnit(Role role)
{
    switch (role) {
    case Role::Worker:
        return "swarm-worker";
    case Role::Manager:
        return "swarm-manager";
    }
    return {};
}

std::optional<Role> roleOf(std::string_view organizationalUnit)
{
    if (organizationalUnit == "swarm-worker")
        return Role::Worker;
    if (organizationalUnit == "swarm-manager")
        return Role::Manager;
    return {};
}

} // namespace skep::pki
