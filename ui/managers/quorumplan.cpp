#include "ui/managers/quorumplan.h"

#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <map>

namespace skep::ui {
namespace {

struct QuorumPlan
{
    Q_DECLARE_TR_FUNCTIONS(QuorumPlan)
};

Quorum quorumOf(const std::vector<ManagerFact>& managers)
{
    Quorum quorum;
    quorum.managers = int(managers.size());
    quorum.reachable = int(
        std::count_if(managers.begin(), managers.end(), [](const ManagerFact& manager) { return manager.reachable; }));
    return quorum;
}

// Without a majority a server may know who the managers are, but not how they are.
bool nobodyTold(const std::vector<ManagerFact>& managers)
{
    return std::none_of(managers.begin(), managers.end(), [](const ManagerFact& manager) { return manager.told; });
}

QString labelOf(const api::Labels& labels, const char* name)
{
    const auto found = labels.find(name);
    return found == labels.end() ? QString() : qstr(found->second);
}

std::map<QString, std::set<std::string>> byZone(const std::vector<ManagerFact>& managers)
{
    std::map<QString, std::set<std::string>> zones;
    for (const ManagerFact& manager : managers)
        if (!manager.zone.isEmpty())
            zones[manager.zone].insert(manager.id);
    return zones;
}

} // namespace

std::vector<ManagerFact> managerFacts(const store::View& view)
{
    std::vector<ManagerFact> facts;
    for (const auto& node : view.all<api::Node>()) {
        if (!isManager(*node))
            continue;
        ManagerFact fact{node->id, nodeName(*node), {}, qstr(node->description.engine.engineVersion),
            labelOf(node->spec.labels, "zone"), isLeader(*node), false};
        if (fact.zone.isEmpty())
            fact.zone = labelOf(node->description.engine.labels, "zone");
        fact.told = node->managerStatus.has_value();
        if (fact.told) {
            fact.address = qstr(node->managerStatus->addr);
            fact.reachable = node->managerStatus->reachability == api::Reachability::Reachable;
        }
        facts.push_back(std::move(fact));
    }
    std::sort(facts.begin(), facts.end(), [](const ManagerFact& a, const ManagerFact& b) {
        return std::tuple(!a.leader, a.name, a.id) < std::tuple(!b.leader, b.name, b.id);
    });
    return facts;
}

std::vector<Tolerance> toleranceTable(int most)
{
    std::vector<Tolerance> rows;
    for (int managers = 1; managers <= most; ++managers) {
        const Quorum quorum{managers, managers};
        rows.push_back({managers, quorum.majority(), quorum.tolerates()});
    }
    return rows;
}

QString quorumHeadline(const std::vector<ManagerFact>& managers)
{
    const Quorum quorum = quorumOf(managers);
    return QuorumPlan::tr("%n manager(s) · majority %1 · may lose %2", nullptr, quorum.managers)
        .arg(quorum.majority())
        .arg(nobodyTold(managers) ? quorum.tolerates() : quorum.mayStillLose());
}

QString quorumWarning(const std::vector<ManagerFact>& managers)
{
    const Quorum quorum = quorumOf(managers);
    if (quorum.managers == 0)
        return {};
    if (nobodyTold(managers))
        return QuorumPlan::tr("Which of the %1 managers can be reached is not told now; %2 of them are needed.")
            .arg(quorum.managers)
            .arg(quorum.majority());
    if (!quorum.held())
        return QuorumPlan::tr("No majority: %1 of %2 managers can be reached, %3 are needed. Running services keep "
                              "running; nothing can be changed.")
            .arg(quorum.reachable)
            .arg(quorum.managers)
            .arg(quorum.majority());
    if (quorum.reachable < quorum.managers)
        return quorum.mayStillLose() == 0
            ? QuorumPlan::tr("%n manager(s) cannot be reached. If one more fails, nothing can be changed any more.",
                nullptr, quorum.managers - quorum.reachable)
            : QuorumPlan::tr("%n manager(s) cannot be reached.", nullptr, quorum.managers - quorum.reachable);
    if (quorum.managers == 1)
        return QuorumPlan::tr(
            "A single manager: if it fails, nothing can be changed, and what it knows of the swarm may be lost.");
    if (quorum.managers % 2 == 0)
        return QuorumPlan::tr("With %1 managers you may lose no more than with %2: an odd number is better.")
            .arg(quorum.managers)
            .arg(quorum.managers - 1);
    return {};
}

WhatIfManagersFail whatIfManagersFail(const std::vector<ManagerFact>& managers, const std::set<std::string>& failing)
{
    Quorum left = quorumOf(managers);
    WhatIfManagersFail answer;
    QStringList names;
    for (const ManagerFact& manager : managers) {
        if (!failing.contains(manager.id))
            continue;
        names << manager.name;
        left.reachable -= manager.reachable;
        answer.election |= manager.leader;
    }
    answer.held = left.held();
    if (names.isEmpty()) {
        answer.sentence = QuorumPlan::tr("Choose managers that fail, and read here what would follow.");
        return answer;
    }
    const QString who = names.join(QStringLiteral(", "));
    if (!answer.held)
        answer.sentence = QuorumPlan::tr("Without %1 only %2 of %3 managers remain, and %4 are needed: no quorum. "
                                         "Services keep running; nothing can be changed or rescheduled.")
                              .arg(who)
                              .arg(left.reachable)
                              .arg(left.managers)
                              .arg(left.majority());
    else
        answer.sentence
            = QuorumPlan::tr("Without %1, %2 of %3 managers remain: the swarm goes on, and %4.")
                  .arg(who)
                  .arg(left.reachable)
                  .arg(left.managers)
                  .arg(left.mayStillLose() == 0 ? QuorumPlan::tr("may lose no other manager")
                                                : QuorumPlan::tr("may lose %n more", nullptr, left.mayStillLose()));
    if (answer.held && answer.election)
        answer.sentence += QLatin1Char(' ')
            + QuorumPlan::tr(
                "It leads now: the others elect a new leader, and for one to two seconds nothing can be changed.");
    return answer;
}

std::vector<ZoneLoss> zoneLosses(const std::vector<ManagerFact>& managers)
{
    std::vector<ZoneLoss> losses;
    if (nobodyTold(managers))
        return losses;
    for (const auto& [zone, ids] : byZone(managers)) {
        int left = 0;
        for (const ManagerFact& manager : managers)
            left += manager.reachable && !ids.contains(manager.id);
        const Quorum quorum{int(managers.size()), left};
        losses.push_back({zone,
            quorum.held()
                ? QuorumPlan::tr("Zone %1 lost: %2 of %3 managers remain.").arg(zone).arg(left).arg(managers.size())
                : QuorumPlan::tr("Zone %1 lost: %2 of %3 managers remain, no quorum.")
                      .arg(zone)
                      .arg(left)
                      .arg(managers.size()),
            ids, quorum.held()});
    }
    return losses;
}

QString quorumAdvice(const std::vector<ManagerFact>& managers)
{
    const int count = int(managers.size());
    if (count == 0)
        return {};
    if (count == 1)
        return QuorumPlan::tr("Three managers may lose one: promote two workers.");
    if (count % 2 == 0)
        return QuorumPlan::tr("Promote one worker, or demote one manager.");
    const auto zones = byZone(managers);
    for (const auto& [zone, ids] : zones) {
        if (Quorum{count, count - int(ids.size())}.held())
            continue;
        return zones.size() == 1 ? QuorumPlan::tr("All managers with a zone are in %1: put managers into three zones, "
                                                  "and any one of them may be lost.")
                                       .arg(zone)
                                 : QuorumPlan::tr("Zone %1 holds a majority: with managers in three zones any one of "
                                                  "them may be lost.")
                                       .arg(zone);
    }
    if (count > 7)
        return QuorumPlan::tr(
            "More than seven managers make every change slower, since a majority has to write it down.");
    return {};
}

bool LeaderLog::see(const std::vector<ManagerFact>& managers, Timestamp now)
{
    const auto leader
        = std::find_if(managers.begin(), managers.end(), [](const ManagerFact& one) { return one.leader; });
    const QString name = leader == managers.end() ? QString() : leader->name;
    // That nobody leads is worth a word only after somebody did.
    if (m_turns.empty() ? name.isEmpty() : m_turns.back().name == name)
        return false;
    m_turns.push_back({name, now});
    return true;
}

QString LeaderLog::text(std::size_t most) const
{
    if (m_turns.size() < 2)
        return {};
    QStringList parts;
    for (std::size_t i = m_turns.size() - std::min(most, m_turns.size()); i < m_turns.size(); ++i) {
        const QString name = m_turns[i].name.isEmpty() ? QuorumPlan::tr("nobody") : m_turns[i].name;
        const QTime at = QDateTime::fromMSecsSinceEpoch(m_turns[i].since.ns / 1'000'000).time();
        parts << (i == 0 ? name
                         : QuorumPlan::tr("%1 (%2)", "leader, since when")
                               .arg(name, QLocale().toString(at, QStringLiteral("HH:mm:ss"))));
    }
    return parts.join(QStringLiteral(" → "));
}

} // namespace skep::ui
