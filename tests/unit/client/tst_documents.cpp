#include "shared/api/json.h"
#include "shared/client/documents.h"

#include <QTest>

using namespace skep;
using namespace skep::client;

namespace {

// JSON with single quotes, which moc can read.
std::string json(std::string text)
{
    for (char& c : text)
        c = c == '\'' ? '"' : c;
    return text;
}

} // namespace

class DocumentsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aListIsCutIntoItsElements()
    {
        const std::string text = json(" [{'a':']}\\'{'},{'b':[{},[1]]}] ");
        const auto elements = arrayElements(text);

        QVERIFY(elements);
        QCOMPARE(elements->size(), std::size_t(2));
        QCOMPARE(std::string((*elements)[0]), (json("{'a':']}\\'{'}")));
        QCOMPARE(std::string((*elements)[1]), (json("{'b':[{},[1]]}")));
        QVERIFY(arrayElements("null")->empty());
        QVERIFY(arrayElements("[]\n")->empty());
        for (const char* bad : {"", "{}", "[{]", "[{\"a\":\"]", "[", "]["})
            QVERIFY2(!arrayElements(bad), bad);
    }

    void aWatchLineIsAMarkOrAChange()
    {
        QCOMPARE((*DocumentReader().watchLine(json("{'Action':'reset','Version':7}")))->what, WatchLine::What::Reset);
        const auto line = DocumentReader().watchLine(json("{'Action':'remove','Version':8,'Kind':'task','Object':{'ID':'t1'}}"));
        QVERIFY(line && *line);
        QCOMPARE((*line)->version, std::uint64_t(8));
        QCOMPARE((*line)->change.action, store::Action::Remove);
        QCOMPARE(store::idOf((*line)->change.object), std::string("t1"));
        QVERIFY(!DocumentReader().watchLine("{}"));
        QVERIFY(!DocumentReader().watchLine("no json"));
    }

    void linesThatAreCutOffAreRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("within the object") << "{'Action':'list','Version':8,'Kind':'task','Object':{'ID':'t1'";
        QTest::newRow("within a text") << "{'Action':'list','Version':8,'Kind':'task','Object':{'ID':'t1}}";
        QTest::newRow("more behind") << "{'Action':'list','Version':8,'Kind':'task','Object':{'ID':'t1'}}}";
        QTest::newRow("an object that is none") << "{'Action':'list','Version':8,'Kind':'task','Object':7}";
        QTest::newRow("broken inside the specification")
            << "{'Action':'list','Version':8,'Kind':'task','Object':{'ID':'t1','Spec':{'ContainerSpec' 7}}}";
    }

    void linesThatAreCutOffAreRefused()
    {
        QFETCH(QString, line);

        const auto read = DocumentReader().watchLine(json(line.toStdString()));

        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::DataLoss);
    }

    void tasksShareTheTemplateOfTheirServiceAndCarryItsName()
    {
        DocumentReader reader;
        const auto service = reader.listed(api::ObjectKind::Service,
            json("{'ID':'s1','Spec':{'Name':'web','TaskTemplate':{'ContainerSpec':{'Image':'nginx:1'},'ForceUpdate':0}}}"));
        const std::string task = json("{'ID':'t1','Spec':{'ContainerSpec':{'Image':'nginx:1'},'ForceUpdate':0},'ServiceID':'s1','Slot':4}");

        const auto read = reader.listed(api::ObjectKind::Task, task);

        QVERIFY(service && read);
        const auto made = store::as<api::Task>(*read);
        QCOMPARE(made->slot, std::uint64_t(4));
        QCOMPARE(made->serviceName, std::string("web"));
        QVERIFY(made->spec.container.isSharedWith(store::as<api::Service>(*service)->spec.task.container));
        const auto alone = DocumentReader().listed(api::ObjectKind::Task, task);
        QVERIFY(*store::as<api::Task>(*alone) == [&] {
            api::Task other = *made;
            other.serviceName.clear();
            return other;
        }());
    }

    void tasksOfOneSpecificationShareItWithoutTheirService()
    {
        DocumentReader reader;
        const auto taskNamed = [&](const std::string& id, const std::string& image) {
            return store::as<api::Task>(*reader.listed(api::ObjectKind::Task, json("{'ID':'" + id + "','Spec':{'ContainerSpec':{'Image':'" + image + "'}},'ServiceID':'s1'}")));
        };
        const auto first = taskNamed("t1", "a"), second = taskNamed("t2", "a"), other = taskNamed("t3", "b");

        QVERIFY(first->spec.container.isSharedWith(second->spec.container));
        QCOMPARE(other->spec.container->image, std::string("b"));
    }

    void aSpecificationThatCannotBeReadIsNamedAsElsewhere()
    {
        const std::string task = json("{'ID':'t1','Spec':{'ContainerSpec':{'Image':7}}}");

        const auto read = DocumentReader().listed(api::ObjectKind::Task, task);

        QVERIFY(!read);
        QCOMPARE(read.error().message, api::fromJson<api::Task>(task).error().message);
    }

    void kindsOfLaterVersionsArePassedOver()
    {
        const auto line = DocumentReader().watchLine(json("{'Action':'create','Version':8,'Kind':'volume','Object':{}}"));

        QVERIFY(line);
        QVERIFY(!*line);
    }

    void joinTokensStayBehind()
    {
        const auto cluster = DocumentReader().listed(api::ObjectKind::Cluster, json("{'ID':'c1','JoinTokens':{'Worker':'SWMTKN-1-a','Manager':'SWMTKN-1-b'}}"));

        QVERIFY(cluster);
        QVERIFY(!store::as<api::Cluster>(*cluster)->shownTokens);
    }

    void networksAreReadInDockersShape()
    {
        const auto read = DocumentReader().listed(api::ObjectKind::Network,
            json("{'Name':'front','Id':'w1','Scope':'swarm','Driver':'overlay','Ingress':true,'IPAM':{'Driver':'default','Config':[{'Subnet':'10.0.0.0/24','Gateway':'10.0.0.1'}]},'Labels':{'a':'b'}}"));

        QVERIFY(read);
        const auto network = store::as<api::Network>(*read);
        QCOMPARE(network->id, std::string("w1"));
        QCOMPARE(network->spec.name, std::string("front"));
        QVERIFY(network->spec.ingress);
        QCOMPARE(network->ipam->configs.at(0).subnet, std::string("10.0.0.0/24"));
        QCOMPARE(network->spec.labels.at("a"), std::string("b"));
    }
};

QTEST_GUILESS_MAIN(DocumentsTest)
#include "tst_documents.moc"
