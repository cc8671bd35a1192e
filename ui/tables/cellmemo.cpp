#include "ui/tables/cellmemo.h"

namespace skep::ui {

CellMemo::CellMemo(const TableKind& kind, const RowContext& context, std::string (*make)(const QString& text))
    : m_kind(kind)
    , m_context(context)
    , m_make(make)
    , m_cells(kind.columns.size())
{
}

void CellMemo::row(const store::ObjectPtr& object)
{
    m_object = &object;
    ++m_row;
}

const std::string& CellMemo::at(int index)
{
    const Column& column = m_kind.columns[std::size_t(index)];
    Cells& cells = m_cells[std::size_t(index)];
    if (!column.alike) {
        if (std::exchange(cells.ownRow, m_row) != m_row)
            cells.own = made(column);
        return cells.own;
    }
    const std::string_view alike = column.alike(*m_object);
    if (!cells.last || cells.lastAlike != alike) {
        const auto [known, fresh] = cells.alike.try_emplace(alike);
        if (fresh)
            known->second = made(column);
        cells.last = &known->second;
        cells.lastAlike = alike;
    }
    return *cells.last;
}

} // namespace skep::ui
