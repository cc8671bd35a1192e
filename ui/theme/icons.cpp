#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace skep::ui {
namespace {

// Draws with the colours of the moment, so icons follow the theme without being made again.
class ThemedIcon final : public QIconEngine
{
public:
    using Draw = std::function<void(QPainter&, const QRectF&, const QColor&)>;
    ThemedIcon(QString key, Draw draw)
        : m_key(std::move(key))
        , m_draw(std::move(draw))
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        m_draw(*painter, QRectF(rect),
            mode == QIcon::Disabled       ? theme().disabled
                : mode == QIcon::Selected ? theme().onAccent
                                          : theme().text);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal ratio) override
    {
        const QString key = m_key + u'/' + QString::number(size.width()) + u'x' + QString::number(size.height()) + u'@'
            + QString::number(ratio) + u'/' + QString::number(mode) + (theme().dark ? u'd' : u'l');
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        // Qt asks in device pixels here.
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }
    QIconEngine* clone() const override { return new ThemedIcon(*this); }

private:
    QString m_key;
    Draw m_draw;
};

} // namespace

// Made once: lists ask for them with every cell they paint.
QIcon icon(const QString& name)
{
    static QHash<QString, QIcon> made;
    if (name.isEmpty())
        return {};
    if (const auto known = made.constFind(name); known != made.constEnd())
        return *known;
    QFile file(QStringLiteral(":/icons/") + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return *made.insert(name,
        QIcon(
            new ThemedIcon(name, [source = file.readAll()](QPainter& painter, const QRectF& box, const QColor& colour) {
                QByteArray svg = source;
                svg.replace("#000", colour.name().toLatin1());
                QSvgRenderer renderer(svg);
                renderer.render(&painter, box);
            })));
}

QIcon taskIcon(api::TaskState state)
{
    static QHash<int, QIcon> made;
    QIcon& icon = made[int(state)];
    if (icon.isNull())
        icon = QIcon(new ThemedIcon(
            QStringLiteral("task%1").arg(int(state)), [state](QPainter& painter, const QRectF& box, const QColor&) {
                const double side = std::min(box.width(), box.height()) * 0.8;
                paintTaskMark(
                    painter, QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side), state);
            }));
    return icon;
}

} // namespace skep::ui
