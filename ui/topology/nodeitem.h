#pragma once

#include "ui/topology/cardpictures.h"
#include "ui/topology/heat.h"

#include <QGraphicsItem>

namespace skep::ui::topology {

// What all cards have in common at the moment.
struct Look
{
    bool byService = false;
    std::optional<HeatScale> heat; // loads instead of tasks
    std::string lens; // service whose tasks stand out; "": none
    QString filter; // cards that do not match are dimmed
};

// One node with its tasks: three levels of detail by the width of the card on screen. The scene knows where it is; what
// it paints, the canvas draws as a picture.
class NodeItem final : public QGraphicsItem
{
public:
    enum
    {
        Type = UserType + 1
    };

    explicit NodeItem(const Look& look);
    void set(NodeView node);
    [[nodiscard]] const NodeView& node() const { return m_node; }
    void setChosen(bool chosen, bool current);
    // As a screen reader says it: with the load while the map shows that.
    [[nodiscard]] QString sentence() const;
    // It looks different from now on.
    void repaint() { m_picture.fresh = false; }
    [[nodiscard]] CardPicture& picture() { return m_picture; }
    // The task under a point of the card; null for none, and while the map shows loads. By arithmetic: tasks are no
    // items.
    [[nodiscard]] const Pip* pipAt(const QPointF& point) const;
    // Where its mark or chip is, on the card; that of "+n" for one that is not drawn, that of the load while the map
    // shows loads. Nothing for a task of another node.
    [[nodiscard]] std::optional<QRectF> boxOf(const std::string& taskId) const;
    [[nodiscard]] bool matches() const;

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] QRectF boundingRect() const override { return {-3, -3, CardWidth + 6, CardHeight + 6}; }
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

    static constexpr double DenseBelow = 24, NamesFrom = 48, PlainBelow = 60, ChipsFrom = 120; // width on screen

private:
    void paintHex(QPainter& painter) const;
    void paintFrame(QPainter& painter, double detail) const;
    void paintHeader(QPainter& painter) const;
    void paintPlainName(QPainter& painter) const;
    void paintSummary(QPainter& painter, double detail) const;
    void paintTasks(QPainter& painter, double detail) const;
    void paintBars(QPainter& painter) const;
    void paintHeat(QPainter& painter, double detail) const;
    [[nodiscard]] bool chips() const;

    const Look& m_look;
    NodeView m_node;
    CardPicture m_picture;
    bool m_chosen = false, m_current = false;
};

} // namespace skep::ui::topology
