#include "ui/forms/refusal.h"

#include "ui/text/text.h"

#include <utility>

namespace skep::ui {

QString fieldOfRefusal(std::string_view message)
{
    // The more particular words first.
    static constexpr std::pair<std::string_view, const char*> Known[] = {{"secret", "secrets"},
        {"config reference", "configs"}, {"config ", "configs"}, {"duplicate mount", "mounts"}, {"mount", "mounts"},
        {"repository/tag", "image"}, {"image", "image"}, {"name conflicts", "name"}, {"name must", "name"},
        {"valid as a DNS name", "name"}, {"RollbackConfig", "rollback.order"}, {"rollback-", "rollback.delay"},
        {"UpdateConfig", "update.order"}, {"update-", "update.delay"}, {"restart-delay", "restart.delay"},
        {"restart-window", "restart.window"}, {"Placement.Constraints", "constraints"}, {"constraint", "constraints"},
        {"HealthConfig", "health.interval"}, {"StopGracePeriod", "stopGrace"}, {"memory value", "reserveMemory"},
        {"cpu value", "reserveCpu"}, {"pids", "limitPids"}, {"dnsrr", "endpointMode"}, {"port", "ports"},
        {"network", "networks"}, {"replicas", "replicas"}};
    for (const auto& [words, field] : Known)
        if (message.find(words) != message.npos)
            return QString::fromLatin1(field);
    return {};
}

} // namespace skep::ui
