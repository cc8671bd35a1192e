#include "ui/desktop/desktop.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSettings>

#include <cstdio>

namespace skep::ui {
namespace {

void print(std::FILE* to, const QString& text)
{
    std::fputs(text.toLocal8Bit().constData(), to);
}

int refuse(const QString& reason)
{
    print(stderr, QStringLiteral("skep-desktop: ") + reason + u'\n');
    return 125;
}

int run(QApplication& application)
{
    auto options = parseOptions(application.arguments().mid(1));
    if (!options)
        return refuse(QString::fromStdString(options.error().message) + QStringLiteral("\n\n") + usage().trimmed());
    if (options->help) {
        print(stdout, usage());
        return 0;
    }
    if (options->version) {
        print(stdout, QStringLiteral("skep-desktop " SKEP_VERSION "\n"));
        return 0;
    }
    const QLocale locale = localeOf(options->language.isEmpty() ? QSettings().value(QStringLiteral("language")).toString() : options->language);
    QLocale::setDefault(locale);
    installTranslations(locale);
    applyTheme(options->theme.isEmpty() ? QSettings().value(QStringLiteral("theme")).toString() : options->theme);

    Desktop desktop(*options);
    QObject::connect(&desktop, &Desktop::finished, &application, [](const QString& error) {
        if (!error.isEmpty())
            print(stderr, QStringLiteral("skep-desktop: ") + error + u'\n');
        QApplication::exit(error.isEmpty() ? 0 : 1);
    });
    if (const auto started = desktop.start(); !started)
        return refuse(QString::fromStdString(started.error().message));
    return application.exec();
}

} // namespace
} // namespace skep::ui

int main(int argc, char** argv)
{
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("skep"));
    QApplication::setApplicationName(QStringLiteral("skep-desktop"));
    QApplication::setApplicationDisplayName(QStringLiteral("Skep"));
    QApplication::setApplicationVersion(QStringLiteral(SKEP_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("skep-desktop"));
    return skep::ui::run(application);
}
