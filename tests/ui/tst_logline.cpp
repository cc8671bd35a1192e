#include "ui/logs/loglevel.h"
#include "ui/logs/logline.h"
#include "ui/logs/logview.h"

#include "tests/support/widgettest.h"
#include <QScrollBar>
#include <QSignalSpy>

using namespace skep;
using namespace skep::ui;
using namespace std::chrono_literals;

namespace {

Bytes frame(int stream, const std::string& text)
{
    Bytes bytes{char(stream), 0, 0, 0};
    for (const int shift : {24, 16, 8, 0})
        bytes += char((text.size() >> shift) & 0xff);
    return bytes + text;
}

LogLine line(const std::string& task, std::int64_t ms, const QString& text)
{
    return {.at = {ms * 1'000'000}, .taskId = task, .nodeId = {}, .text = text};
}

QString joined(const std::vector<LogLine>& lines)
{
    QStringList all;
    for (const auto& one : lines)
        all << one.text;
    return all.join(u' ');
}

} // namespace

class LogLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesAreReadHoweverTheyAreCut()
    {
        const Bytes all = frame(1, "one\n") + frame(2, "two\n") + frame(3, "Error grabbing logs\n") + frame(1, "");
        for (std::size_t cut = 0; cut <= all.size(); ++cut) {
            LogFrames frames(false);
            auto got = frames.take(BytesView(all).substr(0, cut));
            for (auto& more : frames.take(BytesView(all).substr(cut)))
                got.push_back(more);
            QCOMPARE(got.size(), std::size_t(4));
            QCOMPARE(got[0].payload, Bytes("one"));
            QCOMPARE(got[1].origin, LogOrigin::Stderr);
            QCOMPARE(got[2].origin, LogOrigin::System);
        }
    }

    void terminalsWriteLines()
    {
        LogFrames frames(true);
        QCOMPARE(frames.take("a\r\nb").size(), std::size_t(1));
        const auto more = frames.take("c\n");
        QCOMPARE(more.size(), std::size_t(1));
        QCOMPARE(more.front().payload, Bytes("bc"));
        QCOMPARE(frames.take("end").size(), std::size_t(0));
        QCOMPARE(frames.rest().front().payload, Bytes("end"));
    }

    void whatHasNoFramesIsReadAsLines()
    {
        LogFrames frames(false);
        const auto got = frames.take("2026-11-23T10:54:20.123456789Z plain\n");
        QCOMPARE(got.size(), std::size_t(1));
        QCOMPARE(parseLogLine(got.front()).text, QStringLiteral("plain"));
    }

    void linesTellWhenAndWhere()
    {
        const LogLine got = parseLogLine({LogOrigin::Stdout,
            "2026-11-23T10:54:20.123456789Z "
            "com.docker.swarm.node.id=n1,com.docker.swarm.service.id=s1,com.docker.swarm.task.id=t1 hello = world"});
        QCOMPARE(got.at, *parseRfc3339("2026-11-23T10:54:20.123456789Z"));
        QCOMPARE(got.nodeId, std::string("n1"));
        QCOMPARE(got.taskId, std::string("t1"));
        QCOMPARE(got.text, QStringLiteral("hello = world"));
        QCOMPARE(parseLogLine({LogOrigin::Stdout, "just text"}).text, QStringLiteral("just text"));
        QCOMPARE(parseLogLine({LogOrigin::Stdout, ""}).text, QString());
        QCOMPARE(
            parseLogLine({LogOrigin::Stdout, "2026-11-23T10:54:20.1Z com.docker.swarm.task.id=t1 "}).text, QString());
    }

    void aLineTellsItsLevel_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("level");
        const auto row = [](const char* line, LogLevel level) { QTest::newRow(line) << QString::fromUtf8(line) << int(level); };
        row("ERROR connection lost", LogLevel::Error);
        row("2026-11-23 10:54:20,123 WARN [main] slow", LogLevel::Warning);
        row("time=\"2026-11-23T10:54:20Z\" level=warning msg=\"no ERROR here\"", LogLevel::Warning);
        row(R"({"ts":1,"level":"error","msg":"x"})", LogLevel::Error);
        row(R"({"severity": "INFO", "message": "WARN threshold is 3"})", LogLevel::Info);
        row("2026/11/23 10:54:20 [error] 7#7: *1 open() failed", LogLevel::Error);
        row("npm warning: deprecated", LogLevel::Warning);
        row("E1123 10:54:20.123456       1 reflector.go:126] Failed", LogLevel::Error);
        row("I1123 10:54:20.123456       1 main.go:1] started", LogLevel::Info);
        row("DEBUG: sql took 3 ms", LogLevel::Debug);
        row("finished with 0 errors and no warning", LogLevel::Unknown);
        row("GET /error/ERROR.html 200", LogLevel::Unknown);
        row("an error: is somewhere in this sentence", LogLevel::Error);
        row("", LogLevel::Unknown);
    }
    void aLineTellsItsLevel()
    {
        QFETCH(QString, line);
        QFETCH(int, level);
        QCOMPARE(int(guessLevel(line)), level);
    }

    void escapesAreTakenOut()
    {
        QCOMPARE(plainLogText("\x1b[1;31mred\x1b[0m text\x1b]0;title\a!"), QStringLiteral("red text!"));
        QCOMPARE(plainLogText("a\tb"), QStringLiteral("a       b"));
    }

    void linesOfManyTasksComeInOrderOfTime()
    {
        LogMerge merge;
        merge.put(line("a", 200, QStringLiteral("a2")), 0ms);
        merge.put(line("b", 100, QStringLiteral("b1")), 50ms);
        merge.put(line("b", 300, QStringLiteral("b3")), 60ms);
        QCOMPARE(joined(merge.take(250ms)), QString());
        QCOMPARE(joined(merge.take(300ms)), QStringLiteral("b1 a2")); // what is older goes along
        QCOMPARE(joined(merge.take(400ms)), QStringLiteral("b3"));
        QVERIFY(merge.empty());
    }

    void oneTasksOrderStaysWhateverItsClockSays()
    {
        LogMerge merge;
        merge.put(line("a", 500, QStringLiteral("first")), 0ms);
        merge.put(line("a", 100, QStringLiteral("second")), 1ms);
        merge.put(line("b", 300, QStringLiteral("other")), 2ms);
        QCOMPARE(joined(merge.takeAll()), QStringLiteral("other first second"));
    }

    void theOldestGoWhenThereAreTooMany()
    {
        LogBuffer buffer(3);
        for (int i = 0; i < 5; ++i)
            buffer.append(line("a", i, QString::number(i)));
        QCOMPARE(buffer.dropped(), std::uint64_t(2));
        QCOMPARE(buffer.end() - buffer.begin(), std::uint64_t(3));
        QCOMPARE(buffer.at(buffer.begin()).text, QStringLiteral("2"));
        buffer.clear();
        QCOMPARE(buffer.dropped(), std::uint64_t(0));
        QCOMPARE(buffer.begin(), buffer.end());
    }

    void theViewFiltersHidesAndLetsGo()
    {
        LogView view(nullptr, 100);
        view.resize(600, 200);
        view.show();
        std::vector<LogLine> lines;
        for (int i = 0; i < 90; ++i)
            lines.push_back(line(i % 2 ? "a" : "b", i, QStringLiteral("line %1").arg(i)));
        view.append(lines);
        QCOMPARE(view.shownLines(), 90);
        QVERIFY(view.following());
        QCOMPARE(view.setFilter(QStringLiteral("LINE 8"), false), QString());
        QCOMPARE(view.shownLines(), 11);
        QCOMPARE(view.setFilter(QStringLiteral("8$"), true), QString());
        QCOMPARE(view.shownLines(), 9);
        QVERIFY(!view.setFilter(QStringLiteral("("), true).isEmpty());
        QCOMPARE(view.shownLines(), 90);
        view.setHidden({"a"});
        QCOMPARE(view.shownLines(), 45);
        view.setHidden({});

        QSignalSpy unseen(&view, &LogView::unseenChanged);
        QTest::keyClick(&view, Qt::Key_PageUp);
        QVERIFY(!view.following());
        const int where = view.verticalScrollBar()->value();
        view.append({line("a", 100, QStringLiteral("new"))});
        QCOMPARE(unseen.last().first().toInt(), 1);
        QCOMPARE(view.verticalScrollBar()->value(), where);
        view.append(std::vector<LogLine>(20, line("a", 101, QStringLiteral("more")))); // 11 of the oldest go
        QCOMPARE(view.dropped(), std::uint64_t(11));
        QCOMPARE(view.verticalScrollBar()->value(), where - 11);
        QTest::keyClick(&view, Qt::Key_End);
        QVERIFY(view.following());
        QCOMPARE(view.unseen(), 0);
        QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    }

    void longLinesWrapAndTheViewStaysQuickWithManyLines()
    {
        LogView view(nullptr);
        view.resize(600, 300);
        view.show();
        std::vector<LogLine> lines(LogBuffer::Usual + 5, line("a", 1, QString(500, u'x')));
        view.append(lines);
        QCOMPARE(view.shownLines(), int(LogBuffer::Usual));
        QCOMPARE(view.dropped(), std::uint64_t(5));
        const int plain = view.verticalScrollBar()->maximum();
        view.setWrap(true);
        QVERIFY(view.verticalScrollBar()->maximum() > 2 * plain);
        QVERIFY(!view.grab().isNull());
        QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view.textOf(true).count(u'\n'), int(LogBuffer::Usual));
    }
};

QTEST_MAIN(LogLineTest)
#include "tst_logline.moc"
