#include "shared/api/constraint.h"

#include <QTest>

using namespace skep;
using namespace skep::api;

class ConstraintTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesKeyOperatorValue_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<bool>("equal");
        QTest::addColumn<QString>("value");
        QTest::newRow("plain") << "node.role==manager"
                               << "node.role" << true << "manager";
        QTest::newRow("blanks") << "  node.role \t!=  worker "
                                << "node.role" << false << "worker";
        QTest::newRow("capitals") << "Node.Labels.Disk==SSD"
                                  << "Node.Labels.Disk" << true << "SSD";
        QTest::newRow("underscore") << "_a==b"
                                    << "_a" << true << "b";
        QTest::newRow("signs") << "node.x==[a-b]+c*(n|b)/"
                               << "node.x" << true << "[a-b]+c*(n|b)/";
        QTest::newRow("inner blank") << "node.x==a b"
                                     << "node.x" << true << "a b";
        QTest::newRow("address") << "node.ip==10.0.0.0/8"
                                 << "node.ip" << true << "10.0.0.0/8";
    }
    void parsesKeyOperatorValue()
    {
        QFETCH(QString, text);
        QFETCH(QString, key);
        QFETCH(bool, equal);
        QFETCH(QString, value);

        const auto parsed = parseConstraints({text.toStdString()});

        QVERIFY(parsed && parsed->size() == 1);
        QCOMPARE(QString::fromStdString(parsed->front().key), key);
        QCOMPARE(parsed->front().op == Constraint::Op::Equal, equal);
        QCOMPARE(QString::fromStdString(parsed->front().value), value);
    }

    void refusesTheRest_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        const QString noOperator = QStringLiteral("constraint expected one operator from ==, !=");
        QTest::newRow("empty") << "" << noOperator;
        QTest::newRow("blank") << "  " << noOperator;
        QTest::newRow("no operator") << "bogus" << noOperator;
        QTest::newRow("one sign") << "a.b=c" << noOperator;
        QTest::newRow("another operator") << "a.b~c" << noOperator;
        QTest::newRow("digit first") << "1node==x"
                                     << "key '1node' is invalid";
        QTest::newRow("one letter") << "n==x"
                                    << "key 'n' is invalid";
        QTest::newRow("blank in key") << "no de==x"
                                      << "key 'no de' is invalid";
        QTest::newRow("star in key") << "no*de==x"
                                     << "key 'no*de' is invalid";
        QTest::newRow("dollar in key") << "no$de==x"
                                       << "key 'no$de' is invalid";
        QTest::newRow("no key") << "==x"
                                << "key '' is invalid";
        QTest::newRow("no value") << "node.id=="
                                  << "value '' is invalid";
        QTest::newRow("blank value") << "node.id==  "
                                     << "value '' is invalid";
        QTest::newRow("sign in value") << "node.id==a,b"
                                       << "value 'a,b' is invalid";
        QTest::newRow("equality is tried first") << "a!=b==c"
                                                 << "key 'a!=b' is invalid";
    }
    void refusesTheRest()
    {
        QFETCH(QString, text);
        QFETCH(QString, error);

        const auto parsed = parseConstraints({"node.role==manager", text.toStdString()});

        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, ErrorCode::Unknown);
        QCOMPARE(QString::fromStdString(parsed.error().message), error);
    }
};

QTEST_GUILESS_MAIN(ConstraintTest)
#include "tst_constraint.moc"
