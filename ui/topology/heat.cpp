#include "ui/topology/heat.h"

#include "ui/text/text.h"
#include "ui/theme/contrast.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace skep::ui::topology {
namespace {

struct HeatText
{
    Q_DECLARE_TR_FUNCTIONS(Heat)
};

QString percent(double share)
{
    return HeatText::tr("%1 %").arg(QLocale().toString(share * 100, 'f', 0));
}

QString inUnit(double value, Measure measure)
{
    return measure == Measure::Tasks
        ? QLocale().toString(value, 'f', std::fabs(value - std::round(value)) < 0.05 ? 0 : 1)
        : percent(value);
}

} // namespace

std::optional<double> Load::value(Measure measure) const
{
    if (measure == Measure::Tasks)
        return tasks;
    const double share = measure == Measure::Cpu ? cpuShare : memoryShare;
    return share < 0 ? std::nullopt : std::optional(share);
}

Load loadOf(const NodeView& node)
{
    Load load{.cpuShare = node.cpuShare,
        .memoryShare = node.memoryShare,
        .cpuText = node.cpuText,
        .memoryText = node.memoryText,
        .apart = {}};
    load.tasks
        = int(std::count_if(node.pips.begin(), node.pips.end(), [](const Pip& pip) { return !isTerminal(pip.state); }));
    if (node.state != api::NodeState::Ready)
        load.apart = stateText(node.state);
    else if (node.availability == api::Availability::Pause || node.availability == api::Availability::Drain)
        load.apart = availabilityText(node.availability);
    return load;
}

double HeatScale::off() const
{
    return std::max(measure == Measure::Tasks ? 1 : 0.1, mean / 4);
}

double HeatScale::farOff() const
{
    return std::max(measure == Measure::Tasks ? 2 : 0.2, mean * 3 / 4);
}

std::optional<int> HeatScale::step(const Load& load) const
{
    const auto value = load.value(measure);
    if (!value || !load.apart.isEmpty() || nodes == 0)
        return std::nullopt;
    constexpr double Rounding = 1e-9;
    const double distance = std::fabs(*value - mean) + Rounding;
    const int size = distance >= farOff() ? 2 : distance >= off() ? 1 : 0;
    return *value < mean ? -size : size;
}

HeatScale scaleOf(const std::vector<Load>& loads, Measure measure)
{
    HeatScale scale{.measure = measure};
    double sum = 0;
    for (const Load& load : loads)
        if (const auto value = load.value(measure); value && load.apart.isEmpty()) {
            sum += *value;
            ++scale.nodes;
        }
    const double exactness = measure == Measure::Tasks ? 10 : 100;
    scale.mean = scale.nodes ? std::round(sum / scale.nodes * exactness) / exactness : 0;
    return scale;
}

QString loadText(const Load& load, Measure measure)
{
    const auto value = load.value(measure);
    if (!value)
        return HeatText::tr("unknown");
    return measure == Measure::Tasks ? HeatText::tr("%n task(s)", nullptr, load.tasks) : percent(*value);
}

QString comparisonText(const Load& load, const HeatScale& scale)
{
    if (!load.apart.isEmpty())
        return HeatText::tr("not compared: %1").arg(load.apart);
    const auto value = load.value(scale.measure);
    if (!value)
        return HeatText::tr("not compared");
    const double distance = std::fabs(*value - scale.mean);
    if (distance < (scale.measure == Measure::Tasks ? 0.05 : 0.005))
        return HeatText::tr("at the mean");
    const bool above = *value > scale.mean;
    if (scale.measure != Measure::Tasks) {
        const int points = int(std::lround(distance * 100));
        return above ? HeatText::tr("%n point(s) above the mean", "of percent", points)
                     : HeatText::tr("%n point(s) below the mean", "of percent", points);
    }
    const QString by = inUnit(distance, scale.measure);
    return above ? HeatText::tr("%1 above the mean").arg(by) : HeatText::tr("%1 below the mean").arg(by);
}

QString meanText(const HeatScale& scale)
{
    return scale.nodes ? HeatText::tr("%1; mean of %n node(s): %2", "what is compared; what it is", scale.nodes)
                             .arg(measureText(scale.measure), inUnit(scale.mean, scale.measure))
                       : HeatText::tr("%1: no node can be compared").arg(measureText(scale.measure));
}

QString stepText(const HeatScale& scale, int step)
{
    if (step == 0)
        return inUnit(scale.mean, scale.measure);
    const double distance = std::abs(step) == 2 ? scale.farOff() : scale.off();
    if (step > 0)
        return QStringLiteral("≥ ") + inUnit(scale.mean + distance, scale.measure);
    return scale.mean < distance ? QString() : QStringLiteral("≤ ") + inUnit(scale.mean - distance, scale.measure);
}

QString measureText(Measure measure)
{
    switch (measure) {
    case Measure::Tasks:
        return HeatText::tr("Tasks");
    case Measure::Cpu:
        return HeatText::tr("Reserved CPU");
    case Measure::Memory:
        return HeatText::tr("Reserved memory");
    }
    return {};
}

QColor heatColour(std::optional<int> step)
{
    return step ? theme().heat[*step + HeatScale::Steps / 2] : QColor();
}

QColor textOn(const QColor& ground)
{
    return contrast(ground, Qt::black) >= contrast(ground, Qt::white) ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace skep::ui::topology
