#include "tests/support/randomvalue.h"
#include "tests/support/storedobjects.h"

#include <QTest>

using namespace skep;
using namespace skep::store;
using namespace skep::test;

namespace {

template <class T>
Ptr<T> random(std::uint64_t seed)
{
    auto object = RandomValue(seed).make<T>();
    object.id = "id" + std::to_string(seed);
    return std::make_shared<const T>(std::move(object));
}

Transaction sample(std::uint64_t seed)
{
    return {{static_cast<std::int64_t>(seed)},
        {{Action::Create, random<api::Cluster>(seed)}, {Action::Update, random<api::Node>(seed)},
            {Action::Create, random<api::Service>(seed)}, {Action::Update, random<api::Network>(seed)},
            {Action::Remove, random<api::Task>(seed)}, {Action::Create, random<api::Secret>(seed)},
            {Action::Create, random<api::Config>(seed)}}};
}

bool equal(const ObjectPtr& a, const ObjectPtr& b)
{
    return std::visit(
        [&](const auto& left) {
            const auto* right = std::get_if<std::decay_t<decltype(left)>>(&b);
            return right && *left == **right;
        },
        a);
}

QByteArray hex(const Bytes& bytes)
{
    return QByteArray::fromStdString(bytes).toHex();
}

} // namespace

class TransactionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goldenOctets()
    {
        QCOMPARE(hex(encode(Transaction{})), QByteArray("bf013b7fffffffffffffff0280ff"));
        QCOMPARE(hex(encode(Transaction{
                     {1}, {{Action::Create, std::make_shared<const api::Secret>(api::Secret{.id = "s"})}}})),
            QByteArray("bf01010281bf0100020503bf01617302bf01bfffff03bf02a0ffffffff"));
    }

    void survivesTheLog()
    {
        for (std::uint64_t seed = 1; seed < 200; ++seed) {
            const Transaction written = sample(seed);

            const auto read = decodeTransaction(encode(written));

            QVERIFY2(read, read ? "" : read.error().message.c_str());
            QVERIFY(read->at == written.at);
            QCOMPARE(read->changes.size(), written.changes.size());
            for (std::size_t i = 0; i < written.changes.size(); ++i) {
                QVERIFY(read->changes[i].action == written.changes[i].action);
                if (written.changes[i].action == Action::Remove)
                    QCOMPARE(idOf(read->changes[i].object), idOf(written.changes[i].object));
                else
                    QVERIFY(equal(read->changes[i].object, written.changes[i].object));
            }
        }
    }

    void removalsCarryOnlyTheId()
    {
        api::Task large = taskOf("t1");
        large.status.message = std::string(10'000, 'x');

        const auto bytes = encode(Transaction{{0}, {{Action::Remove, std::make_shared<const api::Task>(large)}}});

        QVERIFY(bytes.size() < 100);
        Store store;
        QVERIFY(store.apply(1, {{0}, {{Action::Create, std::make_shared<const api::Task>(large)}}}));
        std::vector<Event> heard;
        const auto handle = store.subscribe([&](const auto& events, auto) { heard = events; });
        QVERIFY(store.apply(2, *decodeTransaction(bytes)));
        QCOMPARE(
            as<api::Task>(heard.at(0).object)->status.message.size(), std::size_t(10'000)); // the event has all of it
    }

    void objectsSurviveAlone()
    {
        for (std::uint64_t seed = 1; seed < 50; ++seed) {
            for (const Change& change : sample(seed).changes) {
                const auto read = decodeObject(encode(change.object));
                QVERIFY(read && equal(*read, change.object));
            }
        }
    }

    void damageIsDataLoss()
    {
        const Bytes bytes = encode(sample(3));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            const auto cut = decodeTransaction(BytesView(bytes).substr(0, size));
            QVERIFY(!cut && cut.error().code == ErrorCode::DataLoss);
        }
        QVERIFY(!decodeTransaction(bytes + "x"));
        for (const char* wrong : {"bf0281bf0103020503bf616101ffffff", // action 3
                 "bf0281bf01000207"
                 "03bfffffff", // kind 7
                 "bf0281bf010003bfffffff", // no kind
                 "bf0281bf01000205ffff", // no object
                 "bf0281ff", "bf029affffffffff"})
            QVERIFY2(!decodeTransaction(QByteArray::fromHex(wrong).toStdString()), wrong);
        QVERIFY(!decodeObject("") && !decodeObject(QByteArray::fromHex("bfff").toStdString()));
    }

    void laterFieldsArePassedOver()
    {
        // at, changes and something new; in the change too
        const auto read = decodeTransaction(
            QByteArray::fromHex("bf01050281bf0100020503bf016173ff0401ff0383010203ff").toStdString());

        QVERIFY(read);
        QCOMPARE(read->at.ns, std::int64_t(5));
        QCOMPARE(idOf(read->changes.at(0).object), std::string("s"));
    }
};

QTEST_GUILESS_MAIN(TransactionTest)
#include "tst_transaction.moc"
