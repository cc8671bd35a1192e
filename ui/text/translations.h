#pragma once

#include <QLocale>

namespace skep::ui {

// From then on tr() answers in that language as far as it is translated, else in English; with its plural forms in any case.
void installTranslations(const QLocale& locale);

} // namespace skep::ui
