#include <QTest>

#include "bench.h"
#include "daemon/raft/quorum.h"

// Properties of quorums, over every case of few voters and random cases of many.
using namespace skep::raft;

class Quorum : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyTwoMajoritiesIntersect();
    void majoritiesBeforeAndAfterASingleChangeIntersect();
    void jointMajoritiesIntersectThoseOfBothHalves();
    void theTallyIsWonExactlyByAMajority();
    void reachedIsTheBestOfAnyMajority();
    void aJointConfigurationReachesTheLesserOfItsHalves();
    void withoutVotersNothingIsReached();
};

namespace {

constexpr unsigned Most = 6;

// The voters 1 … 16 whose bit is set.
Ids idsOf(unsigned bits)
{
    Ids ids;
    for (unsigned i = 0; i < 16; ++i) {
        if (bits >> i & 1U)
            ids.push_back(i + 1);
    }
    return ids;
}

bool wins(const Electorate& electorate, unsigned bits)
{
    std::map<RaftId, bool> votes;
    for (const std::uint64_t id : idsOf(bits))
        votes[{id}] = true;
    return electorate.tally(votes) == Tally::Won;
}

} // namespace

void Quorum::anyTwoMajoritiesIntersect()
{
    for (unsigned size = 1; size <= 7; ++size) {
        const unsigned all = (1U << size) - 1;
        const Electorate electorate(configurationOf(idsOf(all)));
        for (unsigned a = 0; a <= all; ++a) {
            for (unsigned b = 0; b <= all; ++b) {
                if (wins(electorate, a) && wins(electorate, b))
                    QVERIFY((a & b) != 0);
            }
        }
    }
}

void Quorum::majoritiesBeforeAndAfterASingleChangeIntersect()
{
    for (unsigned size = 2; size <= Most; ++size) {
        const unsigned all = (1U << size) - 1;
        const Electorate smaller(configurationOf(idsOf(all >> 1U)));
        const Electorate larger(configurationOf(idsOf(all)));
        for (unsigned a = 0; a <= all; ++a) {
            for (unsigned b = 0; b <= all; ++b) {
                if (wins(smaller, a) && wins(larger, b))
                    QVERIFY((a & b) != 0);
            }
        }
    }
}

void Quorum::jointMajoritiesIntersectThoseOfBothHalves()
{
    constexpr unsigned All = (1U << Most) - 1;
    for (unsigned incoming = 1; incoming <= All; ++incoming) {
        const unsigned outgoing = (incoming * 37 + 11) % All + 1;
        const Electorate before(configurationOf(idsOf(outgoing)));
        const Electorate joint(configurationOf(idsOf(incoming), {}, idsOf(outgoing)));
        const Electorate after(configurationOf(idsOf(incoming)));
        for (unsigned a = 0; a <= All; ++a) {
            QCOMPARE(wins(joint, a), wins(before, a) && wins(after, a));
            for (unsigned b = 0; wins(joint, a) && b <= All; ++b)
                QVERIFY(!(wins(before, b) || wins(after, b)) || (a & b) != 0);
        }
    }
}

void Quorum::theTallyIsWonExactlyByAMajority()
{
    for (unsigned size = 1; size <= 7; ++size) {
        const Ids voters = idsOf((1U << size) - 1);
        const Electorate electorate(configurationOf(voters));
        for (unsigned granted = 0; granted <= size; ++granted) {
            for (unsigned refused = 0; granted + refused <= size; ++refused) {
                std::map<RaftId, bool> votes{{RaftId{99}, true}, {RaftId{98}, false}}; // strangers
                for (unsigned i = 0; i < granted + refused; ++i)
                    votes[{voters[i]}] = i < granted;
                const Tally expected = 2 * granted > size ? Tally::Won
                    : 2 * (size - refused) > size         ? Tally::Open
                                                          : Tally::Lost;
                QCOMPARE(electorate.tally(votes), expected);
            }
        }
    }
}

void Quorum::reachedIsTheBestOfAnyMajority()
{
    skep::Rng rng(1);
    for (int round = 0; round < 2000; ++round) {
        const unsigned size = 1 + unsigned(rng.below(9));
        const Ids voters = idsOf((1U << size) - 1);
        std::map<RaftId, Index> matches;
        for (const std::uint64_t id : voters)
            matches[{id}] = {rng.below(12)};

        const Index reached
            = Electorate(configurationOf(voters)).reached<Index>([&](RaftId id) { return matches.at(id); });

        const auto countAtLeast = [&](Index index) {
            return std::ranges::count_if(matches, [&](const auto& m) { return m.second >= index; });
        };
        QVERIFY(2 * countAtLeast(reached) > size);
        QVERIFY(2 * countAtLeast(reached + 1) <= size);
    }
}

void Quorum::aJointConfigurationReachesTheLesserOfItsHalves()
{
    skep::Rng rng(2);
    for (int round = 0; round < 2000; ++round) {
        const Ids incoming = idsOf(1 + unsigned(rng.below(500)));
        const Ids outgoing = idsOf(1 + unsigned(rng.below(500)));
        std::map<RaftId, Index> matches;
        for (std::uint64_t id = 1; id <= 16; ++id)
            matches[{id}] = {rng.below(12)};
        const std::function<Index(RaftId)> valueOf = [&](RaftId id) { return matches.at(id); };

        const Index joint = Electorate(configurationOf(incoming, {}, outgoing)).reached<Index>(valueOf);

        QCOMPARE(joint,
            std::min(Electorate(configurationOf(incoming)).reached<Index>(valueOf),
                Electorate(configurationOf(outgoing)).reached<Index>(valueOf)));
    }
}

void Quorum::withoutVotersNothingIsReached()
{
    const Electorate nobody(configurationOf({}, {1, 2}));

    QCOMPARE(nobody.tally({{RaftId{1}, true}, {RaftId{2}, true}}), Tally::Lost);
    QCOMPARE(nobody.reached<Index>([](RaftId) { return Index{9}; }), Index{0});
}

QTEST_GUILESS_MAIN(Quorum)
#include "tst_quorum.moc"
