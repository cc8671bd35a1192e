#include "shared/pki/secretbox.h"

#include <QTest>

#include <set>

using namespace skep;
using namespace skep::pki;

class TestSecretBox : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensWhatItSealed_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 15, 16, 17, 4096, 1 << 20})
            QTest::addRow("%d octets", size) << size;
    }
    void opensWhatItSealed()
    {
        QFETCH(int, size);
        const Bytes record(std::size_t(size), 'x');

        const Bytes sealed = m_box.seal(record, "index 7");

        QCOMPARE(sealed.size(), record.size() + SecretBox::Overhead);
        QCOMPARE(*m_box.open(sealed, "index 7"), record);
        QVERIFY(size < 15 || sealed.find("xxxxxxxx") == Bytes::npos);
    }

    void anotherBoxOfTheSameKeyOpens()
    {
        const Bytes key = SecretBox::createKey();
        auto first = *SecretBox::create(key);
        const auto second = *SecretBox::create(key);

        QCOMPARE(*second.open(first.seal("record", {}), {}), Bytes("record"));
    }

    void recordCannotBeMovedToAnotherPlace()
    {
        const auto opened = m_box.open(m_box.seal("record", "index 7"), "index 8");

        QVERIFY(!opened);
        QCOMPARE(opened.error().code, ErrorCode::DataLoss);
    }

    void everyFlippedOctetAndEveryCutIsNoticed()
    {
        const Bytes sealed = m_box.seal("record", "index 7");
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            Bytes damaged = sealed;
            damaged[i] = static_cast<char>(damaged[i] ^ 1);
            QVERIFY(!m_box.open(damaged, "index 7"));
            QVERIFY(!m_box.open(BytesView(sealed).substr(0, i), "index 7"));
        }
        QVERIFY(!m_box.open(sealed + "x", "index 7"));
        QCOMPARE(*m_box.open(sealed, "index 7"), Bytes("record"));
    }

    void wrongKeyOpensNothing()
    {
        const auto other = *SecretBox::create(SecretBox::createKey());

        QCOMPARE(other.open(m_box.seal("record", {}), {}).error().code, ErrorCode::DataLoss);
    }

    void noncesDoNotRepeatAcrossRestarts()
    {
        const Bytes key = SecretBox::createKey();
        std::set<Bytes> nonces;
        for (int restart = 0; restart < 10; ++restart) {
            auto box = *SecretBox::create(key);
            for (int record = 0; record < 100; ++record)
                nonces.insert(box.seal("same", {}).substr(1, 12));
        }
        QCOMPARE(nonces.size(), std::size_t(1000));
    }

    void keyMustHaveItsSize()
    {
        for (const std::size_t size : {0U, 16U, 31U, 33U})
            QCOMPARE(SecretBox::create(Bytes(size, 'k')).error().code, ErrorCode::InvalidArgument);
    }

    void unknownVersionIsNamedAsSuch()
    {
        Bytes sealed = m_box.seal("record", {});
        sealed[0] = 2;

        QCOMPARE(m_box.open(sealed, {}).error().code, ErrorCode::InvalidArgument);
    }

private:
    SecretBox m_box = *SecretBox::create(SecretBox::createKey());
};

QTEST_GUILESS_MAIN(TestSecretBox)
#include "tst_secretbox.moc"
