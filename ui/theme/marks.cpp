#include "ui/theme/theme.h"

#include <QPainterPath>

namespace skep::ui {
namespace {

using api::TaskState;

// One mark in the making: a box with a pen as thick as its size allows.
struct Canvas {
    QPainter& painter;
    QRectF box;
    QColor colour;
    double stroke;

    void pen(Qt::PenStyle style = Qt::SolidLine) const
    {
        QPen pen(colour, stroke, style, Qt::FlatCap);
        if (style == Qt::DotLine)
            pen.setDashPattern({1.0, 1.1});
        else if (style == Qt::DashLine)
            pen.setDashPattern({1.6, 1.2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
    }
    void brush() const
    {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
    }
    [[nodiscard]] QRectF inner() const { return box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2); }
    [[nodiscard]] QPointF at(double x, double y) const { return {box.x() + x * box.width(), box.y() + y * box.height()}; }
    void ring(Qt::PenStyle style = Qt::SolidLine) const
    {
        pen(style);
        painter.drawEllipse(inner());
    }
    void pie(int start, int span) const // degrees, counter-clockwise from three o'clock
    {
        ring();
        brush();
        painter.drawPie(box, start * 16, span * 16);
    }
    [[nodiscard]] QPolygonF diamond() const
    {
        const QRectF i = inner();
        return QPolygonF({{i.center().x(), i.top()}, {i.right(), i.center().y()}, {i.center().x(), i.bottom()}, {i.left(), i.center().y()}});
    }
    void line(QPointF a, QPointF b) const { painter.drawLine(a, b); }
    void polyline(std::initializer_list<QPointF> points) const { painter.drawPolyline(QPolygonF(QList<QPointF>(points))); }
    // Removes a stroke from what is filled: a path with the stroke cut out.
    [[nodiscard]] QPainterPath without(QPainterPath shape, std::initializer_list<QPointF> points) const
    {
        QPainterPath path;
        auto point = points.begin();
        path.moveTo(*point);
        while (++point != points.end())
            path.lineTo(*point);
        QPainterPathStroker stroker;
        stroker.setWidth(stroke);
        return shape.subtracted(stroker.createStroke(path));
    }
};

void draw(const Canvas& c, TaskState state, bool unhealthy)
{
    QPainterPath path;
    switch (state) {
    case TaskState::New:
        return c.ring(Qt::DotLine);
    case TaskState::Pending:
        return c.ring();
    case TaskState::Assigned:
        c.ring();
        c.brush();
        c.painter.drawEllipse(c.box.center(), c.box.width() * 0.19, c.box.height() * 0.19);
        return;
    case TaskState::Accepted:
        c.ring();
        c.pen();
        return c.polyline({c.at(0.28, 0.5), c.at(0.45, 0.67), c.at(0.74, 0.34)});
    case TaskState::Preparing:
        return c.pie(0, 90);
    case TaskState::Ready:
        return c.pie(180, 180);
    case TaskState::Starting:
        return c.pie(-180, 270);
    case TaskState::Running:
        if (unhealthy) {
            c.pen();
            c.painter.drawArc(c.inner(), 60 * 16, 300 * 16);
            c.brush();
            c.painter.drawEllipse(c.box.center(), c.box.width() * 0.24, c.box.height() * 0.24);
            return;
        }
        c.brush();
        c.painter.drawEllipse(c.box);
        return;
    case TaskState::Complete:
        path.addEllipse(c.box);
        c.brush();
        return c.painter.drawPath(c.without(path, {c.at(0.24, 0.52), c.at(0.43, 0.70), c.at(0.76, 0.32)}));
    case TaskState::Shutdown:
        c.brush();
        return c.painter.drawRect(c.box.adjusted(c.box.width() * 0.1, c.box.height() * 0.1, -c.box.width() * 0.1, -c.box.height() * 0.1));
    case TaskState::Failed:
        path.addPolygon(QPolygonF({c.at(0.5, 0), c.at(1, 0.5), c.at(0.5, 1), c.at(0, 0.5)}));
        path.closeSubpath();
        path = c.without(path, {c.at(0.34, 0.34), c.at(0.66, 0.66)});
        c.brush();
        return c.painter.drawPath(c.without(path, {c.at(0.66, 0.34), c.at(0.34, 0.66)}));
    case TaskState::Rejected:
        c.pen();
        c.painter.drawPolygon(c.diamond());
        return c.line(c.at(0.3, 0.5), c.at(0.7, 0.5));
    case TaskState::Remove:
        c.pen(Qt::DashLine);
        return c.painter.drawRect(c.inner().adjusted(c.stroke / 2, c.stroke / 2, -c.stroke / 2, -c.stroke / 2));
    case TaskState::Orphaned:
        c.pen();
        c.painter.drawPolygon(QPolygonF({c.at(0.5, 0.08), c.at(0.95, 0.92), c.at(0.05, 0.92)}));
        c.line(c.at(0.5, 0.4), c.at(0.5, 0.62));
        return c.line(c.at(0.5, 0.72), c.at(0.5, 0.8));
    }
}

} // namespace

QColor markColor(api::TaskState state)
{
    const Theme& t = theme();
    switch (state) {
    case TaskState::New:
    case TaskState::Pending:
        return t.wait;
    case TaskState::Assigned:
    case TaskState::Accepted:
    case TaskState::Preparing:
    case TaskState::Ready:
    case TaskState::Starting:
        return t.move;
    case TaskState::Running:
        return t.run;
    case TaskState::Complete:
    case TaskState::Shutdown:
    case TaskState::Remove:
        return t.done;
    case TaskState::Failed:
    case TaskState::Rejected:
        return t.fail;
    case TaskState::Orphaned:
        return t.lost;
    }
    return t.lost; // a state of a later version
}

void paintTaskMark(QPainter& painter, const QRectF& box, api::TaskState state, bool unhealthy)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    draw({painter, box, markColor(state), std::max(1.2, box.width() * 0.13)}, state, unhealthy);
    painter.restore();
}

void paintTaskMark(QPainter& painter, const QRectF& box, api::TaskState state, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    draw({painter, box, colour, std::max(1.2, box.width() * 0.13)}, state, false);
    painter.restore();
}

} // namespace skep::ui
