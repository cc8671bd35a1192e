#pragma once

#include "shared/scheduler/explain.h"

#include <QStringList>

namespace skep::ui {

// What a person can do from here to follow a suggestion of the scheduler.
struct Remedy
{
    std::string nodeId; // of the node that would get the label
    QStringList label; // {name, value}; empty: no label would help
    QString field; // of the service's form; "": nothing there would help
};
[[nodiscard]] Remedy remedyOf(const store::View& view, const api::Task& task, const scheduler::Explanation& explained,
    const scheduler::Suggestion& suggestion);

} // namespace skep::ui
