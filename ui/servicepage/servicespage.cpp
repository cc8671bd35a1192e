#include "ui/servicepage/servicespage.h"

#include "ui/servicepage/serviceview.h"
#include "ui/text/text.h"

#include <QStackedLayout>
#include <QTreeView>

namespace skep::ui {

ServicesRoom::ServicesRoom(Cluster& cluster, QWidget* parent, TablePage* list)
    : Page(cluster, parent)
    , m_list(list)
    , m_stack(new QStackedLayout(this))
{
    m_stack->addWidget(list);
    setFocusProxy(list);
    connect(list, &Page::goTo, this, &Page::goTo);
    connect(list, &Page::trigger, this, &Page::trigger);
    connect(&list->table(), &ObjectTable::activated, this, [this](const QString& id) { open(id.toStdString()); });
    // Another service selected from elsewhere (palette, map, events) is the one to show.
    connect(&cluster, &Cluster::selectionChanged, this, [this] {
        const Selection& selection = this->cluster().selection();
        if (!m_view || m_stack->currentWidget() != m_view || selection.kind != api::ObjectKind::Service
            || selection.ids == std::vector{m_view->id()})
            return;
        if (selection.single())
            m_view->show(selection.ids.front());
        else
            close();
    });
}

void ServicesRoom::open(const std::string& id)
{
    if (!m_view) {
        m_view = new ServiceView(cluster(), this);
        m_stack->addWidget(m_view);
        connect(m_view, &ServiceView::left, this, &ServicesRoom::close);
        connect(m_view, &ServiceView::trigger, this, &Page::trigger);
        connect(m_view, &ServiceView::taskChosen, this, [this](const QString& task) {
            Q_EMIT goTo(QStringLiteral("tasks"), Selection{.kind = api::ObjectKind::Task, .ids = {task.toStdString()}});
        });
    }
    cluster().select({.kind = api::ObjectKind::Service, .ids = {id}});
    m_view->show(id);
    m_stack->setCurrentWidget(m_view);
    setFocusProxy(m_view);
    m_view->setFocus();
}

void ServicesRoom::close()
{
    m_stack->setCurrentWidget(m_list);
    setFocusProxy(m_list);
    m_list->table().view()->setFocus();
}

bool ServicesRoom::focusFilter()
{
    if (m_stack->currentWidget() == m_list)
        return m_list->focusFilter();
    m_view->focusFilter();
    return true;
}

} // namespace skep::ui
