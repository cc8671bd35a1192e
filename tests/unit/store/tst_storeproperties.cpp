#include "shared/base/rng.h"
#include "tests/support/storedobjects.h"

#include <QTest>

#include <ctime>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

namespace {

// The plainest thing that could be right: objects in maps, every question answered by looking at all of them.
struct Model {
    std::map<std::string, api::Task> tasks;
    std::map<std::string, api::Service> services;

    bool agrees(const View& view) const
    {
        std::vector<std::string> all, ofService, ofNode, prefixed;
        for (const auto& [id, task] : tasks) {
            all.push_back(id);
            if (task.serviceId == "s1")
                ofService.push_back(id);
            if (task.nodeId == "n2")
                ofNode.push_back(id);
            if (id.starts_with("1"))
                prefixed.push_back(id);
            const auto found = view.get<api::Task>(id);
            if (!found || found->nodeId != task.nodeId || found->serviceId != task.serviceId)
                return false;
        }
        for (const auto& [id, service] : services) {
            const auto named = view.byName<api::Service>(service.spec.name);
            if (named.size() != 1 || named[0]->id != id)
                return false;
        }
        return idsOf(view.all<api::Task>()) == all && view.count<api::Task>() == all.size()
            && idsOf(view.tasksOfService("s1")) == ofService && idsOf(view.tasksOfNode("n2")) == ofNode
            && idsOf(view.byIdPrefix<api::Task>("1")) == prefixed && view.count<api::Service>() == services.size();
    }
};

// One random write, to the view and to the model alike.
bool writeBoth(Tx& tx, Model& model, Rng& rng)
{
    const std::string id = std::to_string(rng.below(30));
    const std::string node = "n" + std::to_string(rng.below(4)), serviceId = "s" + std::to_string(rng.below(3));
    switch (rng.below(5)) {
    case 0: {
        const bool isNew = model.tasks.emplace(id, taskOf(id, serviceId, node)).second;
        return tx.create(taskOf(id, serviceId, node)).has_value() == isNew;
    }
    case 1: return tx.remove<api::Task>(id).has_value() == (model.tasks.erase(id) != 0);
    case 2: {
        const auto known = model.tasks.find(id);
        const auto stored = tx.get<api::Task>(id);
        if ((known != model.tasks.end()) != (stored != nullptr))
            return false;
        if (!stored)
            return true;
        api::Task task = *stored;
        task.nodeId = known->second.nodeId = node;
        return tx.update(task).has_value();
    }
    case 3: {
        const std::string serviceName = "name" + std::to_string(rng.below(20));
        const bool nameTaken = std::any_of(model.services.begin(), model.services.end(),
            [&](const auto& s) { return s.second.spec.name == serviceName; });
        const bool possible = !nameTaken && !model.services.contains(id);
        if (possible)
            model.services.emplace(id, serviceOf(id, serviceName));
        return tx.create(serviceOf(id, serviceName)).has_value() == possible;
    }
    default: return tx.remove<api::Service>(id).has_value() == (model.services.erase(id) != 0);
    }
}

// Processor time, since other programs may be busy too.
class Stopwatch {
public:
    double microsecondsPer(std::size_t count)
    {
        const std::clock_t now = std::clock();
        return static_cast<double>(now - std::exchange(m_start, now)) * 1e6 / CLOCKS_PER_SEC
            / static_cast<double>(count);
    }

private:
    std::clock_t m_start = std::clock();
};

Timestamp at(std::uint64_t seconds)
{
    return {static_cast<std::int64_t>(seconds) * 1'000'000'000};
}

} // namespace

class StorePropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void viewsAgreeWithAPlainModel()
    {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            Rng rng(seed);
            Store store;
            Model model;
            for (std::uint64_t version = 1; version <= 20; ++version) {
                Tx tx(store);
                for (std::uint64_t left = rng.below(12); left > 0; --left)
                    QVERIFY2(writeBoth(tx, model, rng), std::to_string(seed).c_str());
                if (rng.below(2) == 0) {
                    Tx child(tx);
                    Model childModel = model;
                    for (std::uint64_t left = rng.below(12); left > 0; --left)
                        QVERIFY2(writeBoth(child, childModel, rng), std::to_string(seed).c_str());
                    QVERIFY2(childModel.agrees(child) && model.agrees(tx), std::to_string(seed).c_str());
                    if (rng.below(2) == 0) {
                        tx.merge(std::move(child));
                        model = childModel;
                    }
                }
                QVERIFY2(model.agrees(tx), std::to_string(seed).c_str());
                const auto applied = store.apply(version, {at(version), tx.changes()});
                QVERIFY2(applied, applied ? "" : applied.error().message.c_str());
                QVERIFY2(model.agrees(store), std::to_string(seed).c_str());
            }
        }
    }

    // Leader, a replica that reads the log, and a mirror fed by events all hold the same.
    void replicasAgree()
    {
        for (std::uint64_t seed = 100; seed < 130; ++seed) {
            Rng rng(seed);
            Store leader, replica, late;
            Model model;
            std::map<std::pair<api::ObjectKind, std::string>, ObjectPtr> mirror;
            const auto handle = leader.subscribe([&](const std::vector<Event>& events, std::uint64_t) {
                for (const Event& event : events) {
                    const std::pair key(kindOf(event.object), idOf(event.object));
                    QCOMPARE(mirror.contains(key), event.action != Action::Create);
                    if (event.action == Action::Remove)
                        mirror.erase(key);
                    else
                        mirror[key] = event.object;
                }
            });
            for (std::uint64_t version = 1; version <= 40; ++version) {
                Tx tx(leader);
                for (std::uint64_t left = rng.below(8); left > 0; --left)
                    QVERIFY(writeBoth(tx, model, rng));
                Transaction transaction{at(version), tx.changes()};
                if (rng.below(4) == 0 && leader.count<api::Task>() != 0) // one that fails, everywhere alike
                    transaction.changes.push_back({Action::Create, leader.all<api::Task>().front()});
                const auto decoded = decodeTransaction(encode(transaction));
                QVERIFY(decoded);
                const auto here = leader.apply(version, transaction), there = replica.apply(version, *decoded);
                QVERIFY(here.has_value() == there.has_value() && (here || here.error() == there.error()));
                if (!here) {
                    model = {};
                    for (const auto& task : leader.all<api::Task>())
                        model.tasks.emplace(task->id, *task);
                    for (const auto& service : leader.all<api::Service>())
                        model.services.emplace(service->id, *service);
                }
                if (rng.below(5) == 0)
                    late.restore(leader.version(), leader.objects());
            }
            late.restore(leader.version(), leader.objects());

            std::vector<ObjectPtr> mirrored;
            for (const auto& [key, object] : mirror)
                mirrored.push_back(object);
            QVERIFY(mirrored == leader.objects());
            QVERIFY(late.objects() == leader.objects());
            QCOMPARE(replica.version(), leader.version());
            const auto a = leader.objects(), b = replica.objects();
            QCOMPARE(a.size(), b.size());
            for (std::size_t i = 0; i < a.size(); ++i)
                QVERIFY(encode(a[i]) == encode(b[i]));
        }
    }

    void manyTasks()
    {
        constexpr std::size_t Tasks = 100'000, Services = 1000, Nodes = 100;
        Rng rng(1);
        Store store;
        Stopwatch watch;
        for (std::size_t i = 0; i < Tasks; i += 1000) {
            Tx tx(store);
            for (std::size_t k = i; k < i + 1000; ++k)
                QVERIFY(tx.create(
                    taskOf(makeId(rng), "service" + std::to_string(k % Services), "node" + std::to_string(k % Nodes))));
            QVERIFY(store.apply(i + 1, {at(1), tx.changes()}));
        }
        qInfo("create and apply: %.2f us per task", watch.microsecondsPer(Tasks));

        const auto all = store.all<api::Task>();
        QCOMPARE(all.size(), Tasks);
        watch = {};
        std::size_t found = 0;
        for (const auto& task : all)
            found += store.get<api::Task>(task->id) != nullptr;
        qInfo("get: %.2f us", watch.microsecondsPer(Tasks));
        QCOMPARE(found, Tasks);

        watch = {};
        found = 0;
        for (std::size_t i = 0; i < Services; ++i)
            found += store.tasksOfService("service" + std::to_string(i)).size();
        qInfo("tasksOfService: %.2f us per task", watch.microsecondsPer(Tasks));
        QCOMPARE(found, Tasks);

        // Planning on top of a store that large: writes and indexed reads in turn.
        watch = {};
        Tx tx(store);
        for (std::size_t i = 0; i < 10'000; ++i) {
            api::Task task = *all[i * 10];
            task.nodeId = "node5";
            QVERIFY(tx.update(std::move(task)));
            QCOMPARE(tx.tasksOfService(all[i * 10]->serviceId).size(), Tasks / Services);
        }
        qInfo("update and tasksOfService in a Tx: %.2f us", watch.microsecondsPer(10'000));

        watch = {};
        const Bytes bytes = encode(Transaction{at(2), tx.changes()});
        const auto decoded = decodeTransaction(bytes);
        qInfo(
            "encode and decode: %.2f us per change, %zu octets", watch.microsecondsPer(10'000), bytes.size() / 10'000);
        watch = {};
        QVERIFY(store.apply(Tasks + 1, *decoded));
        qInfo("apply: %.2f us per update", watch.microsecondsPer(10'000));
    }
};

QTEST_GUILESS_MAIN(StorePropertiesTest)
#include "tst_storeproperties.moc"
