#include "tests/support/scene.h"
#include "ui/preview/whatif.h"

#include <QTableWidget>

using namespace skep;
using skep::test::Scene;

namespace {

QString gapOf(planning::ServiceImpact service)
{
    planning::Answer answer;
    answer.services.push_back(std::move(service));
    return ui::whatIfRows(answer).front().gap;
}

planning::ServiceImpact impact(std::uint64_t least, double gap, double most, bool stays = false)
{
    planning::ServiceImpact service;
    service.before = service.wanted = 3;
    service.least = least;
    service.gap = gap;
    service.gapMost = most;
    service.gapStays = stays;
    return service;
}

} // namespace

class TestWhatIf final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        test::startProgram(m_settings.path());
    }

    void a_gap_says_how_few_and_how_long()
    {
        QCOMPARE(gapOf(impact(3, 0, 0)), QStringLiteral("none"));
        QCOMPARE(gapOf(impact(2, 0, 0)), QStringLiteral("2 of 3 for a moment"));
        QCOMPARE(gapOf(impact(2, 3.2, 3.9)), QStringLiteral("2 of 3 for ≈ 4 s"));
        QCOMPARE(gapOf(impact(0, 8, 24.5)), QStringLiteral("no copy for ≈ 8 s to 25 s"));
        QCOMPARE(gapOf(impact(1, 0, 10)), QStringLiteral("1 of 3 for at most ≈ 10 s"));
        QCOMPARE(gapOf(impact(1, 30, 130)), QStringLiteral("1 of 3 for ≈ 30 s to 3 min"));
        QCOMPARE(gapOf(impact(2, 5, 5, true)), QStringLiteral("2 of 3 from then on"));
        QCOMPARE(gapOf(impact(0, 5, 5, true)), QStringLiteral("no copy from then on"));
    }

    void a_service_whose_copies_run_on_has_no_gap_and_no_trouble()
    {
        planning::Answer answer;
        answer.services.push_back(impact(0, 8, 24));
        answer.services.back().serviceId = "web";
        answer.services.back().onlyCopy = true;
        QVERIFY(ui::whatIfRows(answer).front().trouble);
        const auto kept = ui::whatIfRows(answer, {"web"}).front();
        QVERIFY(!kept.trouble);
        QCOMPARE(kept.gap, QStringLiteral("none"));
        QCOMPARE(kept.note, QString());
    }

    void the_preview_of_a_drain_shows_the_gap_of_an_only_copy()
    {
        Scene scene;
        scene.usual();
        scene.addService("db", 1);
        scene.edit<api::Service>("db", [](api::Service& service) {
            service.spec.task.container.edit().stopGracePeriod = 10'000'000'000;
        });
        scene.addTask("db", 1, "w1");
        scene.open();
        scene.window().cluster().select({api::ObjectKind::Node, {"w1"}});
        QVERIFY(scene.window().book().trigger(QStringLiteral("node.drain")));
        auto* table = scene.find<QTableWidget>(QStringLiteral("whatIf"));
        QVERIFY(table);
        QTRY_COMPARE(table->rowCount(), 1);
        const QString gap = table->item(0, 3)->text();
        QVERIFY2(gap.startsWith(QStringLiteral("no copy for ")) && gap.contains(QStringLiteral(" s")), qPrintable(gap));
    }

private:
    QTemporaryDir m_settings;
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    TestWhatIf test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_whatif.moc"
