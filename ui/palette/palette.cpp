#include "ui/palette/palette.h"

#include "ui/actions/quorum.h"
#include "ui/pages/page.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr std::size_t Shown = 40;
constexpr std::size_t TaskLimit = 2000; // names of more tasks than that are not worth the wait; ids and services still find them

} // namespace

CommandPalette* CommandPalette::open(Cluster& cluster, ActionBook& book, QWidget* window, ActionBook::Go go)
{
    auto* palette = new CommandPalette(cluster, book, window, std::move(go));
    palette->present();
    palette->m_line->setFocus();
    return palette;
}

CommandPalette::CommandPalette(Cluster& cluster, ActionBook& book, QWidget* window, ActionBook::Go go)
    : Sheet(window), m_cluster(cluster), m_book(book), m_go(std::move(go))
{
    setTitle(tr("Search or Run"));
    m_line = new QLineEdit(this);
    m_line->setObjectName(QStringLiteral("paletteLine"));
    m_line->setPlaceholderText(tr("Name or command; > actions, @ nodes, # services"));
    m_line->setAccessibleName(tr("Search or Run"));
    m_line->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Results"));
    m_list->setUniformItemSizes(true);
    m_list->setMinimumHeight(320);
    content()->addWidget(m_line);
    content()->addWidget(m_list, 1);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_line, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemActivated, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    search();
}

void CommandPalette::add(PaletteEntry entry, Choice choice)
{
    entry.payload = int(m_choices.size());
    m_entries.push_back(std::move(entry));
    m_choices.push_back(std::move(choice));
}

void CommandPalette::addPages()
{
    for (const PageEntry& page : pages())
        if (!page.available || page.available(m_cluster))
            add({PaletteEntry::Group::GoTo, page.title, tr("Page"), page.icon}, {page.id, nullptr, m_cluster.selection()});
}

void CommandPalette::addObjects(const QString& query, QChar prefix)
{
    const store::View& view = m_cluster.store();
    using api::ObjectKind;
    const auto object = [this](const QString& text, const QString& detail, const QString& page, ObjectKind kind, const std::string& id) {
        add({PaletteEntry::Group::Object, text, detail, page}, {page, nullptr, {kind, {id}}});
    };
    if (prefix != u'#')
        for (const auto& node : view.all<api::Node>())
            object(nodeName(*node), tr("Node"), QStringLiteral("nodes"), ObjectKind::Node, node->id);
    if (prefix != u'@')
        for (const auto& service : view.all<api::Service>())
            object(qstr(service->spec.name), tr("Service"), QStringLiteral("services"), ObjectKind::Service, service->id);
    if (!prefix.isNull() || query.isEmpty())
        return;
    for (const auto& secret : view.all<api::Secret>())
        object(qstr(secret->spec.name), tr("Secret"), QStringLiteral("secrets"), ObjectKind::Secret, secret->id);
    for (const auto& config : view.all<api::Config>())
        object(qstr(config->spec.name), tr("Config"), QStringLiteral("configs"), ObjectKind::Config, config->id);
    for (const auto& network : view.all<api::Network>())
        object(qstr(network->spec.name), tr("Network"), QStringLiteral("networks"), ObjectKind::Network, network->id);
    if (view.count<api::Task>() <= TaskLimit) {
        for (const auto& task : view.all<api::Task>())
            if (task->desiredState <= api::TaskState::Running)
                object(taskName(view, *task), tr("Task · %1").arg(stateText(task->status.state)), QStringLiteral("tasks"), ObjectKind::Task, task->id);
    } else {
        for (const auto& task : view.byIdPrefix<api::Task>(query.toStdString()))
            object(qstr(task->id), tr("Task"), QStringLiteral("tasks"), ObjectKind::Task, task->id);
    }
}

void CommandPalette::addActions()
{
    for (const Action& action : ui::actions()) {
        if (action.id.startsWith(u"view.page.") || action.id == u"view.palette" || !isOffered(action, m_cluster))
            continue;
        const auto refused = refusalOf(action, m_cluster, m_cluster.selection());
        const QString key = action.shortcut.toString(QKeySequence::NativeText);
        add({PaletteEntry::Group::Action, textOf(action, m_cluster), refused.value_or(key), action.icon, !refused}, {{}, &action, m_cluster.selection()});
    }
}

// "dr w2": a verb, then the object it is for.
void CommandPalette::addActionsOn(const QString& query)
{
    const QStringList words = query.split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 2)
        return;
    const QString name = words.back(), verb = words.mid(0, words.size() - 1).join(u' ');
    const store::View& view = m_cluster.store();
    for (const Action& action : ui::actions()) {
        if (fuzzyScore(verb, action.text) < 0 || !isOffered(action, m_cluster))
            continue;
        const auto offer = [&](const QString& object, const std::string& id) {
            if (fuzzyScore(name, object) < 0)
                return;
            const Selection selection{action.kind, {id}};
            const auto refused = refusalOf(action, m_cluster, selection);
            QString text = action.text;
            text.remove(u'…');
            text += u' ' + object;
            if (action.mutates)
                text = verbUnder(m_cluster.guard(), text);
            add({PaletteEntry::Group::Action, text, refused.value_or(QString()), action.icon, !refused}, {{}, &action, selection});
        };
        if (action.kind == api::ObjectKind::Node)
            for (const auto& node : view.all<api::Node>())
                offer(nodeName(*node), node->id);
        else if (action.kind == api::ObjectKind::Service)
            for (const auto& service : view.all<api::Service>())
                offer(qstr(service->spec.name), service->id);
    }
}

void CommandPalette::search()
{
    const PaletteQuery query = parseQuery(m_line->text());
    m_entries.clear();
    m_choices.clear();
    if (query.prefix.isNull())
        addPages();
    if (query.prefix.isNull() || query.prefix == u'>') {
        addActions();
        addActionsOn(query.text);
    }
    if (query.prefix != u'>')
        addObjects(query.text, query.prefix);
    m_list->clear();
    QPixmap blank(m_list->iconSize().isValid() ? m_list->iconSize() : QSize(16, 16));
    blank.fill(Qt::transparent);
    const QIcon nothing(blank); // so that all texts begin at one place
    for (const PaletteEntry& entry : rank(query.text, m_entries, Shown)) {
        auto* item = new QListWidgetItem(entry.icon.isEmpty() ? nothing : icon(entry.icon), entry.detail.isEmpty() ? entry.text : entry.text + QStringLiteral("   —   ") + entry.detail, m_list);
        item->setData(Qt::UserRole, entry.payload);
        if (!entry.enabled)
            item->setForeground(theme().muted);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::choose()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (!item)
        return;
    const Choice choice = m_choices[std::size_t(item->data(Qt::UserRole).toInt())];
    if (!choice.action) {
        close();
        return m_go(choice.page, choice.selection);
    }
    if (refusalOf(*choice.action, m_cluster, choice.selection))
        return; // the reason stands beside it
    close();
    if (choice.action->kind != api::ObjectKind::Cluster)
        m_cluster.select(choice.selection);
    m_book.trigger(*choice.action, choice.selection);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : key == Qt::Key_PageDown ? 8 : key == Qt::Key_PageUp ? -8 : 0;
        if (step != 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            return true;
        }
    }
    return Sheet::eventFilter(watched, event);
}

} // namespace skep::ui
