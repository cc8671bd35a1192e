#include "daemon/dispatcher/liveness.h"

#include <QTest>

using namespace std::chrono_literals;
using skep::dispatcher::Liveness;

class TestLiveness : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNodeIsOverdueOnceItsDeadlineHasPassedAndThenForgotten()
    {
        Liveness liveness;
        liveness.expect("a", 3s);
        liveness.expect("b", 5s);

        QVERIFY(liveness.overdue(2s).empty());
        QCOMPARE(liveness.overdue(4s), std::vector<std::string>{"a"});
        QVERIFY(liveness.overdue(4s).empty());
    }

    void aSignOfLifeMovesTheDeadline()
    {
        Liveness liveness;
        liveness.expect("a", 3s);
        liveness.expect("a", 6s);

        QVERIFY(liveness.overdue(5s).empty());
    }

    void whenTheObserverWasStalledNobodyIsBlamed()
    {
        Liveness liveness;
        liveness.expect("a", 3s);

        liveness.excuse(4s);

        QVERIFY(liveness.overdue(6s).empty());
        QCOMPARE(liveness.overdue(7s).size(), std::size_t(1));
    }

    void aForgottenNodeIsNeverOverdue()
    {
        Liveness liveness;
        liveness.expect("a", 1s);
        liveness.forget("a");

        QVERIFY(liveness.overdue(9s).empty());
    }
};

QTEST_GUILESS_MAIN(TestLiveness)
#include "tst_liveness.moc"
