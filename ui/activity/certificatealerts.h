#pragma once

#include "ui/activity/alerts.h"
#include "ui/swarm/certificates.h"

#include <set>

namespace skep::ui {

// Those that hold for less than a week, and should have been renewed by then: nodes renew by themselves, long before.
[[nodiscard]] std::vector<Alert> expiring(const std::vector<CertificateFact>& facts, std::int64_t validityNs, Timestamp now);

// Asks once an hour how long the certificates of a cluster's nodes hold, where the server tells.
class CertificateAlerts final : public QObject
{
    Q_OBJECT
public:
    explicit CertificateAlerts(Cluster& cluster);

Q_SIGNALS:
    void found(const skep::ui::Alert& alert);

private:
    void ask();

    Cluster& m_cluster;
    QTimer m_hourly;
    std::set<std::pair<std::string, bool>> m_told; // id of the node, whether it is over
};

} // namespace skep::ui
