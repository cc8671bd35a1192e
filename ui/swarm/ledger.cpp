#include "ui/swarm/ledger.h"

#include "ui/actions/quorum.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace skep::ui {
namespace {

struct LedgerText
{
    Q_DECLARE_TR_FUNCTIONS(Ledger)
};

Timestamp timeOf(const QJsonValue& value)
{
    return parseRfc3339(value.toString().toStdString()).value_or(Timestamp{});
}

void byTime(std::vector<Joined>& joined)
{
    std::sort(joined.begin(), joined.end(),
        [](const Joined& a, const Joined& b) { return std::tuple(a.at.ns, a.nodeId) < std::tuple(b.at.ns, b.nodeId); });
}

// The rows of one token, with the current one even when nobody joined by it.
std::vector<Generation> rows(const QJsonObject& current, std::map<std::uint64_t, std::vector<Joined>> joined)
{
    const auto number = std::uint64_t(current.value(u"Number").toInteger());
    joined[number];
    std::vector<Generation> all;
    for (auto each = joined.rbegin(); each != joined.rend(); ++each) {
        Generation generation{each->first, {}, each->first == number, std::move(each->second)};
        byTime(generation.joined);
        if (generation.current)
            generation.since = timeOf(current.value(u"Since"));
        all.push_back(std::move(generation));
    }
    return all;
}

QJsonArray write(const std::vector<TokenSightings::Seen>& all)
{
    QJsonArray array;
    for (const auto& seen : all)
        array.append(
            QJsonObject{{QStringLiteral("token"), seen.fingerprint}, {QStringLiteral("at"), qint64(seen.at.ns)}});
    return array;
}

std::vector<TokenSightings::Seen> read(const QJsonArray& array)
{
    std::vector<TokenSightings::Seen> all;
    for (const auto& each : array)
        all.push_back(
            {each.toObject().value(u"token").toString(), Timestamp{each.toObject().value(u"at").toInteger()}});
    return all;
}

std::vector<Generation> inferred(const std::vector<TokenSightings::Seen>& seen)
{
    std::vector<Generation> all;
    for (std::size_t i = 0; i < seen.size(); ++i)
        // When the first one was made nobody saw.
        all.push_back({i + 1, i == 0 ? Timestamp{} : seen[i].at, i + 1 == seen.size(), {}});
    return all;
}

// The generation that was current then: the last one that was seen before, or the first.
Generation* at(std::vector<Generation>& generations, Timestamp when)
{
    Generation* found = nullptr;
    for (Generation& generation : generations)
        if (!found || generation.since.ns <= when.ns)
            found = &generation;
    return found;
}

} // namespace

std::optional<Ledger> readLedger(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject report = document.object();
    if (!report.contains(u"WorkerToken") || !report.contains(u"ManagerToken"))
        return std::nullopt;
    Ledger ledger;
    ledger.measured = true;
    std::map<std::uint64_t, std::vector<Joined>> worker, manager;
    for (const auto& each : report.value(u"Nodes").toArray()) {
        const QJsonObject node = each.toObject();
        const QString name = node.value(u"Hostname").toString(), token = node.value(u"Token").toString();
        const std::string id = node.value(u"NodeID").toString().toStdString();
        Joined joined{id, name.isEmpty() ? shortId(id) : name, timeOf(node.value(u"JoinedAt"))};
        const auto generation = std::uint64_t(node.value(u"TokenGeneration").toInteger());
        if (token == u"worker")
            worker[generation].push_back(std::move(joined));
        else if (token == u"manager")
            manager[generation].push_back(std::move(joined));
        else
            ledger.founders.push_back(std::move(joined));
    }
    byTime(ledger.founders);
    ledger.worker = rows(report.value(u"WorkerToken").toObject(), std::move(worker));
    ledger.manager = rows(report.value(u"ManagerToken").toObject(), std::move(manager));
    return ledger;
}

bool TokenSightings::see(api::NodeRole role, const QString& fingerprint, Timestamp now)
{
    auto& all = role == api::NodeRole::Manager ? manager : worker;
    if (fingerprint.isEmpty() || (!all.empty() && all.back().fingerprint == fingerprint))
        return false;
    all.push_back({fingerprint, now});
    return true;
}

QJsonObject TokenSightings::toJson() const
{
    return {{QStringLiteral("worker"), write(worker)}, {QStringLiteral("manager"), write(manager)}};
}

TokenSightings TokenSightings::fromJson(const QJsonObject& json)
{
    return {read(json.value(u"worker").toArray()), read(json.value(u"manager").toArray())};
}

Ledger inferLedger(const store::View& view, const TokenSightings& seen)
{
    Ledger ledger;
    ledger.worker = inferred(seen.worker);
    ledger.manager = inferred(seen.manager);
    const auto cluster = view.cluster();
    for (const auto& node : view.all<api::Node>()) {
        Joined joined{node->id, nodeName(*node), node->meta.createdAt};
        // The first manager is made in the same breath as the swarm.
        if (isManager(*node) && cluster && (node->meta.createdAt - cluster->meta.createdAt) < std::chrono::seconds(2)) {
            ledger.founders.push_back(std::move(joined));
            continue;
        }
        Generation* generation = at(isManager(*node) ? ledger.manager : ledger.worker, node->meta.createdAt);
        (generation ? generation->joined : ledger.undated).push_back(std::move(joined));
    }
    for (auto* side : {&ledger.worker, &ledger.manager}) {
        for (Generation& generation : *side)
            byTime(generation.joined);
        std::reverse(side->begin(), side->end());
    }
    byTime(ledger.founders);
    byTime(ledger.undated);
    return ledger;
}

Review toReview(
    const store::View& view, const std::vector<Generation>& generations, std::uint64_t reviewed, Timestamp now)
{
    constexpr std::chrono::hours AskedFor(7 * 24);
    Review review;
    if (generations.empty() || generations.front().since.isZero() || now - generations.front().since > AskedFor)
        return review;
    for (const Generation& generation : generations) {
        if (generation.current || generation.number <= reviewed)
            continue;
        review.upTo = std::max(review.upTo, generation.number);
        std::copy_if(generation.joined.begin(), generation.joined.end(), std::back_inserter(review.joined),
            [&view](const Joined& joined) { return view.get<api::Node>(joined.nodeId) != nullptr; });
    }
    byTime(review.joined);
    std::reverse(review.joined.begin(), review.joined.end());
    return review;
}

QString joinedText(const std::vector<Joined>& joined)
{
    QStringList names;
    for (const Joined& each : joined)
        names << each.name;
    return names.isEmpty() ? LedgerText::tr("nobody yet") : names.join(QStringLiteral(", "));
}

} // namespace skep::ui
