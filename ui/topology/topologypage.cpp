#include "ui/topology/topologypage.h"

#include "ui/history/scrubber.h"
#include "ui/preview/changesheet.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/topology/legend.h"
#include "ui/topology/topologytable.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace skep::ui::topology {
namespace {

constexpr int UnplacedShown = 3;

using Choices = std::vector<std::pair<QString, QString>>; // text and data

// What the map can be coloured by instead of the tasks' marks, as settings name it.
const std::vector<std::pair<QString, Measure>>& heats()
{
    static const std::vector<std::pair<QString, Measure>> all{{QStringLiteral("heat.tasks"), Measure::Tasks},
        {QStringLiteral("heat.cpu"), Measure::Cpu}, {QStringLiteral("heat.memory"), Measure::Memory}};
    return all;
}

QString settingOf(const std::string& clusterId, const QString& what)
{
    return QStringLiteral("topology/%1/%2").arg(qstr(clusterId), what);
}

// The first one where there is no `chosen`. A list that is open stays as it is unless it has to change.
void offer(QComboBox& box, const Choices& choices, const QString& chosen)
{
    const QSignalBlocker quiet(&box);
    bool same = box.count() == int(choices.size());
    for (int i = 0; same && i < box.count(); ++i)
        same = box.itemText(i) == choices[std::size_t(i)].first && box.itemData(i) == choices[std::size_t(i)].second;
    if (!same) {
        box.clear();
        for (const auto& [text, data] : choices)
            box.addItem(text, data);
    }
    box.setCurrentIndex(std::max(0, box.findData(chosen)));
}

QToolButton* tool(QWidget* parent, const char* iconName, const QString& what)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(QString::fromLatin1(iconName)));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setAutoRaise(true);
    return button;
}

} // namespace

TopologyPage::TopologyPage(Cluster& cluster, QWidget* parent)
    : Page(cluster, parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_face = new QStackedWidget(this);
    m_canvas = new Canvas(cluster, m_face);
    m_table = new TopologyTable(cluster, m_face);
    m_face->addWidget(m_canvas);
    m_face->addWidget(m_table);
    layout->addWidget(makeHeader());
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_face, 1);
    layout->addWidget(makeFooter());
    showAsTable(QSettings().value(QStringLiteral("topology/table")).toBool());
    new PastFrame(cluster, m_canvas);

    connect(m_canvas, &Canvas::dropAsked, this,
        [this](NodeChange change, const NodeIds& ids) { ChangeSheet::open(this->cluster(), window(), change, ids); });
    connect(m_canvas, &Canvas::preferAsked, this, [this](const std::string& service, const std::string& node) {
        preferNode(this->cluster(), window(), service, node);
    });
    const auto open = [this](const Selection& selection) {
        Q_EMIT goTo(
            selection.kind == api::ObjectKind::Task ? QStringLiteral("tasks") : QStringLiteral("nodes"), selection);
    };
    connect(m_canvas, &Canvas::opened, this, open);
    connect(m_table, &TopologyTable::opened, this, open);
    connect(m_table, &TopologyTable::menuAsked, this, &TopologyPage::showMenu);
    connect(m_canvas, &Canvas::actionAsked, this, &Page::trigger);
    connect(m_canvas, &Canvas::menuAsked, this, &TopologyPage::showMenu);
    connect(m_canvas, &Canvas::zoomed, this, [this] { m_density->setVisible(m_canvas->namesHidden()); });
    connect(&cluster, &Cluster::changed, this, &TopologyPage::take);
    connect(&cluster, &Cluster::stateChanged, this, &TopologyPage::refreshCounts);
    connect(&cluster, &Cluster::stateChanged, this, &TopologyPage::recall);
    connect(&cluster, &Cluster::selectionChanged, this, &TopologyPage::refreshLens);
    connect(m_canvas, &Canvas::heatChanged, this, [this] {
        if (m_canvas->heat())
            m_heatLegend->tell(*m_canvas->heat());
    });
    for (const auto& task : cluster.store().all<api::Task>()) {
        if (isUnplaced(*task))
            m_unplaced.insert(task->id);
        if (!shown(*task))
            m_ended.insert(task->id);
    }
    refreshGroups();
    refreshLens();
    recall();
    refreshUnplaced();
    refreshCounts();
}

QWidget* TopologyPage::makeHeader()
{
    auto* header = new QWidget(this);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(16, 10, 12, 10);
    row->setSpacing(8);
    auto* title = new QLabel(tr("Topology"), header);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    m_counts = new QLabel(header);
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    row->addWidget(title);
    row->addSpacing(4);
    row->addWidget(m_counts);
    m_controls = new QWidget(header);
    row->addWidget(m_controls, 1);
    row = new QHBoxLayout(m_controls);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addStretch(1);
    m_search = new QLineEdit(header);
    m_search->setObjectName(QStringLiteral("topologySearch"));
    m_search->setPlaceholderText(tr("Find a node or task"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(240);
    connect(m_search, &QLineEdit::textChanged, m_canvas, &Canvas::setFilter);
    connect(m_search, &QLineEdit::textChanged, m_table, &TopologyTable::setFilter);
    row->addWidget(m_search, 100); // before the gap
    const auto labelled = [&](const QString& text) {
        auto* combo = new QComboBox(header);
        combo->setAccessibleName(text);
        combo->setToolTip(text);
        row->addWidget(combo);
        return combo;
    };
    m_group = labelled(tr("Group by"));
    m_group->setObjectName(QStringLiteral("topologyGroup"));
    m_group->setMaximumWidth(200);
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(m_group, &QComboBox::activated, this, [this] {
        const QString name = m_group->currentData().toString();
        remember(QStringLiteral("group"), name);
        group(name);
    });
    m_colour = labelled(tr("What colours say"));
    m_colour->setObjectName(QStringLiteral("topologyColour"));
    m_colour->addItem(tr("Colour: state"), QString());
    m_colour->addItem(tr("Colour: service"), QStringLiteral("service"));
    for (const auto& [name, measure] : heats())
        m_colour->addItem(tr("Heat: %1").arg(measureText(measure)), name);
    connect(m_colour, &QComboBox::activated, this, [this] {
        const QString choice = m_colour->currentData().toString();
        remember(QStringLiteral("colour"), choice);
        colour(choice);
    });
    m_lens = labelled(tr("Service that stands out"));
    m_lens->setObjectName(QStringLiteral("topologyLens"));
    m_lens->setMaximumWidth(180);
    connect(m_lens, &QComboBox::activated, this, [this] {
        const std::string id = m_lens->currentData().toString().toStdString();
        cluster().select(id.empty() ? Selection{} : Selection{api::ObjectKind::Service, {id}});
    });
    m_asTable = tool(header, "menu", tr("Show as a table (Ctrl+Shift+T)"));
    m_asTable->setObjectName(QStringLiteral("topologyAsTable"));
    m_asTable->setCheckable(true);
    connect(m_asTable, &QToolButton::clicked, this, &TopologyPage::toggleTable);
    row->addWidget(m_asTable);
    auto* out = tool(header, "zoom-out", tr("Smaller (−)"));
    auto* in = tool(header, "zoom-in", tr("Larger (+)"));
    auto* fit = tool(header, "fit", tr("Everything (0)"));
    connect(out, &QToolButton::clicked, this, [this] { m_canvas->zoomBy(0.8); });
    connect(in, &QToolButton::clicked, this, [this] { m_canvas->zoomBy(1.25); });
    connect(fit, &QToolButton::clicked, m_canvas, &Canvas::fit);
    for (auto* button : {out, in, fit})
        row->addWidget(button);
    return header;
}

QWidget* TopologyPage::makeFooter()
{
    auto* footer = new QWidget(this);
    auto* column = new QVBoxLayout(footer);
    column->setContentsMargins(16, 6, 12, 8);
    column->setSpacing(6);
    m_unplacedBox = new QWidget(footer);
    m_unplacedBox->setObjectName(QStringLiteral("unplaced"));
    m_unplacedRows = new QVBoxLayout(m_unplacedBox);
    m_unplacedRows->setContentsMargins(0, 0, 0, 0);
    m_unplacedRows->setSpacing(2);
    column->addWidget(m_unplacedBox);
    m_legends = new QWidget(footer);
    auto* line = new QHBoxLayout(m_legends);
    line->setContentsMargins(0, 0, 0, 0);
    m_stateLegend = new Legend(m_legends);
    m_heatLegend = new HeatLegend(m_legends);
    m_heatLegend->hide();
    line->addWidget(m_stateLegend);
    line->addWidget(m_heatLegend);
    m_density = new QLabel(tr("dense view: names hidden — zoom in, or press Enter on a node"), footer);
    m_density->setForegroundRole(QPalette::PlaceholderText);
    m_density->setWordWrap(true); // rather than to widen the window
    m_density->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_density->hide();
    line->addWidget(m_density, 1);
    line->addStretch();
    column->addWidget(m_legends);
    column->addWidget(new Scrubber(cluster(), footer));
    return footer;
}

// What was chosen for this cluster before, as soon as it is known which one it is.
void TopologyPage::recall()
{
    const std::string& id = cluster().state().clusterId;
    if (id.empty() || id == m_recalled)
        return;
    m_recalled = id;
    group(QSettings().value(settingOf(id, QStringLiteral("group"))).toString());
    colour(QSettings().value(settingOf(id, QStringLiteral("colour"))).toString());
}

void TopologyPage::remember(const QString& what, const QString& choice) const
{
    if (!m_recalled.empty())
        QSettings().setValue(settingOf(m_recalled, what), choice);
}

void TopologyPage::group(const QString& name)
{
    m_wanted = name;
    refreshGroups();
}

void TopologyPage::colour(const QString& choice)
{
    m_colour->setCurrentIndex(std::max(0, m_colour->findData(choice)));
    std::optional<Measure> heat;
    for (const auto& [name, measure] : heats())
        if (name == choice)
            heat = measure;
    m_canvas->setByService(choice == u"service");
    m_canvas->setHeat(heat);
    m_table->setHeat(heat);
    // The one that goes first: together they would widen the window.
    QWidget* const legends[] = {m_stateLegend, m_heatLegend};
    legends[heat ? 0 : 1]->hide();
    legends[heat ? 1 : 0]->show();
}

bool TopologyPage::chooseGrouping()
{
    m_group->setFocus();
    m_group->showPopup();
    return true;
}

bool TopologyPage::toggleHeat()
{
    const QString choice = m_canvas->heat() ? QString() : heats().front().first;
    remember(QStringLiteral("colour"), choice);
    colour(choice);
    return true;
}

void TopologyPage::showAsTable(bool table)
{
    m_face->setCurrentIndex(table ? 1 : 0);
    m_asTable->setChecked(table);
    setFocusProxy(m_face->currentWidget());
}

bool TopologyPage::toggleTable()
{
    const bool table = m_face->currentIndex() == 0;
    QSettings().setValue(QStringLiteral("topology/table"), table);
    showAsTable(table);
    m_face->currentWidget()->setFocus();
    return true;
}

bool TopologyPage::focusFilter()
{
    m_search->setFocus();
    m_search->selectAll();
    return true;
}

bool TopologyPage::settled() const
{
    return cluster().store().count<api::Node>() > 0;
}

void TopologyPage::take(const std::vector<store::Event>& events)
{
    bool unplaced = false, nodes = false, services = false;
    for (const auto& event : events) {
        const auto kind = store::kindOf(event.object);
        nodes |= kind == api::ObjectKind::Node;
        services |= kind == api::ObjectKind::Service;
        const auto task = store::as<api::Task>(event.object);
        if (!task)
            continue;
        const bool now = event.action != store::Action::Remove && isUnplaced(*task);
        if (event.action == store::Action::Remove || shown(*task))
            m_ended.erase(task->id);
        else
            m_ended.insert(task->id);
        unplaced |= now || m_unplaced.contains(task->id);
        if (now)
            m_unplaced.insert(task->id);
        else
            m_unplaced.erase(task->id);
    }
    if (unplaced)
        refreshUnplaced();
    if (nodes)
        refreshGroups();
    if (services)
        refreshLens();
    refreshCounts();
}

void TopologyPage::refreshUnplaced()
{
    while (QLayoutItem* old = m_unplacedRows->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    m_unplacedBox->setVisible(!m_unplaced.empty());
    int row = 0;
    for (const auto& id : m_unplaced) {
        const auto task = cluster().store().get<api::Task>(id);
        if (!task)
            continue;
        auto* line = new QWidget(m_unplacedBox);
        auto* cells = new QHBoxLayout(line);
        cells->setContentsMargins(0, 0, 0, 0);
        cells->setSpacing(8);
        if (row++ == UnplacedShown) {
            auto* more = new QPushButton(
                tr("%n more task(s) without a place", nullptr, int(m_unplaced.size()) - UnplacedShown), line);
            more->setFlat(true);
            connect(more, &QPushButton::clicked, this, [this] { Q_EMIT goTo(QStringLiteral("tasks"), {}); });
            cells->addWidget(more);
            cells->addStretch(1);
            m_unplacedRows->addWidget(line);
            break;
        }
        const Unplaced shownTask = unplacedView(*task);
        auto* mark = new QLabel(line);
        mark->setPixmap(taskIcon(task->status.state).pixmap(14));
        auto* text = new QLabel(line);
        text->setTextFormat(Qt::PlainText);
        text->setText(tr("%1 has no place: %2").arg(shownTask.name, shownTask.reason));
        text->setToolTip(shownTask.reason);
        text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        auto* why = new QPushButton(tr("Why"), line);
        why->setAccessibleName(tr("Why does %1 have no place").arg(shownTask.name));
        connect(why, &QPushButton::clicked, this, [this, id] {
            Q_EMIT goTo(QStringLiteral("tasks"), {api::ObjectKind::Task, {id}});
        });
        cells->addWidget(mark);
        cells->addWidget(text, 1);
        cells->addWidget(why);
        m_unplacedRows->addWidget(line);
    }
}

void TopologyPage::refreshGroups()
{
    Choices choices{{tr("Group: %1").arg(Grouping().title()), QString()}};
    for (const Grouping& grouping : labelGroupings(cluster().store()))
        choices.emplace_back(tr("Group: %1").arg(grouping.title()), grouping.name());
    offer(*m_group, choices, m_wanted);
    const auto inEffect = Grouping::named(m_group->currentData().toString());
    if (inEffect == m_canvas->grouping())
        return;
    m_canvas->setGrouping(inEffect);
    m_table->setGrouping(inEffect);
}

void TopologyPage::refreshLens()
{
    Choices choices{{tr("All services"), QString()}};
    for (const auto& service : cluster().store().all<api::Service>())
        choices.emplace_back(qstr(service->spec.name), qstr(service->id));
    const Selection& selection = cluster().selection();
    const bool one = selection.kind == api::ObjectKind::Service && selection.single();
    offer(*m_lens, choices, one ? qstr(selection.ids.front()) : QString());
}

void TopologyPage::refreshCounts()
{
    const store::View& view = cluster().store();
    const int nodes = int(view.count<api::Node>());
    m_counts->setText(nodes ? tr("%n node(s)", nullptr, nodes) + QStringLiteral(" · ")
                + tr("%n task(s)", nullptr, std::max(0, int(view.count<api::Task>()) - int(m_ended.size())))
                            : QString());
    for (QWidget* part : std::initializer_list<QWidget*>{m_face, m_controls, m_legends})
        part->setVisible(nodes > 0);
    m_empty->setVisible(nodes == 0);
    switch (cluster().state().standing) {
    case client::Standing::NoSwarm:
        return m_empty->setText(tr("This node is not part of a swarm yet.\nStart one here or join one: the nodes then "
                                   "show up by themselves."));
    case client::Standing::Worker:
        return m_empty->setText(tr("A worker cannot show the swarm. Connect to one of its managers."));
    case client::Standing::Locked:
        return m_empty->setText(tr("The manager is locked. Once it is unlocked, the nodes show up by themselves."));
    default:
        return m_empty->setText(cluster().state().liveness == client::Liveness::Down
                ? tr("Nothing has been seen of this swarm yet.")
                : tr("Connecting to %1…").arg(cluster().name()));
    }
}

void TopologyPage::showMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const Action& action : ui::actions()) {
        if (action.kind != api::ObjectKind::Node)
            continue;
        const auto refused = refusalOf(action, cluster(), cluster().selection());
        QAction* entry
            = menu->addAction(icon(action.icon), textOf(action, cluster()), this, [this, id = action.id] { Q_EMIT trigger(id); });
        entry->setEnabled(!refused);
        entry->setToolTip(refused.value_or(action.text));
    }
    menu->popup(position);
}

PageEntry topologyEntry()
{
    return {QStringLiteral("topology"), TopologyPage::tr("Topology"), QStringLiteral("topology"), nullptr, nullptr,
        [](Cluster& cluster, QWidget* parent) -> Page* { return new TopologyPage(cluster, parent); }};
}

} // namespace skep::ui::topology
