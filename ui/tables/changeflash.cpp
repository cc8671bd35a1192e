#include "ui/tables/changeflash.h"

#include "ui/theme/motion.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTreeView>

#include <chrono>

namespace skep::ui {
namespace {

constexpr qsizetype MostCells = 4096; // more than any screen shows
constexpr int Thickness = 2;

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

ChangeFlash::ChangeFlash(QTreeView* view, std::vector<bool> quiet, int idRole)
    : QStyledItemDelegate(view)
    , m_view(view)
    , m_quiet(std::move(quiet))
    , m_idRole(idRole)
{
    m_over.setSingleShot(true);
    connect(&m_over, &QTimer::timeout, this, [this] { m_view->viewport()->update(); });
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, &ChangeFlash::forget);
    view->installEventFilter(this);
}

void ChangeFlash::forget()
{
    m_cells.clear();
}

bool ChangeFlash::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_view)
        return QStyledItemDelegate::eventFilter(watched, event);
    if (event->type() == QEvent::Hide)
        forget();
    return false; // the view is no editor
}

void ChangeFlash::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (m_quiet[std::size_t(index.column())] || reducedMotion()
        || !fresh(index, index.data(Qt::DisplayRole).toString()))
        return;
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom() + 1 - Thickness, option.rect.width(), Thickness),
        theme().accent);
}

bool ChangeFlash::fresh(const QModelIndex& index, const QString& text) const
{
    if (m_cells.size() > MostCells)
        m_cells.clear();
    const QPair<QString, int> key(index.data(m_idRole).toString(), index.column());
    const auto known = m_cells.find(key);
    if (known == m_cells.end()) {
        m_cells.insert(key, {text, 0});
        return false;
    }
    const qint64 now = steadyMs();
    if (known->text != text) {
        *known = {text, now};
        m_over.start(Milliseconds);
    }
    return known->changed != 0 && now - known->changed < Milliseconds;
}

} // namespace skep::ui
