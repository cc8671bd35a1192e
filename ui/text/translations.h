#pragma once

#include <QLocale>
#include <QStringList>

#include <utility>

namespace skep::ui {

// What the program speaks: "en", "de", "ja"; "" is the desktop's own.
[[nodiscard]] QStringList languages();
// "Deutsch": as those who speak it call it.
[[nodiscard]] QString languageName(const QString& language);
[[nodiscard]] QLocale localeOf(const QString& language);

// From then on tr() answers in that language as far as it is translated, else in English; with its plural forms in any
// case. Texts made before stay as they are; what is made of them once is kept by keptByLanguage().
void installTranslations(const QLocale& locale);
// Grows with each installTranslations().
[[nodiscard]] int translationRound();

// What a lambda answers, made once for each lambda, and anew when the language has changed: no window is open then that
// holds on to the former one.
template <class Make>
[[nodiscard]] const auto& keptByLanguage(const Make& make)
{
    static int round = translationRound();
    static auto kept = make();
    if (std::exchange(round, translationRound()) != translationRound())
        kept = make();
    return kept;
}

} // namespace skep::ui
