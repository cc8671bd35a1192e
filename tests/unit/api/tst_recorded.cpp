#include "shared/api/defaults.h"
#include "shared/api/json.h"
#include "shared/api/validation.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace skep;
using namespace skep::api;

namespace {

// Bodies that genuine engines sent and took; tests/data/api/README.md says where they are from.
QJsonArray recorded(const char* name)
{
    QFile file(QStringLiteral(SKEP_TEST_DATA "/api/") + QString::fromUtf8(name));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is missing", name);
    return QJsonDocument::fromJson(file.readAll()).array();
}

QString pretty(const QJsonValue& value)
{
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson());
}

// QCOMPARE shows only the beginning of long texts.
bool same(const QJsonValue& actual, const QJsonValue& expected)
{
    if (actual == expected)
        return true;
    qWarning("is %s\nand not %s", qPrintable(pretty(actual)), qPrintable(pretty(expected)));
    return false;
}

template <class T>
QJsonObject shown(const T& value)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(toJson(value))).object();
}

template <class T>
QJsonObject readAndShown(const QJsonObject& object)
{
    const auto value = fromJsonValue<T>(object);
    return value ? shown(*value)
                 : QJsonObject{{QStringLiteral("error"), QString::fromStdString(value.error().message)}};
}

// As the API's front does: words, request, defaults, cluster; and the prefix of what the cluster says.
QString refusalOf(const QJsonValue& request)
{
    auto spec = fromJsonValue<ServiceSpec>(request);
    if (!spec)
        return QString::fromStdString(spec.error().message);
    if (const auto checked = checkRequest(*spec); !checked)
        return QString::fromStdString(checked.error().message);
    applyDefaults(*spec);
    if (spec->name.empty())
        spec->name = "random_name";
    const auto valid = validate(*spec);
    if (valid)
        return QStringLiteral("accepted");
    return QStringLiteral("rpc error: code = %1 desc = %2")
        .arg(QString::fromStdString(std::string(name(valid.error().code))),
            QString::fromStdString(valid.error().message));
}

} // namespace

class RecordedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void objectsComeOutAsTheyWentIn()
    {
        for (const QJsonValue row : recorded("objects.json")) {
            const QString type = row[QStringLiteral("type")].toString();
            const QJsonObject value = row[QStringLiteral("value")].toObject();
            const QJsonObject again = type == QLatin1String("Service") ? readAndShown<Service>(value)
                : type == QLatin1String("Node")                        ? readAndShown<Node>(value)
                : type == QLatin1String("Task")                        ? readAndShown<Task>(value)
                : type == QLatin1String("Secret")                      ? readAndShown<Secret>(value)
                : type == QLatin1String("Config")                      ? readAndShown<Config>(value)
                                                                       : readAndShown<Cluster>(value);
            QVERIFY(same(again, value));
        }
    }

    void specsAreStoredWithTheRecordedDefaults()
    {
        int stored = 0, withAll = 0;
        for (const QJsonValue row : recorded("service-specs.json")) {
            auto spec = fromJsonValue<ServiceSpec>(row[QStringLiteral("request")]);
            QVERIFY2(spec, spec ? "" : spec.error().message.c_str());
            QVERIFY(checkRequest(*spec));
            applyDefaults(*spec);
            const auto valid = validate(*spec);
            QVERIFY2(valid, valid ? "" : valid.error().message.c_str());
            if (const QJsonValue expected = row[QStringLiteral("stored")]; expected.isObject()) {
                QVERIFY(same(shown(*spec), expected));
                ++stored;
            }
            if (const QJsonValue expected = row[QStringLiteral("withDefaults")]; expected.isObject()) {
                QVERIFY(same(shown(withDefaults(*spec)), expected));
                ++withAll;
            }
        }
        QVERIFY(stored > 10 && withAll > 5);
    }

    void badServicesAreRefusedInDockersWords()
    {
        for (const QJsonValue row : recorded("service-errors.json"))
            QCOMPARE(refusalOf(row[QStringLiteral("request")]), row[QStringLiteral("message")].toString());
    }
};

QTEST_GUILESS_MAIN(RecordedTest)
#include "tst_recorded.moc"
