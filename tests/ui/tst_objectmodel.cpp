#include "ui/tables/objectmodel.h"
#include "ui/tables/sortkey.h"

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
    void a_task_of_a_global_service_is_named_after_its_node();
    void a_changed_row_stays_where_it_is_until_the_order_is_asked_for();
    void the_filter_holds_for_rows_that_arrive_and_change();
    void the_tally_follows_tasks_and_touches_their_service();
    void a_job_says_how_much_of_it_is_done();
    void events_that_the_first_fill_already_showed_do_no_harm();
    void a_scope_counts_only_what_belongs();
    void a_filter_line_has_fields_words_and_quotes();
    void a_longer_filter_line_narrows_a_shorter_one();
    void keys_are_in_the_order_in_which_people_count();
    void rows_that_are_alike_have_equal_texts();
    void typing_on_and_back_shows_what_a_new_list_would();
    void a_filter_in_slices_shows_all_at_once_and_survives_what_happens_meanwhile();
    void a_row_that_begins_to_match_comes_to_its_place();
    void rows_that_are_equal_keep_their_order();
    void many_changes_are_told_as_one();
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

void tst_objectmodel::a_task_of_a_global_service_is_named_after_its_node()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        QVERIFY(tx.create(api::Node{.id = "n1xiao3tm7ftnwfcmrmt4b5k0", .description = {.hostname = "worker-2"}}));
        for (const char* node : {"n1xiao3tm7ftnwfcmrmt4b5k0", "n2gone3tm7ftnwfcmrmt4b5k0"}) {
            api::Task one = task(0, api::TaskState::Running, "agent");
            one.id = std::string("t-") + node;
            one.nodeId = node;
            QVERIFY(tx.create(one));
        }
    });
    ObjectModel model(taskTable(), mirror.store, zero);
    QCOMPARE(names(model), (QStringList{QStringLiteral("agent.n2gone3tm7ft"), QStringLiteral("agent.worker-2")}));
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

void tst_objectmodel::a_job_says_how_much_of_it_is_done()
{
    Mirror mirror;
    const auto one = [](std::uint64_t slot, api::TaskState state, std::uint64_t run) {
        api::Task made = task(int(slot), state);
        made.desiredState = api::TaskState::Complete;
        made.jobIteration = api::Version{run};
        return made;
    };
    mirror.write([&](store::Tx& tx) {
        api::Service service;
        service.id = "webid";
        service.spec.name = "report";
        service.spec.mode.replicatedJob = api::ReplicatedJobMode{.totalCompletions = 4};
        service.jobStatus = api::JobStatus{.jobIteration = {2}};
        QVERIFY(tx.create(service));
        QVERIFY(tx.create(one(1, api::TaskState::Complete, 1))); // of the run before
        QVERIFY(tx.create(one(2, api::TaskState::Complete, 2)));
        QVERIFY(tx.create(one(3, api::TaskState::Running, 2)));
    });
    mirror.taken();
    ObjectModel model(serviceTable(), mirror.store, zero);
    QCOMPARE(model.text(0, 2), QStringLiteral("1 of 4 done"));
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
    const auto holds = [](const FilterLine& filter, std::vector<std::string> texts) { return filter.matches([&texts](int field) -> const std::string& { return texts[std::size_t(field)]; }); };
    QVERIFY(holds(one, {"web.1", "running"}));
    QVERIFY(!holds(one, {"web.1", "failed"}));
    const auto quiet = FilterLine::parse(QStringLiteral("2"), {QStringLiteral("name"), QStringLiteral("age")}, {QStringLiteral("age")});
    QVERIFY(holds(quiet, {"web.2", "5 h"}));
    QVERIFY(!holds(quiet, {"web.1", "2 h"}));
    QVERIFY(holds(FilterLine::parse(QStringLiteral("age:2"), {QStringLiteral("name"), QStringLiteral("age")}, {QStringLiteral("age")}), {"web.1", "2 h"}));
}

void tst_objectmodel::a_longer_filter_line_narrows_a_shorter_one()
{
    const QStringList fields{QStringLiteral("name"), QStringLiteral("state")};
    const auto narrows = [&fields](const char* line, const char* other) {
        return FilterLine::parse(QString::fromUtf8(line), fields).narrows(FilterLine::parse(QString::fromUtf8(other), fields));
    };
    QVERIFY(narrows("web", ""));
    QVERIFY(narrows("web", "WE"));
    QVERIFY(narrows("web state:run", "web"));
    QVERIFY(narrows("name:web", "web"));
    QVERIFY(!narrows("web", "name:web"));
    QVERIFY(!narrows("we", "web"));
    QVERIFY(!narrows("state:web", "name:web"));
}

void tst_objectmodel::keys_are_in_the_order_in_which_people_count()
{
    const QStringList ordered{QString(), QStringLiteral("-x"), QStringLiteral("1"), QStringLiteral("007"), QStringLiteral("10"), QStringLiteral("99999999999999999999"),
        QStringLiteral("100000000000000000000"), QStringLiteral("App"), QStringLiteral("app-1"), QStringLiteral("APP-1.2"), QStringLiteral("app-1.10"), QStringLiteral("app-9.1"),
        QStringLiteral("app-10.1"), QStringLiteral("app-x"), QStringLiteral("zebra"), QStringLiteral("Äpfel"), QStringLiteral("äpfel 2"), QStringLiteral("ノード")};
    for (qsizetype i = 0; i + 1 < ordered.size(); ++i)
        QVERIFY2(sortKey(ordered[i]) < sortKey(ordered[i + 1]), qPrintable(ordered[i] + QStringLiteral(" / ") + ordered[i + 1]));
    QCOMPARE(sortKey(QStringLiteral("WEB.02")), sortKey(QStringLiteral("web.2")));
    const std::vector<double> numbers{-1e300, -7.5, -1, -1e-9, 0, 1e-9, 0.5, 1, 2, 1e18};
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i)
        QVERIFY(sortKey(numbers[i]) < sortKey(numbers[i + 1]));
    QCOMPARE(sortKey(-0.0), sortKey(0.0));
}

void tst_objectmodel::rows_that_are_alike_have_equal_texts()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        api::Node node;
        node.id = "n1";
        node.description.hostname = "worker-1";
        QVERIFY(tx.create(node));
        std::uint32_t seed = 3;
        const auto random = [&seed](std::uint32_t below) { return (seed = seed * 1664525u + 1013904223u) / 65536u % below; };
        const api::TaskState states[] = {api::TaskState::New, api::TaskState::Pending, api::TaskState::Assigned, api::TaskState::Accepted, api::TaskState::Preparing,
            api::TaskState::Ready, api::TaskState::Starting, api::TaskState::Running, api::TaskState::Complete, api::TaskState::Shutdown, api::TaskState::Failed,
            api::TaskState::Rejected, api::TaskState::Remove, api::TaskState::Orphaned};
        for (int i = 0; i < 400; ++i) {
            api::Task one = task(i, states[random(14)], random(2) ? "web" : "db");
            one.desiredState = states[random(14)];
            one.nodeId = random(3) ? (random(2) ? "n1" : "n2") : "";
            one.status.err = random(2) ? "exit " + std::to_string(random(3)) : "";
            if (random(4))
                one.spec.container = api::ContainerSpec{.image = "app:" + std::to_string(random(3)) + (random(2) ? "@sha256:" + std::string(64, 'a') : "")};
            QVERIFY(tx.create(one));
        }
    });
    const Tally tally;
    const RowContext context{mirror.store, tally, {0}};
    int compared = 0;
    for (const TableKind& kind : {nodeTable(), serviceTable(), taskTable(), secretTable(), configTable(), networkTable()})
        for (const Column& column : kind.columns) {
            if (!column.alike)
                continue;
            std::map<std::string_view, QString> texts;
            for (const auto& object : objectsOf(mirror.store, kind.kind)) {
                const QString text = column.text(object, context);
                QCOMPARE(texts.try_emplace(column.alike(object), text).first->second, text);
                ++compared;
            }
        }
    QCOMPARE(compared, 6 * 400);
}

void tst_objectmodel::typing_on_and_back_shows_what_a_new_list_would()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (int i = 0; i < 300; ++i)
            QVERIFY(tx.create(task(i, i % 7 ? api::TaskState::Running : api::TaskState::Failed, i % 3 ? "web" : "db-" + std::to_string(i % 5))));
    });
    mirror.taken();
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(3, Qt::DescendingOrder);
    int round = 0;
    for (const char* line : {"d", "db", "db-1", "db-1 state:f", "db-1 state:failed", "state:failed", "name:web.1", "web.1", "web.11", "", "nothing like that", "nothing", "no", "n", ""}) {
        mirror.write([&](store::Tx& tx) {
            api::Task changed = *mirror.store.get<api::Task>(task(++round * 7).id);
            changed.serviceName = "moved";
            QVERIFY(tx.update(changed));
        });
        model.take(mirror.taken());
        model.setFilter(QString::fromUtf8(line));
        ObjectModel fresh(taskTable(), mirror.store, zero);
        fresh.sort(3, Qt::DescendingOrder);
        fresh.setFilter(QString::fromUtf8(line));
        QStringList services, freshServices;
        for (int row = 0; row < model.rowCount(); ++row)
            services << model.text(row, 3);
        for (int row = 0; row < fresh.rowCount(); ++row)
            freshServices << fresh.text(row, 3);
        QCOMPARE(services, freshServices);
        QStringList mine = names(model), wanted = names(fresh);
        mine.sort();
        wanted.sort();
        QCOMPARE(mine, wanted);
    }
}

void tst_objectmodel::a_filter_in_slices_shows_all_at_once_and_survives_what_happens_meanwhile()
{
    using namespace std::chrono_literals;
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (int i = 0; i < 2000; ++i)
            QVERIFY(tx.create(task(i, i % 2 ? api::TaskState::Running : api::TaskState::Failed)));
    });
    mirror.taken();
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.beginFilter(QStringLiteral("state:failed"));
    QVERIFY(!model.filterMore(0ms));
    QCOMPARE(model.rowCount(), 2000);
    int slices = 1;
    while (!model.filterMore(0ms))
        ++slices;
    QVERIFY(slices > 5);
    QCOMPARE(model.rowCount(), 1000);
    // Typed on before the first one was through.
    model.beginFilter(QString());
    QVERIFY(!model.filterMore(0ms));
    model.beginFilter(QStringLiteral("state:running"));
    QVERIFY(!model.filterMore(0ms));
    mirror.write([&mirror](store::Tx& tx) {
        api::Task changed = *mirror.store.get<api::Task>(task(2).id);
        changed.status.state = api::TaskState::Running;
        QVERIFY(tx.update(changed));
        QVERIFY(tx.remove<api::Task>(task(1).id));
        QVERIFY(tx.remove<api::Task>(task(3).id));
    });
    model.take(mirror.taken());
    QCOMPARE(model.rowCount(), 999);
    QVERIFY(model.filterMore(0ms));
    model.beginFilter(QStringLiteral("web.1"));
    QVERIFY(!model.filterMore(0ms));
    model.sort(0, Qt::DescendingOrder);
    QCOMPARE(model.text(0, 0), QStringLiteral("web.1999"));
    const store::Store other;
    model.beginFilter(QStringLiteral("node:n1"));
    (void)model.filterMore(0ms);
    model.setView(other);
    model.setFilter(QStringLiteral("node:n1"));
    QCOMPARE(model.rowCount(), 1998);
}

void tst_objectmodel::a_row_that_begins_to_match_comes_to_its_place()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (const int i : {1, 2, 3, 4})
            QVERIFY(tx.create(task(i, i == 2 ? api::TaskState::Running : api::TaskState::Failed)));
    });
    mirror.taken();
    ObjectModel model(taskTable(), mirror.store, zero);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFilter(QStringLiteral("state:failed"));
    QCOMPARE(names(model), QStringList({QStringLiteral("web.1"), QStringLiteral("web.3"), QStringLiteral("web.4")}));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    mirror.write([&mirror](store::Tx& tx) {
        for (const auto& [number, state] : {std::pair{2, api::TaskState::Failed}, {4, api::TaskState::Running}}) {
            api::Task changed = *mirror.store.get<api::Task>(task(number).id);
            changed.status.state = state;
            QVERIFY(tx.update(changed));
        }
    });
    model.take(mirror.taken());
    QCOMPARE(names(model), QStringList({QStringLiteral("web.1"), QStringLiteral("web.2"), QStringLiteral("web.3")}));
    QCOMPARE(model.rowOf(task(4).id), -1);
    QCOMPARE(model.rowOf(task(3).id), 2);
    QCOMPARE(model.total(), 4);
    QCOMPARE(resets.size(), 0);
}

void tst_objectmodel::rows_that_are_equal_keep_their_order()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (const int i : {1, 2, 3, 4})
            QVERIFY(tx.create(task(i, i % 2 ? api::TaskState::Running : api::TaskState::Failed)));
    });
    ObjectModel model(taskTable(), mirror.store, zero);
    model.sort(0, Qt::DescendingOrder);
    model.sort(1);
    QCOMPARE(names(model), QStringList({QStringLiteral("web.4"), QStringLiteral("web.2"), QStringLiteral("web.3"), QStringLiteral("web.1")}));
}

void tst_objectmodel::many_changes_are_told_as_one()
{
    Mirror mirror;
    mirror.write([](store::Tx& tx) {
        for (int i = 0; i < 1000; ++i)
            QVERIFY(tx.create(task(i)));
    });
    mirror.taken();
    ObjectModel model(taskTable(), mirror.store, zero);
    mirror.write([&mirror](store::Tx& tx) {
        for (int i = 10; i < 900; i += 3) {
            api::Task changed = *mirror.store.get<api::Task>(task(i).id);
            changed.status.state = api::TaskState::Failed;
            QVERIFY(tx.update(changed));
        }
    });
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.take(mirror.taken());
    QCOMPARE(changes.size(), 1);
    QVERIFY(changes[0][0].toModelIndex().row() <= model.rowOf(task(10).id));
    QVERIFY(changes[0][1].toModelIndex().row() >= model.rowOf(task(898).id));
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
