#include "ui/preview/whatif.h"

#include "ui/text/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <map>

namespace skep::ui {
namespace {

struct WhatIf {
    Q_DECLARE_TR_FUNCTIONS(WhatIf)
};

using planning::Fate;

QString targetOf(const planning::Answer& answer, const planning::ServiceImpact& service)
{
    std::map<std::string, int> nodes;
    int waiting = 0;
    for (const auto& outcome : answer.outcomes) {
        if (outcome.serviceId != service.serviceId)
            continue;
        if (outcome.fate == Fate::Waits)
            ++waiting;
        else if (outcome.fate != Fate::Stops)
            ++nodes[outcome.to];
    }
    QStringList parts;
    for (const auto& [node, count] : nodes)
        parts << (count > 1 ? QStringLiteral("%1 ×%2").arg(qstr(node)).arg(count) : qstr(node));
    if (waiting > 0)
        parts << WhatIf::tr("nowhere ×%1").arg(waiting);
    return parts.isEmpty() ? QStringLiteral("–") : parts.join(QStringLiteral(", "));
}

QString noteOf(const planning::Answer& answer, const planning::ServiceImpact& service, bool kept)
{
    QStringList notes;
    for (const auto& waiting : answer.waiting) {
        if (waiting.serviceId != service.serviceId)
            continue;
        notes << (waiting.tasks > waiting.already ? qstr(waiting.why.summary) : WhatIf::tr("still waiting: %1").arg(qstr(waiting.why.summary)));
    }
    if (service.onlyCopy && !kept)
        notes << WhatIf::tr("only copy");
    if (service.stops > 0)
        notes << WhatIf::tr("%n stop(s), not replaced", nullptr, int(service.stops));
    return notes.join(QStringLiteral("; "));
}

QString secondsText(double seconds)
{
    const auto whole = qint64(std::ceil(seconds));
    return whole < 120 ? WhatIf::tr("%1 s", "seconds").arg(whole) : WhatIf::tr("%1 min").arg((whole + 59) / 60);
}

// From "if stops take no time" to "if each takes its whole grace period".
QString lengthText(const planning::ServiceImpact& service)
{
    const QString least = secondsText(service.gap), most = secondsText(service.gapMost);
    if (service.gapMost <= 0)
        return WhatIf::tr("a moment");
    if (least == most)
        return WhatIf::tr("≈ %1").arg(most);
    return service.gap <= 0 ? WhatIf::tr("at most ≈ %1").arg(most) : WhatIf::tr("≈ %1 to %2").arg(least, most);
}

QString gapText(const planning::ServiceImpact& service)
{
    const auto due = std::min(service.before, service.wanted);
    if (service.gapStays)
        return service.least == 0 ? WhatIf::tr("no copy from then on")
                                  : WhatIf::tr("%1 of %2 from then on").arg(service.least).arg(service.wanted);
    if (service.least >= due)
        return WhatIf::tr("none");
    return service.least == 0 ? WhatIf::tr("no copy for %1").arg(lengthText(service))
                              : WhatIf::tr("%1 of %2 for %3").arg(service.least).arg(service.wanted).arg(lengthText(service));
}

// The larger of the two shares that a node has given out, in per cent.
int fullness(const planning::NodeLoad& node, const planning::Load& load, bool& memory)
{
    const double cpu = node.nanoCpus ? double(load.nanoCpus) / double(node.nanoCpus) : 0;
    const double bytes = node.memoryBytes ? double(load.memoryBytes) / double(node.memoryBytes) : 0;
    memory = bytes >= cpu;
    return int(100 * std::max(cpu, bytes) + 0.5);
}

} // namespace

QString whatIfSummary(const planning::Answer& answer)
{
    if (answer.quorumLost)
        return WhatIf::tr("The managers would lose their majority: nothing would move.");
    int moves = 0, starts = 0, restarts = 0, waits = 0, stops = 0;
    for (const auto& outcome : answer.outcomes) {
        moves += outcome.fate == Fate::Moves;
        starts += outcome.fate == Fate::Starts;
        restarts += outcome.fate == Fate::Restarts;
        waits += outcome.fate == Fate::Waits;
        stops += outcome.fate == Fate::Stops;
    }
    if (moves + starts + restarts + waits + stops == 0)
        return WhatIf::tr("No task would move.");
    QStringList parts;
    if (moves > 0)
        parts << WhatIf::tr("%n task(s) would move", nullptr, moves);
    if (restarts > 0)
        parts << WhatIf::tr("%n would restart in place", nullptr, restarts);
    if (starts > 0)
        parts << WhatIf::tr("%n would start", nullptr, starts);
    if (waits > 0)
        parts << WhatIf::tr("%n would wait", nullptr, waits);
    if (stops > 0)
        parts << WhatIf::tr("%n would stop", nullptr, stops);
    return parts.join(QStringLiteral(", ")) + u'.';
}

std::vector<WhatIfRow> whatIfRows(const planning::Answer& answer, const std::set<std::string>& kept)
{
    std::vector<WhatIfRow> rows;
    for (const auto& service : answer.services) {
        const bool keeps = kept.contains(service.serviceId);
        const bool trouble = service.waits > 0 || (!keeps && (service.onlyCopy || service.gapStays));
        const auto leaving = service.moves + service.stops + service.waits + service.restarts;
        rows.push_back({qstr(service.service), leaving == 0 && service.before == 0 ? QStringLiteral("–") : WhatIf::tr("%1 of %2").arg(leaving).arg(std::max(service.before, leaving)), targetOf(answer, service),
            keeps ? WhatIf::tr("none") : gapText(service), noteOf(answer, service, keeps), trouble});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const WhatIfRow& a, const WhatIfRow& b) { return a.trouble > b.trouble; });
    return rows;
}

QStringList whatIfLoads(const planning::Answer& answer)
{
    std::vector<std::pair<int, QString>> loads;
    for (const auto& node : answer.nodes) {
        bool memory = false;
        const int after = fullness(node, node.after, memory);
        bool ignored = false;
        const int before = fullness(node, node.before, ignored);
        if (after > before)
            loads.emplace_back(after, (memory ? WhatIf::tr("%1: memory %2 → %3 %") : WhatIf::tr("%1: CPU %2 → %3 %")).arg(qstr(node.hostname)).arg(before).arg(after));
        else if (node.after.tasks > node.before.tasks)
            loads.emplace_back(0, WhatIf::tr("%1: %2 → %3 tasks").arg(qstr(node.hostname)).arg(node.before.tasks).arg(node.after.tasks));
    }
    std::stable_sort(loads.begin(), loads.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    QStringList texts;
    for (const auto& [share, text] : loads)
        if (texts.size() < 3)
            texts << text;
    return texts;
}

} // namespace skep::ui
