#pragma once

#include <QHash>
#include <QStyledItemDelegate>
#include <QTimer>

#include <vector>

class QTreeView;

namespace skep::ui {

// Paints the cells of a list, and for 600 ms a line under each whose text has changed while it was in sight. Where less
// motion is wanted it paints the cells alone.
class ChangeFlash final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int Milliseconds = 600;

    // `quiet`: for each column whether its changes are not worth a line, such as ages. Rows tell who they are by
    // `idRole`.
    ChangeFlash(QTreeView* view, std::vector<bool> quiet, int idRole);
    // What was shown is no measure any more: another moment is looked at.
    void forget();

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Cell
    {
        QString text;
        qint64 changed = 0; // ms of the steady clock; 0: not lately
    };
    // Whether the cell has changed lately; remembers what it shows now.
    [[nodiscard]] bool fresh(const QModelIndex& index, const QString& text) const;

    QTreeView* m_view;
    std::vector<bool> m_quiet;
    int m_idRole;
    mutable QHash<QPair<QString, int>, Cell> m_cells; // in sight, by row and column
    mutable QTimer m_over; // paints once more when the last line has had its time
};

} // namespace skep::ui
