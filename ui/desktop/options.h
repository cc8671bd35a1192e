#pragma once

#include "shared/base/result.h"

#include <QSize>
#include <QStringList>

namespace skep::ui {

// skep-desktop [--host HOST]… [--page NAME] [--screenshot FILE.png] [--window-size WxH] [--theme light|dark] [--language en|de|ja]
struct Options {
    QStringList hosts;
    QString page, screenshot, theme, language;
    QSize windowSize;
    bool help = false, version = false;
};

// The program's arguments without its name. Error InvalidArgument naming the option and the rule.
[[nodiscard]] Result<Options> parseOptions(const QStringList& words);
[[nodiscard]] QString usage();

} // namespace skep::ui
