#include "tests/support/storedobjects.h"

#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;
using namespace std::string_literals;
using Ids = std::vector<std::string>;

namespace {

template <class T>
Change create(T object)
{
    return {Action::Create, std::make_shared<const T>(std::move(object))};
}
template <class T>
Change update(T object)
{
    return {Action::Update, std::make_shared<const T>(std::move(object))};
}
template <class T>
Change removal(T object)
{
    return {Action::Remove, std::make_shared<const T>(std::move(object))};
}

// "create s1, update t1" with the version in front.
class Recorder {
public:
    Store::Subscriber subscriber()
    {
        return [this](const std::vector<Event>& events, std::uint64_t version) {
            text += std::to_string(version) + ":";
            for (const Event& event : events) {
                static constexpr const char* Words[] = {" create ", " update ", " remove "};
                text += Words[static_cast<int>(event.action)] + idOf(event.object);
                last = event;
            }
            text += ";";
        };
    }
    std::string take() { return std::exchange(text, {}); }

    std::string text;
    Event last;
};

} // namespace

class StoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tasksShareTheSpecificationOfTheirService()
    {
        const auto image = [](const char* name) {
            api::ContainerSpec container;
            container.image = name;
            return Shared(container);
        };
        api::Service service = serviceOf("s1", "web");
        service.spec.task.container = image("v1");
        const auto task = [&](const char* id) {
            api::Task made = taskOf(id);
            made.spec.container = image("v1");
            return made;
        };
        Transaction transaction{.at = {1}, .changes = {create(service), create(task("t1"))}};
        const auto decoded = decodeTransaction(encode(transaction));
        QVERIFY(decoded);
        Store store;
        QVERIFY(store.apply(1, *decoded));
        const auto of = [&](const char* id) { return store.get<api::Task>(id)->spec.container; };
        QVERIFY(of("t1").isSharedWith(store.get<api::Service>("s1")->spec.task.container));

        // The service moves on; a task that is only told about again stays with what it has in common with others.
        api::Service next = *store.get<api::Service>("s1");
        next.spec.task.container = image("v2");
        QVERIFY(store.apply(2, {.at = {2}, .changes = {update(next), create(task("t2"))}}));
        QVERIFY(of("t2").isSharedWith(of("t1")));
        QCOMPARE(of("t2")->image, "v1"s);
        store.mirror(3, {update(task("t3"))});
        QVERIFY(of("t3").isSharedWith(of("t1")));

        // Whoever edits a copy has it for himself.
        api::Task mine = *store.get<api::Task>("t1");
        mine.spec.container.edit().image = "v3";
        QCOMPARE(of("t1")->image, "v1"s);
        QCOMPARE(of("t2")->image, "v1"s);
    }

    void eachPartOfASpecificationIsSharedByItself()
    {
        api::Service service = serviceOf("s1", "web");
        service.spec.task.container.emplace().image = "v2";
        service.spec.task.placement.emplace().constraints = {"node.role == worker"};
        service.spec.task.resources.emplace().reservations = api::Resources{.memoryBytes = 1 << 20};
        service.spec.task.logDriver.emplace().name = "syslog";
        api::Task task = taskOf("t1");
        task.spec = service.spec.task;
        task.spec.container.edit().image = "v1"; // the service moved on
        const Transaction transaction{.at = {1}, .changes = {create(service), create(task)}};

        Store store;
        QVERIFY(store.apply(1, *decodeTransaction(encode(transaction))));

        const auto& own = store.get<api::Task>("t1")->spec;
        const auto& shared = store.get<api::Service>("s1")->spec.task;
        QVERIFY(!own.container.isSharedWith(shared.container));
        QVERIFY(own.placement.isSharedWith(shared.placement));
        QVERIFY(own.resources.isSharedWith(shared.resources));
        QVERIFY(own.logDriver.isSharedWith(shared.logDriver));
    }

    void applyStampsVersionAndTimes()
    {
        Store store;

        QVERIFY(store.apply(7, {{100}, {create(serviceOf("s1", "web"))}}));

        const auto made = store.get<api::Service>("s1");
        QCOMPARE(made->meta.version.index, std::uint64_t(7));
        QCOMPARE(made->meta.createdAt.ns, std::int64_t(100));
        QCOMPARE(made->meta.updatedAt.ns, std::int64_t(100));
        QCOMPARE(store.version(), std::uint64_t(7));

        api::Service changed = *made;
        changed.meta.createdAt = {5}; // not the writer's to say
        changed.spec.labels["a"] = "b";
        QVERIFY(store.apply(9, {{200}, {update(changed)}}));

        const auto now = store.get<api::Service>("s1");
        QCOMPARE(now->meta.version.index, std::uint64_t(9));
        QCOMPARE(now->meta.createdAt.ns, std::int64_t(100));
        QCOMPARE(now->meta.updatedAt.ns, std::int64_t(200));
        QCOMPARE(now->spec.labels.at("a"), "b"s);
        QVERIFY(made->spec.labels.empty()); // values handed out stay as they were
    }

    void aMirrorTakesWhatItIsToldAsItIs()
    {
        Store store;
        Recorder recorder;
        const auto handle = store.subscribe(recorder.subscriber());
        api::Service service = serviceOf("s1", "web");
        service.meta = {{5}, {50}, {60}};

        store.mirror(9, {create(service), create(taskOf("t1", "s1", "n1"))});
        QCOMPARE(recorder.take(), "9: create s1 create t1;"s);
        QCOMPARE(store.get<api::Service>("s1")->meta, service.meta);

        store.mirror(10, {update(service), removal(taskOf("t9"))}); // nothing new, nothing there
        QCOMPARE(recorder.take(), ""s);
        QCOMPARE(store.version(), std::uint64_t(10));

        service.spec.name = "shop";
        store.mirror(11, {update(service), create(serviceOf("s2", "shop")), removal(taskOf("t1"))});
        QCOMPARE(recorder.take(), "11: update s1 create s2 remove t1;"s);
        QCOMPARE(store.count<api::Task>(), std::size_t(0));
        QVERIFY(store.tasksOfNode("n1").empty());

        store.mirror(3, {removal(serviceOf("s2", ""))}); // another server, which counts from elsewhere
        QCOMPARE(recorder.take(), "3: remove s2;"s);
        QCOMPARE(store.version(), std::uint64_t(3));
        QVERIFY(!store.since(2));
    }

    void whatCannotBeAppliedChangesNothing()
    {
        Store store;
        Recorder recorder;
        QVERIFY(store.apply(1, {{1}, {create(serviceOf("s1", "web")), create(taskOf("t1", "s1", "n1"))}}));
        const auto handle = store.subscribe(recorder.subscriber());
        const auto refuses = [&](std::vector<Change> changes, ErrorCode code, const char* message) {
            changes.insert(changes.begin(), {create(serviceOf("s0", "first")), removal(taskOf("t1"))});
            const auto result = store.apply(2, {{2}, changes});
            return !result && result.error() == Error{code, message} && store.version() == 1
                && store.count<api::Service>() == 1 && store.count<api::Task>() == 1
                && idsOf(store.tasksOfNode("n1")) == Ids{"t1"} && idsOf(store.tasksOfService("s1")) == Ids{"t1"}
            && store.byName<api::Service>("first").empty() && recorder.text.empty() && store.since(1)->empty();
        };
        api::Service stale = serviceOf("s1", "web");

        QVERIFY(refuses({create(serviceOf("s1", "other"))}, ErrorCode::AlreadyExists, "object already exists"));
        QVERIFY(refuses(
            {create(serviceOf("s2", "WEB"))}, ErrorCode::AlreadyExists, "name conflicts with an existing object"));
        QVERIFY(refuses({update(serviceOf("s2", "x"))}, ErrorCode::NotFound, "object does not exist"));
        QVERIFY(refuses({removal(taskOf("t1"))}, ErrorCode::NotFound, "object does not exist"));
        QVERIFY(refuses({update(stale)}, ErrorCode::Unknown, "update out of sequence"));
        QVERIFY(store.apply(2, {{2}, {create(serviceOf("s2", "x"))}}));
    }

    void versionsOnlyGrow()
    {
        Store store;
        QVERIFY(store.apply(5, {{1}, {}}));
        QCOMPARE(store.version(), std::uint64_t(5));
        QVERIFY(!store.apply(5, {{1}, {create(taskOf("t1"))}}));
        QVERIFY(!store.apply(4, {{1}, {create(taskOf("t1"))}}));
        QVERIFY(!store.get<api::Task>("t1"));
    }

    void aNamePassesOnWithinATransaction()
    {
        Store store;
        QVERIFY(store.apply(1, {{1}, {create(serviceOf("s1", "a")), create(serviceOf("s2", "b"))}}));
        api::Service first = *store.get<api::Service>("s1"), second = *store.get<api::Service>("s2");
        std::swap(first.spec.name, second.spec.name);

        QVERIFY(store.apply(2, {{2}, {update(first), update(second)}}));

        QCOMPARE(idsOf(store.byName<api::Service>("a")), Ids{"s2"});
        QVERIFY(store.apply(3, {{3}, {create(serviceOf("s3", "a")), removal(second)}}));
        QCOMPARE(idsOf(store.byName<api::Service>("a")), Ids{"s3"});
    }

    void lookups()
    {
        Store store;
        QVERIFY(commit(store, [](Tx& tx) {
            QVERIFY(tx.create(nodeOf("n1", "Host")));
            QVERIFY(tx.create(nodeOf("n2", "host")));
            QVERIFY(tx.create(nodeOf("n3", "HOST")));
            QVERIFY(tx.create(nodeOf("n4", "")));
            QVERIFY(tx.create(serviceOf("ab1", "Web")));
            QVERIFY(tx.create(serviceOf("ab2", "api")));
            QVERIFY(tx.create(serviceOf("ac1", "")));
            QVERIFY(tx.create(serviceOf("ac2", ""))); // no name, no conflict
            QVERIFY(tx.create(taskOf("t2", "ab1", "n1", 2)));
            QVERIFY(tx.create(taskOf("t1", "ab1", "n2", 1)));
            QVERIFY(tx.create(taskOf("t3", "ab2", "n1", 0)));
            QVERIFY(tx.create(taskOf("t4", "", "")));
            QVERIFY(tx.create(api::Cluster{.id = "c", .spec = {.name = "default"}}));
        }));

        QCOMPARE(idsOf(store.byName<api::Node>("host")), (Ids{"n1", "n2"}));
        QVERIFY(store.byName<api::Node>("").empty());
        QCOMPARE(idsOf(store.byName<api::Service>("WEB")), Ids{"ab1"});
        QCOMPARE(idsOf(store.byName<api::Cluster>("default")), Ids{"c"});
        QCOMPARE(idsOf(store.byName<api::Task>("web.2.t2")), Ids{"t2"});
        QCOMPARE(idsOf(store.byName<api::Task>("Web.n1.T3")), Ids{"t3"});
        QVERIFY(store.byName<api::Task>("web.1.t2").empty());
        QVERIFY(store.byName<api::Task>("t2").empty());
        QVERIFY(store.byName<api::Task>("").empty());
        QCOMPARE(idsOf(store.byIdPrefix<api::Service>("ab")), (Ids{"ab1", "ab2"}));
        QCOMPARE(idsOf(store.byIdPrefix<api::Service>("ab1")), Ids{"ab1"});
        QCOMPARE(store.byIdPrefix<api::Service>("").size(), std::size_t(4));
        QVERIFY(store.byIdPrefix<api::Service>("b").empty());
        QCOMPARE(idsOf(store.tasksOfService("ab1")), (Ids{"t1", "t2"}));
        QCOMPARE(idsOf(store.tasksOfNode("n1")), (Ids{"t2", "t3"}));
        QVERIFY(store.tasksOfNode("").empty());
        QCOMPARE(store.cluster()->id, "c"s);
        QVERIFY(!Store().cluster());
        QCOMPARE(store.count<api::Task>(), std::size_t(4));
        QCOMPARE(idsOf(store.all<api::Task>()), (Ids{"t1", "t2", "t3", "t4"}));
        QVERIFY(!store.get<api::Task>("t"));
    }

    void indexesFollowUpdates()
    {
        Store store;
        QVERIFY(commit(
            store, [](Tx& tx) { QVERIFY(tx.create(taskOf("t1", "s1", "n1")) && tx.create(nodeOf("n1", "old"))); }));

        QVERIFY(commit(store, [](Tx& tx) {
            api::Task task = *tx.get<api::Task>("t1");
            task.nodeId = "n2";
            api::Node node = *tx.get<api::Node>("n1");
            node.description.hostname = "new";
            QVERIFY(tx.update(task) && tx.update(node));
        }));
        QVERIFY(store.tasksOfNode("n1").empty());
        QCOMPARE(idsOf(store.tasksOfNode("n2")), Ids{"t1"});
        QCOMPARE(idsOf(store.tasksOfService("s1")), Ids{"t1"});
        QVERIFY(store.byName<api::Node>("old").empty());
        QCOMPARE(idsOf(store.byName<api::Node>("new")), Ids{"n1"});

        QVERIFY(commit(store, [](Tx& tx) { QVERIFY(tx.remove<api::Task>("t1") && tx.remove<api::Node>("n1")); }));
        QVERIFY(store.tasksOfNode("n2").empty() && store.tasksOfService("s1").empty()
            && store.byName<api::Node>("new").empty());
        QCOMPARE(store.count<api::Node>(), std::size_t(0));
    }

    void subscribersHearEventsInOrder()
    {
        Store store;
        Recorder recorder;
        auto handle = store.subscribe(recorder.subscriber());

        QVERIFY(commit(store, [](Tx& tx) { QVERIFY(tx.create(serviceOf("s1", "web")) && tx.create(taskOf("t1"))); }));
        QCOMPARE(recorder.take(), "1: create s1 create t1;"s);
        QVERIFY(!as<api::Task>(recorder.last.old));
        QCOMPARE(as<api::Task>(recorder.last.object)->meta.version.index, std::uint64_t(1));

        QVERIFY(commit(store, [](Tx& tx) {
            api::Task task = *tx.get<api::Task>("t1");
            task.nodeId = "n1";
            QVERIFY(tx.update(task));
        }));
        QCOMPARE(recorder.take(), "2: update t1;"s);
        QCOMPARE(as<api::Task>(recorder.last.old)->nodeId, ""s);
        QCOMPARE(as<api::Task>(recorder.last.object)->nodeId, "n1"s);

        QVERIFY(commit(store, [](Tx& tx) { QVERIFY(tx.remove<api::Task>("t1")); }));
        QCOMPARE(recorder.take(), "3: remove t1;"s);
        QCOMPARE(as<api::Task>(recorder.last.object)->nodeId, "n1"s);
        QVERIFY(!as<api::Service>(recorder.last.object));

        handle.reset();
        QVERIFY(commit(store, [](Tx& tx) { QVERIFY(tx.create(taskOf("t2"))); }));
        QCOMPARE(recorder.text, ""s);
    }

    void subscribersMayLeaveAndComeMeanwhile()
    {
        Store store;
        std::string heard;
        std::shared_ptr<void> first, second, third, late;
        first = store.subscribe([&](const auto&, auto) {
            heard += "1";
            first.reset();
            third.reset();
            late = store.subscribe([&](const auto&, auto) { heard += "L"; });
        });
        second = store.subscribe([&](const auto&, auto) { heard += "2"; });
        third = store.subscribe([&](const auto&, auto) { heard += "3"; });

        QVERIFY(store.apply(1, {}));
        QVERIFY(store.apply(2, {}));

        QCOMPARE(heard, "122L"s);
    }

    void aHandleMayOutliveTheStore()
    {
        std::shared_ptr<void> handle;
        {
            Store store;
            handle = store.subscribe([](const auto&, auto) {});
        }
        handle.reset();
    }

    void sinceTellsWhatWasMissed()
    {
        Store store;
        QVERIFY(store.apply(3, {{1}, {create(taskOf("t1"))}}));
        QVERIFY(store.apply(8, {{1}, {create(taskOf("t2")), create(taskOf("t3"))}}));

        QCOMPARE(store.since(0)->size(), std::size_t(2));
        QCOMPARE(store.since(3)->size(), std::size_t(1));
        QCOMPARE(store.since(5)->front().version, std::uint64_t(8));
        QCOMPARE(store.since(5)->front().events.size(), std::size_t(2));
        QVERIFY(store.since(8)->empty());
        QVERIFY(!store.since(9));
    }

    void historyIsLimited()
    {
        Store store;
        for (std::uint64_t version = 1; version <= 5; ++version) {
            std::vector<Change> changes;
            for (std::size_t i = 0; i < Store::MostHistory / 4; ++i)
                changes.push_back(create(taskOf(std::to_string(version) + "-" + std::to_string(i))));
            QVERIFY(store.apply(version, {{1}, std::move(changes)}));
        }

        QVERIFY(!store.since(0));
        QCOMPARE(store.since(1)->size(), std::size_t(4));

        std::vector<Change> changes;
        for (std::size_t i = 0; i <= Store::MostHistory; ++i)
            changes.push_back(create(taskOf("big-" + std::to_string(i))));
        QVERIFY(store.apply(6, {{1}, std::move(changes)}));
        QVERIFY(!store.since(5));
        QVERIFY(store.since(6)->empty());
    }

    void aSmallStoreRemembersLess()
    {
        Store store;
        QVERIFY(store.apply(1, {{1}, {create(taskOf("a"))}}));
        for (std::uint64_t version = 2; version <= Store::LeastHistory + 2; ++version) {
            api::Task changed = *store.get<api::Task>("a");
            changed.slot = version;
            QVERIFY(store.apply(version, {{1}, {update(changed)}}));
        }
        QVERIFY(!store.since(1));
        QCOMPARE(store.since(2)->size(), Store::LeastHistory);
    }

    void whoKeepsNoHistoryKeepsNoObjectOfThePast()
    {
        Store store;
        QVERIFY(store.apply(1, {{1}, {create(taskOf("a"))}}));
        store.keepNoHistory();
        const std::weak_ptr<const api::Task> before = store.get<api::Task>("a");
        api::Task changed = *store.get<api::Task>("a");
        changed.status.state = api::TaskState::Running;
        QVERIFY(store.apply(2, {{1}, {update(changed)}}));

        QCOMPARE(store.all<api::Task>().size(), std::size_t(1)); // indexes follow when somebody asks
        QVERIFY(before.expired());
        QVERIFY(!store.since(1));
        QVERIFY(store.since(2)->empty());
    }

    void emptyTransactionsAreLimitedToo()
    {
        Store store;
        for (std::uint64_t version = 1; version <= Store::LeastHistory + 10; ++version)
            QVERIFY(store.apply(version, {}));
        QVERIFY(!store.since(9));
        QVERIFY(store.since(10));
    }

    void restoreEmitsTheDifference()
    {
        Store source;
        QVERIFY(source.apply(1,
            {{1},
                {create(serviceOf("same", "same")), create(taskOf("changed", "s1", "n1")),
                    create(taskOf("gone", "s1", "n1"))}}));
        Store store;
        store.restore(source.version(), source.objects());
        QVERIFY(store.objects() == source.objects());
        api::Task changed = *source.get<api::Task>("changed");
        changed.nodeId = "n2";
        QVERIFY(source.apply(4, {{4}, {update(changed), removal(taskOf("gone")), create(taskOf("new"))}}));
        Recorder recorder;
        const auto handle = store.subscribe(recorder.subscriber());
        const auto same = store.get<api::Service>("same");
        auto objects = source.objects();
        objects.front()
            = std::make_shared<const api::Service>(*as<api::Service>(objects.front())); // equal, at another place

        store.restore(source.version(), objects);

        QCOMPARE(recorder.take(), "4: remove gone update changed create new;"s);
        QCOMPARE(store.version(), std::uint64_t(4));
        QCOMPARE(idsOf(store.tasksOfNode("n2")), Ids{"changed"});
        QVERIFY(store.tasksOfNode("n1").empty());
        QCOMPARE(store.count<api::Task>(), std::size_t(2));
        QCOMPARE(store.get<api::Service>("same"), same);
        QCOMPARE(store.since(1)->size(), std::size_t(1)); // a watcher goes on across it
        QCOMPARE(store.since(1)->front().events.size(), std::size_t(3));
    }

    void restoreOfAnotherPastForgetsHistory()
    {
        Store store;
        QVERIFY(store.apply(9, {{1}, {create(taskOf("t1"))}}));

        store.restore(5, {std::make_shared<const api::Task>(taskOf("t2"))});

        QCOMPARE(store.version(), std::uint64_t(5));
        QVERIFY(!store.since(4));
        QVERIFY(!store.since(9));
        QVERIFY(store.since(5)->empty());
        QVERIFY(store.apply(6, {{1}, {create(taskOf("t3"))}}));
        QCOMPARE(store.since(5)->size(), std::size_t(1));
        QCOMPARE(idsOf(store.all<api::Task>()), (Ids{"t2", "t3"}));
    }

    void objectsComeTableByTable()
    {
        Store store;
        QVERIFY(commit(store, [](Tx& tx) {
            QVERIFY(tx.create(api::Config{.id = "a", .spec = {.name = "c"}}));
            QVERIFY(tx.create(taskOf("z")));
            QVERIFY(tx.create(taskOf("y")));
            QVERIFY(tx.create(api::Cluster{.id = "x"}));
        }));

        Ids ids;
        for (const ObjectPtr& object : store.objects())
            ids.push_back(idOf(object));

        QCOMPARE(ids, (Ids{"x", "y", "z", "a"}));
        QVERIFY(kindOf(store.objects().front()) == api::ObjectKind::Cluster);
    }
};

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
