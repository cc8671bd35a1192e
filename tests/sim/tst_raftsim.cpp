#include <QTest>

#include <cstdio>
#include <vector>

#include "tests/sim/raftsim/simulation.h"

using namespace skep::raftsim;
using skep::raft::Mutations;

// One seed:   SKEP_SEED=42 tst_raftsim replaysASeed   (SKEP_TRACE=1 prints what happens, SKEP_MUTATION=name plants a
// mistake) Many seeds: SKEP_SEEDS=100000 tst_raftsim seedsRunWithoutViolation
class RaftSim : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedHappensTheSameWay();
    void seedsRunWithoutViolation();
    void plantedMistakesAreCaught_data();
    void plantedMistakesAreCaught();
    void replaysASeed();
};

namespace {

constexpr std::uint64_t DefaultSeeds = 200;
constexpr std::uint64_t SeedsPerMistake = 100;

struct Mistake
{
    const char* name;
    bool Mutations::*flag;
};

#define MISTAKE(flag)                                                                                                  \
    Mistake                                                                                                            \
    {                                                                                                                  \
        #flag, &Mutations::flag                                                                                        \
    }
constexpr Mistake Mistakes[] = {
    MISTAKE(voteBeforeDurable),
    MISTAKE(ackBeforeDurable),
    MISTAKE(countOwnUnsynced),
    MISTAKE(applyBeforeDurable),
    MISTAKE(forgetVoteOnRestart),
    MISTAKE(voteTwicePerTerm),
    MISTAKE(noLogCheckInVote),
    MISTAKE(noLogCheckInPreVote),
    MISTAKE(countOldTermEntries),
    MISTAKE(truncateOnShortAppend),
    MISTAKE(noPrevCheck),
    MISTAKE(heartbeatCommitBeyondMatch),
    MISTAKE(commitMayFall),
    MISTAKE(trustOldWriteAcks),
    MISTAKE(noCheckQuorum),
    MISTAKE(readsWithoutQuorum),
    MISTAKE(readsBeforeTermCommit),
    MISTAKE(anyEchoConfirmsReads),
    MISTAKE(noConfigurationGate),
    MISTAKE(noConfigurationRollback),
    MISTAKE(learnersInQuorum),
    MISTAKE(jointNeedsNewOnly),
    MISTAKE(removedLeaderCounts),
};
#undef MISTAKE

} // namespace

void RaftSim::theSameSeedHappensTheSameWay()
{
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        const Report first = simulate({.seed = seed});
        const Report second = simulate({.seed = seed});

        QCOMPARE(first.digest, second.digest);
        QCOMPARE(first.counters.steps, second.counters.steps);
    }
}

void RaftSim::seedsRunWithoutViolation()
{
    const std::uint64_t seeds = std::max<std::uint64_t>(DefaultSeeds, qEnvironmentVariable("SKEP_SEEDS").toULongLong());
    const std::uint64_t first = std::max<std::uint64_t>(1, qEnvironmentVariable("SKEP_SEED").toULongLong());
    Counters total;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const Report report = simulate({.seed = seed});
        if (report.violation)
            QFAIL(qPrintable(QStringLiteral("seed %1, %2").arg(seed).arg(QString::fromStdString(*report.violation))));
        total += report.counters;
    }

    std::printf("steps %lu, leaders %lu, committed %lu, acknowledged %lu, reads %lu, crashes %lu, truncations %lu, "
                "configurations %lu (%lu joint), removals %lu, transfers %lu, lost messages %lu\n",
        total.steps, total.leaders, total.committed, total.acknowledged, total.reads, total.crashes, total.truncations,
        total.configurations, total.joint, total.removals, total.transfers, total.lostMessages);
    // A schedule that reaches nothing proves nothing.
    QVERIFY(total.leaders > 5 * seeds);
    QVERIFY(total.acknowledged > 50 * seeds);
    QVERIFY(total.reads > 20 * seeds);
    QVERIFY(total.crashes > 5 * seeds);
    QVERIFY(total.truncations > seeds / 2);
    QVERIFY(total.configurations > 3 * seeds);
    QVERIFY(total.joint > seeds / 4);
    QVERIFY(total.removals > seeds / 2);
    QVERIFY(total.transfers > seeds / 2);
}

void RaftSim::plantedMistakesAreCaught_data()
{
    QTest::addColumn<int>("which");
    int which = 0;
    for (const Mistake& mistake : Mistakes)
        QTest::newRow(mistake.name) << which++;
}

void RaftSim::plantedMistakesAreCaught()
{
    QFETCH(int, which);
    Options options;
    options.mutations.*Mistakes[which].flag = true;

    std::optional<std::string> violation;
    for (options.seed = 1; options.seed <= SeedsPerMistake && !violation; ++options.seed)
        violation = simulate(options).violation;

    QVERIFY2(violation, "no seed revealed it");
    std::printf("  seed %lu: %s\n", options.seed - 1, violation->c_str());
}

void RaftSim::replaysASeed()
{
    if (!qEnvironmentVariableIsSet("SKEP_SEED"))
        QSKIP("SKEP_SEED is not set");
    Options options{.seed = qEnvironmentVariable("SKEP_SEED").toULongLong()};
    if (qEnvironmentVariableIsSet("SKEP_TRACE"))
        options.trace = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
    for (const Mistake& mistake : Mistakes) {
        if (qEnvironmentVariable("SKEP_MUTATION") == QLatin1StringView(mistake.name))
            options.mutations.*mistake.flag = true;
    }

    const Report report = simulate(options);

    QVERIFY2(!report.violation, report.violation.value_or("").c_str());
}

QTEST_GUILESS_MAIN(RaftSim)
#include "tst_raftsim.moc"
