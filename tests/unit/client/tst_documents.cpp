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
        QCOMPARE((*readWatchLine(json("{'Action':'reset','Version':7}")))->what, WatchLine::What::Reset);
        const auto line = readWatchLine(json("{'Action':'remove','Version':8,'Kind':'task','Object':{'ID':'t1'}}"));
        QVERIFY(line && *line);
        QCOMPARE((*line)->version, std::uint64_t(8));
        QCOMPARE((*line)->change.action, store::Action::Remove);
        QCOMPARE(store::idOf((*line)->change.object), std::string("t1"));
        QVERIFY(!readWatchLine("{}"));
        QVERIFY(!readWatchLine("no json"));
    }

    void kindsOfLaterVersionsArePassedOver()
    {
        const auto line = readWatchLine(json("{'Action':'create','Version':8,'Kind':'volume','Object':{}}"));

        QVERIFY(line);
        QVERIFY(!*line);
    }

    void joinTokensStayBehind()
    {
        const auto cluster = readListed(api::ObjectKind::Cluster, json("{'ID':'c1','JoinTokens':{'Worker':'SWMTKN-1-a','Manager':'SWMTKN-1-b'}}"));

        QVERIFY(cluster);
        QVERIFY(!store::as<api::Cluster>(*cluster)->shownTokens);
    }

    void networksAreReadInDockersShape()
    {
        const auto read = readListed(api::ObjectKind::Network,
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
