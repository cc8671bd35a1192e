#include "shared/client/contexts.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::client;

namespace {

void write(const QString& path, const QByteArray& content)
{
    QVERIFY(QDir().mkpath(path.left(path.lastIndexOf(QLatin1Char('/')))));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class ContextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contextsAreListedByNameWithWhereTheyLead()
    {
        const QTemporaryDir home;
        write(home.path() + QStringLiteral("/config.json"), "{\"currentContext\":\"prod\"}");
        write(home.path() + QStringLiteral("/contexts/meta/aa/meta.json"),
            "{\"Name\":\"prod\",\"Metadata\":{\"Description\":\"the real one\"},\"Endpoints\":{\"docker\":{\"Host\":\"ssh://ops@m1\"}}}");
        write(home.path() + QStringLiteral("/contexts/meta/bb/meta.json"), "{\"Name\":\"lab\",\"Endpoints\":{\"docker\":{\"Host\":\"tcp://10.0.0.1:2376\"}}}");
        write(home.path() + QStringLiteral("/contexts/meta/cc/meta.json"), "broken");

        const auto contexts = dockerContexts({.host = {}, .context = {}, .environment = {{"DOCKER_CONFIG", home.path().toStdString()}}, .socketExists = {}});

        QCOMPARE(contexts.size(), std::size_t(2));
        QCOMPARE(contexts[0].name, std::string("lab"));
        QVERIFY(!contexts[0].endpoint); // another machine without TLS
        QVERIFY(!contexts[0].current);
        QCOMPARE(contexts[1].description, std::string("the real one"));
        QVERIFY(contexts[1].current);
        QCOMPARE(contexts[1].endpoint->kind, http::Endpoint::Kind::Command);
    }

    void withoutAConfigurationThereAreNone()
    {
        QVERIFY(dockerContexts({.host = {}, .context = {}, .environment = {{"HOME", "/nonexistent"}}, .socketExists = {}}).empty());
    }
};

QTEST_GUILESS_MAIN(ContextsTest)
#include "tst_contexts.moc"
