#include "ui/servicepage/servicespage.h"

#include "ui/forms/drafts.h"
#include "ui/servicepage/serviceview.h"
#include "ui/text/text.h"
#include "ui/widgets/banner.h"

#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {

ServicesRoom::ServicesRoom(Cluster& cluster, QWidget* parent, TablePage* list)
    : Page(cluster, parent)
    , m_drafts(Drafts::of(cluster))
    , m_offer(new Banner(this))
    , m_list(list)
    , m_stack(new QStackedWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_offer->setObjectName(QStringLiteral("unfinished"));
    column->addWidget(m_offer);
    column->addWidget(m_stack, 1);
    connect(m_offer, &Banner::asked, this, &ServicesRoom::follow);
    connect(&m_drafts, &Drafts::changed, this, &ServicesRoom::offerDrafts);
    connect(&cluster, &Cluster::stateChanged, this, &ServicesRoom::offerDrafts);
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        if (std::any_of(events.begin(), events.end(),
                [](const store::Event& event) { return store::kindOf(event.object) == api::ObjectKind::Service; }))
            offerDrafts();
    });
    offerDrafts();
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

void ServicesRoom::offerDrafts()
{
    constexpr std::size_t MostButtons = 3;
    const auto drafts = m_drafts.all();
    if (drafts.empty())
        return m_offer->say(std::nullopt);
    Guidance offer{Guidance::Severity::Info, {}, {}};
    QStringList names;
    for (const Drafts::Unfinished& draft : drafts) {
        const QString name = !draft.id.empty() ? draft.name
            : draft.name.isEmpty()             ? tr("a new service")
                                               : tr("%1 (new)", "a service").arg(draft.name);
        names << name;
        if (offer.buttons.size() < MostButtons)
            offer.buttons.push_back({tr("Continue %1").arg(name), QStringLiteral("continue:") + qstr(draft.id)});
    }
    offer.text = tr("Changes that were not sent are kept: %1.").arg(names.join(QStringLiteral(", ")));
    offer.buttons.push_back({drafts.size() == 1 ? tr("Discard") : tr("Discard All"), QStringLiteral("discard")});
    m_offer->say(offer);
}

void ServicesRoom::follow(const QString& button)
{
    if (button == u"discard") {
        for (const Drafts::Unfinished& draft : m_drafts.all())
            m_drafts.forget(draft.id);
        return;
    }
    const std::string id = button.mid(button.indexOf(u':') + 1).toStdString();
    if (id.empty()) {
        Q_EMIT trigger(QStringLiteral("service.create"));
        return;
    }
    cluster().select({.kind = api::ObjectKind::Service, .ids = {id}});
    Q_EMIT trigger(QStringLiteral("service.edit"));
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
