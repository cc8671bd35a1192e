#include "shared/api/imagereference.h"

#include <QTest>

using namespace skep;
using namespace skep::api;

namespace {

const QString Digest = QStringLiteral("sha256:") + QString(64, QLatin1Char('a'));

} // namespace

class ImageReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void normalisesAsDocker_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("full");
        QTest::addColumn<QString>("familiar");
        const auto row = [](const QString& text, const QString& full, const QString& familiar = {}) {
            QTest::newRow(qPrintable(text)) << text << full << (familiar.isNull() ? text : familiar);
        };
        row(QStringLiteral("nginx"), QStringLiteral("docker.io/library/nginx"));
        row(QStringLiteral("nginx:1.25"), QStringLiteral("docker.io/library/nginx:1.25"));
        row(QStringLiteral("nginx@") + Digest, QStringLiteral("docker.io/library/nginx@") + Digest);
        row(QStringLiteral("nginx:1@") + Digest, QStringLiteral("docker.io/library/nginx:1@") + Digest);
        row(QStringLiteral("library/nginx"), QStringLiteral("docker.io/library/nginx"), QStringLiteral("nginx"));
        row(QStringLiteral("docker.io/nginx"), QStringLiteral("docker.io/library/nginx"), QStringLiteral("nginx"));
        row(QStringLiteral("index.docker.io/a/b"), QStringLiteral("docker.io/a/b"), QStringLiteral("a/b"));
        row(QStringLiteral("grafana/grafana:10"), QStringLiteral("docker.io/grafana/grafana:10"));
        row(QStringLiteral("localhost/x"), QStringLiteral("localhost/x"));
        row(QStringLiteral("registry.example.test:5000/shop/app:1.0"),
            QStringLiteral("registry.example.test:5000/shop/app:1.0"));
        row(QStringLiteral("10.0.0.1/a"), QStringLiteral("10.0.0.1/a"));
        row(QStringLiteral("[::1]:5000/a"), QStringLiteral("[::1]:5000/a"));
        row(QStringLiteral("UPPER/a"), QStringLiteral("UPPER/a"));
        row(QStringLiteral("a__b.c-d--e_f"), QStringLiteral("docker.io/library/a__b.c-d--e_f"));
        row(QStringLiteral("searchsvc:v1.0"), QStringLiteral("docker.io/library/searchsvc:v1.0"));
        row(QStringLiteral("library/a/b"), QStringLiteral("docker.io/library/a/b"));
    }
    void normalisesAsDocker()
    {
        QFETCH(QString, text);
        QFETCH(QString, full);
        QFETCH(QString, familiar);

        const auto reference = parseImageReference(text.toStdString());

        QVERIFY2(reference, reference ? "" : reference.error().message.c_str());
        QCOMPARE(QString::fromStdString(reference->text()), full);
        QCOMPARE(QString::fromStdString(reference->familiarText()), familiar);
        QVERIFY(parseImageReference(reference->text()) == *reference);
    }

    void partsAreTold()
    {
        const auto reference = parseImageReference("registry.example.test:5000/shop/app:1.0@" + Digest.toStdString());

        QCOMPARE(reference->domain, std::string("registry.example.test:5000"));
        QCOMPARE(reference->path, std::string("shop/app"));
        QCOMPARE(reference->tag, std::string("1.0"));
        QCOMPARE(reference->digest, Digest.toStdString());
        QCOMPARE(parseImageReference("nginx")->tagOrLatest(), std::string("latest"));
    }

    void refusesWhatDockerRefuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        const QString format = QStringLiteral("invalid reference format");
        QTest::newRow("empty") << "" << format;
        QTest::newRow("upper case") << "Nginx"
                                    << "invalid reference format: repository name (library/Nginx) must be lowercase";
        QTest::newRow("upper case path") << "Bad/Image:!!"
                                         << "invalid reference format: repository name (Image) must be lowercase";
        QTest::newRow("empty tag") << "nginx:" << format;
        QTest::newRow("bad tag") << "nginx:-x" << format;
        QTest::newRow("long tag") << QStringLiteral("nginx:") + QString(129, QLatin1Char('x')) << format;
        QTest::newRow("short digest") << "nginx@sha256:abc" << format;
        QTest::newRow("unknown digest") << QStringLiteral("nginx@md5:") + QString(32, QLatin1Char('a')) << format;
        QTest::newRow("upper digest") << QStringLiteral("nginx@sha256:") + QString(64, QLatin1Char('A')) << format;
        QTest::newRow("empty digest") << "nginx@" << format;
        QTest::newRow("three underscores") << "a___b" << format;
        QTest::newRow("dot dash") << "a.-b" << format;
        QTest::newRow("leading dash") << "-a" << format;
        QTest::newRow("trailing slash") << "a/" << format;
        QTest::newRow("double slash") << "a//b" << format;
        QTest::newRow("blank") << "a b" << format;
        QTest::newRow("scheme") << "https://x.test/a" << format;
        QTest::newRow("bad port") << "x.test:p/a" << format;
        QTest::newRow("bad host") << "-x.test/a" << format;
        QTest::newRow("identifier") << QString(64, QLatin1Char('a'))
                                    << QStringLiteral(
                                           "invalid repository name (%1), cannot specify 64-byte hexadecimal strings")
                                           .arg(QString(64, QLatin1Char('a')));
        QTest::newRow("too long") << QString(250, QLatin1Char('a'))
                                  << "repository name must not be more than 255 characters";
    }
    void refusesWhatDockerRefuses()
    {
        QFETCH(QString, text);
        QFETCH(QString, error);

        const auto reference = parseImageReference(text.toStdString());

        QVERIFY(!reference);
        QCOMPARE(reference.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(QString::fromStdString(reference.error().message), error);
    }
};

QTEST_GUILESS_MAIN(ImageReferenceTest)
#include "tst_imagereference.moc"
