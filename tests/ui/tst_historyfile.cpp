#include "tests/support/storedobjects.h"
#include "ui/cluster/cluster.h"
#include "ui/history/eventmodel.h"
#include "ui/history/historyfile.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::ui;
using namespace skep::test;

namespace {

Timestamp at(std::int64_t seconds)
{
    return {1'700'000'000'000'000'000 + seconds * 1'000'000'000};
}

api::Service service(const std::string& image, std::uint64_t replicas = 3)
{
    api::Service made = serviceOf("s1", "web");
    made.spec.task.container.emplace().image = image;
    made.spec.mode.replicated.emplace().replicas = replicas;
    return made;
}

store::ObjectPtr pointer(auto object)
{
    return std::make_shared<const decltype(object)>(std::move(object));
}

QString told(const store::ObjectPtr& now, const store::ObjectPtr& old = {})
{
    const store::Store view;
    const bool created = std::visit([](const auto& one) { return one == nullptr; }, old);
    const auto what = tell({created ? store::Action::Create : store::Action::Update, now, old}, view);
    return what ? what->name + QStringLiteral(": ") + what->text : QString();
}

std::unique_ptr<HistoryFile> opened(const QString& path = QStringLiteral(":memory:"), HistoryFile::Limits limits = {})
{
    auto file = HistoryFile::open(path, limits);
    if (!file)
        qFatal("%s", file.error().message.c_str());
    return std::move(*file);
}

std::string imageIn(const Moment& moment)
{
    for (const auto& object : moment.objects)
        if (const auto found = store::as<api::Service>(object); found && found->id == "s1")
            return found->spec.task.container->image;
    return {};
}

Recorded happened(
    std::int64_t second, const QString& name, const QString& text, api::ObjectKind kind = api::ObjectKind::Service)
{
    return {.at = at(second), .told = {.kind = kind, .id = "x", .name = name, .text = text}};
}

} // namespace

class HistoryFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAreToldInWords()
    {
        QCOMPARE(
            told(pointer(service("web:1.4")), pointer(service("web:1.3"))), QStringLiteral("web: image 1.3 → 1.4"));
        QCOMPARE(told(pointer(service("httpd:2")), pointer(service("nginx:1"))),
            QStringLiteral("web: image nginx:1 → httpd:2"));
        QCOMPARE(
            told(pointer(service("web:1", 10)), pointer(service("web:1", 3))), QStringLiteral("web: replicas 3 → 10"));
        api::Service done = service("web:1");
        done.updateStatus.emplace().state = api::UpdateState::Completed;
        QCOMPARE(told(pointer(done), pointer(service("web:1"))), QStringLiteral("web: update completed"));
        api::Service secret = service("web:1");
        secret.spec.task.container.edit().env = {"PASSWORD=hunter2"};
        QCOMPARE(told(pointer(secret), pointer(service("web:1"))), QStringLiteral("web: environment: PASSWORD"));

        api::Node up = nodeOf("n2", "worker-2"), down = up;
        up.status.state = api::NodeState::Ready;
        down.status.state = api::NodeState::Down;
        QCOMPARE(told(pointer(down), pointer(up)), QStringLiteral("worker-2: went down"));
        QCOMPARE(told(pointer(up), pointer(down)), QStringLiteral("worker-2: is back"));
        api::Node drained = up;
        drained.spec.availability = api::Availability::Drain;
        up.spec.availability = api::Availability::Active;
        QCOMPARE(told(pointer(drained), pointer(up)), QStringLiteral("worker-2: availability active → drained"));

        api::Task ran = taskOf("t1", "s1", "n2", 3), failed = ran;
        ran.status.state = api::TaskState::Running;
        failed.status.state = api::TaskState::Failed;
        failed.status.container.emplace().exitCode = 137;
        QCOMPARE(told(pointer(failed), pointer(ran)),
            QStringLiteral("web.3: failed on n2: exit code 137, killed, possibly out of memory"));
    }

    void aLeaderIsToldWhenItWasKnownThatItDidNotLead()
    {
        api::Node before = nodeOf("n1", "m1"), leads = before;
        leads.managerStatus = api::ManagerStatus{.leader = true};
        QCOMPARE(told(pointer(leads), pointer(before)), QString()); // a window that has just been opened
        before.managerStatus = api::ManagerStatus{.leader = false};
        QCOMPARE(told(pointer(leads), pointer(before)), QStringLiteral("m1: leads now"));
        QCOMPARE(told(pointer(before), pointer(leads)), QStringLiteral("m1: leads no more"));
    }

    void whatSaysNothingIsNotTold()
    {
        api::Node one = nodeOf("n1", "a"), other = one;
        other.meta.version.index = 7;
        QCOMPARE(told(pointer(other), pointer(one)), QString());
        api::Task assigned = taskOf("t1"), preparing = assigned;
        preparing.status.state = api::TaskState::Preparing;
        QCOMPARE(told(pointer(preparing), pointer(assigned)), QString());
    }

    void anyMomentCanBeSought()
    {
        const auto file = opened();
        QVERIFY(file->writeKeyframe(at(0), {pointer(service("web:1")), pointer(nodeOf("n1", "a"))}));
        QVERIFY(file->write(at(10), {{store::Action::Update, pointer(service("web:2"))}}, {}));
        QVERIFY(file->write(at(20),
            {{store::Action::Create, pointer(taskOf("t1"))}, {store::Action::Remove, pointer(nodeOf("n1", "a"))}}, {}));
        QVERIFY(file->writeKeyframe(at(30), {pointer(service("web:2")), pointer(taskOf("t1"))}));
        QVERIFY(file->write(at(40), {{store::Action::Update, pointer(service("web:3"))}}, {}));

        QCOMPARE(imageIn(*file->seek(at(5))), std::string("web:1"));
        QCOMPARE(imageIn(*file->seek(at(12))), std::string("web:2"));
        QCOMPARE(file->seek(at(12))->objects.size(), std::size_t(2));
        QCOMPARE(imageIn(*file->seek(at(45))), std::string("web:3"));
        QCOMPARE(imageIn(*file->seek(at(35))), std::string("web:2"));
        QCOMPARE(imageIn(*file->seek(at(3))), std::string("web:1")); // backwards too
        const auto later = file->seek(at(25));
        QCOMPARE(later->objects.size(), std::size_t(2));
        QVERIFY(std::any_of(
            later->objects.begin(), later->objects.end(), [](const auto& one) { return store::idOf(one) == "t1"; }));
        QCOMPARE(file->seek(at(-1)).error().code, ErrorCode::NotFound);
    }

    void tasksOfALargeStateShareTheirSpecification()
    {
        std::vector<store::ObjectPtr> objects{pointer(service("web:1"))};
        for (int i = 0; i < 1500; ++i) {
            api::Task task = taskOf("t" + std::to_string(i));
            task.spec.container.emplace().image = "web:1";
            task.status.message = std::string(1000, 'x'); // so that it takes several parts
            objects.push_back(pointer(task));
        }
        const auto file = opened();
        QVERIFY(file->writeKeyframe(at(0), objects));

        const auto moment = file->seek(at(5));

        QVERIFY(moment);
        QCOMPARE(moment->objects.size(), objects.size());
        const auto shared = store::as<api::Service>(moment->objects.front())->spec.task.container;
        QVERIFY(std::all_of(moment->objects.begin() + 1, moment->objects.end(), [&](const auto& one) {
            return store::as<api::Task>(one)->spec.container.isSharedWith(shared);
        }));
    }

    void aStateThatWasRecordedInOnePieceIsRead()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("h.sqlite"));
        opened(path);
        const Bytes one = store::encode(pointer(service("web:1")));
        const auto size = std::uint32_t(one.size());
        QByteArray whole(reinterpret_cast<const char*>(&size), sizeof size);
        whole.append(one.data(), qsizetype(one.size()));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("before"));
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QSqlQuery query(database);
            query.prepare(QStringLiteral("INSERT INTO keyframe(at, bytes) VALUES(?, ?)"));
            query.addBindValue(qint64(at(0).ns));
            query.addBindValue(qCompress(whole));
            QVERIFY(query.exec());
        }
        QSqlDatabase::removeDatabase(QStringLiteral("before"));

        QCOMPARE(imageIn(*opened(path)->seek(at(5))), std::string("web:1"));
    }

    void aStateThatIsCutOffIsRefused()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("h.sqlite"));
        QVERIFY(opened(path)->writeKeyframe(at(0), {pointer(service("web:1"))}));
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("cut"));
            database.setDatabaseName(path);
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("UPDATE keyframe SET bytes = substr(bytes, 1, 20)")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("cut"));

        QCOMPARE(opened(path)->seek(at(5)).error().code, ErrorCode::DataLoss);
    }

    void eventsAreAskedForByTimeKindAndWords()
    {
        const auto file = opened();
        QVERIFY(file->write(at(50), {},
            {happened(10, QStringLiteral("web"), QStringLiteral("image 1 → 2")),
                happened(20, QStringLiteral("worker-2"), QStringLiteral("went down"), api::ObjectKind::Node),
                {.at = at(25), .until = at(28), .told = {}},
                happened(30, QStringLiteral("100%_x"), QStringLiteral("created"))}));
        const auto names = [&](HistoryFile::Query query) {
            QStringList all;
            for (const auto& row : *file->events(query))
                all << (row.gap() ? QStringLiteral("gap") : row.told.name);
            return all.join(u' ');
        };
        QCOMPARE(names({}), QStringLiteral("100%_x gap worker-2 web"));
        QCOMPARE(names({.limit = 1}), QStringLiteral("100%_x"));
        QCOMPARE(names({.from = at(15), .to = at(22)}), QStringLiteral("worker-2"));
        QCOMPARE(names(eventQuery(QStringLiteral("kind:node"))), QStringLiteral("gap worker-2"));
        QCOMPARE(names(eventQuery(QStringLiteral("name:web"))), QStringLiteral("gap web"));
        QCOMPARE(names(eventQuery(QStringLiteral("DOWN"))), QStringLiteral("gap worker-2"));
        QCOMPARE(names(eventQuery(QStringLiteral("0%_"))), QStringLiteral("100%_x gap"));
        QCOMPARE(names({.after = 3}), QStringLiteral("100%_x"));
        QCOMPARE(file->extent()->gaps.size(), std::size_t(1));
        QCOMPARE(file->extent()->alive, at(50));
    }

    void whatIsTooOldIsForgotten()
    {
        const auto file = opened(QStringLiteral(":memory:"), {.age = 100s});
        QVERIFY(file->writeKeyframe(at(0), {pointer(service("web:1"))}));
        QVERIFY(file->write(at(1), {}, {happened(1, QStringLiteral("web"), QStringLiteral("old"))}));
        QVERIFY(file->writeKeyframe(at(50), {pointer(service("web:2"))}));
        QVERIFY(file->write(at(60), {}, {happened(60, QStringLiteral("web"), QStringLiteral("new"))}));
        QVERIFY(file->writeKeyframe(at(200), {pointer(service("web:3"))}));
        QVERIFY(file->prune(at(160)));
        QCOMPARE(file->extent()->first, at(50)); // what follows it is younger than the limit and needs it
        QCOMPARE(file->events({})->size(), std::size_t(1));
        QCOMPARE(imageIn(*file->seek(at(70))), std::string("web:2"));
    }

    void whatIsTooMuchIsForgotten()
    {
        const QTemporaryDir directory;
        const auto file = opened(directory.filePath(QStringLiteral("h.sqlite")), {.bytes = 100'000});
        for (int i = 0; i < 10; ++i) {
            std::vector<store::ObjectPtr> objects{pointer(service("web:" + std::to_string(i)))};
            api::Service noise = serviceOf("noise", "noise");
            for (int k = 0; k < 4000; ++k) // does not press well
                noise.spec.labels[std::to_string(std::size_t(k) * 2654435761u % 1000003u + std::size_t(i))]
                    = std::to_string(std::size_t(k) * 40503u % 65536u);
            objects.push_back(pointer(noise));
            QVERIFY(file->writeKeyframe(at(i * 10), objects));
            QVERIFY(file->prune(at(i * 10)));
        }
        QVERIFY(file->extent()->first > at(0));
        QCOMPARE(imageIn(*file->seek(at(95))), std::string("web:9"));
        QVERIFY(QFile(directory.filePath(QStringLiteral("h.sqlite"))).size() < 300'000);
    }

    void secretsNeverReachTheDisk()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(QStringLiteral("h.sqlite"));
        {
            const auto file = opened(path);
            api::Cluster cluster{.id = "c1"};
            cluster.joinTokens = {"SWMTKN-worker", "SWMTKN-manager"};
            cluster.shownTokens = cluster.joinTokens;
            api::Secret secret{.id = "x1"};
            secret.spec.name = "password";
            secret.spec.data = api::Blob{"hunter2"};
            const auto cleanCluster = store::as<api::Cluster>(withoutSecrets(pointer(cluster)));
            QCOMPARE(cleanCluster->joinTokens, api::JoinTokens());
            QVERIFY(!cleanCluster->shownTokens);
            QVERIFY(!store::as<api::Secret>(withoutSecrets(pointer(secret)))->spec.data);
            QVERIFY(file->writeKeyframe(at(0), {pointer(cluster), pointer(secret)}));
            QVERIFY(file->write(at(1), {{store::Action::Update, pointer(secret)}}, {}));
            const auto moment = file->seek(at(2));
            QVERIFY(moment);
            for (const auto& object : moment->objects)
                if (const auto found = store::as<api::Secret>(object))
                    QVERIFY(!found->spec.data);
        }
        QCOMPARE(
            QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    }

    void rowsComeAndAreDroppedAtTheEnd()
    {
        EventModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        Recorded first = happened(10, QStringLiteral("web"), QStringLiteral("image 1 → 2"));
        first.id = 1;
        model.restart({first});
        Recorded gap{.id = 2, .at = at(20), .until = at(30), .told = {}};
        model.prepend({gap});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(model.text(0, EventModel::What).startsWith(QStringLiteral("nothing was seen until")));
        QCOMPARE(model.text(1, EventModel::What), QStringLiteral("image 1 → 2"));
        QCOMPARE(model.newest(), std::int64_t(2));
        std::vector<Recorded> many(EventModel::Limit, first);
        model.prepend(many);
        QCOMPARE(model.rowCount(), EventModel::Limit);
    }

    void differencesLeadFromOneStoreToTheOther()
    {
        store::Store a, b;
        a.mirror(1,
            {{store::Action::Create, pointer(service("web:1"))}, {store::Action::Create, pointer(nodeOf("n1", "a"))},
                {store::Action::Create, pointer(nodeOf("n2", "b"))}});
        b.mirror(1,
            {{store::Action::Create, pointer(service("web:2"))}, {store::Action::Create, a.get<api::Node>("n1")},
                {store::Action::Create, pointer(taskOf("t1"))}});
        const auto events = differences(a, b);
        QCOMPARE(events.size(), std::size_t(3));
        std::map<std::string, store::Action> byId;
        for (const auto& one : events)
            byId[store::idOf(one.object)] = one.action;
        QCOMPARE(byId.at("n2"), store::Action::Remove);
        QCOMPARE(byId.at("s1"), store::Action::Update);
        QCOMPARE(byId.at("t1"), store::Action::Create);
    }
};

QTEST_MAIN(HistoryFileTest)
#include "tst_historyfile.moc"
