#pragma once

#include "ui/history/historyfile.h"

#include <QAbstractTableModel>

#include <deque>

namespace skep::ui {

// Recorded events as rows, newest first.
class EventModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum ColumnOf
    {
        Time,
        Kind,
        Name,
        What,
        Columns
    };
    static constexpr int Limit = 5000; // rows kept

    using QAbstractTableModel::QAbstractTableModel;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : int(Columns);
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    // `rows` are newest first.
    void restart(const std::vector<Recorded>& rows);
    // Newer ones on top of what is there.
    void prepend(const std::vector<Recorded>& rows);
    [[nodiscard]] const Recorded& row(int index) const { return m_rows[std::size_t(index)]; }
    [[nodiscard]] std::int64_t newest() const { return m_newest; }
    [[nodiscard]] QString text(int row, int column) const;
    // All rows as comma-separated values under the columns' titles; times with their day (ISO 8601, local).
    [[nodiscard]] QByteArray csv() const;

private:
    std::deque<Recorded> m_rows;
    std::int64_t m_newest = 0;
};

// The filter line of events as a question: kind:, name: and text:; plain words look everywhere.
[[nodiscard]] HistoryFile::Query eventQuery(const QString& line);

} // namespace skep::ui
