#include "shared/api/json.h"
#include "ui/tables/objecttable.h"
#include "ui/text/csv.h"
#include "ui/text/text.h"
#include "ui/theme/style.h"
#include "ui/widgets/savefile.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

// The columns of a list: which, how wide, in what order, as remembered for each page; and what copying makes of them.
namespace skep::ui {
namespace {

constexpr int RowsMeasured = 200, LeastWidth = 56, MostWidth = 900, StillReadable = 96, CellPadding = 16, IconWidth = 22;

QString settingsKey(const TableKind& kind, const char* what)
{
    return QStringLiteral("tables/%1/%2").arg(kind.id, QLatin1String(what));
}

// What is remembered fits only these columns.
QString signature(const TableKind& kind)
{
    QStringList ids;
    for (const Column& column : kind.columns)
        ids << column.id;
    return ids.join(u',');
}

// How wide a column may be so that all of them have room: the widest ones give way first, down to what is still readable.
int widestFor(std::vector<int> widths, int room)
{
    std::sort(widths.begin(), widths.end());
    int before = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const int each = (room - before) / int(widths.size() - i);
        if (widths[i] > each)
            return std::max(each, StillReadable);
        before += widths[i];
    }
    return MostWidth;
}

QModelIndexList selectedRows(const QTreeView* view)
{
    QModelIndexList rows = view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    return rows;
}

} // namespace

void ObjectTable::buildColumns()
{
    QHeaderView* header = m_view->header();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setContextMenuPolicy(Qt::ActionsContextMenu);
    header->setMinimumSectionSize(LeastWidth);
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const Column& column = m_model->kind().columns[std::size_t(i)];
        header->resizeSection(i, column.width);
        if (i == 0)
            continue;
        auto* choose = new QAction(column.title, header);
        choose->setObjectName(QStringLiteral("column.") + column.id);
        choose->setCheckable(true);
        connect(choose, &QAction::toggled, this, [this, i](bool on) {
            m_view->header()->setSectionHidden(i, !on);
            m_share.start(0);
        });
        choose->setChecked(!column.extra);
        header->setSectionHidden(i, column.extra);
        connect(choose, &QAction::triggered, this, [this] { m_arranged = true; });
        header->addAction(choose);
    }
    auto* fit = new QAction(tr("Fit Widths to Content"), header);
    fit->setObjectName(QStringLiteral("column.fit"));
    connect(fit, &QAction::triggered, this, [this] {
        fitColumns();
        m_arranged = true;
    });
    auto* line = new QAction(header);
    line->setSeparator(true);
    header->addActions({line, fit});
    restoreColumns();
    connect(header, &QHeaderView::sectionMoved, this, [this] { m_arranged = true; });
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this] { m_arranged = true; });
    header->viewport()->installEventFilter(this);
}

void ObjectTable::restoreColumns()
{
    const QSettings settings;
    const TableKind& kind = m_model->kind();
    if (settings.value(settingsKey(kind, "columns")).toString() != signature(kind))
        return;
    m_fitted = m_view->header()->restoreState(settings.value(settingsKey(kind, "state")).toByteArray());
    for (int i = 1; m_fitted && i < m_model->columnCount(); ++i)
        m_view->header()->actions().at(i - 1)->setChecked(!m_view->header()->isSectionHidden(i));
}

void ObjectTable::saveColumns() const
{
    QSettings settings;
    settings.setValue(settingsKey(m_model->kind(), "columns"), signature(m_model->kind()));
    settings.setValue(settingsKey(m_model->kind(), "state"), m_view->header()->saveState());
}

void ObjectTable::showColumns()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_view->header()->actions());
    menu->popup(m_columns->mapToGlobal(QPoint(0, m_columns->height())));
}

std::vector<int> ObjectTable::neededWidths(int first, int rows) const
{
    const QFontMetrics metrics = m_view->fontMetrics();
    std::vector<int> needed;
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const Column& column = m_model->kind().columns[std::size_t(i)];
        int widest = metrics.horizontalAdvance(column.title) + IconWidth; // the arrow of sorting
        const int beside = column.icon ? IconWidth : 0;
        for (int row = first; row < std::min(first + rows, m_model->rowCount()); ++row)
            widest = std::max(widest, metrics.horizontalAdvance(m_model->text(row, i)) + beside);
        needed.push_back(std::clamp(widest + CellPadding, LeastWidth, MostWidth) + (m_view->header()->visualIndex(i) == 0 ? rowInset(m_view) : 0));
    }
    return needed;
}

void ObjectTable::fitColumns()
{
    m_fitted = true;
    m_wanted = neededWidths(0, RowsMeasured);
    shareRoom();
}

// What is in sight now may be longer. Nothing becomes narrower under somebody's eyes.
void ObjectTable::growColumns()
{
    const QModelIndex top = m_view->indexAt(QPoint(0, 0));
    if (m_wanted.empty() || !isVisible() || !top.isValid())
        return;
    const int rows = m_view->viewport()->height() / std::max(1, m_view->visualRect(top).height()) + 1;
    const std::vector<int> needed = neededWidths(top.row(), rows);
    bool grown = false;
    for (std::size_t i = 0; i < m_wanted.size(); ++i)
        if (needed[i] > m_wanted[i]) {
            m_wanted[i] = needed[i];
            grown = true;
        }
    if (grown)
        shareRoom();
}

// What the content wants, as far as there is room.
void ObjectTable::shareRoom()
{
    if (m_wanted.empty())
        return;
    QHeaderView* header = m_view->header();
    std::vector<int> shown;
    for (int i = 0; i < m_model->columnCount(); ++i)
        if (!header->isSectionHidden(i))
            shown.push_back(m_wanted[std::size_t(i)]);
    const int most = widestFor(std::move(shown), m_view->viewport()->width());
    int left = m_view->viewport()->width(), last = -1;
    for (int visual = 0; visual < m_model->columnCount(); ++visual) {
        const int i = header->logicalIndex(visual);
        if (header->isSectionHidden(i))
            continue;
        header->resizeSection(i, std::min(m_wanted[std::size_t(i)], most));
        left -= header->sectionSize(i);
        last = i;
    }
    // A little too much is taken from the last one rather than scrolled to.
    if (last >= 0 && left < 0 && header->sectionSize(last) + left >= LeastWidth)
        header->resizeSection(last, header->sectionSize(last) + left);
}

std::vector<int> ObjectTable::shownColumns() const
{
    const auto* header = m_view->header();
    std::vector<int> shown;
    for (int visual = 0; visual < m_model->columnCount(); ++visual)
        if (const int column = header->logicalIndex(visual); !header->isSectionHidden(column))
            shown.push_back(column);
    return shown;
}

void ObjectTable::copy() const
{
    const auto columns = shownColumns();
    QString text;
    for (const QModelIndex& row : selectedRows(m_view)) {
        QStringList cells;
        for (const int column : columns)
            cells << m_model->text(row.row(), column).replace(u'\t', u' ').replace(u'\n', u' ');
        text += cells.join(u'\t') + u'\n';
    }
    QGuiApplication::clipboard()->setText(text);
}

QByteArray ObjectTable::csv() const
{
    const auto columns = shownColumns();
    QStringList cells;
    for (const int column : columns)
        cells << m_model->kind().columns[std::size_t(column)].title;
    QByteArray lines = csvLine(cells);
    for (int row = 0; row < m_model->rowCount(); ++row) {
        cells.clear();
        for (const int column : columns)
            cells << m_model->text(row, column);
        lines += csvLine(cells);
    }
    return lines;
}

void ObjectTable::exportCsv()
{
    saveFile(
        this, tr("Export as CSV"), m_model->kind().id + QStringLiteral(".csv"), tr("Comma-separated values (*.csv)"),
        [this] { return csv(); }, [this](const QString& outcome) { m_count->setText(outcome); });
}

void ObjectTable::copyJson() const
{
    QStringList objects;
    for (const QModelIndex& row : selectedRows(m_view))
        objects << std::visit(
            [](const auto& object) { return qstr(api::toJson(*object)); }, m_model->object(row.row()));
    const QByteArray array = (u'[' + objects.join(u',') + u']').toUtf8();
    QGuiApplication::clipboard()->setText(
        QString::fromUtf8(QJsonDocument::fromJson(array).toJson(QJsonDocument::Indented)));
}

} // namespace skep::ui
