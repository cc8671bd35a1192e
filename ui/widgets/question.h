#pragma once

#include "ui/theme/style.h"

#include <QString>

#include <functional>

class QWidget;

namespace skep::ui {

// A sheet that says what would happen, with the verb on its button ("verb"); a dangerous one begins on Cancel. With a
// refusal the verb is disabled and the sentence stands there.
void ask(QWidget* window, const QString& title, const QString& text, const QString& verb, ButtonRole role,
    std::function<void()> then, const QString& refusal = {});

} // namespace skep::ui
