#include "ui/text/translations.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QTranslator>

// Qt's macro cannot stand in a namespace.
static void loadResources() { Q_INIT_RESOURCE(i18n); }

namespace skep::ui {
namespace {

void install(const QLocale& locale, const QString& name, const QString& directory)
{
    auto* translator = new QTranslator(QCoreApplication::instance());
    if (translator->load(locale, name, QStringLiteral("_"), directory))
        QCoreApplication::installTranslator(translator);
}

} // namespace

void installTranslations(const QLocale& locale)
{
    loadResources();
    install(QLocale(QLocale::English), QStringLiteral("skep"), QStringLiteral(":/i18n"));
    install(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    if (locale.language() != QLocale::English)
        install(locale, QStringLiteral("skep"), QStringLiteral(":/i18n"));
}

} // namespace skep::ui
