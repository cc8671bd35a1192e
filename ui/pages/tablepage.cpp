#include "ui/pages/tablepage.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttonrow.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

namespace skep::ui {

QWidget* pageTitle(const QString& text, QWidget* parent)
{
    auto* title = new QLabel(text, parent);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    return title;
}

QHBoxLayout* titleLine(const QString& title, QWidget* parent)
{
    auto* line = new QHBoxLayout;
    line->setContentsMargins(16, 10, 16, 10);
    line->setSpacing(8);
    line->addWidget(pageTitle(title, parent));
    return line;
}

PageLayout layOutPage(const QString& title, QWidget* page)
{
    PageLayout layout{new QVBoxLayout(page), titleLine(title, page)};
    layout.all->setContentsMargins(0, 0, 0, 0);
    layout.all->setSpacing(0);
    layout.all->addLayout(layout.header);
    return layout;
}

TablePage::TablePage(Cluster& cluster, QWidget* parent, const QString& title, TableKind kind, const QStringList& buttons) : Page(cluster, parent)
{
    const auto [layout, header] = layOutPage(title, this);
    m_header = header;
    m_row = new ButtonRow(this);
    m_header->addWidget(m_row, 1);
    for (const QString& id : buttons) {
        const Action* action = findAction(id);
        if (!action)
            continue;
        auto* button = new QPushButton(action->text, this);
        button->setObjectName(id);
        if (!action->icon.isEmpty())
            button->setIcon(icon(action->icon));
        connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT trigger(id); });
        m_row->add(button);
        m_buttons.emplace_back(id, button);
    }
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_table = new ObjectTable(cluster, std::move(kind), m_splitter);
    m_inspector = new Inspector(m_splitter);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] { m_share = 0; });
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_table);
    connect(m_table, &ObjectTable::trigger, this, &Page::trigger);
    connect(m_table, &ObjectTable::counted, this, [this] {
        if (isVisible())
            refreshInspector();
    });
    connect(&cluster, &Cluster::selectionChanged, this, [this] {
        refreshButtons();
        refreshInspector();
    });
    connect(&cluster, &Cluster::stateChanged, this, &TablePage::refreshButtons);
    connect(&cluster, &Cluster::momentChanged, this, &TablePage::refreshButtons);
    refreshButtons();
}

bool TablePage::focusFilter()
{
    m_table->focusFilter();
    return true;
}

bool TablePage::exportTable()
{
    m_table->exportCsv();
    return true;
}

std::vector<store::ObjectPtr> TablePage::selected() const
{
    std::vector<store::ObjectPtr> objects;
    const Selection& selection = cluster().selection();
    if (selection.kind == m_table->model().kind().kind)
        for (const auto& id : selection.ids)
            if (auto object = objectOf(cluster().store(), selection.kind, id); present(object))
                objects.push_back(std::move(object));
    return objects;
}

void TablePage::refreshButtons()
{
    for (const auto& [id, button] : m_buttons) {
        const Action* action = findAction(id);
        const auto refused = refusalOf(*action, cluster(), cluster().selection());
        m_row->setText(button, textOf(*action, cluster()));
        button->setEnabled(!refused);
        button->setToolTip(refused.value_or(button->accessibleName())); // its words may have given way
    }
}

void TablePage::refreshInspector()
{
    const auto objects = selected();
    if (const bool appears = m_inspector->isHidden() && !objects.empty(); appears) {
        m_inspector->setVisible(true);
        divide();
    }
    m_inspector->setVisible(!objects.empty());
    if (!objects.empty())
        inspect(*m_inspector, objects);
}

void TablePage::inspect(Inspector& inspector, const std::vector<store::ObjectPtr>& objects)
{
    const auto& view = cluster().store();
    if (objects.size() > 1) {
        QStringList names;
        for (const auto& object : objects)
            if (const auto task = store::as<api::Task>(object); names.size() < 20)
                names << (task ? taskName(view, *task) : nameOf(object));
        return inspector.show(tr("%n selected", nullptr, int(objects.size())), names.join(QStringLiteral(", ")), {});
    }
    if (const auto node = store::as<api::Node>(objects.front()))
        inspector.show(nameOf(objects.front()), roleText(node->spec.role), factsOf(view, *node));
    else if (const auto service = store::as<api::Service>(objects.front()))
        inspector.show(nameOf(objects.front()), serviceModeText(*service), factsOf(view, *service));
    else if (const auto task = store::as<api::Task>(objects.front()))
        inspector.show(taskName(view, *task), stateText(task->status.state), factsOf(view, *task));
    else if (const auto network = store::as<api::Network>(objects.front()))
        inspector.show(nameOf(objects.front()), {}, factsOf(view, *network));
    else if (const auto secret = store::as<api::Secret>(objects.front()))
        inspector.show(nameOf(objects.front()), {}, factsOf(view, *secret));
    else if (const auto config = store::as<api::Config>(objects.front()))
        inspector.show(nameOf(objects.front()), {}, factsOf(view, *config));
    else
        inspector.show(nameOf(objects.front()), {}, {});
}

void TablePage::divide()
{
    constexpr int Least = 340, Most = 640;
    if (m_share <= 0)
        return;
    const int inspector = std::clamp(int(width() * m_share), Least, Most);
    m_splitter->setSizes({width() - inspector, inspector});
}

void TablePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    divide();
}

void TablePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    refreshButtons();
    refreshInspector();
}

} // namespace skep::ui
