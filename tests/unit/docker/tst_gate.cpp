#include "daemon/docker/gate.h"

#include <QTest>

#include <map>

using namespace skep;
using docker::Gate;

namespace {

// Enters, notes it, and stays until told to leave.
class Visitors {
public:
    explicit Visitors(std::size_t limit) : gate(limit) {}

    void come(std::string name, Gate::Priority priority = Gate::Priority::Normal, async::Stop stop = {})
    {
        scope.spawn(name, visit(name, priority, stop));
    }
    void leave(const std::string& name) { inside.erase(name); }

    Gate gate;
    std::map<std::string, Gate::Pass> inside;
    std::vector<std::string> order, turnedAway;
    async::TaskScope scope;

private:
    async::Task<void> visit(std::string name, Gate::Priority priority, async::Stop stop)
    {
        const auto pass = co_await gate.enter(stop, priority);
        if (!pass) {
            turnedAway.push_back(name);
            co_return;
        }
        order.push_back(name);
        inside[name] = *pass;
    }
};

using Names = std::vector<std::string>;

} // namespace

class TestGate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void admitsAsManyAsAllowedInTheirOrder();
    void theUrgentGoFirst();
    void whoGaveUpIsSkipped();
    void aPassMayOutliveTheGate();
};

void TestGate::admitsAsManyAsAllowedInTheirOrder()
{
    Visitors visitors(2);
    for (const char* name : {"a", "b", "c", "d"})
        visitors.come(name);
    QCOMPARE(visitors.order, (Names{"a", "b"}));

    visitors.leave("b");
    QTRY_COMPARE(visitors.order, (Names{"a", "b", "c"}));

    visitors.leave("a");
    QTRY_COMPARE(visitors.order, (Names{"a", "b", "c", "d"}));
    visitors.leave("c");
    visitors.leave("d");
    visitors.come("e");
    visitors.come("f");
    QCOMPARE(visitors.order, (Names{"a", "b", "c", "d", "e", "f"}));
}

void TestGate::theUrgentGoFirst()
{
    Visitors visitors(1);
    visitors.come("first");
    visitors.come("normal");
    visitors.come("urgent", Gate::Priority::Urgent);

    visitors.leave("first");
    QTRY_COMPARE(visitors.order, (Names{"first", "urgent"}));
    visitors.leave("urgent");
    QTRY_COMPARE(visitors.order, (Names{"first", "urgent", "normal"}));
}

void TestGate::whoGaveUpIsSkipped()
{
    Visitors visitors(1);
    const async::Stop stop;
    visitors.come("first");
    visitors.come("impatient", Gate::Priority::Normal, stop);
    visitors.come("patient");

    stop.request();
    visitors.come("too late", Gate::Priority::Normal, stop);
    visitors.leave("first");

    QTRY_COMPARE(visitors.order, (Names{"first", "patient"}));
    QCOMPARE(visitors.turnedAway.size(), 2U);
}

void TestGate::aPassMayOutliveTheGate()
{
    Gate::Pass pass;
    {
        Visitors visitors(1);
        visitors.come("a");
        pass = visitors.inside.at("a");
        visitors.inside.clear();
    }

    pass.reset();
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
