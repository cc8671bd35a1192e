#include "ui/tables/objectmodel.h"

#include "shared/base/fetchahead.h"
#include "ui/tables/sortkey.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace skep::ui {
namespace {

constexpr std::size_t RangesTold = 16, RowsBetweenLooks = 128; // at the clock

// Whether the filter wants the object.
bool wants(const FilterLine& filter, CellMemo& cells, const store::ObjectPtr& object)
{
    if (filter.empty())
        return true;
    cells.row(object);
    return filter.matches([&cells](int field) -> const std::string& { return cells.at(field); });
}

QColor toneColour(Column::Tone tone)
{
    switch (tone) {
    case Column::Tone::Muted:
        return theme().muted;
    case Column::Tone::Ok:
        return theme().textOk;
    case Column::Tone::Warn:
        return theme().textWarn;
    case Column::Tone::Error:
        return theme().textError;
    case Column::Tone::Plain:
        break;
    }
    return theme().text;
}

} // namespace

ObjectModel::ObjectModel(TableKind kind, const store::View& view, Clock clock, QObject* parent)
    : QAbstractTableModel(parent), m_kind(std::move(kind)), m_view(&view), m_clock(std::move(clock)), m_sortColumn(m_kind.sortColumn)
{
    for (const Column& column : m_kind.columns) {
        m_fields << column.id;
        if (column.ages)
            m_unsearched << column.id;
    }
    if (m_kind.tallies)
        m_tally.restart(*m_view);
    fill();
}

int ObjectModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ObjectModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_kind.columns.size());
}

QString ObjectModel::text(int row, int column) const
{
    return m_kind.columns[std::size_t(column)].text(object(row), context());
}

QVariant ObjectModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column& column = m_kind.columns[std::size_t(index.column())];
    const store::ObjectPtr& object = m_rows[std::size_t(index.row())]->object;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return column.text(object, context());
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(column.title, column.text(object, context()));
    case Qt::DecorationRole:
        return column.icon ? QVariant(column.icon(object, context())) : QVariant();
    case Qt::ForegroundRole:
        return column.tone ? QVariant(toneColour(column.tone(object, context()))) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case IdRole:
        return qstr(store::idOf(object));
    default:
        return {};
    }
}

QVariant ObjectModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column& column = m_kind.columns[std::size_t(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    return {};
}

Qt::ItemFlags ObjectModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags usual = QAbstractTableModel::flags(index);
    return m_kind.kind == api::ObjectKind::Service ? usual | Qt::ItemIsDragEnabled : usual;
}

std::string ObjectModel::keyOf(const store::ObjectPtr& object) const
{
    const Column& column = m_kind.columns[std::size_t(m_sortColumn)];
    return column.number ? sortKey(column.number(object, context())) : sortKey(column.text(object, context()));
}

void ObjectModel::fill()
{
    beginResetModel();
    m_entries.clear();
    m_all.clear();
    const auto objects = objectsOf(*m_view, m_kind.kind);
    m_entries.reserve(objects.size());
    m_all.reserve(objects.size());
    for (const auto& object : objects)
        if (inScope(object))
            m_all.push_back(&m_entries.try_emplace(store::idOf(object), Entry{.object = object, .key = {}}).first->second);
    sortAll();
    CellMemo cells(m_kind, context(), &folded);
    Entries found;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(found), [&](const Entry* entry) { return wants(m_filter, cells, entry->object); });
    showOnly(std::move(found));
    endResetModel();
}

// In order.
void ObjectModel::showOnly(Entries entries)
{
    for (Entry* entry : m_all) {
        entry->shown = false;
        entry->row = -1;
    }
    for (Entry* entry : entries)
        entry->shown = true;
    m_rows = std::move(entries);
    m_numbered = false;
}

void ObjectModel::setView(const store::View& view)
{
    m_view = &view;
    if (m_search)
        startSearch(m_search->filter);
}

// --- Filter ------------------------------------------------------------------------------------------------------

void ObjectModel::setFilter(const QString& line)
{
    beginFilter(line);
    finishSearch();
}

void ObjectModel::beginFilter(const QString& line)
{
    FilterLine filter = FilterLine::parse(line, m_fields, m_unsearched);
    if (filter.terms() != (m_search ? m_search->filter : m_filter).terms())
        startSearch(std::move(filter));
}

// Rows lie anywhere in memory, and so do their objects.
void ObjectModel::lookAhead(const Entries& rows, std::size_t at)
{
    if (at + FarAhead < rows.size())
        fetchAhead(rows[at + FarAhead]);
    if (at + NearAhead < rows.size())
        std::visit([](const auto& object) { fetchAhead(object.get()); }, rows[at + NearAhead]->object);
}

void ObjectModel::startSearch(FilterLine filter)
{
    if (m_moved)
        reorder([this] { placeMoved(); });
    const Entries& from = filter.narrows(m_filter) ? m_rows : m_all;
    m_search.reset(new Search{std::move(filter), from, 0, {}, CellMemo(m_kind, context(), &folded)});
}

bool ObjectModel::filterMore(std::chrono::milliseconds slice)
{
    if (!m_search)
        return true;
    const auto until = std::chrono::steady_clock::now() + slice;
    Search& search = *m_search;
    while (search.at < search.from.size()) {
        lookAhead(search.from, search.at);
        Entry* entry = search.from[search.at++];
        if (wants(search.filter, search.cells, entry->object))
            search.found.push_back(entry);
        if (search.at % RowsBetweenLooks == 0 && std::chrono::steady_clock::now() >= until)
            return false;
    }
    beginResetModel();
    m_filter = std::move(search.filter);
    showOnly(std::move(search.found));
    m_search.reset();
    endResetModel();
    return true;
}

void ObjectModel::finishSearch()
{
    while (!filterMore(std::chrono::seconds(1))) { }
}

void ObjectModel::setScope(Scope scope)
{
    finishSearch();
    m_scope = std::move(scope);
    fill();
}

// --- Order -------------------------------------------------------------------------------------------------------

void ObjectModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_order && !m_moved))
        return;
    finishSearch();
    m_sortColumn = column;
    m_order = order;
    reorder([this] { sortAll(); });
}

void ObjectModel::resort()
{
    if (!m_disordered)
        return;
    finishSearch();
    reorder([this] { placeMoved(); });
}

template <class Order>
void ObjectModel::reorder(const Order& order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList old = persistentIndexList();
    Entries followed;
    for (const QModelIndex& index : old)
        followed.push_back(m_rows[std::size_t(index.row())]);
    order();
    keepShown();
    numberRows();
    QModelIndexList now;
    for (qsizetype i = 0; i < old.size(); ++i)
        now << createIndex(followed[std::size_t(i)]->row, old[i].column());
    changePersistentIndexList(old, now);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

// Keys beside each other compare faster than those of entries all over the memory.
void ObjectModel::sortAll()
{
    const Column& column = m_kind.columns[std::size_t(m_sortColumn)];
    CellMemo cells(m_kind, context(), &sortKey);
    std::vector<std::pair<std::string, Entry*>> keyed;
    keyed.reserve(m_all.size());
    for (Entry* entry : m_all) {
        cells.row(entry->object);
        keyed.emplace_back(column.number ? keyOf(entry->object) : cells.at(m_sortColumn), entry);
    }
    std::stable_sort(keyed.begin(), keyed.end(), [this](const auto& a, const auto& b) { return before(a.first, b.first); });
    for (std::size_t i = 0; i < keyed.size(); ++i) {
        m_all[i] = keyed[i].second;
        m_all[i]->key = std::move(keyed[i].first);
        m_all[i]->moves = false;
    }
    m_moved = m_disordered = false;
}

// A few among many are put between those that stay, which are in order.
void ObjectModel::placeMoved()
{
    if (!std::exchange(m_moved, false))
        return;
    m_disordered = false;
    const auto moving = std::stable_partition(m_all.begin(), m_all.end(), [](const Entry* entry) { return !entry->moves; });
    Entries moved(moving, m_all.end());
    m_all.erase(moving, m_all.end());
    for (Entry* entry : moved)
        entry->moves = false;
    mergeIn(std::move(moved));
}

void ObjectModel::mergeIn(Entries entries)
{
    if (entries.empty())
        return;
    const auto less = [this](const Entry* a, const Entry* b) { return before(a->key, b->key); };
    std::stable_sort(entries.begin(), entries.end(), less);
    Entries merged;
    merged.reserve(m_all.size() + entries.size());
    auto from = m_all.begin();
    for (Entry* entry : entries) {
        const auto to = std::upper_bound(from, m_all.end(), entry, less);
        merged.insert(merged.end(), from, to);
        merged.push_back(entry);
        from = to;
    }
    merged.insert(merged.end(), from, m_all.end());
    m_all = std::move(merged);
}

void ObjectModel::keepShown()
{
    m_rows.clear();
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(m_rows), [](const Entry* entry) { return entry->shown; });
    m_numbered = false;
}

void ObjectModel::numberRows() const
{
    if (std::exchange(m_numbered, true))
        return;
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_rows[row]->row = int(row);
}

int ObjectModel::rowOf(const std::string& id) const
{
    numberRows();
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? -1 : found->second.row;
}

void ObjectModel::tick()
{
    for (int column = 0; column < columnCount(); ++column)
        if (m_kind.columns[std::size_t(column)].ages && !m_rows.empty())
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
}

// --- Events ------------------------------------------------------------------------------------------------------

void ObjectModel::take(const std::vector<store::Event>& events)
{
    finishSearch();
    std::map<std::string, store::ObjectPtr> newest; // by id; nothing: it does not belong here any more
    std::set<std::string> touched;
    for (const store::Event& event : events) {
        if (m_kind.tallies)
            m_tally.take(event);
        if (store::kindOf(event.object) == m_kind.kind)
            newest[store::idOf(event.object)] = event.action != store::Action::Remove && inScope(event.object) ? event.object : store::ObjectPtr();
        else if (m_kind.touched)
            for (auto& id : m_kind.touched(event))
                touched.insert(std::move(id));
    }
    for (const std::string& id : touched)
        if (const auto known = m_entries.find(id); known != m_entries.end())
            newest.try_emplace(id, known->second.object);

    CellMemo cells(m_kind, context(), &folded);
    Entries changed, hidden, arrived;
    std::vector<std::string> gone;
    bool revealed = false;
    for (auto& [id, object] : newest) {
        const auto known = m_entries.find(id);
        if (!present(object)) {
            if (known == m_entries.end())
                continue;
            if (known->second.shown)
                hidden.push_back(&known->second);
            known->second.shown = false;
            gone.push_back(id);
            continue;
        }
        const bool fresh = known == m_entries.end();
        Entry& entry = fresh ? m_entries[id] : known->second;
        entry.object = object;
        std::string key = keyOf(object);
        const bool was = std::exchange(entry.shown, wants(m_filter, cells, object));
        if (fresh)
            arrived.push_back(&entry);
        else if (key != entry.key)
            entry.moves = m_moved = true;
        entry.key = std::move(key);
        m_disordered |= entry.moves && entry.shown;
        revealed |= entry.shown && !was;
        if (was)
            (entry.shown ? changed : hidden).push_back(&entry);
    }
    dropRows(hidden);
    if (!gone.empty()) {
        for (const std::string& id : gone)
            m_entries[id].object = {};
        std::erase_if(m_all, [](const Entry* entry) { return !present(entry->object); });
        for (const std::string& id : gone)
            m_entries.erase(id);
    }
    mergeIn(std::move(arrived));
    if (revealed)
        addRows();
    tellChanged(changed);
}

// Those are shown no more.
void ObjectModel::dropRows(const Entries& entries)
{
    numberRows();
    std::vector<int> rows;
    for (const Entry* entry : entries)
        rows.push_back(entry->row);
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (std::size_t i = 0; i < rows.size();) {
        const int last = rows[i];
        int first = last;
        while (++i < rows.size() && rows[i] == first - 1)
            first = rows[i];
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        m_numbered = false;
        endRemoveRows();
    }
    for (Entry* entry : entries)
        entry->row = -1;
}

// Those that are shown but not among the rows yet; neighbours go in together.
void ObjectModel::addRows()
{
    numberRows();
    int row = 0;
    for (auto at = m_all.begin(); at != m_all.end();) {
        if (!(*at)->shown || (*at)->row >= 0) {
            row += (*at++)->shown;
            continue;
        }
        Entries together;
        for (; at != m_all.end() && ((*at)->row < 0 || !(*at)->shown); ++at)
            if ((*at)->shown)
                together.push_back(*at);
        beginInsertRows({}, row, row + int(together.size()) - 1);
        m_rows.insert(m_rows.begin() + row, together.begin(), together.end());
        m_numbered = false;
        endInsertRows();
        row += int(together.size());
    }
}

// Few neighbourhoods one by one; many as one: views look at what they show anyway.
void ObjectModel::tellChanged(const Entries& entries)
{
    if (entries.empty())
        return;
    numberRows();
    std::vector<std::pair<int, int>> ranges;
    std::vector<int> rows;
    for (const Entry* entry : entries)
        rows.push_back(entry->row);
    std::sort(rows.begin(), rows.end());
    for (const int row : rows)
        if (!ranges.empty() && ranges.back().second == row - 1)
            ranges.back().second = row;
        else
            ranges.emplace_back(row, row);
    if (ranges.size() > RangesTold)
        ranges = {{rows.front(), rows.back()}};
    for (const auto& [first, last] : ranges)
        Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
}

} // namespace skep::ui
