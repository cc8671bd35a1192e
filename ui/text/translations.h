#pragma once

#include <QLocale>
#include <QStringList>

namespace skep::ui {

// What the program speaks: "en", "de", "ja"; "" is the desktop's own.
[[nodiscard]] QStringList languages();
// "Deutsch": as those who speak it call it.
[[nodiscard]] QString languageName(const QString& language);
[[nodiscard]] QLocale localeOf(const QString& language);

// From then on tr() answers in that language as far as it is translated, else in English; with its plural forms in any case.
// Texts made before stay as they are; lists of them that are made once ask translationRound().
void installTranslations(const QLocale& locale);
// Grows with each installTranslations().
[[nodiscard]] int translationRound();

} // namespace skep::ui
