#include "ui/actions/action.h"
#include "ui/mainwindow/keyboardhelp.h"
#include "ui/mainwindow/preferences.h"
#include "ui/mainwindow/windowcommands.h"
#include "ui/pages/page.h"
#include "ui/text/translations.h"
#include "ui/theme/motion.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMessageBox>
#include <QSettings>

namespace skep::ui {
namespace {

struct ViewActions {
    Q_DECLARE_TR_FUNCTIONS(ViewActions)
};

Action plain(const char* id, const char* menu, QString text, const char* iconName, QKeySequence shortcut, std::function<void(ActionContext)> run)
{
    return {.id = QString::fromLatin1(id), .menu = QString::fromLatin1(menu), .text = std::move(text), .icon = QString::fromLatin1(iconName),
        .shortcut = std::move(shortcut), .mutates = false, .run = std::move(run)};
}

Action window(const char* id, const char* menu, QString text, const char* iconName, QKeySequence shortcut, void (WindowCommands::*command)())
{
    return plain(id, menu, std::move(text), iconName, std::move(shortcut), [command](const ActionContext& context) {
        if (auto* commands = WindowCommands::of(context.window))
            (commands->*command)();
    });
}

Action themed(const char* id, QString text, const QString& name)
{
    return plain(id, "View", std::move(text), "theme", {}, [name](const ActionContext&) {
        QSettings().setValue(QStringLiteral("theme"), name);
        applyTheme(name);
    });
}

Action moving(const char* id, QString text, bool reduced)
{
    return plain(id, "View", std::move(text), "", {}, [reduced](const ActionContext&) { setReducedMotion(reduced); });
}

Action spoken(const QString& language)
{
    const QString text = language.isEmpty() ? ViewActions::tr("Language of the Desktop") : languageName(language);
    return plain(language.isEmpty() ? "view.language.system" : ("view.language." + language.toLatin1()).constData(), "View", text, "", {},
        [language](const ActionContext& context) {
            if (QSettings().value(QStringLiteral("language")).toString() == language)
                return;
            QSettings().setValue(QStringLiteral("language"), language);
            if (auto* commands = WindowCommands::of(context.window))
                commands->retranslate();
        });
}

void about(const ActionContext& context)
{
    auto* box = new QMessageBox(context.window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(ViewActions::tr("About Skep"));
    box->setIconPixmap(QIcon(QStringLiteral(":/skep.svg")).pixmap(64));
    box->setText(ViewActions::tr("<b>Skep %1</b><br>A cluster orchestrator: see the swarm, steer it, understand it.<br><br>"
                                 "Apache License 2.0. Its icons are its own. Made with Qt %2 under the LGPL.")
                     .arg(QStringLiteral(SKEP_VERSION), QString::fromLatin1(qVersion())));
    box->open();
}

} // namespace

std::vector<Action> viewActions()
{
    std::vector<Action> rows{
        window("file.connect", "File", ViewActions::tr("Connect…"), "connect",
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), &WindowCommands::showConnect),
        window("file.fleet", "File", ViewActions::tr("Fleet"), "stack", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
            &WindowCommands::showFleet),
        window("file.window", "File", ViewActions::tr("New Window"), "window", QKeySequence::New,
            &WindowCommands::duplicate),
        plain("file.preferences", "File", ViewActions::tr("Preferences…"), "settings",
            QKeySequence(Qt::CTRL | Qt::Key_Comma),
            [](const ActionContext& context) { openPreferences(context.cluster, context.window); }),
        window("file.close", "File", ViewActions::tr("Close Window"), "close", QKeySequence::Close,
            &WindowCommands::closeWindow),
        plain("file.quit", "File", ViewActions::tr("Quit"), "quit", QKeySequence::Quit,
            [](const ActionContext&) { QApplication::closeAllWindows(); }),
        window("view.palette", "View", ViewActions::tr("Search or Run…"), "search", QKeySequence(Qt::CTRL | Qt::Key_K),
            &WindowCommands::showPalette),
        window("view.filter", "View", ViewActions::tr("Filter This Page"), "filter", QKeySequence::Find,
            &WindowCommands::focusFilter),
        window("view.export", "View", ViewActions::tr("Export This List as CSV…"), "save", {},
            &WindowCommands::exportTable),
        plain("view.refresh", "View", ViewActions::tr("Ask Again Now"), "refresh", QKeySequence::Refresh,
            [](const ActionContext& context) { context.cluster.connection().refresh(); }),
        window("view.back", "View", ViewActions::tr("Back"), "back", QKeySequence(Qt::ALT | Qt::Key_Left),
            &WindowCommands::goBack),
        window("view.forward", "View", ViewActions::tr("Forward"), "forward", QKeySequence(Qt::ALT | Qt::Key_Right),
            &WindowCommands::goForward),
        window("view.table", "View", ViewActions::tr("Map as a Table"), "menu",
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), &WindowCommands::toggleTable),
        window("view.group", "View", ViewActions::tr("Group Map By…"), "topology",
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_G), &WindowCommands::chooseGrouping),
        window("view.heat", "View", ViewActions::tr("Heat Map of Loads"), "balance",
            QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H), &WindowCommands::toggleHeat),
        window("view.sidebar", "View", ViewActions::tr("Narrow Sidebar"), "menu", QKeySequence(Qt::CTRL | Qt::Key_B),
            &WindowCommands::toggleSidebar),
        window("view.activity", "View", ViewActions::tr("Activity"), "activity", QKeySequence(Qt::CTRL | Qt::Key_J),
            &WindowCommands::toggleActivity),
    };
    int number = 0;
    for (const PageEntry& page : pages()) {
        const QKeySequence key = ++number < 10 ? QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number)) : QKeySequence();
        Action row{.id = QStringLiteral("view.page.") + page.id, .menu = QStringLiteral("View"), .text = page.title, .icon = page.icon, .shortcut = key,
            .mutates = false};
        row.refusal = [available = page.available](const Cluster& cluster, const Selection&) -> std::optional<QString> {
            if (available && !available(cluster))
                return ViewActions::tr("This server does not offer it");
            return std::nullopt;
        };
        row.run = [id = page.id](const ActionContext& context) { context.go(id, context.selection); };
        rows.push_back(std::move(row));
    }
    rows.push_back(themed("view.theme.system", ViewActions::tr("Theme of the Desktop"), QString()));
    rows.push_back(themed("view.theme.light", ViewActions::tr("Light Theme"), QStringLiteral("light")));
    rows.push_back(themed("view.theme.dark", ViewActions::tr("Dark Theme"), QStringLiteral("dark")));
    rows.push_back(moving("view.motion.full", ViewActions::tr("Changes Flash"), false));
    rows.push_back(moving("view.motion.reduced", ViewActions::tr("Reduced Motion"), true));
    for (const QString& language : QStringList(QString()) + languages())
        rows.push_back(spoken(language));
    rows.push_back(plain("help.keys", "Help", ViewActions::tr("Keyboard"), "help", QKeySequence::HelpContents,
        [](const ActionContext& context) { openKeyboardHelp(context.cluster, context.window); }));
    rows.push_back(plain("help.about", "Help", ViewActions::tr("About Skep"), "info", {}, about));
    return rows;
}

} // namespace skep::ui
