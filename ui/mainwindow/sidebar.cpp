#include "ui/mainwindow/sidebar.h"

#include "ui/actions/prefernode.h"
#include "ui/theme/theme.h"

#include <QDragMoveEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

enum Role { Id = Qt::UserRole, Badge };

class RowPainter final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme& t = theme();
        const auto* sidebar = static_cast<const Sidebar*>(parent());
        const bool selected = option.state & QStyle::State_Selected;
        const QRect box = option.rect.adjusted(6, 1, -6, -1);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(selected ? t.selection : t.surface);
            painter->drawRoundedRect(box, 4, 4);
        }
        if (selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(t.accent);
            painter->drawRoundedRect(QRectF(box.left(), box.top() + 6, 3, box.height() - 12), 1.5, 1.5);
        }
        if (selected && option.state & QStyle::State_HasFocus && sidebar->hasFocus()) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(t.accent, 2));
            painter->drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4);
        }
        const int side = 20;
        const int left = sidebar->narrow() ? option.rect.center().x() - side / 2 : box.left() + 10;
        qvariant_cast<QIcon>(index.data(Qt::DecorationRole)).paint(painter, QRect(left, box.center().y() - side / 2 + 1, side, side));
        if (!sidebar->narrow()) {
            QFont font = option.font;
            font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
            painter->setFont(font);
            painter->setPen(t.text);
            QRect text = box.adjusted(40, 0, -10, 0);
            const QString badge = index.data(Badge).toString();
            if (!badge.isEmpty()) {
                painter->save();
                painter->setFont(option.font);
                painter->setPen(t.muted);
                painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, badge);
                painter->restore();
                text.adjust(0, 0, -option.fontMetrics.horizontalAdvance(badge) - 8, 0);
            }
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, text.width()));
        }
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override { return {48, 36 * option.fontMetrics.height() / 17}; }
};

} // namespace

Sidebar::Sidebar(Cluster& cluster, QWidget* parent) : QListWidget(parent), m_cluster(cluster)
{
    setObjectName(QStringLiteral("sidebar"));
    setAccessibleName(tr("Pages"));
    setItemDelegate(new RowPainter(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setNarrow(false);
    setAcceptDrops(true);
    m_spring.setSingleShot(true);
    m_spring.setInterval(500ms);
    connect(&m_spring, &QTimer::timeout, this, [this] { setCurrentItem(m_springs); });
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &Sidebar::refresh);
    connect(&m_cluster, &Cluster::changed, this, [this] {
        if (!m_later.isActive())
            m_later.start(500ms);
    });
    connect(&m_cluster, &Cluster::stateChanged, this, &Sidebar::refresh);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item)
            Q_EMIT chosen(item->data(Id).toString());
    });
    for (const PageEntry& page : pages()) {
        auto* item = new QListWidgetItem(icon(page.icon), page.title, this);
        item->setData(Id, page.id);
        item->setToolTip(page.title);
    }
    refresh();
}

void Sidebar::refresh()
{
    for (int row = 0; row < count(); ++row) {
        const PageEntry& page = pages()[std::size_t(row)];
        QListWidgetItem* entry = item(row);
        entry->setHidden(page.available && !page.available(m_cluster));
        const QString badge = page.badge ? page.badge(m_cluster) : QString();
        entry->setData(Badge, badge);
        entry->setData(Qt::AccessibleTextRole, badge.isEmpty() ? page.title : page.title + QStringLiteral(", ") + badge);
    }
}

void Sidebar::dragEnterEvent(QDragEnterEvent* event)
{
    event->setAccepted(!serviceIn(*event->mimeData()).empty());
}

void Sidebar::dragMoveEvent(QDragMoveEvent* event)
{
    QListWidgetItem* under = itemAt(event->position().toPoint());
    if (std::exchange(m_springs, under) != under)
        m_spring.stop();
    if (under && under != currentItem() && !m_spring.isActive())
        m_spring.start();
    event->ignore(); // nothing is dropped here
}

void Sidebar::dragLeaveEvent(QDragLeaveEvent*)
{
    m_spring.stop();
}

void Sidebar::setCurrentPage(const QString& id)
{
    for (int row = 0; row < count(); ++row)
        if (item(row)->data(Id).toString() == id)
            setCurrentRow(row);
}

void Sidebar::setNarrow(bool narrow)
{
    m_narrow = narrow;
    setFixedWidth(narrow ? 56 : 196 * fontMetrics().height() / 17);
    viewport()->update();
}

} // namespace skep::ui
