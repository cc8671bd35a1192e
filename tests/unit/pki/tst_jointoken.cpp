#include "shared/pki/jointoken.h"

#include <QTest>

using namespace skep;
using namespace skep::pki;

namespace {

const std::string ZeroKey(32, '\0');

} // namespace

class TestJoinToken : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Values computed independently with arbitrary-precision integers.
    void digestIsBase36WithLeadingZeros_data()
    {
        QTest::addColumn<QString>("hex");
        QTest::addColumn<QString>("digits");
        QTest::newRow("one leading zero")
            << QStringLiteral("034bfc5a1c16d7fa094bd823438870cc22deb6f9b991838a69af16231bdc6b72")
            << QStringLiteral("02yhphnah2au9gqxt0e8y1up51k64wmb5m23h5p5nwkblqrzoy");
        QTest::newRow("eleven leading zeros")
            << QStringLiteral("00000000000000fa094bd823438870cc22deb6f9b991838a69af16231bdc6b72")
            << QStringLiteral("00000000000bdsq2q0clekt9b4h7h7moeqnesij3ly4fhnzalu");
        QTest::newRow("nothing but zeros") << QString(64, QLatin1Char('0')) << QString(50, QLatin1Char('0'));
        QTest::newRow("largest") << QString(64, QLatin1Char('f'))
                                 << QStringLiteral("6dp5qcb22im238nr3wvp0ic7q99w035jmy2iw7i6n43d37jtof");
        QTest::newRow("of Docker's documentation")
            << QStringLiteral("ab3f508d69ae45247ed722a5808248559898328539818d13b0550bf0a0be55c3")
            << QStringLiteral("49nj1cmql0jkz5s954yi3oex3nedyz0fb0xx14ie39trti4wxv");
    }
    void digestIsBase36WithLeadingZeros()
    {
        QFETCH(QString, hex);
        QFETCH(QString, digits);
        const std::string text = "SWMTKN-1-" + digits.toStdString() + "-0vxv8rssmk743ojnwacrr2e7c";

        const auto token = JoinToken::parse(text);

        QVERIFY(token.has_value());
        QCOMPARE(token->digestHex, hex.toStdString());
        QCOMPARE(token->secret, std::string("0vxv8rssmk743ojnwacrr2e7c"));
        QCOMPARE(token->text(), text);
    }

    void freshTokensPinTheRootAndDiffer()
    {
        const auto token = JoinToken::create("root");
        const auto other = JoinToken::create("root");

        QVERIFY(token.pins("root"));
        QVERIFY(!token.pins("root "));
        QVERIFY(token.secret != other.secret);
        QCOMPARE(token.text().size(), std::string("SWMTKN-1-").size() + 50 + 1 + 25);
        QCOMPARE(*JoinToken::parse(token.text()), token);
    }

    // About one secret in nine starts with a zero; all must have their full width.
    void secretsKeepTheirWidth()
    {
        bool zeroSeen = false;
        for (int i = 0; i < 400; ++i) {
            const auto token = JoinToken::create("root");
            QCOMPARE(token.secret.size(), std::size_t(25));
            QVERIFY(JoinToken::parse(token.text()).has_value());
            zeroSeen = zeroSeen || token.secret[0] == '0';
        }
        QVERIFY(zeroSeen);
    }

    void matchingIsExact()
    {
        const auto token = JoinToken::create("root");

        QVERIFY(token.matches(token.text()));
        QVERIFY(!token.matches(token.text() + " "));
        QVERIFY(!token.matches(""));
        QVERIFY(!token.matches(JoinToken::create("root").text()));
    }

    void anythingElseIsInvalid_data()
    {
        QTest::addColumn<QString>("text");
        const QString digest(50, QLatin1Char('1'));
        const QString secret(25, QLatin1Char('1'));
        const auto token = [](const QString& prefix, const QString& d, const QString& s) {
            return prefix + d + QLatin1Char('-') + s;
        };
        const QString v1 = QStringLiteral("SWMTKN-1-");
        QTest::newRow("empty") << QString();
        QTest::newRow("bogus") << QStringLiteral("SWMTKN-1-bogus");
        QTest::newRow("other version") << token(QStringLiteral("SWMTKN-3-"), digest, secret);
        QTest::newRow("FIPS") << token(QStringLiteral("SWMTKN-2-1-"), digest, secret);
        QTest::newRow("lower case") << token(QStringLiteral("swmtkn-1-"), digest, secret);
        QTest::newRow("short digest") << token(v1, digest.left(49), secret);
        QTest::newRow("long digest") << token(v1, digest + QLatin1Char('1'), secret);
        QTest::newRow("short secret") << token(v1, digest, secret.left(24));
        QTest::newRow("long secret") << token(v1, digest, secret + QLatin1Char('1'));
        QTest::newRow("fifth part") << token(v1, digest, secret) + QStringLiteral("-1");
        QTest::newRow("upper case digit") << token(v1, digest, secret.left(24) + QLatin1Char('A'));
        QTest::newRow("space") << token(v1, digest, secret.left(24) + QLatin1Char(' '));
        QTest::newRow("dash moved") << token(v1, digest.left(49), secret + QLatin1Char('1'));
        QTest::newRow("digest of 2^256") << token(
            v1, QStringLiteral("6dp5qcb22im238nr3wvp0ic7q99w035jmy2iw7i6n43d37jtog"), secret);
        QTest::newRow("secret beyond 2^128") << token(v1, digest, QString(25, QLatin1Char('z')));
    }
    void anythingElseIsInvalid()
    {
        QFETCH(QString, text);

        const auto token = JoinToken::parse(text.toStdString());

        QVERIFY(!token);
        QCOMPARE(token.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(token.error().message, std::string("invalid join token"));
    }

    void unlockKeyIsUnpaddedBase64()
    {
        QCOMPARE(unlockKeyText(ZeroKey), "SWMKEY-1-" + std::string(43, 'A'));
        QCOMPARE(*parseUnlockKey("SWMKEY-1-" + std::string(43, 'A')), ZeroKey);
        for (int i = 0; i < 50; ++i) {
            const Bytes key = createUnlockKey();
            QCOMPARE(*parseUnlockKey(unlockKeyText(key)), key);
        }
    }

    void damagedUnlockKeyIsInvalid()
    {
        const std::string good = unlockKeyText(ZeroKey);
        for (const std::string& text : {std::string(), std::string("SWMKEY-1-xxxx"), good + "=",
                 good.substr(0, good.size() - 1), "SWMKEY-2-" + good.substr(9),
                 good.substr(0, 20) + "?" + good.substr(21), good.substr(0, good.size() - 1) + "B"}) {
            const auto key = parseUnlockKey(text);
            QVERIFY2(!key, text.c_str());
            QCOMPARE(key.error().message, std::string("invalid key string"));
        }
    }
};

QTEST_GUILESS_MAIN(TestJoinToken)
#include "tst_jointoken.moc"
