#pragma once

#include "ui/cluster/cluster.h"
#include "ui/swarm/card.h"
#include "ui/swarm/certificates.h"

class QProgressBar;

namespace skep::ui {

// Days left of each node's certificate on one axis, with the span in which nodes renew by themselves.
class CertificateAxis final : public QWidget
{
    Q_OBJECT
public:
    explicit CertificateAxis(QWidget* parent);
    void show(std::vector<CertificateFact> facts, std::int64_t validityNs);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] CertificateMap map() const;
    [[nodiscard]] QPointF place(const CertificateMap& map, const CertificateMap::Dot& dot) const;

    std::vector<CertificateFact> m_facts;
    std::int64_t m_validityNs = 0;
};

// The root, how far its rotation is, and the certificates of the nodes where the server tells of them.
class CertificatesCard final : public SwarmCard
{
    Q_OBJECT
public:
    CertificatesCard(Cluster& cluster, QWidget* parent);
    void refresh();
    void ask();
    [[nodiscard]] bool answered() const { return m_answered; }

Q_SIGNALS:
    void trigger(const QString& actionId);

private:
    Cluster& m_cluster;
    QLabel *m_root, *m_rotation, *m_unknown;
    QProgressBar* m_progress;
    CertificateAxis* m_axis;
    std::vector<CertificateFact> m_facts;
    bool m_asking = false, m_answered = false;
};

} // namespace skep::ui
