#pragma once

#include "ui/guard/guard.h"
#include "ui/theme/style.h"

#include <QString>

#include <functional>

class QWidget;

namespace skep::ui {

class Cluster;

// What is asked before something is changed.
struct Question
{
    QString title, text, verb;
    ButtonRole role = ButtonRole::Primary;
    QString refusal = {}; // why it cannot be done; "" it can
    Deed deed = {};
    // Puts it into the change set instead, where the cluster's guard wants that.
    std::function<void()> stage = {};
};

// A sheet that says what would happen, with the verb on its button ("verb"); a dangerous one begins on Cancel. With a
// refusal the verb is disabled and the sentence stands there. What the cluster's guard wants typed is asked for; without a
// cluster nothing of one is changed.
void ask(Cluster* cluster, QWidget* window, const Question& question, std::function<void()> then);

} // namespace skep::ui
