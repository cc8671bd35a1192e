#pragma once

#include "ui/cluster/cluster.h"
#include "ui/tables/objectmodel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedLayout;
class QToolButton;
class QTreeView;
class QVBoxLayout;

namespace skep::ui {

class ChangeFlash;

// A list of objects as a person works with it: filter line with counts, table, context menu from the catalogue,
// copying. It follows the cluster's mirror while it is visible, and shares the cluster's selection.
class ObjectTable final : public QWidget
{
    Q_OBJECT
public:
    ObjectTable(Cluster& cluster, TableKind kind, QWidget* parent);
    ~ObjectTable() override;

    [[nodiscard]] ObjectModel& model() const { return *m_model; }
    [[nodiscard]] QTreeView* view() const { return m_view; }
    void focusFilter();
    void setFilter(const QString& line);
    // What stands instead of the table while there is nothing of the kind: a sentence, a command to copy, an action to
    // press.
    void setEmpty(const QString& sentence, const QString& actionId = {}, const QString& hint = {});
    // "showing 12 of 3,104", "0 of 84 match"
    [[nodiscard]] QString countText() const;
    // The selected rows to the clipboard: cells of the shown columns, tab-separated; or the objects as the API has
    // them.
    void copy() const;
    void copyJson() const;
    // Every row that the filter shows, in the shown columns and their order, as comma-separated values (RFC 4180,
    // UTF-8) under the columns' titles. A cell that a spreadsheet would take for a formula has "'" in front.
    [[nodiscard]] QByteArray csv() const;
    // The same into a file that the person chooses.
    void exportCsv();
    // Every column as wide as what it shows needs, within bounds.
    void fitColumns();

Q_SIGNALS:
    void activated(const QString& id);
    void trigger(const QString& actionId);
    void counted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void buildColumns();
    [[nodiscard]] std::vector<int> neededWidths(int first, int rows) const;
    void growColumns();
    void shareRoom();
    void restoreColumns();
    void showColumns();
    void saveColumns() const;
    [[nodiscard]] std::vector<int> shownColumns() const; // in the order in which they stand
    void filterMore();
    void refreshCounts();
    void fromView();
    void fromCluster();
    void showMenu(const QPoint& position);
    void take(const std::vector<store::Event>& events);

    Cluster& m_cluster;
    ObjectModel* m_model;
    QLineEdit* m_filter;
    QLabel *m_count, *m_paused;
    QToolButton *m_clear, *m_columns;
    QTreeView* m_view;
    ChangeFlash* m_flash;
    QWidget* m_emptyPane;
    QVBoxLayout* m_emptyLayout;
    QStackedLayout* m_stack;
    QTimer m_filtering, m_resort, m_tick, m_share, m_grow;
    bool m_syncing = false;
    std::vector<int> m_wanted; // widths that the content needs; empty once a person has set others
    bool m_fitted = false; // widths are as content or person wanted them
    bool m_arranged = false; // the person changed widths, order, choice or sorting
};

} // namespace skep::ui
