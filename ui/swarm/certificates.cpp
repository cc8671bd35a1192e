#include "ui/swarm/certificates.h"

#include "ui/actions/quorum.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSslCertificate>

#include <algorithm>

namespace skep::ui {
namespace {

struct CertificateText
{
    Q_DECLARE_TR_FUNCTIONS(Certificates)
};

constexpr double Day = 86'400e9;
// Nodes renew when between half and four fifths of the validity have passed.
constexpr double RenewEarliest = 0.5, RenewLatest = 0.8;

} // namespace

std::optional<std::vector<CertificateFact>> readCertificates(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return std::nullopt;
    std::vector<CertificateFact> facts;
    for (const auto& each : document.array()) {
        const QJsonObject row = each.toObject();
        const std::string id = row.value(u"NodeID").toString().toStdString();
        const QString name = row.value(u"Hostname").toString();
        facts.push_back({id, name.isEmpty() ? shortId(id) : name,
            parseRfc3339(row.value(u"NotAfter").toString().toStdString()).value_or(Timestamp{})});
    }
    return facts;
}

CertificateMap certificateMap(
    const std::vector<CertificateFact>& facts, std::int64_t validityNs, Timestamp now, double closest)
{
    CertificateMap map;
    map.days = double(validityNs) / Day;
    map.renewFrom = map.days * (1 - RenewEarliest);
    map.renewUntil = map.days * (1 - RenewLatest);
    for (const CertificateFact& fact : facts) {
        if (fact.notAfter.isZero()) {
            map.unknown << fact.name;
            continue;
        }
        const double left = double((fact.notAfter - now).count()) / Day;
        map.dots.push_back({fact.name, left, 0});
        map.days = std::max(map.days, left);
    }
    std::sort(map.dots.begin(), map.dots.end(),
        [](const auto& a, const auto& b) { return std::tuple(a.days, a.name) < std::tuple(b.days, b.name); });
    std::vector<double> ends; // of each row, the last dot in it
    for (auto& dot : map.dots) {
        const double at = map.days > 0 ? std::max(0.0, dot.days) / map.days : 0;
        std::size_t row = 0;
        while (row < ends.size() && at - ends[row] < closest)
            ++row;
        if (row == ends.size())
            ends.push_back(at);
        ends[row] = at;
        dot.row = int(row);
    }
    map.rows = int(ends.size());
    return map;
}

QString daysLeftText(double days)
{
    if (days <= 0)
        return CertificateText::tr("expired");
    return days >= 1 ? CertificateText::tr("%1 d").arg(int(days))
                     : CertificateText::tr("%1 h").arg(std::max(1, int(days * 24)));
}

QString RootRotation::sentence() const
{
    const QString done_ = CertificateText::tr("%1 of %n node(s) are on the new root", nullptr, total).arg(done);
    return waiting.isEmpty() ? CertificateText::tr("%1.").arg(done_)
                             : CertificateText::tr("%1; waiting: %2.").arg(done_, waiting.join(QStringLiteral(", ")));
}

RootRotation rootRotation(const store::View& view)
{
    RootRotation rotation;
    const auto cluster = view.cluster();
    if (!cluster)
        return rotation;
    rotation.running = cluster->rootRotationInProgress;
    for (const auto& node : view.all<api::Node>()) {
        ++rotation.total;
        if (node->description.tlsInfo.trustRoot == cluster->tlsInfo.trustRoot)
            ++rotation.done;
        else
            rotation.waiting << (node->status.state == api::NodeState::Ready
                    ? nodeName(*node)
                    : CertificateText::tr("%1 (%2)").arg(nodeName(*node), stateText(node->status.state)));
    }
    rotation.waiting.sort();
    return rotation;
}

std::optional<RootFact> rootFact(const std::string& pem)
{
    const auto chain = QSslCertificate::fromData(QByteArray::fromStdString(pem));
    if (chain.isEmpty())
        return std::nullopt;
    const QSslCertificate& root = chain.front();
    return RootFact{root.subjectDisplayName(),
        QString::fromLatin1(root.digest(QCryptographicHash::Sha256).toHex(':').left(23)).toUpper(),
        QLocale().toString(root.expiryDate().toLocalTime().date(), QLocale::ShortFormat)};
}

} // namespace skep::ui
