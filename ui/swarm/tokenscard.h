#pragma once

#include "ui/cluster/cluster.h"
#include "ui/swarm/card.h"
#include "ui/swarm/ledger.h"

class QMenu;

namespace skep::ui {

class Banner;

// Join tokens of both roles, and who came in by them. After a rotation it asks whether those who came in before are
// known.
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
    void goTo(const QString& page, const skep::ui::Selection& selection);

private:
    // One token: its history in words, and the question after a rotation.
    struct Side
    {
        QLabel* history = nullptr;
        Banner* question = nullptr;
        Review review; // that the question is about
    };

    [[nodiscard]] Side& side(api::NodeRole role) { return role == api::NodeRole::Manager ? m_manager : m_worker; }
    void addRole(api::NodeRole role);
    void fillAddresses(QMenu* menu, api::NodeRole role);
    void copy(api::NodeRole role, const QString& address);
    void observe(const std::string& swarm);
    void show(const Ledger& ledger);
    void showSide(api::NodeRole role, const Ledger& ledger);
    void ask(api::NodeRole role, const std::vector<Generation>& generations);
    void answer(api::NodeRole role, const QString& button);

    Cluster& m_cluster;
    Side m_worker, m_manager;
    QLabel *m_others, *m_status;
    bool m_asking = false, m_answered = false;
};

} // namespace skep::ui
