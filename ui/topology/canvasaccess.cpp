#include "ui/topology/canvasaccess.h"

#include "ui/text/text.h"
#include "ui/topology/topologycanvas.h"

#include <QPointer>

namespace skep::ui::topology {
namespace {

// What nodes and tasks have in common: they are parts of a canvas and chosen by a press.
class PartAccess : public QAccessibleInterface, public QAccessibleActionInterface
{
public:
    explicit PartAccess(Canvas& canvas)
        : m_canvas(&canvas)
    {
    }

    [[nodiscard]] QObject* object() const override { return nullptr; }
    [[nodiscard]] QWindow* window() const override { return m_canvas ? m_canvas->window()->windowHandle() : nullptr; }
    [[nodiscard]] QAccessibleInterface* childAt(int x, int y) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (QAccessibleInterface* one = child(i); one && one->rect().contains(x, y))
                return one;
        return nullptr;
    }
    void setText(QAccessible::Text, const QString&) override { }
    void* interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
    }
    [[nodiscard]] QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
    [[nodiscard]] QStringList keyBindingsForAction(const QString&) const override { return {}; }

protected:
    [[nodiscard]] Canvas* canvas() const { return m_canvas; }
    [[nodiscard]] QRect onScreen(const QRectF& scene) const
    {
        const QRect here = m_canvas->mapFromScene(scene).boundingRect();
        return {m_canvas->viewport()->mapToGlobal(here.topLeft()), here.size()};
    }
    [[nodiscard]] QAccessible::State partState() const
    {
        QAccessible::State state;
        state.focusable = state.selectable = true;
        if (!isValid())
            state.invalid = true;
        else if (!rect().intersects(QRect(m_canvas->viewport()->mapToGlobal(QPoint()), m_canvas->viewport()->size())))
            state.offscreen = true;
        return state;
    }

private:
    QPointer<Canvas> m_canvas;
};

class TaskAccess final : public PartAccess
{
public:
    TaskAccess(Canvas& canvas, std::string node, std::string id)
        : PartAccess(canvas)
        , m_node(std::move(node))
        , m_id(std::move(id))
    {
    }

    [[nodiscard]] bool isValid() const override { return canvas() && canvas()->taskBox(m_node, m_id); }
    [[nodiscard]] QAccessibleInterface* parent() const override;
    [[nodiscard]] QAccessibleInterface* child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    [[nodiscard]] QRect rect() const override
    {
        return isValid() ? onScreen(*canvas()->taskBox(m_node, m_id)) : QRect();
    }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    [[nodiscard]] QAccessible::State state() const override { return partState(); }
    [[nodiscard]] QString text(QAccessible::Text what) const override
    {
        return isValid() && what == QAccessible::Name ? canvas()->taskSentence(m_id) : QString();
    }
    void doAction(const QString&) override
    {
        if (isValid())
            Q_EMIT canvas()->opened({api::ObjectKind::Task, {m_id}});
    }

private:
    std::string m_node, m_id;
};

class NodeAccess final : public PartAccess
{
public:
    NodeAccess(Canvas& canvas, std::string id)
        : PartAccess(canvas)
        , m_id(std::move(id))
    {
    }
    ~NodeAccess() override
    {
        for (const auto& [id, task] : m_tasks)
            QAccessible::deleteAccessibleInterface(task);
    }

    [[nodiscard]] bool isValid() const override { return item() != nullptr; }
    [[nodiscard]] QAccessibleInterface* parent() const override
    {
        return canvas() ? QAccessible::queryAccessibleInterface(canvas()) : nullptr;
    }
    [[nodiscard]] int childCount() const override { return item() ? int(item()->node().pips.size()) : 0; }
    [[nodiscard]] QAccessibleInterface* child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        forgetGone();
        const std::string& id = item()->node().pips[std::size_t(index)].id;
        auto [known, fresh] = m_tasks.try_emplace(id, 0);
        if (fresh)
            known->second = QAccessible::registerAccessibleInterface(new TaskAccess(*canvas(), m_id, id));
        return QAccessible::accessibleInterface(known->second);
    }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface* wanted) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (child(i) == wanted)
                return i;
        return -1;
    }
    [[nodiscard]] QRect rect() const override { return item() ? onScreen(item()->sceneBoundingRect()) : QRect(); }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::Grouping; }
    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = partState();
        if (canvas()) {
            state.selected = canvas()->chosen(m_id);
            state.focused = canvas()->hasFocus() && canvas()->current() == m_id;
        }
        return state;
    }
    [[nodiscard]] QString text(QAccessible::Text what) const override
    {
        return item() && what == QAccessible::Name ? item()->sentence() : QString();
    }
    void doAction(const QString& name) override
    {
        if (item())
            name == pressAction() ? Q_EMIT canvas()->opened({api::ObjectKind::Node, {m_id}})
                                  : canvas()->choose(m_id, false);
    }

private:
    [[nodiscard]] const NodeItem* item() const { return canvas() ? canvas()->item(m_id) : nullptr; }
    void forgetGone() const
    {
        std::erase_if(m_tasks, [this](const auto& one) {
            const bool gone = !canvas()->taskBox(m_id, one.first);
            if (gone)
                QAccessible::deleteAccessibleInterface(one.second);
            return gone;
        });
    }

    std::string m_id;
    mutable std::map<std::string, QAccessible::Id> m_tasks;
};

QAccessibleInterface* TaskAccess::parent() const
{
    auto* map = canvas() ? dynamic_cast<CanvasAccess*>(QAccessible::queryAccessibleInterface(canvas())) : nullptr;
    return map ? map->node(m_node) : nullptr;
}

QAccessibleInterface* makeAccess(const QString&, QObject* object)
{
    auto* canvas = qobject_cast<Canvas*>(object);
    return canvas ? new CanvasAccess(*canvas) : nullptr;
}

} // namespace

void installCanvasAccess()
{
    static const bool once = (QAccessible::installFactory(makeAccess), true);
    (void)once;
}

CanvasAccess::CanvasAccess(Canvas& canvas)
    : QAccessibleWidget(&canvas, QAccessible::List)
    , m_canvas(canvas)
{
}

CanvasAccess::~CanvasAccess()
{
    for (const auto& [id, node] : m_nodes)
        QAccessible::deleteAccessibleInterface(node);
}

void CanvasAccess::forgetGone() const
{
    std::erase_if(m_nodes, [this](const auto& one) {
        const bool gone = !m_canvas.item(one.first);
        if (gone)
            QAccessible::deleteAccessibleInterface(one.second);
        return gone;
    });
}

int CanvasAccess::childCount() const
{
    return int(m_canvas.layout().cards.size());
}

QAccessibleInterface* CanvasAccess::node(const std::string& id) const
{
    if (!m_canvas.item(id))
        return nullptr;
    auto [known, fresh] = m_nodes.try_emplace(id, 0);
    if (fresh)
        known->second = QAccessible::registerAccessibleInterface(new NodeAccess(m_canvas, id));
    return QAccessible::accessibleInterface(known->second);
}

QAccessibleInterface* CanvasAccess::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    forgetGone();
    return node(m_canvas.layout().cards[std::size_t(index)].id);
}

int CanvasAccess::indexOfChild(const QAccessibleInterface* wanted) const
{
    for (const auto& [id, known] : m_nodes)
        if (QAccessible::accessibleInterface(known) == wanted)
            for (int i = 0; i < childCount(); ++i)
                if (m_canvas.layout().cards[std::size_t(i)].id == id)
                    return i;
    return -1;
}

QAccessibleInterface* CanvasAccess::childAt(int x, int y) const
{
    return node(m_canvas.nodeAt(m_canvas.viewport()->mapFromGlobal(QPoint(x, y))));
}

QAccessibleInterface* CanvasAccess::focusChild() const
{
    return m_canvas.hasFocus() ? node(m_canvas.current()) : nullptr;
}

QString CanvasAccess::text(QAccessible::Text what) const
{
    return what == QAccessible::Name       ? m_canvas.accessibleName()
        : what == QAccessible::Description ? m_canvas.accessibleDescription()
                                           : QAccessibleWidget::text(what);
}

} // namespace skep::ui::topology
