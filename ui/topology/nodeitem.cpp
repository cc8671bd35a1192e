#include "ui/topology/nodeitem.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPixmapCache>
#include <QStyleOptionGraphicsItem>

namespace skep::ui::topology {
namespace {

struct CardText
{
    Q_DECLARE_TR_FUNCTIONS(Topology)
};

constexpr QRectF Tasks{10, 46, CardWidth - 20, 54};
constexpr QRectF LoadBox{10, 46, CardWidth - 20, 70},
    PlainLoadBox{12, 60, CardWidth - 24, 52}; // marks and bars give way
constexpr double ChipWidth = 82, ChipHeight = 17, PipSide = 10, PipStep = 13.5;
constexpr int ChipColumns = 2, ChipRows = 3, PipColumns = 12, PipRows = 4;

QFont cardFont(double pixels, QFont::Weight weight = QFont::Normal)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(int(pixels));
    font.setWeight(weight);
    return font;
}

QString elided(const QFont& font, const QString& text, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

// The mark at this size on screen, drawn once: a large map has tens of thousands.
QPixmap markPicture(api::TaskState state, const QColor& colour, int pixels)
{
    const QString key = QStringLiteral("pip/%1/%2/%3").arg(int(state)).arg(colour.rgba()).arg(pixels);
    QPixmap picture;
    if (QPixmapCache::find(key, &picture))
        return picture;
    picture = QPixmap(pixels, pixels);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTaskMark(painter, QRectF(0, 0, pixels, pixels), state, colour);
    painter.end();
    QPixmapCache::insert(key, picture);
    return picture;
}

QPolygonF hexagon(const QRectF& box)
{
    const double side = std::min(box.width(), box.height()) / 2;
    QPolygonF shape;
    for (int i = 0; i < 6; ++i) {
        const double angle = (60 * i - 30) * 3.14159265358979 / 180;
        shape << box.center() + QPointF(std::cos(angle), std::sin(angle)) * side;
    }
    return shape;
}

void drawIcon(QPainter& painter, const char* name, const QRectF& box)
{
    painter.drawPixmap(box, icon(QString::fromLatin1(name)).pixmap(QSize(48, 48)), {0, 0, 48, 48});
}

} // namespace

NodeItem::NodeItem(const Look& look)
    : m_look(look)
{
    setFlag(ItemHasNoContents); // for the scene
}

void NodeItem::set(NodeView node)
{
    m_node = std::move(node);
    setToolTip(m_node.sentence());
    repaint();
}

QString NodeItem::sentence() const
{
    if (!m_look.heat)
        return m_node.sentence();
    const Load load = loadOf(m_node);
    return QStringList{m_node.sentence(), loadText(load, m_look.heat->measure), comparisonText(load, *m_look.heat)}
        .join(QStringLiteral(", "));
}

void NodeItem::setChosen(bool chosen, bool current)
{
    if (m_chosen == chosen && m_current == current)
        return;
    m_chosen = chosen;
    m_current = current;
    repaint();
}

bool NodeItem::matches() const
{
    const QString& filter = m_look.filter;
    if (filter.isEmpty() || m_node.name.contains(filter, Qt::CaseInsensitive)
        || m_node.group.contains(filter, Qt::CaseInsensitive))
        return true;
    return std::any_of(m_node.pips.begin(), m_node.pips.end(),
        [&](const Pip& pip) { return pip.name.contains(filter, Qt::CaseInsensitive); });
}

bool NodeItem::chips() const
{
    return int(m_node.pips.size()) <= ChipColumns * ChipRows;
}

const Pip* NodeItem::pipAt(const QPointF& point) const
{
    const QPointF at = point - Tasks.topLeft();
    if (m_look.heat || at.x() < 0 || at.y() < 0 || !Tasks.contains(point))
        return nullptr;
    const int index = chips() ? int(at.y() / (ChipHeight + 1)) * ChipColumns + int(at.x() / (ChipWidth + 4))
                              : int(at.y() / PipStep) * PipColumns + int(at.x() / PipStep);
    const bool more = !chips() && int(m_node.pips.size()) > PipColumns * PipRows && index >= PipColumns * PipRows - 2;
    return index < int(m_node.pips.size()) && !more ? &m_node.pips[std::size_t(index)] : nullptr;
}

std::optional<QRectF> NodeItem::boxOf(const std::string& taskId) const
{
    const auto found
        = std::find_if(m_node.pips.begin(), m_node.pips.end(), [&taskId](const Pip& pip) { return pip.id == taskId; });
    if (found == m_node.pips.end())
        return std::nullopt;
    if (m_look.heat)
        return LoadBox;
    int at = int(found - m_node.pips.begin());
    if (chips())
        return QRectF(Tasks.x() + (at % ChipColumns) * (ChipWidth + 4),
            Tasks.y() + (at / ChipColumns) * (ChipHeight + 1), ChipWidth, ChipHeight);
    at = std::min(at, PipColumns * PipRows - 1);
    return QRectF(
        Tasks.x() + (at % PipColumns) * PipStep, Tasks.y() + 1 + (at / PipColumns) * PipStep, PipSide, PipSide);
}

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget*)
{
    const double detail = QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) * CardWidth;
    painter->setRenderHint(QPainter::Antialiasing, detail < DenseBelow || detail >= PlainBelow);
    if (option->exposedRect.isEmpty())
        return;
    const bool touched = m_look.lens.empty()
        || std::any_of(
            m_node.pips.begin(), m_node.pips.end(), [this](const Pip& pip) { return pip.serviceId == m_look.lens; });
    const double opacity = painter->opacity();
    painter->setOpacity(matches() && touched ? opacity : opacity * 0.3);
    if (detail < DenseBelow) {
        paintHex(*painter);
    } else {
        paintFrame(*painter, detail);
        if (m_look.heat) {
            paintHeat(*painter, detail);
        } else if (detail < PlainBelow) {
            paintSummary(*painter, detail);
        } else {
            paintHeader(*painter);
            if (m_node.state != api::NodeState::Ready)
                painter->setOpacity(painter->opacity() * 0.5); // how they were when it was last heard of
            paintTasks(*painter, detail);
            if (detail > ChipsFrom)
                paintBars(*painter);
        }
    }
    painter->setOpacity(opacity);
}

void NodeItem::paintHex(QPainter& painter) const
{
    const Theme& t = theme();
    const QRectF box(CardWidth / 2 - CardHeight / 2, 0, CardHeight, CardHeight);
    const auto step = m_look.heat ? m_look.heat->step(loadOf(m_node)) : std::nullopt;
    painter.setBrush(!m_look.heat ? QBrush(m_node.worstColour())
            : step                ? QBrush(heatColour(step))
                                  : QBrush(t.border, Qt::BDiagPattern));
    painter.setPen(m_chosen ? QPen(t.text, 12) : m_look.heat ? QPen(t.border, 4) : QPen(t.surface, 4));
    painter.drawPolygon(hexagon(box));
    if (m_node.manager) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.surface);
        painter.drawEllipse(box.center(), m_node.leader ? 30 : 18, m_node.leader ? 30 : 18);
    }
}

void NodeItem::paintFrame(QPainter& painter, double detail) const
{
    const Theme& t = theme();
    const QRectF box(0, 0, CardWidth, CardHeight);
    const double hair = CardWidth / detail; // one pixel on screen
    painter.setBrush(t.surface);
    painter.setPen(QPen(t.hairline, hair));
    if (detail < PlainBelow)
        painter.drawRect(box);
    else
        painter.drawRoundedRect(box, 6, 6);
    switch (m_node.state) {
    case api::NodeState::Ready:
        painter.setPen(QPen(t.run, 3, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(QPointF(6, 1.5), QPointF(CardWidth - 6, 1.5));
        break;
    case api::NodeState::Down:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.fail, 2.5));
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6);
        break;
    case api::NodeState::Disconnected:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.lost, 2.5, Qt::DashLine));
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6);
        break;
    case api::NodeState::Unknown:
        painter.setPen(QPen(t.lost, hair));
        painter.setBrush(QBrush(t.lost, Qt::BDiagPattern));
        painter.drawRoundedRect(QRectF(0, 0, CardWidth, 8), 3, 3);
        break;
    }
    if (m_chosen) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, 2 * std::max(1.0, hair)));
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 7, 7);
    }
    if (m_current) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(t.accent, std::max(1.0, hair), Qt::DotLine));
        painter.drawRoundedRect(box.adjusted(3.5, 4.5, -3.5, -3.5), 4, 4);
    }
}

void NodeItem::paintHeader(QPainter& painter) const
{
    const Theme& t = theme();
    double left = 10;
    if (m_node.manager) {
        drawIcon(painter, m_node.leader ? "crown" : "managers", {left, 9, 15, 15});
        left += 20;
    }
    double right = CardWidth - 10;
    painter.setPen(QPen(t.text, 1.8, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    if (m_node.state == api::NodeState::Down) {
        painter.setPen(QPen(t.fail, 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(right - 9, 12), QPointF(right, 21));
        painter.drawLine(QPointF(right, 12), QPointF(right - 9, 21));
        right -= 15;
        painter.setPen(QPen(t.text, 1.8, Qt::SolidLine, Qt::RoundCap));
    }
    if (m_node.availability == api::Availability::Pause) {
        painter.drawLine(QPointF(right - 6, 12), QPointF(right - 6, 21));
        painter.drawLine(QPointF(right - 1, 12), QPointF(right - 1, 21));
        right -= 14;
    } else if (m_node.availability == api::Availability::Drain) {
        painter.drawPolygon(QPolygonF({{right - 10, 12.0}, {right, 12.0}, {right - 5, 21.0}}));
        right -= 16;
    }
    const QFont name = cardFont(13, QFont::DemiBold);
    painter.setFont(name);
    painter.setPen(t.text);
    painter.drawText(
        QRectF(left, 6, right - left, 20), Qt::AlignVCenter | Qt::AlignLeft, elided(name, m_node.name, right - left));

    QStringList words{m_node.leader ? CardText::tr("leader")
                                    : roleText(m_node.manager ? api::NodeRole::Manager : api::NodeRole::Worker)};
    words << (m_node.manager && !m_node.reachable ? CardText::tr("unreachable") : stateText(m_node.state));
    if (m_node.availability != api::Availability::Active)
        words << availabilityText(m_node.availability);
    if (!m_node.group.isEmpty())
        words << m_node.group;
    const QFont small = cardFont(11);
    painter.setFont(small);
    painter.setPen(t.muted);
    painter.drawText(QRectF(10, 25, CardWidth - 20, 16), Qt::AlignVCenter | Qt::AlignLeft,
        elided(small, words.join(QStringLiteral(" · ")), CardWidth - 20));
}

void NodeItem::paintPlainName(QPainter& painter) const
{
    const QFont name = cardFont(30, QFont::DemiBold);
    painter.setFont(name);
    painter.setPen(theme().text);
    painter.drawText(QRectF(12, 10, CardWidth - 24, 48), Qt::AlignVCenter | Qt::AlignLeft,
        elided(name, m_node.name, CardWidth - 24));
}

// Too small for marks: the shares of the states as one bar, largest trouble first.
void NodeItem::paintSummary(QPainter& painter, double detail) const
{
    if (detail >= NamesFrom)
        paintPlainName(painter);
    std::map<api::TaskState, int> counts;
    for (const Pip& pip : m_node.pips)
        ++counts[pip.state];
    double x = 12;
    for (const auto& [state, count] : counts) {
        const double width = (CardWidth - 24) * count / double(m_node.pips.size());
        painter.fillRect(QRectF(x, 74, width, 30), markColor(state));
        x += width;
    }
}

// The load in the colour of its distance from the mean, with its numbers.
void NodeItem::paintHeat(QPainter& painter, double detail) const
{
    const Theme& t = theme();
    const Load load = loadOf(m_node);
    const Measure measure = m_look.heat->measure;
    const auto step = m_look.heat->step(load);
    const bool plain = detail < PlainBelow;
    if (!plain)
        paintHeader(painter);
    else if (detail >= NamesFrom)
        paintPlainName(painter);
    const QRectF box = plain ? PlainLoadBox : LoadBox;
    painter.setPen(QPen(t.border, CardWidth / detail));
    painter.setBrush(step ? QBrush(heatColour(step)) : QBrush(t.hairline, Qt::BDiagPattern));
    painter.drawRoundedRect(box, 4, 4);
    const QColor ink = step ? textOn(heatColour(step)) : t.text;
    painter.setPen(ink);
    const QFont large = cardFont(plain ? 36 : 18, QFont::DemiBold);
    painter.setFont(large);
    if (plain) {
        painter.drawText(
            box, Qt::AlignCenter, measure == Measure::Tasks ? QString::number(load.tasks) : loadText(load, measure));
        return;
    }
    const QRectF inner = box.adjusted(8, 5, -8, -5);
    painter.drawText(QRectF(inner.topLeft(), QSizeF(inner.width(), 24)), Qt::AlignVCenter | Qt::AlignLeft,
        elided(large, loadText(load, measure), inner.width()));
    const QFont small = cardFont(11);
    painter.setFont(small);
    const QString amount = measure == Measure::Cpu ? load.cpuText
        : measure == Measure::Memory               ? load.memoryText
                                                   : QString();
    double y = inner.y() + 26;
    for (const QString& line : {amount, comparisonText(load, *m_look.heat)}) {
        if (line.isEmpty())
            continue;
        painter.drawText(QRectF(inner.x(), y, inner.width(), 16), Qt::AlignVCenter | Qt::AlignLeft,
            elided(small, line, inner.width()));
        y += 16;
    }
}

void NodeItem::paintTasks(QPainter& painter, double detail) const
{
    const Theme& t = theme();
    const double whole = painter.opacity();
    const auto dim = [&](const Pip& pip) {
        painter.setOpacity(m_look.lens.empty() || pip.serviceId == m_look.lens ? whole : whole * 0.25);
    };
    if (m_node.pips.empty()) {
        const QFont small = cardFont(11);
        painter.setFont(small);
        painter.setPen(t.muted);
        painter.drawText(Tasks, Qt::AlignVCenter | Qt::AlignLeft, CardText::tr("no tasks"));
        return;
    }
    std::map<std::pair<api::TaskState, QRgb>, QPixmap> pictures; // of this card
    const double ratio = painter.device()->devicePixelRatioF();
    const int pixels = std::max(1, int(std::lround(PipSide * detail / CardWidth * ratio)));
    const auto mark = [&](const QRectF& box, const Pip& pip) {
        const QColor colour = m_look.byService ? serviceTint(pip.serviceId) : markColor(pip.state);
        QPixmap& picture = pictures[{pip.state, colour.rgba()}];
        if (picture.isNull())
            picture = markPicture(pip.state, colour, pixels);
        // On whole pixels, as it was drawn.
        const QTransform& world = painter.worldTransform();
        const auto snapped = [&](double at, double scale, double offset) { return (std::round((at * scale + offset) * ratio) / ratio - offset) / scale; };
        painter.drawPixmap(QRectF(snapped(box.x(), world.m11(), world.dx()), snapped(box.y(), world.m22(), world.dy()), pixels / ratio / world.m11(),
                               pixels / ratio / world.m22()),
            picture, QRectF(picture.rect()));
    };
    if (chips() && detail > ChipsFrom) {
        const QFont font = cardFont(11);
        painter.setFont(font);
        for (int i = 0; i < int(m_node.pips.size()); ++i) {
            const Pip& pip = m_node.pips[std::size_t(i)];
            const QRectF box(Tasks.x() + (i % ChipColumns) * (ChipWidth + 4),
                Tasks.y() + (i / ChipColumns) * (ChipHeight + 1), ChipWidth, ChipHeight);
            dim(pip);
            if (!m_look.lens.empty() && pip.serviceId == m_look.lens) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(t.selection);
                painter.drawRoundedRect(box.adjusted(-2, 0, 0, 0), 3, 3);
            }
            mark({box.x() + 1, box.center().y() - 5, 10, 10}, pip);
            painter.setPen(t.text);
            painter.drawText(
                box.adjusted(16, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, elided(font, pip.name, box.width() - 16));
        }
        painter.setOpacity(whole);
        return;
    }
    const int room = PipColumns * PipRows;
    const int count = int(m_node.pips.size()), drawn = count <= room ? count : room - 2;
    for (int i = 0; i < drawn; ++i) {
        const Pip& pip = m_node.pips[std::size_t(i)];
        dim(pip);
        mark({Tasks.x() + (i % PipColumns) * PipStep, Tasks.y() + 1 + (i / PipColumns) * PipStep, PipSide, PipSide},
            pip);
    }
    painter.setOpacity(whole);
    if (drawn < count) {
        painter.setFont(cardFont(10));
        painter.setPen(t.text);
        painter.drawText(QRectF(Tasks.x() + (PipColumns - 2) * PipStep, Tasks.y() + (PipRows - 1) * PipStep,
                             2 * PipStep + 10, PipStep),
            Qt::AlignVCenter | Qt::AlignLeft, QStringLiteral("+%1").arg(count - drawn));
    }
}

void NodeItem::paintBars(QPainter& painter) const
{
    const Theme& t = theme();
    const QFont font = cardFont(10);
    painter.setFont(font);
    const auto bar = [&](double x, const QString& label, double share) {
        if (share < 0)
            return;
        painter.setPen(t.muted);
        const double words = std::max(28.0, QFontMetricsF(font).horizontalAdvance(label) + 5);
        painter.drawText(QRectF(x, 104, words, 14), Qt::AlignVCenter | Qt::AlignLeft, label);
        const QRectF track(x + words, 108.5, 80 - words, 5);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.hairline);
        painter.drawRoundedRect(track, 2.5, 2.5);
        painter.setBrush(share > 0.9 ? t.wait : t.move);
        if (share > 0)
            painter.drawRoundedRect(
                QRectF(track.topLeft(), QSizeF(std::max(3.0, track.width() * std::min(share, 1.0)), track.height())),
                2.5, 2.5);
    };
    bar(10, CardText::tr("cpu"), m_node.cpuShare);
    bar(10 + 86, CardText::tr("mem"), m_node.memoryShare);
}

} // namespace skep::ui::topology
