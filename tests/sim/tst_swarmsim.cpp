#include "tests/sim/swarmsim/simulation.h"

#include <QLoggingCategory>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <deque>

using namespace skep::swarmsim;

// One seed:   SKEP_SEED=42 tst_swarmsim replaysASeed   (SKEP_TRACE=1 prints all that happens, SKEP_MUTATION=name plants a
// mistake). Many seeds: SKEP_SEEDS=10000 tst_swarmsim seedsRunWithoutViolation
class SwarmSim : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSameSeedHappensTheSameWay();
    void seedsRunWithoutViolation();
    void plantedMistakesAreCaught_data();
    void plantedMistakesAreCaught();
    void replaysASeed();
};

namespace {

constexpr std::uint64_t DefaultSeeds = 100;
constexpr std::uint64_t SeedsPerMistake = 40;
constexpr std::size_t StoryLines = 150;

struct Mistake {
    const char* name;
    Bug bug;
};

#define MISTAKE(bug)                                                                                                   \
    Mistake                                                                                                            \
    {                                                                                                                  \
        #bug, Bug::bug                                                                                                 \
    }
constexpr Mistake Mistakes[] = {
    MISTAKE(ImpatientStart),
    MISTAKE(PortBlindPlacement),
    MISTAKE(AddressReused),
    MISTAKE(SchedulerDeafToNodes),
    MISTAKE(OrchestratorDeafToNodes),
    MISTAKE(EagerReaper),
    MISTAKE(StatesGoBack),
    MISTAKE(LostAssignment),
    MISTAKE(AmnesiacAllocator),
    MISTAKE(NoEnforcer),
    MISTAKE(SkippedEntry),
    MISTAKE(NeverReplaced),
};
#undef MISTAKE

std::uint64_t number(const char* variable, std::uint64_t otherwise)
{
    bool given = false;
    const auto value = qEnvironmentVariable(variable).toULongLong(&given);
    return given ? value : otherwise;
}

// Runs it once more and prints how it came to that: the last lines, and before them what people and fate did.
void tell(Options options)
{
    std::deque<std::string> story;
    options.trace = [&story](const std::string& line) {
        const auto isDetail = [](const std::string& text) { return text.compare(8, 4, "    ") == 0; };
        story.push_back(line);
        if (story.size() > StoryLines)
            if (const auto detail = std::ranges::find_if(story, isDetail); detail != story.end())
                story.erase(detail);
    };
    const Report report = simulate(options);
    for (const std::string& line : story)
        std::printf("%s\n", line.c_str());
    std::printf("seed %lu %s\n", options.seed, report.violation.value_or("holds").c_str());
}

} // namespace

void SwarmSim::initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("*=false")); }

void SwarmSim::theSameSeedHappensTheSameWay()
{
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        const Report first = simulate({.seed = seed});
        const Report second = simulate({.seed = seed});

        QCOMPARE(first.digest, second.digest);
        QCOMPARE(first.counters.entries, second.counters.entries);
    }
}

void SwarmSim::seedsRunWithoutViolation()
{
    const std::uint64_t seeds = number("SKEP_SEEDS", DefaultSeeds), first = number("SKEP_SEED", 1);
    Counters total;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        const Report report = simulate({.seed = seed});
        if (report.violation) {
            tell({.seed = seed});
            QFAIL(qPrintable(QStringLiteral("seed %1, %2").arg(seed).arg(QString::fromStdString(*report.violation))));
        }
        total += report.counters;
    }

    std::printf("entries %lu, terms %lu, tasks %lu (%lu times running, %lu crashes, %lu jobs done), changes %lu "
                "(%lu of services), faults %lu\n",
        total.entries, total.terms, total.tasks, total.ran, total.crashes, total.jobsDone, total.changes, total.updates,
        total.faults);
    // A schedule that reaches nothing proves nothing.
    QVERIFY(total.terms > 3 * seeds);
    QVERIFY(total.ran > 50 * seeds);
    QVERIFY(total.crashes > 5 * seeds);
    QVERIFY(total.jobsDone > 5 * seeds);
    QVERIFY(total.updates > 5 * seeds);
    QVERIFY(total.faults > 5 * seeds);
}

void SwarmSim::plantedMistakesAreCaught_data()
{
    QTest::addColumn<int>("which");
    int which = 0;
    for (const Mistake& mistake : Mistakes)
        QTest::newRow(mistake.name) << which++;
}

void SwarmSim::plantedMistakesAreCaught()
{
    QFETCH(int, which);
    Options options{.bug = Mistakes[which].bug};

    std::optional<std::string> violation;
    for (options.seed = 1; options.seed <= SeedsPerMistake && !violation; ++options.seed)
        violation = simulate(options).violation;

    QVERIFY2(violation, "no seed revealed it");
    std::printf("  seed %lu: %s\n", options.seed - 1, violation->c_str());
}

void SwarmSim::replaysASeed()
{
    if (!qEnvironmentVariableIsSet("SKEP_SEED"))
        QSKIP("SKEP_SEED is not set");
    Options options{.seed = number("SKEP_SEED", 1)};
    for (const Mistake& mistake : Mistakes)
        if (qEnvironmentVariable("SKEP_MUTATION") == QLatin1StringView(mistake.name))
            options.bug = mistake.bug;
    if (qEnvironmentVariableIsSet("SKEP_TRACE"))
        options.trace = [](const std::string& line) { std::printf("%s\n", line.c_str()); };

    const Report report = simulate(options);

    if (report.violation && !options.trace)
        tell(options);
    QVERIFY2(!report.violation, report.violation.value_or("").c_str());
}

QTEST_GUILESS_MAIN(SwarmSim)
#include "tst_swarmsim.moc"
