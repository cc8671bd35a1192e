#include "shared/api/quantities.h"

#include <QTest>

using namespace skep::api;

class TestQuantities final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsReadBack()
    {
        for (const DurationNs duration : {DurationNs{0}, DurationNs{1}, DurationNs{1'500}, DurationNs{250'000'000},
                 DurationNs{10'000'000'000}, DurationNs{90'500'000'000}, DurationNs{90'000'000'000'000}})
            QCOMPARE(*parseDuration(durationText(duration)), duration);
        for (const std::int64_t bytes : {0L, 1L, 1023L, 1024L, 1536L, 64L << 20, 3L << 40})
            QCOMPARE(*parseBytes(byteCountText(bytes)), bytes);
        for (const std::int64_t cpus : {0L, 1'000'000L, 500'000'000L, 1'250'000'000L, 16'000'000'000L})
            QCOMPARE(*parseCpus(cpuCountText(cpus)), cpus);
    }

    void theTextsAreDockers()
    {
        QCOMPARE(durationText(90'000'000'000), std::string("1m30s"));
        QCOMPARE(byteCountText(64 << 20), std::string("64M"));
        QCOMPARE(cpuCountText(500'000'000), std::string("0.5"));
    }

    void wordsAreJoinedAsTheyAreSplit_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringList{QStringLiteral("nginx"), QStringLiteral("-g"), QStringLiteral("x=1")}
                               << QStringLiteral("nginx -g x=1");
        QTest::newRow("blanks") << QStringList{QStringLiteral("sh"), QStringLiteral("-c"), QStringLiteral("a b")}
                                << QStringLiteral("sh -c 'a b'");
        QTest::newRow("apostrophe") << QStringList{QStringLiteral("it's")} << QStringLiteral("'it'\"'\"'s'");
        QTest::newRow("quotation mark") << QStringList{QStringLiteral("say \"x\"")} << QStringLiteral("'say \"x\"'");
        QTest::newRow("nothing") << QStringList{QStringLiteral("a"), QStringLiteral(""), QStringLiteral("b")}
                                 << QStringLiteral("a '' b");
        QTest::newRow("the shell's own signs") << QStringList{QStringLiteral("$HOME"), QStringLiteral("`x`"),
            QStringLiteral("a;b")} << QStringLiteral("'$HOME' '`x`' 'a;b'");
    }
    void wordsAreJoinedAsTheyAreSplit()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, text);
        std::vector<std::string> given;
        for (const QString& word : words)
            given.push_back(word.toStdString());

        QCOMPARE(joinWords(given), text.toStdString());
        QCOMPARE(splitWords(joinWords(given)), given);
    }
};

QTEST_GUILESS_MAIN(TestQuantities)
#include "tst_quantities.moc"
