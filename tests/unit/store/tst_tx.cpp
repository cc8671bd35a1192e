#include "tests/support/storedobjects.h"

#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;
using namespace std::string_literals;
using Ids = std::vector<std::string>;

namespace {

std::string textOf(Action action)
{
    return action == Action::Create ? "create " : action == Action::Update ? "update " : "remove ";
}

Ids textOf(const std::vector<Change>& changes)
{
    Ids texts;
    for (const Change& change : changes)
        texts.push_back(textOf(change.action) + idOf(change.object));
    return texts;
}

Ids textOf(const std::vector<Event>& events)
{
    Ids texts;
    for (const Event& event : events)
        texts.push_back(textOf(event.action) + idOf(event.object));
    return texts;
}

Error errorOf(const Result<void>& result)
{
    return result ? Error{} : result.error();
}

// Services web (s1) and api (s2), tasks t1 and t2 of s1 on n1, at version 1.
class TxTest : public QObject {
    Q_OBJECT

private:
    Store store;

    api::Task task(const View& view, const char* id) { return *view.get<api::Task>(id); }

private Q_SLOTS:
    void init()
    {
        store.restore(0, {});
        store.restore(1,
            {std::make_shared<const api::Service>(serviceOf("s1", "web")),
                std::make_shared<const api::Service>(serviceOf("s2", "api")),
                std::make_shared<const api::Task>(taskOf("t1", "s1", "n1")),
                std::make_shared<const api::Task>(taskOf("t2", "s1", "n1"))});
    }

    void readsSeeItsWrites()
    {
        Tx tx(store);
        api::Task moved = task(tx, "t1");
        moved.nodeId = "n2";

        QVERIFY(tx.update(moved));
        QVERIFY(tx.remove<api::Task>("t2"));
        QVERIFY(tx.create(taskOf("t0", "s1", "n1")));
        QVERIFY(tx.create(taskOf("t9", "s2", "n2")));

        QCOMPARE(idsOf(tx.all<api::Task>()), (Ids{"t0", "t1", "t9"}));
        QCOMPARE(tx.count<api::Task>(), std::size_t(3));
        QCOMPARE(idsOf(tx.tasksOfService("s1")), (Ids{"t0", "t1"}));
        QCOMPARE(idsOf(tx.tasksOfNode("n1")), Ids{"t0"});
        QCOMPARE(idsOf(tx.tasksOfNode("n2")), (Ids{"t1", "t9"}));
        QCOMPARE(tx.get<api::Task>("t1")->nodeId, "n2"s);
        QVERIFY(!tx.get<api::Task>("t2"));
        QCOMPARE(idsOf(tx.byIdPrefix<api::Task>("t")), (Ids{"t0", "t1", "t9"}));
        QVERIFY(tx.byName<api::Task>("web.1.t2").empty());
        QCOMPARE(idsOf(tx.byName<api::Task>("web.1.t0")), Ids{"t0"});

        QCOMPARE(idsOf(store.tasksOfNode("n1")), (Ids{"t1", "t2"})); // and the store does not
        QCOMPARE(store.count<api::Task>(), std::size_t(2));
    }

    void refusals()
    {
        Tx tx(store);
        api::Service stale = *store.get<api::Service>("s1");
        stale.meta.version.index = 77;
        api::Service renamed = *store.get<api::Service>("s1");
        renamed.spec.name = "Api";
        const Error exists{ErrorCode::AlreadyExists, "object already exists"},
            taken{ErrorCode::AlreadyExists, "name conflicts with an existing object"},
            missing{ErrorCode::NotFound, "object does not exist"},
            sequence{ErrorCode::Unknown, "update out of sequence"};

        QVERIFY(errorOf(tx.create(serviceOf("s1", "new"))) == exists);
        QVERIFY(errorOf(tx.create(serviceOf("s3", "WEB"))) == taken);
        QVERIFY(errorOf(tx.update(serviceOf("s3", "new"))) == missing);
        QVERIFY(errorOf(tx.update(stale)) == sequence);
        QVERIFY(errorOf(tx.update(renamed)) == taken);
        QVERIFY(errorOf(tx.remove<api::Service>("s3")) == missing);
        QVERIFY(tx.empty() && tx.changes().empty() && tx.takeEvents().empty());
        QVERIFY(tx.create(nodeOf("n1", "host")) && tx.create(nodeOf("n2", "host"))); // host names need not differ
    }

    void oneChangePerObjectInOrderOfFirstWrite()
    {
        Tx tx(store);
        QVERIFY(tx.create(taskOf("new")));
        api::Task t2 = task(tx, "t2");
        QVERIFY(tx.update(t2));
        api::Task made = task(tx, "new");
        made.nodeId = "n5";
        QVERIFY(tx.update(made));
        QVERIFY(tx.remove<api::Task>("t1"));
        t2.nodeId = "n6";
        QVERIFY(tx.update(t2)); // again, from the same version

        QCOMPARE(textOf(tx.changes()), (Ids{"create new", "update t2", "remove t1"}));
        QCOMPARE(as<api::Task>(tx.changes()[0].object)->nodeId, "n5"s);
        QCOMPARE(as<api::Task>(tx.changes()[1].object)->nodeId, "n6"s);
        QCOMPARE(as<api::Task>(tx.changes()[2].object)->nodeId, "n1"s);
    }

    void oppositesCancelOut()
    {
        Tx tx(store);
        QVERIFY(tx.create(taskOf("new")));
        QVERIFY(tx.remove<api::Task>("new"));
        QVERIFY(tx.empty());
        QCOMPARE(tx.count<api::Task>(), std::size_t(2));
        QCOMPARE(errorOf(tx.remove<api::Task>("new")).code, ErrorCode::NotFound);

        QVERIFY(tx.create(taskOf("new")));
        QCOMPARE(textOf(tx.changes()), Ids{"create new"});
        QVERIFY(!tx.empty());
    }

    void aRemovedObjectMayComeBack()
    {
        Tx tx(store);
        QVERIFY(tx.remove<api::Service>("s1"));
        QVERIFY(tx.create(serviceOf("s9", "web"))); // its name is free
        QVERIFY(tx.remove<api::Task>("t1"));
        QVERIFY(tx.create(taskOf("t1", "s9")));

        QCOMPARE(textOf(tx.changes()), (Ids{"remove s1", "create s9", "update t1"}));
        QVERIFY(store.apply(2, {{0}, tx.changes()}));
        QCOMPARE(store.get<api::Task>("t1")->serviceId, "s9"s);
    }

    void eventsAreTakenOnce()
    {
        Tx tx(store);
        QVERIFY(tx.create(taskOf("new")));
        QVERIFY(tx.remove<api::Task>("t1"));
        api::Task made = task(tx, "new");
        QVERIFY(tx.update(made));
        QCOMPARE(textOf(tx.takeEvents()), (Ids{"create new", "remove t1"}));
        QVERIFY(tx.takeEvents().empty());

        made.nodeId = "n3";
        QVERIFY(tx.update(made));
        const auto events = tx.takeEvents();
        QCOMPARE(textOf(events), Ids{"update new"}); // news since then, though still a creation for the store
        QCOMPARE(as<api::Task>(events[0].old)->nodeId, ""s);
        QCOMPARE(textOf(tx.changes()), (Ids{"create new", "remove t1"}));

        QVERIFY(tx.create(taskOf("brief")));
        QVERIFY(tx.remove<api::Task>("brief"));
        QVERIFY(tx.takeEvents().empty());
        QVERIFY(tx.remove<api::Task>("new"));
        QCOMPARE(textOf(tx.takeEvents()), Ids{"remove new"});
    }

    void aChildSeesItsParentAndIsMerged()
    {
        Tx parent(store);
        QVERIFY(parent.create(taskOf("p", "s1", "n1")));
        QVERIFY(parent.remove<api::Task>("t1"));
        QCOMPARE(parent.takeEvents().size(), std::size_t(2));
        Tx child(parent);
        QCOMPARE(idsOf(child.tasksOfNode("n1")), (Ids{"p", "t2"}));

        api::Task p = task(child, "p");
        p.nodeId = "n2";
        QVERIFY(child.update(p));
        QVERIFY(child.remove<api::Task>("t2"));
        QVERIFY(child.create(taskOf("c", "s2", "n1")));
        QVERIFY(child.create(taskOf("t1", "s2", "n1"))); // back again
        QCOMPARE(idsOf(child.tasksOfNode("n1")), (Ids{"c", "t1"}));
        QCOMPARE(child.count<api::Task>(), std::size_t(3));
        QCOMPARE(idsOf(parent.tasksOfNode("n1")), (Ids{"p", "t2"})); // not yet
        QCOMPARE(textOf(child.changes()), (Ids{"update p", "remove t2", "create c", "create t1"}));

        parent.merge(std::move(child));

        QCOMPARE(idsOf(parent.tasksOfNode("n1")), (Ids{"c", "t1"}));
        QCOMPARE(parent.count<api::Task>(), std::size_t(3));
        QCOMPARE(textOf(parent.changes()), (Ids{"create p", "update t1", "remove t2", "create c"}));
        QCOMPARE(textOf(parent.takeEvents()), (Ids{"update p", "remove t2", "create c", "create t1"}));
        QVERIFY(store.apply(2, {{0}, parent.changes()}));
        QCOMPARE(idsOf(store.all<api::Task>()), (Ids{"c", "p", "t1"}));
    }

    void aDroppedChildLeavesNothing()
    {
        Tx parent(store);
        {
            Tx child(parent);
            QVERIFY(child.remove<api::Task>("t1"));
        }
        QVERIFY(parent.empty() && parent.get<api::Task>("t1"));
    }

    void namesAreCheckedThroughAllLayers()
    {
        Tx parent(store);
        QVERIFY(parent.create(serviceOf("s3", "db")));
        Tx child(parent);
        QVERIFY(!child.create(serviceOf("s4", "DB")));
        QVERIFY(!child.create(serviceOf("s4", "web")));
        QVERIFY(child.remove<api::Service>("s1"));
        QVERIFY(child.create(serviceOf("s4", "web")));
        QCOMPARE(idsOf(child.byName<api::Service>("web")), Ids{"s4"});
        QCOMPARE(idsOf(parent.byName<api::Service>("web")), Ids{"s1"});
    }

    void hiddenNamesDoNotHideOthers()
    {
        Tx tx(store);
        for (const char* id : {"n1", "n2", "n3", "n4"})
            QVERIFY(tx.create(nodeOf(id, "host")));
        Tx child(tx);
        QVERIFY(child.remove<api::Node>("n1") && child.remove<api::Node>("n2"));

        QCOMPARE(idsOf(child.byName<api::Node>("host")), (Ids{"n3", "n4"}));
    }

    void itMoves()
    {
        Tx tx(store);
        QVERIFY(tx.create(taskOf("new")));

        const Tx moved(std::move(tx));

        QCOMPARE(textOf(moved.changes()), Ids{"create new"});
        QCOMPARE(moved.count<api::Task>(), std::size_t(3));
    }
};

} // namespace

QTEST_GUILESS_MAIN(TxTest)
#include "tst_tx.moc"
