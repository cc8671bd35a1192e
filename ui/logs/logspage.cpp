#include "ui/logs/logspage.h"

#include "ui/logs/logspane.h"
#include "ui/pages/tablepage.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {
namespace {

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(LogsPage)
};

class LogsPage final : public Page
{
public:
    LogsPage(Cluster& shown, QWidget* parent)
        : Page(shown, parent)
    {
        const auto [layout, header] = layOutPage(Tr::tr("Logs"), this);
        m_choice = new QComboBox(this);
        m_choice->setObjectName(QStringLiteral("logSource"));
        m_choice->setAccessibleName(Tr::tr("Service or task"));
        m_choice->setMinimumWidth(220);
        header->addWidget(m_choice);
        header->addStretch(1);
        m_pane = new LogsPane(shown, this);
        layout->addWidget(m_pane, 1);
        setFocusProxy(m_pane);
        connect(m_choice, &QComboBox::activated, this, [this](int index) {
            const auto kind = static_cast<api::ObjectKind>(m_choice->itemData(index, Qt::UserRole + 1).toInt());
            cluster().select({.kind = kind, .ids = {m_choice->itemData(index).toString().toStdString()}});
        });
        connect(&shown, &Cluster::selectionChanged, this, &LogsPage::follow);
        connect(&shown, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
            if (std::any_of(events.begin(), events.end(),
                    [](const store::Event& event) { return store::kindOf(event.object) == api::ObjectKind::Service; }))
                refreshChoices();
        });
        refreshChoices();
        follow();
    }

    bool focusFilter() override
    {
        m_pane->focusFilter();
        return true;
    }

private:
    // Another page's selection stays what is read here, if it has logs at all.
    void follow()
    {
        const Selection& selection = cluster().selection();
        if (selection.single()
            && (selection.kind == api::ObjectKind::Service || selection.kind == api::ObjectKind::Task)) {
            m_kind = selection.kind;
            m_id = selection.ids.front();
        }
        refreshChoices();
    }

    void refreshChoices()
    {
        const QSignalBlocker quiet(m_choice);
        m_choice->clear();
        const auto add = [this](const QString& text, api::ObjectKind kind, const std::string& id) {
            m_choice->addItem(text, qstr(id));
            m_choice->setItemData(m_choice->count() - 1, int(kind), Qt::UserRole + 1);
        };
        auto services = cluster().live().all<api::Service>();
        std::sort(
            services.begin(), services.end(), [](const auto& a, const auto& b) { return a->spec.name < b->spec.name; });
        if (m_kind == api::ObjectKind::Task)
            if (const auto task = cluster().live().get<api::Task>(m_id))
                add(Tr::tr("task %1").arg(taskName(cluster().live(), *task)), m_kind, m_id);
        for (const auto& service : services)
            add(qstr(service->spec.name), api::ObjectKind::Service, service->id);
        if (m_id.empty() && !services.empty()) {
            m_kind = api::ObjectKind::Service;
            m_id = services.front()->id;
        }
        m_choice->setCurrentIndex(m_choice->findData(qstr(m_id)));
        m_choice->setEnabled(m_choice->count() > 0);
        m_pane->show(m_kind, m_id);
    }

    QComboBox* m_choice;
    LogsPane* m_pane;
    api::ObjectKind m_kind = api::ObjectKind::Service;
    std::string m_id;
};

} // namespace

PageEntry logsEntry()
{
    return {.id = QStringLiteral("logs"),
        .title = Tr::tr("Logs"),
        .icon = QStringLiteral("logs"),
        .available = [](const Cluster& cluster) { return cluster.capabilities().known && cluster.capabilities().logs; },
        .badge = nullptr,
        .make = [](Cluster& cluster, QWidget* parent) -> Page* { return new LogsPage(cluster, parent); }};
}

} // namespace skep::ui
