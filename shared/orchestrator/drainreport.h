#pragma once

#include "shared/api/fields.h"
#include "shared/orchestrator/startstep.h"

#include <optional>
#include <string>
#include <vector>

// How far the drain of a node has come, read from the store.
namespace skep::orchestrator {

enum class DrainPhase {
    Waiting, // its turn comes without anybody's doing
    Moving, // another task is starting elsewhere
    Stuck, // it runs here until somebody helps
    Stopping,
};

struct DrainedTask {
    std::string taskId, name, serviceId; // name: "web.3"
    DrainPhase phase = DrainPhase::Waiting;
    // What keeps it, in one word: "global", "job", "turn", "update", "restart-policy", or the filter that most of the
    // other nodes fail ("host-ports", "max-replicas", "resources", "constraints", "platform", "plugins"; "no-node": none
    // is available).
    std::string obstacle;
    std::string reason; // in a sentence
    std::string replacementId, replacementNode;

    template <class V>
    static void fields(V& v)
    {
        v(1, "TaskID", &DrainedTask::taskId, api::Omit::Never);
        v(2, "Name", &DrainedTask::name, api::Omit::Never);
        v(3, "ServiceID", &DrainedTask::serviceId, api::Omit::Never);
        v(4, "Phase", &DrainedTask::phase, api::Omit::Never);
        v(5, "Obstacle", &DrainedTask::obstacle, api::Omit::Never);
        v(6, "Reason", &DrainedTask::reason, api::Omit::Never);
        v(7, "ReplacementID", &DrainedTask::replacementId, api::Omit::Empty);
        v(8, "ReplacementNode", &DrainedTask::replacementNode, api::Omit::Empty);
    }
    bool operator==(const DrainedTask&) const = default;
};

struct DrainReport {
    std::string nodeId, hostname;
    api::Availability availability = api::Availability::Unspecified;
    bool gapFree = false;
    std::optional<Timestamp> since; // of a drain without a gap
    bool drained = false; // nothing is left
    std::vector<DrainedTask> tasks; // that are still there, while the node is drained

    template <class V>
    static void fields(V& v)
    {
        v(1, "NodeID", &DrainReport::nodeId, api::Omit::Never);
        v(2, "Hostname", &DrainReport::hostname, api::Omit::Never);
        v(3, "Availability", &DrainReport::availability, api::Omit::Never);
        v(4, "GapFree", &DrainReport::gapFree, api::Omit::Never);
        v(5, "Since", &DrainReport::since, api::Omit::Empty);
        v(6, "Drained", &DrainReport::drained, api::Omit::Never);
        v(7, "Tasks", &DrainReport::tasks, api::Omit::Never);
    }
    bool operator==(const DrainReport&) const = default;
};

[[nodiscard]] DrainReport drainReport(const store::View& view, const api::Node& node);

} // namespace skep::orchestrator

template <>
struct skep::api::EnumText<skep::orchestrator::DrainPhase> {
    using Phase = skep::orchestrator::DrainPhase;
    static constexpr std::pair<Phase, std::string_view> Table[] = {{Phase::Waiting, "waiting"},
        {Phase::Moving, "moving"}, {Phase::Stuck, "stuck"}, {Phase::Stopping, "stopping"}};
    static std::string invalid(std::string_view t) { return "invalid phase: \"" + std::string(t) + "\""; }
};
