#pragma once

#include "ui/tables/filterline.h"
#include "ui/tables/tablekind.h"

#include <QAbstractTableModel>

#include <set>
#include <unordered_map>

namespace skep::ui {

// The objects of one kind as rows, fed by the mirror's events: rows come, go and change in place. Only the person's own doing (another
// filter or scope) begins anew. Sorting is stable against events: a changed row stays where it is until resort().
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
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    // Another store stands for the same cluster from now on; the events of the difference follow.
    void setView(const store::View& view) { m_view = &view; }
    // What the store published. Call it for every event, in order.
    void take(const std::vector<store::Event>& events);
    void setFilter(const QString& line);
    // Which objects belong here at all; empty: all of the kind.
    void setScope(Scope scope);
    // Rows whose order changed by events go to their places.
    void resort();
    [[nodiscard]] bool disordered() const { return m_disordered; }
    // Texts that change by time alone.
    void tick();

    // Of the scope, whether the filter shows them or not.
    [[nodiscard]] int total() const { return int(m_members.size()); }
    [[nodiscard]] store::ObjectPtr object(int row) const { return m_rows[std::size_t(row)].object; }
    // -1 when it is not shown.
    [[nodiscard]] int rowOf(const std::string& id) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] const Tally& tally() const { return m_tally; }

private:
    struct Key {
        double number = 0;
        QString text;
    };
    struct Row {
        store::ObjectPtr object;
        Key key;
        bool moves = false; // its key changed since it was put there
    };

    [[nodiscard]] RowContext context() const { return {*m_view, m_tally, m_clock()}; }
    [[nodiscard]] bool inScope(const store::ObjectPtr& object) const { return !m_scope || m_scope(object); }
    [[nodiscard]] bool shown(const store::ObjectPtr& object) const;
    [[nodiscard]] Key keyOf(const store::ObjectPtr& object) const;
    [[nodiscard]] bool before(const Row& a, const Row& b) const;
    void fill();
    void addRows(std::vector<store::ObjectPtr> objects);
    void dropRows(std::vector<int> rows);
    void placeMoved();
    void buildIndex() const;

    TableKind m_kind;
    const store::View* m_view;
    Clock m_clock;
    Tally m_tally;
    Scope m_scope;
    QStringList m_fields;
    FilterLine m_filter;
    std::vector<Row> m_rows;
    mutable std::unordered_map<std::string, int> m_index;
    mutable bool m_indexed = false;
    std::set<std::string> m_members; // ids of the scope
    int m_sortColumn = 0;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_disordered = false;
};

} // namespace skep::ui
