#include "daemon/dispatcher/assignmentset.h"
#include "daemon/dispatcher/defaults.h"

#include <QTest>

using namespace skep;
using dispatcher::AssignmentSet;

namespace {

api::Task task(const std::string& id, const std::string& node, api::TaskState state)
{
    api::Task made;
    made.id = id;
    made.nodeId = node;
    made.spec.container.emplace().image = "web:1";
    made.status.state = state;
    made.desiredState = api::TaskState::Running;
    return made;
}

void commit(store::Store& store, store::Tx& tx)
{
    QVERIFY(store.apply(store.version() + 1, {Timestamp{1}, tx.changes()}).has_value());
}

void put(store::Store& store, api::Task made)
{
    store::Tx tx(store);
    if (const auto present = store.get<api::Task>(made.id)) {
        made.meta = present->meta;
        QVERIFY(tx.update(std::move(made)).has_value());
    } else {
        QVERIFY(tx.create(std::move(made)).has_value());
    }
    commit(store, tx);
}

} // namespace

class TestAssignmentSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCompleteSetHoldsTheTasksOfThisNodeFromAssignedOn()
    {
        store::Store store;
        put(store, task("t1", "n1", api::TaskState::Assigned));
        put(store, task("t2", "n2", api::TaskState::Assigned));
        put(store, task("t3", "n1", api::TaskState::Pending));
        AssignmentSet set("n1");

        const auto parts = set.complete(store);

        QCOMPARE(parts.size(), std::size_t(1));
        QVERIFY(parts[0].complete && parts[0].last);
        QCOMPARE(parts[0].tasks.size(), std::size_t(1));
        QCOMPARE(parts[0].tasks[0].id, std::string("t1"));
    }

    void aLargeSetComesInPartsOfWhichOnlyTheLastIsLast()
    {
        store::Store store;
        store::Tx tx(store);
        for (std::size_t i = 0; i < dispatcher::TasksPerMessage + 1; ++i)
            QVERIFY(tx.create(task("t" + std::to_string(i), "n1", api::TaskState::Running)).has_value());
        commit(store, tx);
        AssignmentSet set("n1");

        const auto parts = set.complete(store);

        QCOMPARE(parts.size(), std::size_t(2));
        QVERIFY(!parts[0].last && parts[1].last);
    }

    void whatTheAgentReportedItselfIsNotEchoed()
    {
        store::Store store;
        put(store, task("t1", "n1", api::TaskState::Assigned));
        AssignmentSet set("n1");
        (void)set.complete(store);

        put(store, task("t1", "n1", api::TaskState::Running));
        set.touch("t1");

        QVERIFY(!set.changes(store));
    }

    void anotherDesiredStateIsSent()
    {
        store::Store store;
        put(store, task("t1", "n1", api::TaskState::Running));
        AssignmentSet set("n1");
        (void)set.complete(store);

        api::Task stopped = task("t1", "n1", api::TaskState::Running);
        stopped.desiredState = api::TaskState::Shutdown;
        put(store, stopped);
        set.touch("t1");
        const auto changes = set.changes(store);

        QVERIFY(changes && changes->tasks.size() == 1);
        QVERIFY(changes->tasks[0].desiredState == api::TaskState::Shutdown);
        QVERIFY(!set.changes(store));
    }

    void aTaskThatIsGoneIsRemovedOnce()
    {
        store::Store store;
        put(store, task("t1", "n1", api::TaskState::Running));
        AssignmentSet set("n1");
        (void)set.complete(store);

        store::Tx tx(store);
        QVERIFY(tx.remove<api::Task>("t1").has_value());
        commit(store, tx);
        set.touch("t1");

        QCOMPARE(set.changes(store)->removedTasks, std::vector<std::string>{"t1"});
        set.touch("t1");
        QVERIFY(!set.changes(store));
    }

    void aNodeGetsOnlyTheSecretsItsTasksName()
    {
        store::Store store;
        store::Tx tx(store);
        for (const char* id : {"s1", "s2"}) {
            api::Secret secret;
            secret.id = id;
            secret.spec.name = id;
            QVERIFY(tx.create(std::move(secret)).has_value());
        }
        api::Task user = task("t1", "n1", api::TaskState::Assigned);
        user.spec.container.edit().secrets.push_back({api::FileTarget{"s1", "0", "0", 0444}, "s1", "s1"});
        QVERIFY(tx.create(std::move(user)).has_value());
        commit(store, tx);
        AssignmentSet set("n1");

        const auto parts = set.complete(store);

        QCOMPARE(parts[0].secrets.size(), std::size_t(1));
        QCOMPARE(parts[0].secrets[0].id, std::string("s1"));
    }
};

QTEST_GUILESS_MAIN(TestAssignmentSet)
#include "tst_assignmentset.moc"
