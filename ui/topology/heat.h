#pragma once

#include "ui/topology/topologymodel.h"

#include <optional>

// The map as a heat map: how far the load of each node is from the mean of those that may get tasks. Values in, values
// out.
namespace skep::ui::topology {

enum class Measure
{
    Tasks, // on the node and not ended, in tasks
    Cpu, // reserved, as a share of what the node has
    Memory // the same
};

// What a node carries.
struct Load
{
    int tasks = 0;
    double cpuShare = -1, memoryShare = -1; // -1: nobody knows what there is
    QString cpuText, memoryText;
    QString apart; // why the node is not part of the mean ("drained", "down"); "" when it is

    // In the unit of the measure; nullopt when it is not known.
    [[nodiscard]] std::optional<double> value(Measure measure) const;
};

[[nodiscard]] Load loadOf(const NodeView& node);

// What loads are compared with. The mean is as exact as it is shown (a tenth of a task, a percent), so that two scales
// that look the same are equal.
struct HeatScale
{
    static constexpr int Steps = 5; // of the theme's ramp, −2 … +2

    Measure measure = Measure::Tasks;
    double mean = 0;
    int nodes = 0; // that the mean is of

    // Distances from the mean from which on a load is off and far off: a quarter and three quarters of the mean, at
    // least one and two tasks, ten and twenty percent.
    [[nodiscard]] double off() const;
    [[nodiscard]] double farOff() const;
    // −2 … +2; nullopt for a node that is not compared.
    [[nodiscard]] std::optional<int> step(const Load& load) const;
    bool operator==(const HeatScale&) const = default;
};

[[nodiscard]] HeatScale scaleOf(const std::vector<Load>& loads, Measure measure);

// "4 tasks", "75 %"; "unknown".
[[nodiscard]] QString loadText(const Load& load, Measure measure);
// "1.3 above the mean", "25 points below the mean", "at the mean", "not compared: drained".
[[nodiscard]] QString comparisonText(const Load& load, const HeatScale& scale);
// "mean of 4 nodes: 3.3 tasks"
[[nodiscard]] QString meanText(const HeatScale& scale);
// The loads that a step of the ramp stands for: "≤ 1.3", "3.3", "≥ 5.3"; "" for one that no load can have.
[[nodiscard]] QString stepText(const HeatScale& scale, int step);
[[nodiscard]] QString measureText(Measure measure);

// Of a step; invalid for nullopt.
[[nodiscard]] QColor heatColour(std::optional<int> step);
// Black or white, whichever is read better on it.
[[nodiscard]] QColor textOn(const QColor& ground);

} // namespace skep::ui::topology
