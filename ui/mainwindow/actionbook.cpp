#include "ui/mainwindow/actionbook.h"

#include "ui/changes/changeset.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QMenuBar>
#include <QTimer>

namespace skep::ui {
QString menuTitle(const QString& menu)
{
    // The catalogue's words for menus, in the person's language.
    static const char* const known[] = {QT_TRANSLATE_NOOP("Menu", "File"), QT_TRANSLATE_NOOP("Menu", "View"), QT_TRANSLATE_NOOP("Menu", "Cluster"),
        QT_TRANSLATE_NOOP("Menu", "Node"), QT_TRANSLATE_NOOP("Menu", "Service"), QT_TRANSLATE_NOOP("Menu", "Help")};
    for (const char* title : known)
        if (menu == QLatin1String(title))
            return QCoreApplication::translate("Menu", title);
    return menu;
}

ActionBook::ActionBook(Cluster& cluster, QWidget* window, Go go) : QObject(window), m_cluster(cluster), m_window(window), m_go(std::move(go))
{
    for (const Action& row : actions()) {
        auto* action = new QAction(icon(row.icon), row.text, this);
        action->setObjectName(row.id);
        action->setShortcut(row.shortcut);
        connect(action, &QAction::triggered, this, [this, &row] { trigger(row, m_cluster.selection()); });
        m_window->addAction(action);
        m_rows.emplace_back(&row, action);
    }
    // Refusals are looked up once per turn of the loop, however much changed.
    const auto later = [this] {
        if (!std::exchange(m_stale, true))
            QTimer::singleShot(0, this, &ActionBook::refresh);
    };
    connect(&m_cluster, &Cluster::changed, this, later);
    connect(&m_cluster, &Cluster::stateChanged, this, later);
    connect(&m_cluster, &Cluster::selectionChanged, this, later);
    connect(&m_cluster, &Cluster::momentChanged, this, later);
    connect(&m_cluster.operations(), &Operations::changed, this, later);
    connect(&ChangeSet::of(m_cluster), &ChangeSet::changed, this, later);
    refresh();
}

QAction* ActionBook::find(const QString& id) const
{
    for (const auto& [row, action] : m_rows)
        if (row->id == id)
            return action;
    return nullptr;
}

bool ActionBook::trigger(const QString& id)
{
    const Action* row = findAction(id);
    return row && trigger(*row, m_cluster.selection());
}

bool ActionBook::trigger(const Action& action, const Selection& selection)
{
    if (refusalOf(action, m_cluster, selection) || !action.run)
        return false;
    action.run({m_cluster, selection, m_window, m_go});
    return true;
}

void ActionBook::fill(QMenuBar* bar) const
{
    QMenu* menu = nullptr;
    QString title;
    static const QStringList order{QStringLiteral("File"), QStringLiteral("View"), QStringLiteral("Cluster"), QStringLiteral("Node"),
        QStringLiteral("Service"), QStringLiteral("Help")};
    // One of several: in a menu of their own.
    struct Choice {
        const char *prefix, *title;
        QMenu* menu = nullptr;
    };
    Choice choices[] = {{"view.theme.", QT_TRANSLATE_NOOP("Menu", "Theme")}, {"view.motion.", QT_TRANSLATE_NOOP("Menu", "Motion")},
        {"view.language.", QT_TRANSLATE_NOOP("Menu", "Language")}};
    for (const QString& wanted : order) {
        menu = nullptr;
        for (const auto& [row, action] : m_rows) {
            if (row->menu != wanted)
                continue;
            if (!menu) {
                menu = bar->addMenu(menuTitle(wanted));
                menu->setToolTipsVisible(true);
            }
            if (row->id == u"file.close" || row->id == u"view.back" || row->id == u"view.page.topology"
                || row->id == u"view.theme.system" || row->id == u"view.live")
                menu->addSeparator();
            QMenu* to = menu;
            for (auto& [prefix, text, sub] : choices)
                if (row->id.startsWith(QLatin1String(prefix))) {
                    if (!sub)
                        sub = menu->addMenu(QCoreApplication::translate("Menu", text));
                    to = sub;
                }
            to->addAction(action);
        }
    }
}

void ActionBook::fillContext(QMenu* menu) const
{
    menu->setToolTipsVisible(true);
    for (const auto& [row, action] : m_rows)
        if (row->kind == m_cluster.selection().kind && row->kind != api::ObjectKind::Cluster)
            menu->addAction(action);
}

void ActionBook::refresh()
{
    m_stale = false;
    for (const auto& [row, action] : m_rows) {
        const auto refused = refusalOf(*row, m_cluster, m_cluster.selection());
        action->setText(textOf(*row, m_cluster));
        action->setEnabled(!refused);
        action->setVisible(isOffered(*row, m_cluster));
        const QString key = row->shortcut.toString(QKeySequence::NativeText);
        action->setToolTip(refused.value_or(key.isEmpty() ? action->text() : action->text() + QStringLiteral(" (") + key + u')'));
    }
}

} // namespace skep::ui
