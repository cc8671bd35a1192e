#pragma once

#include "ui/actions/prefernode.h"
#include "ui/cluster/cluster.h"
#include "ui/topology/cardpictures.h"
#include "ui/topology/dropintent.h"
#include "ui/topology/nodeitem.h"

#include <QGraphicsView>
#include <QTimer>

#include <set>

class QLabel;

namespace skep::ui::topology {

// The map itself: bands, cards and the drain dock. Follows the mirror card by card; selection is the window's. A drag
// ends in dropAsked and changes nothing by itself.
class Canvas final : public QGraphicsView
{
    Q_OBJECT
public:
    Canvas(Cluster& cluster, QWidget* parent);
    ~Canvas() override;

    void setGrouping(const Grouping& grouping);
    [[nodiscard]] const Grouping& grouping() const { return m_grouping; }
    void setByService(bool byService);
    // Loads of that kind instead of tasks; nullopt: tasks.
    void setHeat(std::optional<Measure> measure);
    [[nodiscard]] const std::optional<HeatScale>& heat() const { return m_look.heat; }
    void setFilter(const QString& filter);
    void zoomBy(double factor);
    // Everything in view; stays so while the window is resized, until somebody zooms.
    void fit();

    [[nodiscard]] const Layout& layout() const { return m_layout; }
    [[nodiscard]] const NodeItem* item(const std::string& nodeId) const;
    // Where the keyboard is; "" at first.
    [[nodiscard]] const std::string& current() const { return m_current; }
    [[nodiscard]] bool chosen(const std::string& nodeId) const;
    // Selects the node, beside what is selected with `add`.
    void choose(const std::string& id, bool add);
    [[nodiscard]] std::string nodeAt(const QPoint& position, bool* fromDock = nullptr) const;
    // The mark of a task, in the scene; nothing when the node does not have it.
    [[nodiscard]] std::optional<QRectF> taskBox(const std::string& nodeId, const std::string& taskId) const;
    // "web slot 3, running on worker-5, 2 h"
    [[nodiscard]] QString taskSentence(const std::string& taskId) const;
    // One cell for each node at this zoom.
    [[nodiscard]] bool dense() const;
    [[nodiscard]] bool namesHidden() const;

Q_SIGNALS:
    void dropAsked(skep::ui::NodeChange change, const skep::ui::NodeIds& ids);
    void preferAsked(const std::string& service, const std::string& node); // a service was dropped on a card
    void opened(const skep::ui::Selection& selection); // Enter, double click
    void actionAsked(const QString& actionId);
    void menuAsked(const QPoint& globalPosition);
    void zoomed();
    void heatChanged(); // another scale

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    // A drag in progress, from 10 px on.
    struct Drag
    {
        NodeIds ids;
        bool fromDock = false;
        QPointF at; // scene
    };
    // A service that comes from a list, and the card it is over.
    struct Visit
    {
        std::string service, node;
    };
    struct Place
    {
        Target target;
        QRectF rect;
    };

    void take(const std::vector<store::Event>& events);
    void refreshDirty();
    void repaintCards();
    void rescale(std::optional<Measure> measure);
    void addItem(const api::Node& node);
    void rebuild();
    void relayout();
    void refreshSelection();
    void announce();
    [[nodiscard]] std::vector<Place> places() const;
    [[nodiscard]] std::optional<DropIntent> intentAt(const QPointF& point) const;
    void endDrag();
    bool typeAhead(const QKeyEvent& event);
    void endTyping();
    void drawBand(QPainter& painter, const Band& band) const;
    [[nodiscard]] QString zoneNote(const Band& band) const;
    void drawDock(QPainter& painter) const;
    void drawCards(QPainter& painter, const QRectF& rect);
    void setZoom(double zoom);
    void drawTarget(QPainter& painter, const QRectF& place, bool over, const QString& sentence, const std::optional<QString>& refusal) const;
    [[nodiscard]] std::optional<PreferIntent> visitIntent() const;

    Cluster& m_cluster;
    QGraphicsScene m_scene;
    Look m_look;
    Layout m_layout;
    Grouping m_grouping;
    std::map<std::string, NodeItem*> m_items;
    std::vector<NodeItem*> m_drawn; // as the layout's cards
    CardPictures m_pictures;
    CardPictures::Pace m_pace = CardPictures::Pace::Whole;
    QTimer m_settle; // since the last step of a zoom
    std::string m_current; // where the keyboard is
    std::set<std::string> m_dirty; // nodes whose cards are behind the mirror
    bool m_moved = false;          // and some of them are nodes that changed themselves
    bool m_arrived = false;        // or that have come
    QTimer m_turn;                 // cards are brought up to date in slices, between other events
    bool m_fitted = true;
    QPoint m_pressed;
    NodeIds m_grabbed; // under the pressed button
    bool m_grabbedInDock = false, m_panning = false;
    std::optional<Drag> m_drag;
    std::optional<Visit> m_visit;
    QString m_typed; // of a node's name; forgotten after a pause
    QTimer m_typing;
    QLabel* m_typedShown;
};

} // namespace skep::ui::topology
