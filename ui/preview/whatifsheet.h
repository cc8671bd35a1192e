#pragma once

#include "shared/planning/planning.h"

#include <QString>

#include <functional>

class QWidget;

namespace skep::ui {

class Cluster;

// What a sheet says of a hypothetical change, and how it is made, where it can be.
struct WhatIfOffer
{
    QString title, sentence;
    planning::Question question;
    QString command; // the same as a command; "" none
    QString verb = {}; // "" it is only looked at
    std::function<void()> send = {};
};

// Shows what would happen and follows the mirror meanwhile. The verb's button ("verb") sends, where anything
// would happen; it is disarmed for a second when what would has changed.
void openWhatIf(Cluster& cluster, QWidget* window, WhatIfOffer offer);

} // namespace skep::ui
