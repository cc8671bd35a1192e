#pragma once

#include "ui/pages/page.h"
#include "ui/topology/topologycanvas.h"

#include <unordered_set>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;
class QVBoxLayout;

namespace skep::ui::topology {

class HeatLegend;
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
    bool chooseGrouping() override;
    bool toggleHeat() override;
    [[nodiscard]] Canvas& canvas() { return *m_canvas; }

private:
    QWidget* makeHeader();
    QWidget* makeFooter();
    void take(const std::vector<store::Event>& events);
    void refreshUnplaced();
    void refreshGroups();
    void refreshLens();
    void refreshCounts();
    void recall();
    void remember(const QString& what, const QString& choice) const;
    void group(const QString& name);
    void colour(const QString& choice);
    void showAsTable(bool table);
    void showMenu(const QPoint& position);

    Canvas* m_canvas;
    TopologyTable* m_table; // the same in words
    QStackedWidget* m_face; // either of the two
    QToolButton* m_asTable;
    QLabel *m_counts, *m_empty, *m_density;
    QComboBox *m_group, *m_colour, *m_lens;
    HeatLegend* m_heatLegend;
    QWidget *m_controls, *m_legends, *m_stateLegend;
    QString m_wanted; // grouping that was chosen; another is in effect while no node has that label
    std::string m_recalled; // cluster whose choices are in effect
    QLineEdit* m_search;
    QWidget* m_unplacedBox;
    QVBoxLayout* m_unplacedRows;
    std::set<std::string> m_unplaced; // ids of tasks without a place
    std::unordered_set<std::string> m_ended; // ids of tasks that the map does not show: the fewer ones
};

[[nodiscard]] PageEntry topologyEntry();

} // namespace skep::ui::topology
