#include "ui/topology/topologycanvas.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QScrollBar>
#include <QSettings>

#include <algorithm>

// What the mouse and the keys do on the map.
namespace skep::ui::topology {
namespace {

bool contains(const NodeIds& ids, const std::string& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Whether letters act on the chosen nodes; otherwise all of them are parts of names.
bool singleKeys()
{
    return QSettings().value(QStringLiteral("keys/single"), true).toBool();
}

} // namespace

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
        all.push_back({band.kind == BandKind::Managers ? Target::Managers
                : band.kind == BandKind::Workers       ? Target::Workers
                                                       : Target::Group,
            band.rect});
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
    announce();
}

void Canvas::mousePressEvent(QMouseEvent* event)
{
    setFocus();
    if (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton) {
        m_pressed = event->pos();
        const std::string id
            = event->button() == Qt::LeftButton ? nodeAt(event->pos(), &m_grabbedInDock) : std::string();
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
    if (!m_drag && !m_grabbed.empty() && !m_cluster.viewing()
        && (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance())
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
            if (const Pip* pip = node->pipAt(node->mapFromScene(mapToScene(event->pos())));
                pip && event->modifiers() & Qt::AltModifier)
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

std::optional<PreferIntent> Canvas::visitIntent() const
{
    return m_visit && !m_cluster.viewing() ? preferIntent(m_cluster.store(), m_visit->service, m_visit->node) : std::nullopt;
}

void Canvas::dragEnterEvent(QDragEnterEvent* event)
{
    const std::string service = serviceIn(*event->mimeData());
    m_visit.reset();
    if (m_cluster.store().get<api::Service>(service))
        m_visit = Visit{service, {}};
    event->setAccepted(m_visit.has_value());
}

void Canvas::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_visit)
        return event->ignore();
    m_visit->node = nodeAt(event->position().toPoint());
    const auto intent = visitIntent();
    event->setDropAction(Qt::CopyAction);
    event->setAccepted(intent && !intent->refusal);
    viewport()->update();
}

void Canvas::dragLeaveEvent(QDragLeaveEvent*)
{
    m_visit.reset();
    viewport()->update();
}

void Canvas::dropEvent(QDropEvent* event)
{
    if (m_visit)
        m_visit->node = nodeAt(event->position().toPoint());
    const auto intent = visitIntent();
    const auto visit = std::exchange(m_visit, std::nullopt);
    viewport()->update();
    event->setAccepted(intent && !intent->refusal);
    if (event->isAccepted())
        Q_EMIT preferAsked(visit->service, visit->node);
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
    if (!m_typed.isEmpty() && typeAhead(*event))
        return;
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
        if (const std::string edge = bandEdge(m_layout, m_current, event->key() == Qt::Key_End); !edge.empty()) {
            choose(edge, false);
            ensureVisible(item(edge)->sceneBoundingRect(), 8, 8);
        }
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
    const bool letter = event->key() >= Qt::Key_A && event->key() <= Qt::Key_Z;
    if (command != commands.end() && (!letter || singleKeys()))
        Q_EMIT actionAsked(command->second);
    else if (!typeAhead(*event))
        QGraphicsView::keyPressEvent(event);
}

// A name is typed letter by letter, and while it is every key is part of it. False for a key that cannot be.
bool Canvas::typeAhead(const QKeyEvent& event)
{
    if (event.key() == Qt::Key_Escape && !m_typed.isEmpty()) {
        endTyping();
        return true;
    }
    const bool back = event.key() == Qt::Key_Backspace;
    const QChar letter = event.text().isEmpty() ? QChar() : event.text().front();
    if (back ? m_typed.isEmpty() : !letter.isPrint() || (letter.isSpace() && m_typed.isEmpty()))
        return false;
    if (back)
        m_typed.chop(1);
    else
        m_typed += event.text();
    if (m_typed.isEmpty()) {
        endTyping();
        return true;
    }
    std::vector<Named> cards;
    for (const Card& card : m_layout.cards)
        cards.push_back({card.id, item(card.id)->node().name});
    const std::string found = typedAhead(cards, m_typed, m_current);
    m_typedShown->setText(found.empty() ? tr("%1: no such node").arg(m_typed) : m_typed);
    m_typedShown->adjustSize();
    m_typedShown->show();
    m_typing.start();
    if (found.empty())
        return true;
    choose(found, false);
    ensureVisible(item(found)->sceneBoundingRect(), 8, 8);
    return true;
}

void Canvas::endTyping()
{
    m_typing.stop();
    m_typed.clear();
    m_typedShown->hide();
}

} // namespace skep::ui::topology
