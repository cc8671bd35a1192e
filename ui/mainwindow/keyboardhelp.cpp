#include "ui/mainwindow/keyboardhelp.h"

#include "ui/actions/action.h"
#include "ui/mainwindow/actionbook.h"
#include "ui/widgets/sheet.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTreeWidget>

namespace skep::ui {
namespace {

struct Keys
{
    Q_DECLARE_TR_FUNCTIONS(Keys)
};

constexpr int LeastWidth = 560, LeastHeight = 480; // px of the list

QTreeWidgetItem* groupOf(QTreeWidget& list, const QString& title)
{
    auto* group = new QTreeWidgetItem(&list, {title});
    group->setFirstColumnSpanned(true);
    group->setFlags(Qt::ItemIsEnabled);
    QFont font = list.font();
    font.setWeight(QFont::DemiBold);
    group->setFont(0, font);
    return group;
}

void addActions(QTreeWidget& list, const Cluster& cluster)
{
    std::map<QString, QTreeWidgetItem*> groups;
    for (const Action& action : actions()) {
        if (action.shortcut.isEmpty() || !isOffered(action, cluster))
            continue;
        auto& group = groups[action.menu];
        if (!group)
            group = groupOf(list, menuTitle(action.menu));
        new QTreeWidgetItem(group, {action.text, action.shortcut.toString(QKeySequence::NativeText)});
    }
}

void addPlace(QTreeWidget& list, const QString& title, std::initializer_list<std::pair<QString, QString>> rows)
{
    auto* group = groupOf(list, title);
    for (const auto& [text, keys] : rows)
        new QTreeWidgetItem(group, {text, keys});
}

} // namespace

void openKeyboardHelp(Cluster& cluster, QWidget* window)
{
    auto* sheet = new Sheet(window);
    sheet->setObjectName(QStringLiteral("keyboardHelp"));
    sheet->setTitle(Keys::tr("Keyboard"));
    auto* list = new QTreeWidget(sheet);
    list->setObjectName(QStringLiteral("keys"));
    list->setAccessibleName(Keys::tr("Keys and what they do"));
    list->setHeaderLabels({Keys::tr("What it does"), Keys::tr("Keys")});
    list->setRootIsDecorated(false);
    list->setMinimumSize(LeastWidth, LeastHeight);
    addPlace(*list, Keys::tr("Window"),
        {{Keys::tr("Between the sidebar and the page"), QStringLiteral("F6")}});
    addActions(*list, cluster);
    addPlace(*list, Keys::tr("Map"),
        {{Keys::tr("Drain, activate, pause the chosen nodes"), QStringLiteral("D, A, P")},
            {Keys::tr("From node to node"), Keys::tr("arrow keys", "on the keyboard")},
            {Keys::tr("To the node of that name"), Keys::tr("its first letters", "on the keyboard")},
            {Keys::tr("Larger, smaller, everything"), QStringLiteral("+, −, 0")}});
    addPlace(*list, Keys::tr("Lists"),
        {{Keys::tr("Filter"), QStringLiteral("/")}, {Keys::tr("Copy the chosen rows"), QStringLiteral("Ctrl+C")},
            {Keys::tr("Copy them as JSON"), QStringLiteral("Ctrl+Shift+C")}});
    list->expandAll();
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    sheet->content()->addWidget(list, 1);
    auto* close = sheet->addButton(Keys::tr("Close"), ButtonRole::Plain);
    QObject::connect(close, &QPushButton::clicked, sheet, &Sheet::close);
    sheet->present();
    list->setFocus();
}

} // namespace skep::ui
