#pragma once

#include "ui/actions/noderules.h"
#include "ui/cluster/cluster.h"

// A drain without gaps where the server has none of its own (desktop-ux §2.4): the nodes are paused, their services get as many
// more replicas as they have there, and once those run elsewhere the nodes are drained and the numbers go back.
namespace skep::ui {

struct GapFreePlan
{
    struct Growth
    {
        std::string id;
        QString name;
        std::uint64_t replicas = 0, extra = 0; // wanted now; that many run on the nodes
        bool operator==(const Growth&) const = default;
    };
    struct Left
    {
        QString name, why;
    };
    std::vector<Growth> services; // by name
    std::vector<Left> left; // by name: their tasks are drained as ever, and why
};

[[nodiscard]] GapFreePlan gapFreePlan(const store::View& view, const NodeIds& ids);
// The same by hand, a line for each step.
[[nodiscard]] QString gapFreeCommands(const store::View& view, const NodeIds& ids);
// Undo at any time puts the nodes and the numbers back.
[[nodiscard]] Operations::Work drainByScaling(Cluster& cluster, const NodeIds& ids);
// Of what it kept, by what is observed: how far it came, or that somebody else has changed what it began.
inline constexpr const char* DrainByScalingKind = "drainByScaling";
[[nodiscard]] std::optional<Operations::Work> drainByScalingAgain(Cluster& cluster, const QJsonObject& kept);

} // namespace skep::ui
