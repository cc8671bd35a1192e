#pragma once

#include "ui/pages/page.h"
#include "ui/topology/topologycanvas.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace skep::ui::topology {

class TopologyTable;

// The first screen: the map, how it is grouped and coloured, what stands out, and the tasks that found no place.
class TopologyPage final : public Page
{
    Q_OBJECT
public:
    TopologyPage(Cluster& cluster, QWidget* parent);

    bool focusFilter() override;
    [[nodiscard]] bool settled() const override;
    bool toggleTable() override;
    [[nodiscard]] Canvas& canvas() { return *m_canvas; }

private:
    QWidget* makeHeader();
    QWidget* makeFooter();
    void take(const std::vector<store::Event>& events);
    void refreshUnplaced();
    void refreshChoices();
    void refreshCounts();
    void setGrouping(const QString& label);
    void showAsTable(bool table);
    void showMenu(const QPoint& position);

    Canvas* m_canvas;
    TopologyTable* m_table; // the same in words
    QStackedWidget* m_face; // either of the two
    QToolButton* m_asTable;
    QLabel *m_counts, *m_empty, *m_density;
    QComboBox *m_group, *m_lens;
    QLineEdit* m_search;
    QWidget* m_unplacedBox;
    QVBoxLayout* m_unplacedRows;
    std::set<std::string> m_unplaced; // ids of tasks without a place
};

[[nodiscard]] PageEntry topologyEntry();

} // namespace skep::ui::topology
