#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <utility>
#include <vector>

// Qt's macro cannot stand in a namespace.
static void loadResources() { Q_INIT_RESOURCE(i18n); }

namespace skep::ui {
namespace {

int s_round = 0;

std::vector<QTranslator*>& installed()
{
    static std::vector<QTranslator*> all;
    return all;
}

void install(const QLocale& locale, const QString& name, const QString& directory)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(locale, name, QStringLiteral("_"), directory))
        QCoreApplication::installTranslator(translator);
    installed().push_back(translator);
}

} // namespace

void installTranslations(const QLocale& locale)
{
    loadResources();
    ++s_round;
    for (QTranslator* old : std::exchange(installed(), {}))
        delete old;
    install(QLocale(QLocale::English), QStringLiteral("skep"), QStringLiteral(":/i18n"));
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    if (locale.language() != QLocale::English)
        install(locale, QStringLiteral("skep"), QStringLiteral(":/i18n"));
}

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("ja")};
}

QString languageName(const QString& language)
{
    return language == u"de" ? QStringLiteral("Deutsch") : language == u"ja" ? QStringLiteral("日本語") : QStringLiteral("English");
}

QLocale localeOf(const QString& language)
{
    // The desktop's own country for its own language: dates and numbers follow it.
    const QLocale desktop = QLocale::system();
    return language.isEmpty() || QLocale(language).language() == desktop.language() ? desktop : QLocale(language);
}

int translationRound()
{
    return s_round;
}

} // namespace skep::ui
