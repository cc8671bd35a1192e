#include "ui/history/eventmodel.h"

#include "ui/tables/filterline.h"
#include "ui/text/csv.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QBrush>
#include <QDateTime>

namespace skep::ui {

QString EventModel::text(int index, int column) const
{
    const Recorded& one = row(index);
    switch (column) {
    case Time:
        return momentText(one.at);
    case Kind:
        return one.gap() ? QString() : kindText(one.told.kind);
    case Name:
        return one.told.name;
    case What:
        return one.gap() ? tr("nothing was seen until %1").arg(momentText(one.until)) : one.told.text;
    default:
        return {};
    }
}

QVariant EventModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Recorded& one = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return text(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1: %2").arg(
            headerData(index.column(), Qt::Horizontal).toString(), text(index.row(), index.column()));
    case Qt::DecorationRole:
        return index.column() == What ? QVariant(icon(one.gap() ? QStringLiteral("clock") : iconOf(one.told.tone)))
                                      : QVariant();
    case Qt::ForegroundRole:
        if (one.gap() || index.column() <= Kind)
            return theme().muted;
        if (index.column() == What && one.told.tone == Told::Tone::Error)
            return theme().textError;
        return {};
    case Qt::BackgroundRole: // nothing was seen there: hatched, as on the time line
        return one.gap() ? QVariant(QBrush(theme().hairline, Qt::BDiagPattern)) : QVariant();
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Time:
        return tr("Time");
    case Kind:
        return tr("Kind");
    case Name:
        return tr("Name");
    case What:
        return tr("What happened");
    default:
        return {};
    }
}

QByteArray EventModel::csv() const
{
    QStringList cells;
    for (int column = 0; column < columnCount(); ++column)
        cells << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QByteArray lines = csvLine(cells);
    for (int index = 0; index < rowCount(); ++index) {
        cells = {QDateTime::fromMSecsSinceEpoch(row(index).at.ns / 1'000'000).toString(Qt::ISODate)};
        for (int column = Time + 1; column < Columns; ++column)
            cells << text(index, column);
        lines += csvLine(cells);
    }
    return lines;
}

void EventModel::restart(const std::vector<Recorded>& rows)
{
    beginResetModel();
    m_rows.assign(rows.begin(), rows.end());
    m_newest = 0;
    for (const Recorded& one : rows)
        m_newest = std::max(m_newest, one.id);
    endResetModel();
}

void EventModel::prepend(const std::vector<Recorded>& rows)
{
    if (rows.empty())
        return;
    beginInsertRows({}, 0, int(rows.size()) - 1);
    m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
    for (const Recorded& one : rows)
        m_newest = std::max(m_newest, one.id);
    endInsertRows();
    if (m_rows.size() > Limit) {
        beginRemoveRows({}, Limit, int(m_rows.size()) - 1);
        m_rows.resize(Limit);
        endRemoveRows();
    }
}

HistoryFile::Query eventQuery(const QString& line)
{
    HistoryFile::Query query;
    QStringList words;
    const FilterLine filter
        = FilterLine::parse(line, {QStringLiteral("kind"), QStringLiteral("name"), QStringLiteral("text")});
    for (const auto& term : filter.terms()) {
        if (term.field == u"kind") {
            for (int kind = 0; kind <= int(api::ObjectKind::Config); ++kind) {
                const auto one = static_cast<api::ObjectKind>(kind);
                if (!term.text.isEmpty()
                    && (kindText(one).startsWith(term.text, Qt::CaseInsensitive)
                        || qstr(api::text(one)).startsWith(term.text, Qt::CaseInsensitive)))
                    query.kind = one;
            }
        } else if (term.field == u"name") {
            query.name = term.text;
        } else {
            words << term.text;
        }
    }
    query.text = words.join(u' ');
    return query;
}

} // namespace skep::ui
