#pragma once

#include "ui/tables/cellmemo.h"
#include "ui/tables/filterline.h"

#include <QAbstractTableModel>

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace skep::ui {

// The objects of one kind as rows, fed by the mirror's events: rows come, go and change in place. Only the person's own doing (another
// filter or scope) begins anew. Sorting is stable against events: a changed row stays where it is until resort(); rows that are equal
// stay in the order they were in. Everything of the scope is kept in order, so that a filter only has to choose.
class ObjectModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, SortRole };
    using Scope = std::function<bool(const store::ObjectPtr&)>;
    using Clock = std::function<Timestamp()>;

    ObjectModel(TableKind kind, const store::View& view, Clock clock, QObject* parent = nullptr);

    [[nodiscard]] const TableKind& kind() const { return m_kind; }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override; // services are dragged onto nodes
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    // Another store stands for the same cluster from now on; the events of the difference follow.
    void setView(const store::View& view);
    // What the store published. Call it for every event, in order.
    void take(const std::vector<store::Event>& events);
    void setFilter(const QString& line);
    // The same in slices: the rows change with that call of filterMore() that answers true. Events meanwhile hasten it.
    void beginFilter(const QString& line);
    [[nodiscard]] bool filterMore(std::chrono::milliseconds slice);
    // Which objects belong here at all; empty: all of the kind.
    void setScope(Scope scope);
    // Rows whose order changed by events go to their places.
    void resort();
    [[nodiscard]] bool disordered() const { return m_disordered; }
    // Texts that change by time alone.
    void tick();

    // Of the scope, whether the filter shows them or not.
    [[nodiscard]] int total() const { return int(m_entries.size()); }
    [[nodiscard]] store::ObjectPtr object(int row) const { return m_rows[std::size_t(row)]->object; }
    // -1 when it is not shown.
    [[nodiscard]] int rowOf(const std::string& id) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] const Tally& tally() const { return m_tally; }

private:
    // One of the scope.
    struct Entry {
        store::ObjectPtr object;
        std::string key; // what it is sorted by: see sortkey.h
        int row = -1; // as numberRows() found it; -1: not among the rows
        bool shown = false; // the filter wants it
        bool moves = false; // its key changed since it was put in order
    };
    using Entries = std::vector<Entry*>;
    // For what another filter wants, under way.
    struct Search {
        FilterLine filter;
        Entries from; // in order
        std::size_t at;
        Entries found;
        CellMemo cells;
    };

    [[nodiscard]] RowContext context() const { return {*m_view, m_tally, m_clock()}; }
    [[nodiscard]] bool inScope(const store::ObjectPtr& object) const { return !m_scope || m_scope(object); }
    [[nodiscard]] std::string keyOf(const store::ObjectPtr& object) const;
    [[nodiscard]] bool before(const std::string& a, const std::string& b) const { return m_order == Qt::AscendingOrder ? a < b : b < a; }
    void fill();
    void startSearch(FilterLine filter);
    static void lookAhead(const Entries& rows, std::size_t at);
    void finishSearch();
    void showOnly(Entries entries);
    void sortAll();
    void placeMoved();
    void mergeIn(Entries entries);
    void keepShown();
    template <class Order>
    void reorder(const Order& order);
    void dropRows(const Entries& entries);
    void addRows();
    void tellChanged(const Entries& entries);
    void numberRows() const;

    TableKind m_kind;
    const store::View* m_view;
    Clock m_clock;
    Tally m_tally;
    Scope m_scope;
    QStringList m_fields, m_unsearched;
    FilterLine m_filter; // the rows are its
    std::unique_ptr<Search> m_search;
    std::unordered_map<std::string, Entry> m_entries; // by id
    Entries m_all; // in order, but for those that move
    Entries m_rows; // those of them that are shown
    mutable bool m_numbered = false;
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_moved = false; // something moves
    bool m_disordered = false; // and it is shown
};

} // namespace skep::ui
