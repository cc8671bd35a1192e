#pragma once

#include "ui/cluster/cluster.h"
#include "ui/swarm/card.h"
#include "ui/swarm/ledger.h"

class QMenu;
class QToolButton;

namespace skep::ui {

// Join tokens of both roles, and who came in by them.
class TokensCard final : public SwarmCard
{
    Q_OBJECT
public:
    TokensCard(Cluster& cluster, QWidget* parent);
    // Asks for the ledger; at level D it looks at the tokens and remembers their fingerprints.
    void ask();
    // What can be done now.
    void refresh();
    [[nodiscard]] bool answered() const { return m_answered; }

Q_SIGNALS:
    void trigger(const QString& actionId);

private:
    void addRole(api::NodeRole role);
    void fillAddresses(QMenu* menu, api::NodeRole role);
    void copy(api::NodeRole role, const QString& address);
    void observe(const std::string& swarm);
    void show(const Ledger& ledger);

    Cluster& m_cluster;
    QLabel *m_worker = nullptr, *m_manager = nullptr, *m_others, *m_status;
    bool m_asking = false, m_answered = false;
};

} // namespace skep::ui
