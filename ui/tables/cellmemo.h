#pragma once

#include "ui/tables/tablekind.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace skep::ui {

// What cells are compared by, computed once for every row whose column says that they are alike (Column::alike), and
// else once for a row. For one pass over the rows: objects must stay, and what columns look at besides them must not
// change meanwhile.
class CellMemo
{
public:
    // `make` turns a cell's text into what is compared.
    CellMemo(const TableKind& kind, const RowContext& context, std::string (*make)(const QString& text));
    // The row that at() is about from now on.
    void row(const store::ObjectPtr& object);
    [[nodiscard]] const std::string& at(int column);

private:
    struct Cells
    {
        std::unordered_map<std::string_view, std::string> alike;
        std::string_view lastAlike;
        const std::string* last = nullptr; // often the next row is like the one before
        std::string own;
        std::size_t ownRow = 0;
    };
    [[nodiscard]] std::string made(const Column& column) const { return m_make(column.text(*m_object, m_context)); }

    const TableKind& m_kind;
    RowContext m_context;
    std::string (*m_make)(const QString& text);
    const store::ObjectPtr* m_object = nullptr;
    std::size_t m_row = 0;
    std::vector<Cells> m_cells;
};

} // namespace skep::ui
