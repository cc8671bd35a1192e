#include "ui/topology/topologycanvas.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/topology/canvasaccess.h"

#include <QWheelEvent>

#include <QElapsedTimer>
#include <QLabel>

#include <algorithm>

namespace skep::ui::topology {
namespace {

constexpr qint64 TurnMs = 6;
constexpr int TypingPauseMs = 1500;
constexpr int SettleMs = 120;
constexpr double LeastZoom = 0.02, MostZoom = 3, MostFitZoom = 1.5;

bool contains(const NodeIds& ids, const std::string& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

Canvas::Canvas(Cluster& cluster, QWidget* parent)
    : QGraphicsView(parent)
    , m_cluster(cluster)
{
    installCanvasAccess();
    setObjectName(QStringLiteral("topologyCanvas"));
    setAccessibleName(tr("Map of the swarm"));
    setScene(&m_scene);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setRenderHint(QPainter::Antialiasing);
    setAcceptDrops(true);
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    connect(&m_cluster, &Cluster::changed, this, &Canvas::take);
    connect(&m_cluster, &Cluster::selectionChanged, this, &Canvas::refreshSelection);
    connect(&m_cluster, &Cluster::stateChanged, this, [this] { viewport()->update(); });
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &Canvas::refreshDirty);
    m_typedShown = new QLabel(viewport());
    m_typedShown->setObjectName(QStringLiteral("typedAhead"));
    m_typedShown->setTextFormat(Qt::PlainText);
    m_typedShown->setAutoFillBackground(true);
    m_typedShown->setMargin(6);
    m_typedShown->setFrameShape(QFrame::StyledPanel);
    m_typedShown->move(12, 12);
    m_typedShown->hide();
    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingPauseMs);
    connect(&m_typing, &QTimer::timeout, this, &Canvas::endTyping);
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        m_pace = CardPictures::Pace::Settling;
        viewport()->update();
    });
    rebuild();
}

Canvas::~Canvas()
{
    m_scene.disconnect(this);
}

void Canvas::setGrouping(const Grouping& grouping)
{
    m_grouping = grouping;
    rebuild();
}

void Canvas::setByService(bool byService)
{
    m_look.byService = byService;
    repaintCards();
}

void Canvas::setHeat(std::optional<Measure> measure)
{
    rescale(measure);
    refreshSelection(); // what is said of the node where the keyboard is
}

void Canvas::rescale(std::optional<Measure> measure)
{
    std::optional<HeatScale> scale;
    if (measure) {
        std::vector<Load> loads;
        for (const auto& [id, item] : m_items)
            loads.push_back(loadOf(item->node()));
        scale = scaleOf(loads, *measure);
    }
    if (scale == m_look.heat)
        return;
    m_look.heat = scale;
    repaintCards();
    Q_EMIT heatChanged();
}

void Canvas::setFilter(const QString& filter)
{
    m_look.filter = filter.trimmed();
    repaintCards();
}

void Canvas::take(const std::vector<store::Event>& events)
{
    for (const auto& event : events) {
        for (const auto& object : {event.object, event.old}) {
            if (const auto task = store::as<api::Task>(object)) {
                m_dirty.insert(task->nodeId);
            } else if (const auto node = store::as<api::Node>(object)) {
                m_dirty.insert(node->id);
                m_moved = true;
            }
        }
    }
    m_dirty.erase(std::string());
    if (!m_dirty.empty() && isVisible())
        refreshDirty();
}

void Canvas::refreshDirty()
{
    QElapsedTimer spent;
    spent.start();
    while (!m_dirty.empty()) {
        if (spent.elapsed() > TurnMs)
            return m_turn.start(0);
        const std::string id = *m_dirty.begin();
        m_dirty.erase(m_dirty.begin());
        const auto node = m_cluster.store().get<api::Node>(id);
        const auto known = m_items.find(id);
        if (node && known != m_items.end())
            known->second->set(nodeView(m_cluster.store(), *node, m_grouping));
        else if (node)
            addItem(*node);
        else if (known != m_items.end())
            return rebuild();
    }
    m_turn.stop();
    if (m_look.heat)
        rescale(m_look.heat->measure);
    if (std::exchange(m_moved, false))
        relayout();
    else
        viewport()->update(); // the counts in titles and tickets
    if (std::exchange(m_arrived, false))
        refreshSelection();
}

// There are pictures of the cards.
void Canvas::repaintCards()
{
    for (const auto& [id, item] : m_items)
        item->repaint();
    viewport()->update();
}

void Canvas::addItem(const api::Node& node)
{
    auto* item = new NodeItem(m_look);
    item->set(nodeView(m_cluster.store(), node, m_grouping));
    m_scene.addItem(item);
    m_items.emplace(node.id, item);
    m_moved = m_arrived = true; // it is drawn once it has a place
}

void Canvas::rebuild()
{
    m_dirty.clear();
    m_moved = m_arrived = false;
    m_turn.stop();
    std::map<std::string, NodeItem*> old;
    old.swap(m_items);
    for (const auto& node : m_cluster.store().all<api::Node>()) {
        auto& item = m_items[node->id];
        if (const auto kept = old.find(node->id); kept != old.end()) {
            item = kept->second;
            old.erase(kept);
        } else {
            item = new NodeItem(m_look);
            m_scene.addItem(item);
        }
        item->set(nodeView(m_cluster.store(), *node, m_grouping));
    }
    m_drawn.clear();
    for (const auto& [id, item] : old)
        delete item;
    if (m_look.heat)
        rescale(m_look.heat->measure);
    relayout();
    refreshSelection();
}

void Canvas::relayout()
{
    std::vector<Spot> spots;
    for (const auto& [id, item] : m_items)
        spots.push_back(item->node().spot());
    const double aspect = double(std::max(1, viewport()->width())) / std::max(1, viewport()->height());
    Layout next = layOut(std::move(spots), m_grouping.byRole(), aspect);
    const bool moved = next.bounds != m_layout.bounds;
    m_layout = std::move(next);
    m_drawn.clear();
    for (const Card& card : m_layout.cards) {
        m_drawn.push_back(m_items[card.id]);
        m_drawn.back()->setPos(card.rect.topLeft());
    }
    m_scene.setSceneRect(m_layout.bounds.adjusted(-Gap, -Gap, Gap, Gap));
    if (moved && m_fitted)
        fit();
    viewport()->update();
}

void Canvas::refreshSelection()
{
    const Selection& selection = m_cluster.selection();
    const std::string lens = std::exchange(m_look.lens,
        selection.kind == api::ObjectKind::Service && selection.single() ? selection.ids.front() : std::string());
    const NodeIds none;
    const NodeIds& chosen = selection.kind == api::ObjectKind::Node ? selection.ids : none;
    if (!chosen.empty() && !contains(chosen, m_current))
        m_current = chosen.back();
    for (const auto& [id, item] : m_items)
        item->setChosen(contains(chosen, id), hasFocus() && id == m_current);
    if (const auto current = m_items.find(m_current); current != m_items.end())
        setAccessibleDescription(current->second->sentence());
    if (m_look.lens != lens)
        repaintCards();
    else
        viewport()->update();
}

// Tells screen readers where the keyboard is now.
void Canvas::announce()
{
    auto* access
        = QAccessible::isActive() ? dynamic_cast<CanvasAccess*>(QAccessible::queryAccessibleInterface(this)) : nullptr;
    QAccessibleInterface* node = access ? access->node(m_current) : nullptr;
    if (!node || !hasFocus())
        return;
    QAccessibleEvent focus(node, QAccessible::Focus);
    QAccessible::updateAccessibility(&focus);
}

bool Canvas::chosen(const std::string& nodeId) const
{
    const Selection& selection = m_cluster.selection();
    return selection.kind == api::ObjectKind::Node && contains(selection.ids, nodeId);
}

std::optional<QRectF> Canvas::taskBox(const std::string& nodeId, const std::string& taskId) const
{
    const NodeItem* node = item(nodeId);
    const auto box = node ? node->boxOf(taskId) : std::nullopt;
    return box ? std::optional(node->mapRectToScene(*box)) : std::nullopt;
}

QString Canvas::taskSentence(const std::string& taskId) const
{
    const auto task = m_cluster.store().get<api::Task>(taskId);
    return task ? topology::taskSentence(m_cluster.store(), *task, systemNow()) : QString();
}

const NodeItem* Canvas::item(const std::string& nodeId) const
{
    const auto found = m_items.find(nodeId);
    return found == m_items.end() ? nullptr : found->second;
}

// --- Zoom --------------------------------------------------------------------------------------------------------

bool Canvas::dense() const
{
    return transform().m11() * CardWidth < NodeItem::DenseBelow;
}

bool Canvas::namesHidden() const
{
    return transform().m11() * CardWidth < NodeItem::NamesFrom;
}

void Canvas::fit()
{
    m_fitted = true;
    const QRectF wanted = m_layout.bounds.adjusted(-Gap, -Gap, Gap, Gap);
    const QSize room = viewport()->size();
    if (wanted.isEmpty() || room.isEmpty())
        return;
    const double zoom
        = std::clamp(std::min(room.width() / wanted.width(), room.height() / wanted.height()), LeastZoom, MostFitZoom);
    setZoom(zoom);
    centerOn(wanted.center());
    Q_EMIT zoomed();
}

void Canvas::setZoom(double zoom)
{
    if (zoom == transform().m11())
        return;
    m_pace = CardPictures::Pace::Moving;
    m_settle.start(SettleMs);
    setTransform(QTransform::fromScale(zoom, zoom));
}

void Canvas::zoomBy(double factor)
{
    m_fitted = false;
    setZoom(std::clamp(transform().m11() * factor, LeastZoom, MostZoom));
    Q_EMIT zoomed();
}

void Canvas::wheelEvent(QWheelEvent* event)
{
    if (event->modifiers() & (Qt::ShiftModifier | Qt::AltModifier))
        return QGraphicsView::wheelEvent(event);
    zoomBy(std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void Canvas::resizeEvent(QResizeEvent* event)
{
    QGraphicsView::resizeEvent(event);
    if (!m_fitted)
        return;
    relayout();
    fit();
}

void Canvas::showEvent(QShowEvent* event)
{
    QGraphicsView::showEvent(event);
    if (!m_dirty.empty())
        refreshDirty();
    if (m_fitted)
        fit();
}

void Canvas::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        repaintCards();
}

} // namespace skep::ui::topology
