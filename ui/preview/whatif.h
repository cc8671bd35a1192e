#pragma once

#include "shared/planning/planning.h"

#include <QString>
#include <QStringList>

#include <set>
#include <vector>

namespace skep::ui {

// A simulation's answer as people read it. Values in, text out.
struct WhatIfRow {
    QString service, here, target, gap, note;
    bool trouble = false; // something waits, or an only copy is away for a while
};

// "9 tasks leave: 7 would move, 1 would wait, 1 stops."
[[nodiscard]] QString whatIfSummary(const planning::Answer& answer);
// One row for each service that the change touches, troubles first. `kept`: services, by id, all of whose copies run on until
// others run elsewhere.
[[nodiscard]] std::vector<WhatIfRow> whatIfRows(const planning::Answer& answer, const std::set<std::string>& kept = {});
// "worker-1: memory 71 → 84 %": the nodes that get more, at most three, fullest first.
[[nodiscard]] QStringList whatIfLoads(const planning::Answer& answer);

} // namespace skep::ui
