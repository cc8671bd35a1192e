#pragma once

#include "ui/managers/quorumplan.h"
#include "ui/managers/raftfacts.h"
#include "ui/pages/page.h"
#include "ui/swarm/certificates.h"

#include <QTimer>

class QLabel;
class QMenu;
class QPushButton;
class QTreeWidget;

namespace skep::ui {

class QuorumPlanner;
class ToleranceTable;

// The managers: who leads, who is reachable and how far behind, and what may be lost.
class ManagersPage final : public Page
{
    Q_OBJECT
public:
    ManagersPage(Cluster& cluster, QWidget* parent);

    [[nodiscard]] bool settled() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeHeader();
    void makeTable();
    void refresh();
    void refreshTable(const std::vector<ManagerFact>& managers);
    void refreshButtons();
    void fillPromote();
    void ask();

    QLabel *m_headline, *m_warning, *m_leaders;
    LeaderLog m_log; // since the page was made
    QPushButton *m_promote, *m_demote;
    QMenu* m_candidates;
    QTreeWidget* m_table;
    QuorumPlanner* m_planner;
    ToleranceTable* m_tolerance;
    std::optional<RaftFacts> m_raft;
    std::vector<CertificateFact> m_certificates;
    QTimer m_poll;
    bool m_asking = false, m_answered = false, m_syncing = false;
};

[[nodiscard]] PageEntry managersEntry();

} // namespace skep::ui
