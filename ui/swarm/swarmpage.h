#pragma once

#include "ui/pages/page.h"

#include <QTimer>

class QFormLayout;
class QLabel;
class QScrollArea;

namespace skep::ui {

class CertificatesCard;
class SettingsCard;
class SwarmCard;
class TokensCard;

// The swarm itself: what it is, how to get in, its certificates and its settings.
class SwarmPage final : public Page
{
    Q_OBJECT
public:
    SwarmPage(Cluster& cluster, QWidget* parent);

    [[nodiscard]] bool settled() const override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    QWidget* makeHeader();
    SwarmCard* makeFacts(QWidget* parent);
    void refresh();
    void ask();

    QFormLayout* m_facts;
    QLabel *m_nothing, *m_autolock;
    QScrollArea* m_scroll;
    TokensCard* m_tokens;
    SettingsCard* m_settings;
    CertificatesCard* m_certificates;
    QTimer m_again; // asks once for many changes
};

[[nodiscard]] PageEntry swarmEntry();

} // namespace skep::ui
