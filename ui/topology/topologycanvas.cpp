#include "ui/topology/topologycanvas.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace skep::ui::topology {
namespace {

constexpr double LeastZoom = 0.02, MostZoom = 3, MostFitZoom = 1.5;

QFont sceneFont(double pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font = QApplication::font();
    font.setPixelSize(int(pixels));
    font.setWeight(weight);
    return font;
}

bool contains(const NodeIds& ids, const std::string& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

} // namespace

Canvas::Canvas(Cluster& cluster, QWidget* parent) : QGraphicsView(parent), m_cluster(cluster)
{
    setObjectName(QStringLiteral("topologyCanvas"));
    setAccessibleName(tr("Map of the swarm"));
    setScene(&m_scene);
    setFrameShape(QFrame::NoFrame);
    setViewportUpdateMode(QGraphicsView::MinimalViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontSavePainterState);
    setTransformationAnchor(QGraphicsView::AnchorUnderMouse);
    setRenderHint(QPainter::Antialiasing);
    m_scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    connect(&m_cluster, &Cluster::changed, this, &Canvas::take);
    connect(&m_cluster, &Cluster::selectionChanged, this, &Canvas::refreshSelection);
    connect(&m_cluster, &Cluster::stateChanged, this, [this] { viewport()->update(); });
    rebuild();
}

Canvas::~Canvas()
{
    m_scene.disconnect(this);
}

// --- Content -----------------------------------------------------------------------------------------------------

void Canvas::setGrouping(const QString& label)
{
    m_label = label;
    rebuild();
}

void Canvas::setByService(bool byService)
{
    m_look.byService = byService;
    m_scene.update();
}

void Canvas::setFilter(const QString& filter)
{
    m_look.filter = filter.trimmed();
    m_scene.update();
}

void Canvas::take(const std::vector<store::Event>& events)
{
    std::set<std::string> dirty;
    bool nodes = false;
    for (const auto& event : events) {
        for (const auto& object : {event.object, event.old}) {
            if (const auto task = store::as<api::Task>(object))
                dirty.insert(task->nodeId);
            else if (const auto node = store::as<api::Node>(object)) {
                dirty.insert(node->id);
                nodes = true;
            }
        }
    }
    for (const auto& id : dirty) {
        const auto node = m_cluster.store().get<api::Node>(id);
        const auto known = m_items.find(id);
        if (node && known != m_items.end())
            known->second->set(nodeView(m_cluster.store(), *node, m_label));
        else if (node || known != m_items.end())
            return rebuild();
    }
    if (nodes)
        relayout();
    else if (!dirty.empty())
        viewport()->update(); // the counts in titles and tickets
}

void Canvas::rebuild()
{
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
        item->set(nodeView(m_cluster.store(), *node, m_label));
    }
    for (const auto& [id, item] : old)
        delete item;
    relayout();
    refreshSelection();
}

void Canvas::relayout()
{
    std::vector<Spot> spots;
    for (const auto& [id, item] : m_items)
        spots.push_back(item->node().spot());
    const double aspect = double(std::max(1, viewport()->width())) / std::max(1, viewport()->height());
    Layout next = layOut(std::move(spots), m_label.isEmpty(), aspect);
    const bool moved = next.bounds != m_layout.bounds;
    m_layout = std::move(next);
    for (const Card& card : m_layout.cards)
        m_items[card.id]->setPos(card.rect.topLeft());
    m_scene.setSceneRect(m_layout.bounds.adjusted(-Gap, -Gap, Gap, Gap));
    if (moved && m_fitted)
        fit();
    viewport()->update();
}

void Canvas::refreshSelection()
{
    const Selection& selection = m_cluster.selection();
    m_look.lens.clear();
    if (selection.kind == api::ObjectKind::Service && selection.single())
        m_look.lens = selection.ids.front();
    const NodeIds none;
    const NodeIds& chosen = selection.kind == api::ObjectKind::Node ? selection.ids : none;
    if (!chosen.empty() && !contains(chosen, m_current))
        m_current = chosen.back();
    for (const auto& [id, item] : m_items)
        item->setChosen(contains(chosen, id), hasFocus() && id == m_current);
    if (const auto current = m_items.find(m_current); current != m_items.end())
        setAccessibleDescription(current->second->node().sentence());
    m_scene.update();
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

void Canvas::fit()
{
    m_fitted = true;
    const QRectF wanted = m_layout.bounds.adjusted(-Gap, -Gap, Gap, Gap);
    const QSize room = viewport()->size();
    if (wanted.isEmpty() || room.isEmpty())
        return;
    const double zoom = std::clamp(std::min(room.width() / wanted.width(), room.height() / wanted.height()), LeastZoom, MostFitZoom);
    setTransform(QTransform::fromScale(zoom, zoom));
    centerOn(wanted.center());
    Q_EMIT zoomed();
}

void Canvas::zoomBy(double factor)
{
    m_fitted = false;
    const double zoom = std::clamp(transform().m11() * factor, LeastZoom, MostZoom);
    setTransform(QTransform::fromScale(zoom, zoom));
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
    if (m_fitted)
        fit();
}

void Canvas::changeEvent(QEvent* event)
{
    QGraphicsView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_scene.update();
}

// --- Painting ----------------------------------------------------------------------------------------------------

void Canvas::drawBackground(QPainter* painter, const QRectF& rect)
{
    painter->fillRect(rect, theme().window);
    painter->setRenderHint(QPainter::Antialiasing);
    if (m_items.empty())
        return;
    for (const Band& band : m_layout.bands)
        drawBand(*painter, band);
    drawDock(*painter);
}

void Canvas::drawBand(QPainter& painter, const Band& band) const
{
    const Theme& t = theme();
    painter.setPen(QPen(t.hairline, 0));
    painter.setBrush(t.dark ? t.window.lighter(112) : t.window.darker(102));
    painter.drawRoundedRect(band.rect, 8, 8);
    QString title, note;
    const store::View& view = m_cluster.store();
    if (band.kind == BandKind::Managers) {
        const Quorum quorum = quorumOf(view);
        title = tr("MANAGERS");
        note = tr("quorum %1 of %2, may lose %3").arg(quorum.reachable).arg(quorum.managers).arg(quorum.mayStillLose());
    } else if (band.kind == BandKind::Workers) {
        title = tr("WORKERS");
        const auto count = std::count_if(m_items.begin(), m_items.end(), [](const auto& entry) { return !entry.second->node().manager; });
        note = count ? tr("%n node(s)", nullptr, int(count)) : tr("none: every task runs on managers");
    } else {
        title = band.group.isEmpty() ? tr("no %1").arg(m_label) : m_label + QStringLiteral(" = ") + band.group;
    }
    const bool dense = this->dense();
    const QFont strong = sceneFont(dense ? 44 : 12, QFont::DemiBold);
    painter.setFont(strong);
    painter.setPen(t.muted);
    const QRectF line = band.rect.adjusted(Padding, 4, -Padding, 0);
    painter.drawText(QRectF(line.topLeft(), QSizeF(line.width(), TitleHeight)), Qt::AlignVCenter | Qt::AlignLeft, title);
    if (dense)
        return;
    painter.setFont(sceneFont(12));
    painter.drawText(QRectF(line.x() + QFontMetricsF(strong).horizontalAdvance(title) + 12, line.y(), line.width(), TitleHeight),
        Qt::AlignVCenter | Qt::AlignLeft, note);
}

void Canvas::drawDock(QPainter& painter) const
{
    const Theme& t = theme();
    painter.setPen(QPen(t.border, 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(m_layout.dock.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (dense())
        return;
    painter.setFont(sceneFont(12, QFont::DemiBold));
    painter.setPen(t.muted);
    const QRectF inner = m_layout.dock.adjusted(Padding, 4, -Padding, 0);
    painter.drawText(QRectF(inner.topLeft(), QSizeF(inner.width(), TitleHeight)), Qt::AlignVCenter | Qt::AlignLeft, tr("DRAINED"));
    painter.setFont(sceneFont(11));
    painter.drawText(QRectF(inner.x(), inner.y() + TitleHeight, inner.width(), 52), Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop,
        tr("Drop a node here to drain it; drag it back to activate it."));
    for (const Card& ticket : m_layout.tickets) {
        const NodeItem* node = item(ticket.id);
        if (!node)
            continue;
        painter.setPen(QPen(t.hairline, 1));
        painter.setBrush(t.surface);
        painter.drawRoundedRect(ticket.rect, 5, 5);
        const QRectF text = ticket.rect.adjusted(8, 3, -8, -3);
        const QFont name = sceneFont(12, QFont::DemiBold);
        painter.setFont(name);
        painter.setPen(t.text);
        painter.drawText(text, Qt::AlignTop | Qt::AlignLeft, QFontMetricsF(name).elidedText(node->node().name, Qt::ElideRight, text.width()));
        painter.setFont(sceneFont(11));
        painter.setPen(t.muted);
        const int left = int(node->node().pips.size());
        painter.drawText(text, Qt::AlignBottom | Qt::AlignLeft, left ? tr("%n task(s) left", nullptr, left) : tr("empty"));
    }
}

void Canvas::drawForeground(QPainter* painter, const QRectF& rect)
{
    const Theme& t = theme();
    const auto liveness = m_cluster.state().liveness;
    if (liveness == client::Liveness::Stale || liveness == client::Liveness::Down) {
        QColor veil = t.window;
        veil.setAlphaF(0.4f);
        painter->fillRect(rect, veil);
    }
    if (!m_drag)
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    for (const Place& place : places())
        drawTarget(*painter, place);
    // The cards in hand, as a stack.
    const double unit = 1 / transform().m11();
    for (std::size_t i = std::min<std::size_t>(m_drag->ids.size(), 3); i-- > 0;) {
        const QRectF ghost(m_drag->at + QPointF(10 + 4.0 * double(i), 8 + 4.0 * double(i)) * unit, QSizeF(150, 30) * unit);
        painter->setPen(QPen(t.accent, 1.5 * unit));
        painter->setBrush(t.raised);
        painter->drawRoundedRect(ghost, 5 * unit, 5 * unit);
        if (i == 0) {
            painter->setPen(t.text);
            painter->setFont(sceneFont(std::max(1.0, 13 * unit), QFont::DemiBold));
            painter->drawText(ghost.adjusted(10 * unit, 0, -6 * unit, 0), Qt::AlignVCenter | Qt::AlignLeft, nodeNames(m_cluster.store(), m_drag->ids));
        }
    }
}

void Canvas::drawTarget(QPainter& painter, const Place& place) const
{
    const auto intent = dropIntent(m_cluster.store(), m_drag->ids, m_drag->fromDock, place.target);
    if (!intent)
        return;
    const Theme& t = theme();
    const double unit = 1 / transform().m11();
    const bool over = place.rect.contains(m_drag->at);
    const QColor colour = intent->refusal ? t.fail : t.accent;
    QColor fill = colour;
    fill.setAlphaF(over ? 0.16f : 0.05f);
    painter.setBrush(fill);
    painter.setPen(QPen(colour, (over ? 3 : 2) * unit, Qt::DashLine));
    painter.drawRoundedRect(place.rect.adjusted(unit, unit, -unit, -unit), 8, 8);
    const QString sentence = intent->refusal ? *intent->refusal + u'.' : intent->sentence;
    const QFont font = sceneFont(std::max(1.0, 13 * unit), QFont::DemiBold);
    const double width = std::min(place.rect.width() - 16 * unit, 420 * unit);
    const QRectF text = QFontMetricsF(font).boundingRect({0, 0, width, 400 * unit}, Qt::TextWordWrap, sentence);
    const QRectF label(place.rect.center().x() - text.width() / 2 - 10 * unit, place.rect.bottom() - text.height() - 22 * unit, text.width() + 20 * unit,
        text.height() + 12 * unit);
    painter.setPen(QPen(colour, unit));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(label, 5 * unit, 5 * unit);
    painter.setFont(font);
    painter.setPen(intent->refusal ? t.textError : t.text);
    painter.drawText(label, Qt::AlignCenter | Qt::TextWordWrap, sentence);
}

// --- Pointing ----------------------------------------------------------------------------------------------------

std::string Canvas::nodeAt(const QPoint& position, bool* fromDock) const
{
    const QPointF point = mapToScene(position);
    if (fromDock)
        *fromDock = false;
    for (const Card& card : m_layout.cards)
        if (card.rect.contains(point))
            return card.id;
    for (const Card& ticket : m_layout.tickets)
        if (ticket.rect.contains(point)) {
            if (fromDock)
                *fromDock = true;
            return ticket.id;
        }
    return {};
}

std::vector<Canvas::Place> Canvas::places() const
{
    std::vector<Place> all{{Target::Dock, m_layout.dock}};
    for (const Band& band : m_layout.bands)
        all.push_back({band.kind == BandKind::Managers ? Target::Managers : band.kind == BandKind::Workers ? Target::Workers : Target::Group, band.rect});
    return all;
}

std::optional<DropIntent> Canvas::intentAt(const QPointF& point) const
{
    for (const Place& place : places())
        if (m_drag && place.rect.contains(point))
            return dropIntent(m_cluster.store(), m_drag->ids, m_drag->fromDock, place.target);
    return std::nullopt;
}

void Canvas::choose(const std::string& id, bool add)
{
    NodeIds ids;
    const Selection& before = m_cluster.selection();
    if (add && before.kind == api::ObjectKind::Node)
        ids = before.ids;
    if (add && contains(ids, id))
        std::erase(ids, id);
    else
        ids.push_back(id);
    m_current = id;
    m_cluster.select({api::ObjectKind::Node, ids});
    refreshSelection();
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    setFocus();
    if (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton) {
        m_pressed = event->pos();
        const std::string id = event->button() == Qt::LeftButton ? nodeAt(event->pos(), &m_grabbedInDock) : std::string();
        if (id.empty()) {
            m_panning = true;
            if (event->button() == Qt::LeftButton)
                m_cluster.select({});
            return;
        }
        const bool add = event->modifiers() & Qt::ControlModifier;
        const auto& selection = m_cluster.selection();
        if (!(selection.kind == api::ObjectKind::Node && contains(selection.ids, id)) || add)
            choose(id, add);
        m_grabbed = m_grabbedInDock ? NodeIds{id} : m_cluster.selection().ids;
    }
}

void Canvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_panning) {
        const QPoint by = event->pos() - m_pressed;
        m_pressed = event->pos();
        m_fitted = m_fitted && by.manhattanLength() < 2;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
        return;
    }
    if (!m_drag && !m_grabbed.empty() && !m_cluster.viewing() && (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
        m_drag = Drag{m_grabbed, m_grabbedInDock, {}};
    if (m_drag) {
        m_drag->at = mapToScene(event->pos());
        const auto intent = intentAt(m_drag->at);
        setCursor(!intent ? Qt::ClosedHandCursor : intent->refusal ? Qt::ForbiddenCursor : Qt::DragMoveCursor);
        viewport()->update();
    }
}

void Canvas::mouseReleaseEvent(QMouseEvent* event)
{
    std::optional<DropIntent> intent;
    NodeIds ids;
    if (m_drag) {
        intent = intentAt(mapToScene(event->pos()));
        ids = m_drag->ids;
    } else if (!m_grabbed.empty() && !(event->modifiers() & Qt::ControlModifier)) {
        // A click in a selection of several, or on a task: that one.
        const std::string id = nodeAt(event->pos());
        if (!id.empty() && m_grabbed.size() > 1)
            choose(id, false);
        if (const NodeItem* node = item(id); node && m_drag == std::nullopt)
            if (const Pip* pip = node->pipAt(node->mapFromScene(mapToScene(event->pos()))); pip && event->modifiers() & Qt::AltModifier)
                m_cluster.select({api::ObjectKind::Service, {pip->serviceId}});
    }
    endDrag();
    if (intent && !intent->refusal)
        Q_EMIT dropAsked(intent->change, ids);
}

void Canvas::endDrag()
{
    m_drag.reset();
    m_grabbed.clear();
    m_panning = false;
    unsetCursor();
    viewport()->update();
}

void Canvas::mouseDoubleClickEvent(QMouseEvent* event)
{
    const std::string id = nodeAt(event->pos());
    if (id.empty())
        return zoomBy(1.6);
    const NodeItem* node = item(id);
    if (const Pip* pip = node->pipAt(node->mapFromScene(mapToScene(event->pos()))))
        Q_EMIT opened({api::ObjectKind::Task, {pip->id}});
    else
        Q_EMIT opened({api::ObjectKind::Node, {id}});
}

void Canvas::contextMenuEvent(QContextMenuEvent* event)
{
    const std::string id = event->reason() == QContextMenuEvent::Mouse ? nodeAt(event->pos()) : m_current;
    if (id.empty())
        return;
    const auto& selection = m_cluster.selection();
    if (selection.kind != api::ObjectKind::Node || !contains(selection.ids, id))
        choose(id, false);
    const NodeItem* node = item(id);
    Q_EMIT menuAsked(event->reason() == QContextMenuEvent::Mouse || !node
            ? event->globalPos()
            : viewport()->mapToGlobal(mapFromScene(node->sceneBoundingRect().center())));
}

// --- Keys --------------------------------------------------------------------------------------------------------

void Canvas::keyPressEvent(QKeyEvent* event)
{
    static const std::map<std::pair<int, bool>, QString> commands{{{Qt::Key_D, false}, QStringLiteral("node.drain")},
        {{Qt::Key_A, false}, QStringLiteral("node.activate")}, {{Qt::Key_P, false}, QStringLiteral("node.pause")},
        {{Qt::Key_P, true}, QStringLiteral("node.promote")}, {{Qt::Key_D, true}, QStringLiteral("node.demote")},
        {{Qt::Key_Delete, false}, QStringLiteral("node.remove")}};
    if (m_drag && event->key() == Qt::Key_Escape)
        return endDrag();
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
        return QGraphicsView::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (const std::string next = neighbour(m_layout, m_current, event->key()); !next.empty()) {
            choose(next, event->modifiers() & Qt::ShiftModifier);
            ensureVisible(item(next)->sceneBoundingRect(), 8, 8);
        }
        return;
    case Qt::Key_Home:
    case Qt::Key_End:
        if (!m_layout.cards.empty())
            choose(event->key() == Qt::Key_Home ? m_layout.cards.front().id : m_layout.cards.back().id, false);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (item(m_current))
            Q_EMIT opened({api::ObjectKind::Node, {m_current}});
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomBy(1.25);
    case Qt::Key_Minus:
        return zoomBy(0.8);
    case Qt::Key_0:
        return fit();
    case Qt::Key_Escape:
        return m_cluster.select({});
    default:
        break;
    }
    const auto command = commands.find({event->key(), bool(event->modifiers() & Qt::ShiftModifier)});
    if (command != commands.end())
        Q_EMIT actionAsked(command->second);
    else
        QGraphicsView::keyPressEvent(event);
}

} // namespace skep::ui::topology
