#include "ui/tables/objectmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace skep;
using namespace skep::ui;

namespace {

// A mirror to write into, with its events passed on.
class Mirror {
public:
    Mirror()
        : m_subscription(store.subscribe([this](const std::vector<store::Event>& all, std::uint64_t) { events.insert(events.end(), all.begin(), all.end()); }))
    {
    }
    template <class Write>
    void write(const Write& writes)
    {
        store::Tx tx(store);
        writes(tx);
        QVERIFY(store.apply(++m_version, {.at = {0}, .changes = tx.changes()}));
    }
    std::vector<store::Event> taken() { return std::exchange(events, {}); }

    store::Store store;
    std::vector<store::Event> events;

private:
    std::uint64_t m_version = 0;
    std::shared_ptr<void> m_subscription;
};

api::Task task(int number, api::TaskState state = api::TaskState::Running, const std::string& service = "web")
{
    api::Task made;
    made.id = "t" + std::to_string(1'000'000 + number);
    made.serviceId = service + "id";
    made.serviceName = service;
    made.slot = std::uint64_t(number);
    made.status.state = state;
    made.desiredState = api::TaskState::Running;
    made.nodeId = "n1";
    return made;
}

QStringList names(const ObjectModel& model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all << model.text(row, 0);
    return all;
}

Timestamp zero()
{
    return {0};
}

} // namespace

class tst_objectmodel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void rows_come_change_and_go_without_a_reset();
    void names_are_sorted_as_people_count();
    void a_changed_row_stays_where_it_is_until_the_order_is_asked_for();
    void the_filter_holds_for_rows_that_arrive_and_change();
    void the_tally_follows_tasks_and_touches_their_service();
    void events_that_the_first_fill_already_showed_do_no_harm();
    void a_scope_counts_only_what_belongs();
    void a_filter_line_has_fields_words_and_quotes();
    void random_changes_leave_what_the_store_has();
    void a_hundred_thousand_tasks_take_a_burst();
};

void tst_objectmodel::rows_come_change_and_go_without_a_reset()
{
    Mirror mirror;
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    mirror.write([](store::Tx& tx) {
        for (int i = 1; i <= 5; ++i)
            QVERIFY(tx.create(task(i)));
    });
    model.take(mirror.taken());
    QCOMPARE(model.rowCount(), 5);
    mirror.write([&mirror](store::Tx& tx) {
        api::Task changed = *mirror.store.get<api::Task>(task(3).id);
        changed.status.state = api::TaskState::Failed;
        QVERIFY(tx.update(changed));
        QVERIFY(tx.remove<api::Task>(task(2).id));
        QVERIFY(tx.remove<api::Task>(task(1).id));
    });
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.take(mirror.taken());
    QCOMPARE(names(model), QStringList({QStringLiteral("web.3"), QStringLiteral("web.4"), QStringLiteral("web.5")}));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(resets.size(), 0);
}

void tst_objectmodel::names_are_sorted_as_people_count()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (const int i : {10, 2, 1, 33})
            QVERIFY(tx.create(task(i)));
    });
    ObjectModel model(taskTable(), mirror.store, zero);
    QCOMPARE(names(model), QStringList({QStringLiteral("web.1"), QStringLiteral("web.2"), QStringLiteral("web.10"), QStringLiteral("web.33")}));
    model.sort(0, Qt::DescendingOrder);
    QCOMPARE(names(model), QStringList({QStringLiteral("web.33"), QStringLiteral("web.10"), QStringLiteral("web.2"), QStringLiteral("web.1")}));
}

void tst_objectmodel::a_changed_row_stays_where_it_is_until_the_order_is_asked_for()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (int i = 1; i <= 3; ++i)
            QVERIFY(tx.create(task(i)));
    });
    mirror.taken();
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(1); // by state
    mirror.write([&mirror](store::Tx& tx) {
        api::Task changed = *mirror.store.get<api::Task>(task(3).id);
        changed.status.state = api::TaskState::Complete;
        QVERIFY(tx.update(changed));
    });
    const QPersistentModelIndex followed = model.index(2, 0);
    model.take(mirror.taken());
    QCOMPARE(names(model), QStringList({QStringLiteral("web.1"), QStringLiteral("web.2"), QStringLiteral("web.3")}));
    QVERIFY(model.disordered());
    model.resort();
    QCOMPARE(names(model), QStringList({QStringLiteral("web.3"), QStringLiteral("web.1"), QStringLiteral("web.2")}));
    QCOMPARE(followed.row(), 0);
}

void tst_objectmodel::the_filter_holds_for_rows_that_arrive_and_change()
{
    Mirror mirror;
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter(QStringLiteral("state:failed"));
    mirror.write([](store::Tx& tx) {
        QVERIFY(tx.create(task(1)));
        QVERIFY(tx.create(task(2, api::TaskState::Failed)));
    });
    model.take(mirror.taken());
    QCOMPARE(names(model), QStringList({QStringLiteral("web.2")}));
    QCOMPARE(model.total(), 2);
    mirror.write([&mirror](store::Tx& tx) {
        api::Task one = *mirror.store.get<api::Task>(task(1).id);
        one.status.state = api::TaskState::Failed;
        QVERIFY(tx.update(one));
        QVERIFY(tx.remove<api::Task>(task(2).id));
    });
    model.take(mirror.taken());
    QCOMPARE(names(model), QStringList({QStringLiteral("web.1")}));
    QCOMPARE(model.total(), 1);
}

void tst_objectmodel::the_tally_follows_tasks_and_touches_their_service()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        api::Service service;
        service.id = "webid";
        service.spec.name = "web";
        service.spec.mode.replicated = api::ReplicatedMode{.replicas = 3};
        QVERIFY(tx.create(service));
        QVERIFY(tx.create(task(1)));
    });
    mirror.taken();
    ObjectModel model(serviceTable(), mirror.store, zero);
    QCOMPARE(model.text(0, 2), QStringLiteral("1 of 3"));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    mirror.write([](store::Tx& tx) {
        QVERIFY(tx.create(task(2)));
        QVERIFY(tx.create(task(3, api::TaskState::Pending)));
    });
    model.take(mirror.taken());
    QCOMPARE(model.text(0, 2), QStringLiteral("2 of 3"));
    QCOMPARE(changes.size(), 1);
    mirror.write([](store::Tx& tx) { QVERIFY(tx.remove<api::Task>(task(1).id)); });
    model.take(mirror.taken());
    QCOMPARE(model.text(0, 2), QStringLiteral("1 of 3"));
}

void tst_objectmodel::events_that_the_first_fill_already_showed_do_no_harm()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) { QVERIFY(tx.create(task(1))); });
    mirror.write([&mirror](store::Tx& tx) {
        api::Task one = *mirror.store.get<api::Task>(task(1).id);
        one.status.state = api::TaskState::Failed;
        QVERIFY(tx.update(one));
    });
    Tally tally;
    tally.restart(mirror.store);
    ObjectModel model(taskTable(), mirror.store, zero);
    for (const auto& event : mirror.events)
        tally.take(event);
    model.take(mirror.taken());
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.total(), 1);
    QCOMPARE(tally.service("webid"), (Tally::Counts{.failed = 1}));
}

void tst_objectmodel::a_scope_counts_only_what_belongs()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        QVERIFY(tx.create(task(1)));
        QVERIFY(tx.create(task(2, api::TaskState::Running, "db")));
    });
    mirror.taken();
    ObjectModel model(taskTable(), mirror.store, zero);
    model.setScope([](const store::ObjectPtr& object) { return store::as<api::Task>(object)->serviceId == "dbid"; });
    QCOMPARE(names(model), QStringList({QStringLiteral("db.2")}));
    QCOMPARE(model.total(), 1);
}

void tst_objectmodel::a_filter_line_has_fields_words_and_quotes()
{
    const auto filter = FilterLine::parse(QStringLiteral("name:web \"rack 3\" 10.0.0.1:80 state: node:\"a b\""), {QStringLiteral("name"), QStringLiteral("state"), QStringLiteral("node")});
    const std::vector<FilterLine::Term> wanted{{QStringLiteral("name"), QStringLiteral("web")}, {QStringLiteral(""), QStringLiteral("rack 3")}, {QStringLiteral(""), QStringLiteral("10.0.0.1:80")}, {QStringLiteral("node"), QStringLiteral("a b")}};
    QVERIFY(filter.terms() == wanted);
    QVERIFY(FilterLine::parse(QStringLiteral("  "), {}).empty());
    const auto one = FilterLine::parse(QStringLiteral("WEB state:run"), {QStringLiteral("name"), QStringLiteral("state")});
    QVERIFY(one.matches([](int field) { return field == 0 ? QStringLiteral("web.1") : QStringLiteral("running"); }));
    QVERIFY(!one.matches([](int field) { return field == 0 ? QStringLiteral("web.1") : QStringLiteral("failed"); }));
}

void tst_objectmodel::random_changes_leave_what_the_store_has()
{
    Mirror mirror;
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    std::uint32_t seed = 7;
    const auto random = [&seed](std::uint32_t below) { return (seed = seed * 1664525u + 1013904223u) / 65536u % below; };
    for (int round = 0; round < 60; ++round) {
        mirror.write([&](store::Tx& tx) {
            for (int i = 0; i < 12; ++i) {
                const int number = int(random(40));
                const auto there = tx.get<api::Task>(task(number).id);
                if (!there)
                    QVERIFY(tx.create(task(number)));
                else if (random(2) == 0)
                    QVERIFY(tx.remove<api::Task>(there->id));
                else {
                    api::Task changed = *there;
                    changed.status.state = random(2) ? api::TaskState::Failed : api::TaskState::Running;
                    QVERIFY(tx.update(changed));
                }
            }
        });
        if (round % 3 == 0)
            model.take(mirror.taken());
        if (round % 10 == 0)
            model.sort(int(random(5)), random(2) ? Qt::AscendingOrder : Qt::DescendingOrder);
    }
    model.take(mirror.taken());
    model.sort(0);
    QCOMPARE(model.rowCount(), int(mirror.store.count<api::Task>()));
    for (const auto& one : mirror.store.all<api::Task>()) {
        const int row = model.rowOf(one->id);
        QVERIFY(row >= 0);
        QCOMPARE(store::as<api::Task>(model.object(row)), one);
    }
}

void tst_objectmodel::a_hundred_thousand_tasks_take_a_burst()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (int i = 0; i < 100'000; ++i)
            QVERIFY(tx.create(task(i)));
    });
    mirror.taken();
    QElapsedTimer timer;
    timer.start();
    ObjectModel model(taskTable(), mirror.store, zero);
    const auto filled = timer.restart();
    mirror.write([&mirror](store::Tx& tx) {
        for (int i = 0; i < 1000; ++i) {
            api::Task changed = *mirror.store.get<api::Task>(task(i * 97).id);
            changed.status.state = api::TaskState::Failed;
            QVERIFY(tx.update(changed));
        }
    });
    const auto events = mirror.taken();
    timer.restart();
    model.take(events);
    const auto taken = timer.restart();
    model.setFilter(QStringLiteral("state:failed"));
    const auto filtered = timer.restart();
    QCOMPARE(model.rowCount(), 1000);
    model.setFilter(QStringLiteral("web.99"));
    qInfo("first fill %lld ms, burst of 1000 %lld ms, filter by field %lld ms, by word %lld ms", filled, taken, filtered, timer.elapsed());
}

QTEST_MAIN(tst_objectmodel)
#include "tst_objectmodel.moc"
