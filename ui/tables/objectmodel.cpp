#include "ui/tables/objectmodel.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace skep::ui {
namespace {

// "web.2" before "web.10": digits compare as numbers, letters without case.
int naturalCompare(const QString& a, const QString& b)
{
    qsizetype i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (a[i].isDigit() && b[j].isDigit()) {
            while (i < a.size() && a[i] == u'0')
                ++i;
            while (j < b.size() && b[j] == u'0')
                ++j;
            const qsizetype fromA = i, fromB = j;
            while (i < a.size() && a[i].isDigit())
                ++i;
            while (j < b.size() && b[j].isDigit())
                ++j;
            if (i - fromA != j - fromB)
                return i - fromA < j - fromB ? -1 : 1;
            for (qsizetype k = 0; k < i - fromA; ++k)
                if (a[fromA + k] != b[fromB + k])
                    return a[fromA + k] < b[fromB + k] ? -1 : 1;
            continue;
        }
        const QChar x = a[i].toCaseFolded(), y = b[j].toCaseFolded();
        if (x != y)
            return x < y ? -1 : 1;
        ++i;
        ++j;
    }
    return i < a.size() ? 1 : j < b.size() ? -1 : 0;
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
    for (const Column& column : m_kind.columns)
        m_fields << column.id;
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
    return m_kind.columns[std::size_t(column)].text(m_rows[std::size_t(row)].object, context());
}

QVariant ObjectModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column& column = m_kind.columns[std::size_t(index.column())];
    const Row& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return column.text(row.object, context());
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(column.title, column.text(row.object, context()));
    case Qt::DecorationRole:
        return column.icon ? QVariant(column.icon(row.object, context())) : QVariant();
    case Qt::ForegroundRole:
        return column.tone ? QVariant(toneColour(column.tone(row.object, context()))) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment((column.right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case IdRole:
        return qstr(store::idOf(row.object));
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

ObjectModel::Key ObjectModel::keyOf(const store::ObjectPtr& object) const
{
    const Column& column = m_kind.columns[std::size_t(m_sortColumn)];
    if (column.number)
        return {.number = column.number(object, context()), .text = {}};
    return {.text = column.text(object, context())};
}

bool ObjectModel::before(const Row& a, const Row& b) const
{
    int order = a.key.number < b.key.number ? -1 : a.key.number > b.key.number ? 1 : naturalCompare(a.key.text, b.key.text);
    if (m_order == Qt::DescendingOrder)
        order = -order;
    return order != 0 ? order < 0 : store::idOf(a.object) < store::idOf(b.object);
}

bool ObjectModel::shown(const store::ObjectPtr& object) const
{
    if (m_filter.empty())
        return true;
    const RowContext where = context();
    return m_filter.matches([&](int field) { return m_kind.columns[std::size_t(field)].text(object, where); });
}

void ObjectModel::fill()
{
    beginResetModel();
    m_rows.clear();
    m_indexed = false;
    m_disordered = false;
    m_members.clear();
    for (auto& object : objectsOf(*m_view, m_kind.kind)) {
        if (!inScope(object))
            continue;
        m_members.insert(m_members.end(), store::idOf(object)); // ascending
        if (shown(object))
            m_rows.push_back({object, keyOf(object), false});
    }
    std::sort(m_rows.begin(), m_rows.end(), [this](const Row& a, const Row& b) { return before(a, b); });
    endResetModel();
}

void ObjectModel::setFilter(const QString& line)
{
    const FilterLine filter = FilterLine::parse(line, m_fields);
    if (filter.terms() == m_filter.terms())
        return;
    m_filter = filter;
    fill();
}

void ObjectModel::setScope(Scope scope)
{
    m_scope = std::move(scope);
    fill();
}

void ObjectModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount())
        return;
    m_sortColumn = column;
    m_order = order;
    for (Row& row : m_rows) {
        row.key = keyOf(row.object);
        row.moves = true;
    }
    m_disordered = true;
    resort();
}

void ObjectModel::resort()
{
    if (!std::exchange(m_disordered, false))
        return;
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList old = persistentIndexList();
    std::vector<std::string> ids;
    ids.reserve(std::size_t(old.size()));
    for (const QModelIndex& one : old)
        ids.push_back(store::idOf(m_rows[std::size_t(one.row())].object));
    placeMoved();
    m_indexed = false;
    for (qsizetype i = 0; i < old.size(); ++i)
        changePersistentIndex(old[i], createIndex(rowOf(ids[std::size_t(i)]), old[i].column()));
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

// A few rows among many are put between those that stay, which are in order; comparing is what costs.
void ObjectModel::placeMoved()
{
    const auto less = [this](const Row& a, const Row& b) { return before(a, b); };
    const auto moved = std::stable_partition(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.moves; });
    for (auto row = moved; row != m_rows.end(); ++row)
        row->moves = false;
    std::sort(moved, m_rows.end(), less);
    if (moved == m_rows.begin())
        return;
    std::vector<Row> merged;
    merged.reserve(m_rows.size());
    auto from = m_rows.begin();
    for (auto row = moved; row != m_rows.end(); ++row) {
        const auto to = std::upper_bound(from, moved, *row, less);
        std::move(from, to, std::back_inserter(merged));
        merged.push_back(std::move(*row));
        from = to;
    }
    std::move(from, moved, std::back_inserter(merged));
    m_rows = std::move(merged);
}

void ObjectModel::tick()
{
    for (int column = 0; column < columnCount(); ++column)
        if (m_kind.columns[std::size_t(column)].ages && !m_rows.empty())
            Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
}

void ObjectModel::buildIndex() const
{
    if (std::exchange(m_indexed, true))
        return;
    m_index.clear();
    m_index.reserve(m_rows.size());
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        m_index.emplace(store::idOf(m_rows[row].object), int(row));
}

int ObjectModel::rowOf(const std::string& id) const
{
    buildIndex();
    const auto found = m_index.find(id);
    return found == m_index.end() ? -1 : found->second;
}

void ObjectModel::take(const std::vector<store::Event>& events)
{
    std::map<std::string, store::ObjectPtr> fresh; // by id, the newest
    std::set<std::string> changed, gone;
    for (const store::Event& event : events) {
        if (m_kind.tallies)
            m_tally.take(event);
        if (store::kindOf(event.object) != m_kind.kind) {
            if (m_kind.touched)
                for (auto& id : m_kind.touched(event))
                    changed.insert(std::move(id));
            continue;
        }
        const std::string& id = store::idOf(event.object);
        const bool is = event.action != store::Action::Remove && inScope(event.object);
        if (is)
            m_members.insert(id);
        else
            m_members.erase(id);
        if (is && shown(event.object)) {
            gone.erase(id);
            fresh[id] = event.object;
        } else {
            fresh.erase(id);
            gone.insert(id);
        }
    }
    std::vector<int> removed;
    for (const std::string& id : gone)
        if (const int row = rowOf(id); row >= 0)
            removed.push_back(row);
    dropRows(std::move(removed));

    std::vector<store::ObjectPtr> inserted;
    for (auto& [id, object] : fresh) {
        const int row = rowOf(id);
        if (row < 0) {
            inserted.push_back(object);
            changed.erase(id);
        } else {
            m_rows[std::size_t(row)].object = object;
            changed.insert(id);
        }
    }
    for (const std::string& id : changed) {
        const int row = rowOf(id);
        if (row < 0)
            continue;
        Row& one = m_rows[std::size_t(row)];
        Key key = keyOf(one.object);
        if (key.number != one.key.number || key.text != one.key.text) {
            one.key = std::move(key);
            one.moves = m_disordered = true;
        }
        Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
    addRows(std::move(inserted));
}

void ObjectModel::dropRows(std::vector<int> rows)
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    for (std::size_t i = 0; i < rows.size();) {
        const int last = rows[i];
        int first = last;
        while (++i < rows.size() && rows[i] == first - 1)
            first = rows[i];
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        m_indexed = false;
        endRemoveRows();
    }
}

void ObjectModel::addRows(std::vector<store::ObjectPtr> objects)
{
    std::vector<Row> rows;
    rows.reserve(objects.size());
    for (auto& object : objects)
        rows.push_back({object, keyOf(object), false});
    const auto less = [this](const Row& a, const Row& b) { return before(a, b); };
    std::sort(rows.begin(), rows.end(), less);
    // From the end, so that places found stay valid; neighbours go in together.
    for (std::size_t end = rows.size(); end > 0;) {
        const auto at = std::upper_bound(m_rows.begin(), m_rows.end(), rows[end - 1], less);
        const int row = int(at - m_rows.begin());
        std::size_t begin = end - 1;
        while (begin > 0 && (row == 0 || !less(rows[begin - 1], m_rows[std::size_t(row) - 1])))
            --begin;
        beginInsertRows({}, row, row + int(end - begin) - 1);
        m_rows.insert(m_rows.begin() + row, rows.begin() + std::ptrdiff_t(begin), rows.begin() + std::ptrdiff_t(end));
        m_indexed = false;
        endInsertRows();
        end = begin;
    }
}

} // namespace skep::ui
