#pragma once

#include "ui/actions/quorum.h"

#include <QStringList>

#include <set>
#include <vector>

// What Raft's arithmetic means for these managers: what they can lose, and what follows when some of them are gone.
// Values in, text out.
namespace skep::ui {

struct ManagerFact
{
    std::string id;
    QString name, address, version, zone; // zone: "" without a label
    bool leader = false, reachable = false;
    bool told = true; // the server says whether it can be reached; without a majority it may not
};

// Leader first, then by name. The zone is the node's label "zone", else that of its engine.
[[nodiscard]] std::vector<ManagerFact> managerFacts(const store::View& view);

// A row of the table of fault tolerance.
struct Tolerance
{
    int managers = 0, majority = 0, tolerates = 0;
};
// One to `most` managers.
[[nodiscard]] std::vector<Tolerance> toleranceTable(int most);

// "3 managers · majority 2 · may lose 1"
[[nodiscard]] QString quorumHeadline(const std::vector<ManagerFact>& managers);
// What is not as it should be about their number: an even one, a single one, some that are away. "" when nothing is.
[[nodiscard]] QString quorumWarning(const std::vector<ManagerFact>& managers);

struct WhatIfManagersFail
{
    bool held = true; // the ones left can still decide
    bool election = false; // the leader is among them
    QString sentence;
};
// What follows when these managers fail now, on top of those that are not reachable already. Ids that are no manager's
// do not count.
[[nodiscard]] WhatIfManagersFail whatIfManagersFail(
    const std::vector<ManagerFact>& managers, const std::set<std::string>& failing);

// "Zone a lost: 2 of 3 remain." for each zone; empty when no manager has a zone.
struct ZoneLoss
{
    QString zone, sentence;
    std::set<std::string> managers;
    bool held = true;
};
[[nodiscard]] std::vector<ZoneLoss> zoneLosses(const std::vector<ManagerFact>& managers);
// What would make the managers safer: another one, one less, another zone. "" when they are well placed.
[[nodiscard]] QString quorumAdvice(const std::vector<ManagerFact>& managers);

// Who led when, as far as somebody looked on.
class LeaderLog
{
public:
    struct Turn
    {
        QString name; // "" while nobody led
        Timestamp since;
    };
    // Whether that was a change.
    bool see(const std::vector<ManagerFact>& managers, Timestamp now);
    [[nodiscard]] const std::vector<Turn>& turns() const { return m_turns; }
    // "m1 → m2 (14:05) → m3 (14:12)"; the last `most` of them. "" before the first change.
    [[nodiscard]] QString text(std::size_t most) const;

private:
    std::vector<Turn> m_turns; // oldest first
};

} // namespace skep::ui
