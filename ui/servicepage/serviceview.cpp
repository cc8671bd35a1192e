#include "ui/servicepage/serviceview.h"

#include "ui/actions/action.h"
#include "ui/logs/logspane.h"
#include "ui/pages/inspector.h"
#include "ui/pages/servicedetail.h"
#include "ui/pages/tablepage.h"
#include "ui/servicepage/revisionstab.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttonrow.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

QString updateSettings(const api::Service& service)
{
    const api::UpdateConfig config = service.spec.updateConfig.value_or(api::UpdateConfig{.parallelism = 1});
    const QString order = config.order == api::UpdateOrder::StartFirst
        ? ServiceView::tr("the new task starts before the old one stops")
        : ServiceView::tr("the old task stops before the new one starts");
    const QString failure = config.failureAction == api::FailureAction::Rollback
        ? ServiceView::tr("on failure it is rolled back")
        : config.failureAction == api::FailureAction::Continue ? ServiceView::tr("failures do not stop it")
                                                               : ServiceView::tr("on failure it pauses");
    const QString parallel = config.parallelism == 0
        ? ServiceView::tr("all at once")
        : ServiceView::tr("%n at a time", nullptr, int(config.parallelism));
    return ServiceView::tr("How it is updated: %1, %2 apart; %3; %4.")
        .arg(parallel, durationText(config.delay), order, failure);
}

} // namespace

ServiceView::ServiceView(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
{
    setObjectName(QStringLiteral("serviceView"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(16, 10, 16, 10);
    header->setSpacing(8);
    auto* back = new QPushButton(icon(QStringLiteral("back")), tr("Services"), this);
    back->setObjectName(QStringLiteral("backToServices"));
    back->setToolTip(tr("Back to the list (Esc)"));
    connect(back, &QPushButton::clicked, this, &ServiceView::left);
    header->addWidget(back);
    m_name = qobject_cast<QLabel*>(pageTitle({}, this));
    m_name->setObjectName(QStringLiteral("serviceName"));
    m_name->setTextFormat(Qt::PlainText);
    header->addWidget(m_name);
    m_about = new QLabel(this);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    header->addWidget(m_about, 1);
    m_row = new ButtonRow(this);
    header->addWidget(m_row);
    for (const char* id : {"service.scaleDown", "service.scaleUp", "service.edit", "service.restart",
             "service.rollback", "service.remove"}) {
        const Action* action = findAction(QString::fromLatin1(id));
        if (!action)
            continue;
        // The small steps are signs alone: their words are in the tooltip and for readers.
        const bool step = action->id.startsWith(u"service.scale");
        auto* button = new QPushButton(icon(action->icon), step ? QString() : action->text, this);
        button->setAccessibleName(action->text);
        button->setObjectName(action->id);
        connect(button, &QPushButton::clicked, this, [this, name = action->id] { Q_EMIT trigger(name); });
        m_row->add(button);
        m_buttons.emplace_back(action->id, button);
    }
    layout->addLayout(header);
    m_gone = new QLabel(tr("This service does not exist any more."), this);
    m_gone->setAlignment(Qt::AlignCenter);
    m_gone->hide();
    layout->addWidget(m_gone, 1);

    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("serviceTabs"));
    m_tabs->setDocumentMode(true);
    layout->addWidget(m_tabs, 1);
    const auto scrolled = [this](QWidget* content) {
        auto* scroll = new QScrollArea(m_tabs);
        scroll->setAccessibleName(tr("Service"));
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        auto* body = new QWidget(scroll);
        auto* column = new QVBoxLayout(body);
        column->setContentsMargins(16, 12, 16, 12);
        column->addWidget(content);
        column->addStretch(1);
        scroll->setWidget(body);
        return scroll;
    };
    auto* overview = new QSplitter(Qt::Horizontal, m_tabs);
    overview->setObjectName(QStringLiteral("overview"));
    overview->setChildrenCollapsible(false);
    overview->setHandleWidth(1);
    m_replicas = new ServiceDetail(cluster, nullptr, ServiceDetail::Part::Replicas);
    overview->addWidget(scrolled(m_replicas));
    m_inspector = new Inspector(overview);
    overview->addWidget(m_inspector);
    overview->setSizes({700, 360});
    m_tabs->addTab(overview, tr("Overview"));

    auto* update = new QWidget(m_tabs);
    auto* updateColumn = new QVBoxLayout(update);
    updateColumn->setContentsMargins(0, 0, 0, 0);
    m_settings = new QLabel(update);
    m_settings->setObjectName(QStringLiteral("updateSettings"));
    m_settings->setWordWrap(true);
    m_update = new ServiceDetail(cluster, nullptr, ServiceDetail::Part::Update);
    updateColumn->addWidget(m_settings);
    updateColumn->addWidget(m_update);
    auto* updateTab = scrolled(update);
    updateTab->setObjectName(QStringLiteral("update"));
    m_tabs->addTab(updateTab, tr("Update"));

    m_logs = new LogsPane(cluster, m_tabs);
    m_logs->setObjectName(QStringLiteral("logs"));
    m_tabs->addTab(m_logs, tr("Logs"));

    m_spec = new QPlainTextEdit(m_tabs);
    m_spec->setObjectName(QStringLiteral("spec"));
    m_spec->setAccessibleName(tr("Specification"));
    m_spec->setReadOnly(true);
    m_spec->setFrameShape(QFrame::NoFrame);
    m_spec->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_spec->setFont(codeFont());
    m_tabs->addTab(m_spec, tr("Spec"));

    m_revisions = new RevisionsTab(cluster, m_tabs);
    m_revisions->setObjectName(QStringLiteral("history"));
    m_tabs->addTab(m_revisions, tr("History"));

    for (auto* detail : {m_replicas, m_update}) {
        connect(detail, &ServiceDetail::trigger, this, &ServiceView::trigger);
        connect(detail, &ServiceDetail::taskChosen, this, &ServiceView::taskChosen);
    }
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        for (const auto& event : events)
            if (store::kindOf(event.object) == api::ObjectKind::Service && store::idOf(event.object) == m_id)
                return refresh();
    });
    connect(&cluster, &Cluster::stateChanged, this, &ServiceView::refreshActions);
    connect(&cluster, &Cluster::momentChanged, this, &ServiceView::refresh);
}

void ServiceView::show(const std::string& id)
{
    m_id = id;
    refresh();
}

void ServiceView::showTab(const QString& name)
{
    for (int i = 0; i < m_tabs->count(); ++i)
        if (m_tabs->widget(i)->objectName() == name)
            m_tabs->setCurrentIndex(i);
}

void ServiceView::focusFilter()
{
    if (m_tabs->currentWidget() == m_logs)
        m_logs->focusFilter();
}

void ServiceView::refresh()
{
    const auto service = m_cluster.store().get<api::Service>(m_id);
    m_gone->setVisible(!service);
    m_tabs->setVisible(service != nullptr);
    refreshActions();
    if (!service)
        return;
    m_name->setText(qstr(service->spec.name));
    QStringList about{serviceModeText(*service)};
    if (service->spec.task.container)
        about << imageText(service->spec.task.container->image);
    if (const QString ports = portsText(*service); !ports.isEmpty())
        about << ports;
    if (const QString update = updateText(*service); !update.isEmpty())
        about << tr("update: %1").arg(update);
    m_about->setText(about.join(QStringLiteral(" · ")));
    m_about->setToolTip(m_about->text());
    m_inspector->show(qstr(service->spec.name), serviceModeText(*service), factsOf(m_cluster.store(), *service));
    m_replicas->show(m_id);
    m_update->show(m_id);
    m_settings->setText(updateSettings(*service));
    m_logs->show(api::ObjectKind::Service, m_id);
    m_revisions->show(m_id);
    if (const QString text = specText(service->spec); text != m_spec->toPlainText()) {
        const int at = m_spec->verticalScrollBar()->value();
        m_spec->setPlainText(text);
        m_spec->verticalScrollBar()->setValue(at);
    }
}

void ServiceView::refreshActions()
{
    const Selection self{.kind = api::ObjectKind::Service, .ids = {m_id}};
    for (const auto& [id, button] : m_buttons) {
        const Action& action = *findAction(id);
        const auto refused = refusalOf(action, m_cluster, self);
        m_row->setText(button, textOf(action, m_cluster));
        button->setEnabled(!refused);
        button->setToolTip(refused.value_or(button->accessibleName()));
    }
    m_tabs->setTabVisible(m_tabs->indexOf(m_logs), m_cluster.capabilities().logs);
}

void ServiceView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT left();
    else
        QWidget::keyPressEvent(event);
}

} // namespace skep::ui
