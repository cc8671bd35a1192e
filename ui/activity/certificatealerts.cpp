#include "ui/activity/certificatealerts.h"

#include "ui/cluster/asking.h"
#include "ui/swarm/swarmrequests.h"

#include <QCoreApplication>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t DayNs = 86'400'000'000'000;
constexpr std::int64_t Soon = 7 * DayNs;
constexpr int RenewedBy = 5; // by when a fifth of the validity is left nodes have renewed

struct CertificateAlertText
{
    Q_DECLARE_TR_FUNCTIONS(CertificateAlert)
};

} // namespace

std::vector<Alert> expiring(const std::vector<CertificateFact>& facts, std::int64_t validityNs, Timestamp now)
{
    const std::int64_t limit = validityNs > 0 ? std::min(Soon, validityNs / RenewedBy) : Soon;
    std::vector<Alert> all;
    for (const CertificateFact& fact : facts) {
        const std::int64_t left = fact.notAfter.ns - now.ns;
        if (fact.notAfter.isZero() || left >= limit)
            continue;
        const QString text = left <= 0
            ? CertificateAlertText::tr("The certificate of %1 has expired.").arg(fact.name)
            : CertificateAlertText::tr("The certificate of %1 expires in %2.").arg(fact.name, daysLeftText(double(left) / double(DayNs)));
        all.push_back({Alert::Kind::Certificate, text, QStringLiteral("nodes"), {.kind = api::ObjectKind::Node, .ids = {fact.nodeId}}});
    }
    return all;
}

CertificateAlerts::CertificateAlerts(Cluster& cluster)
    : QObject(&cluster)
    , m_cluster(cluster)
{
    m_hourly.setInterval(1h);
    connect(&m_hourly, &QTimer::timeout, this, &CertificateAlerts::ask);
    connect(&cluster, &Cluster::stateChanged, this, [this] {
        if (!m_hourly.isActive() && m_cluster.state().synced && m_cluster.capabilities().has("certificates")) {
            m_hourly.start();
            ask();
        }
    });
}

void CertificateAlerts::ask()
{
    whenAnswered<std::string>(this, fetchFromManager(&m_cluster.connection(), "/skep/v1/certificates"), [this](const Result<std::string>& body) {
        const auto facts = body ? readCertificates(QByteArray::fromStdString(*body)) : std::nullopt;
        const auto swarm = m_cluster.live().cluster();
        if (!facts || !swarm)
            return; // the next hour
        const Timestamp now = systemNow();
        for (const Alert& alert : expiring(*facts, swarm->spec.ca.nodeCertExpiry, now)) {
            // Not again with each hour less: once that it will, once that it has.
            const std::string& id = alert.selection.ids.front();
            const bool isOver = std::ranges::any_of(
                *facts, [&](const CertificateFact& fact) { return fact.nodeId == id && fact.notAfter <= now; });
            if (m_told.emplace(id, isOver).second)
                Q_EMIT found(alert);
        }
    });
}

} // namespace skep::ui
