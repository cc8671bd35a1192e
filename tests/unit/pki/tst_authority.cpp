#include "shared/pki/authority.h"
#include "shared/pki/certificate.h"

#include <openssl/err.h>

#include <QTest>

using namespace skep;
using namespace skep::pki;
using namespace std::chrono_literals;

namespace {

// Asks for CN=impostor, OU=swarm-manager, O=evil and the manager's DNS names, with a P-256 key.
constexpr auto ImpostorCsr = R"(-----BEGIN CERTIFICATE REQUEST-----
MIIBKjCB0QIBADA6MQ0wCwYDVQQKDARldmlsMRYwFAYDVQQLDA1zd2FybS1tYW5h
Z2VyMREwDwYDVQQDDAhpbXBvc3RvcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BGKWDPVodAFNbILEE57p2B22kO//5BV6G2RLmOKoAeh8IDlDl6jwWjc46CHY3WBb
yNE+q4HZu7LgWYFalricB5WgNTAzBgkqhkiG9w0BCQ4xJjAkMCIGA1UdEQQbMBmC
DXN3YXJtLW1hbmFnZXKCCHN3YXJtLWNhMAoGCCqGSM49BAMCA0gAMEUCIQCDr2/b
U+Wmf6+5XK7zT+29Dl3mnDD7ynHdlb/un+IfqAIgVYb/tshjjGZl+rPMC82cTb6F
XtQ2d5bbzOM7o0aANz4=
-----END CERTIFICATE REQUEST-----
)";

// RSA of 1024 bits.
constexpr auto WeakCsr = R"(-----BEGIN CERTIFICATE REQUEST-----
MIIBPzCBqQIBADAAMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCkD5s13b9s
DdbWGaHBuPf60Rr9VOI3305NMFF5sE5CQZAXiRvwEKtADWou9+gv/M20KGd9ZwzP
dAFI1NrZC9m3B+cyDIdJdylC7kF8Xmgx5EZXS2Bv9kJvVUGakclBTubj0uHvyCt9
QgKI/rqmWa3dlZCIRCpxBM6J7Tu9obWWFwIDAQABoAAwDQYJKoZIhvcNAQELBQAD
gYEAC+4vcRk34+3Vr5p6skY9gRYvQRIr3X81gA6+z0kxOSCNNwMY+8AMSQ4o19Bu
ivEY9HmqB1wMQ9UvdkhHe3+9s+Twx2jrGV1+NV0LwyG4TvMOKPsauwquZ0Ibejgm
3ULxP1lm39YICcLYuBkPsmH0Il5lT72Jd7HkHAd9K7kqfj8=
-----END CERTIFICATE REQUEST-----
)";

const Timestamp Now = *parseRfc3339("2026-03-01T10:20:40Z");
const Subject Worker{"node1", Role::Worker, "cluster1"};
const Subject Manager{"node2", Role::Manager, "cluster1"};

} // namespace

class TestAuthority : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_root = *createRootCa(Now); }

    void rootIsAcceptedByItsOwnRules()
    {
        QVERIFY(validateRoots(m_root.certificatePem, Now).has_value());
        QVERIFY(keyMatches(m_root.certificatePem, m_root.keyPem));
        QVERIFY(m_root.keyPem.starts_with("-----BEGIN PRIVATE KEY-----"));
    }

    void rootLastsTwentyYears()
    {
        QVERIFY(validateRoots(m_root.certificatePem, Now + 24h * 365 * 20 - 6min).has_value());
        QVERIFY(!validateRoots(m_root.certificatePem, Now + 24h * 365 * 20).has_value());
        QVERIFY(!validateRoots(m_root.certificatePem, Now - 6min).has_value());
    }

    void rootDigestIsOfTheExactOctets()
    {
        QCOMPARE(
            rootDigestHex("skep"), std::string("034bfc5a1c16d7fa094bd823438870cc22deb6f9b991838a69af16231bdc6b72"));
        QVERIFY(rootDigestHex(m_root.certificatePem) != rootDigestHex(m_root.certificatePem + "\n"));
    }

    void managerCertificateSaysWhatTheAuthorityDecided()
    {
        const auto keyPem = *generateKeyPem();

        const auto certificate = issueCertificate(m_root, *createCsrPem(keyPem), Manager, 2160h, Now);

        QVERIFY(certificate.has_value());
        const auto info = *parseCertificate(*certificate);
        QCOMPARE(info.subject, Manager);
        const std::vector<std::string> names{"swarm-manager", "node2", "swarm-ca"};
        QCOMPARE(info.dnsNames, names);
        QVERIFY(keyMatches(*certificate, keyPem));
        QVERIFY(verifyChain(*certificate, m_root.certificatePem, Now).has_value());
    }

    void workerCertificateDoesNotNameAManager()
    {
        const auto info
            = *parseCertificate(*issueCertificate(m_root, *createCsrPem(*generateKeyPem()), Worker, 1h, Now));

        const std::vector<std::string> names{"swarm-worker", "node1"};
        QCOMPARE(info.dnsNames, names);
    }

    void validityIsBackdatedByAnHourToTheMinute()
    {
        const auto info
            = *parseCertificate(*issueCertificate(m_root, *createCsrPem(*generateKeyPem()), Worker, 3h, Now));

        QCOMPARE(toRfc3339(info.notBefore), std::string("2026-03-01T09:21:00Z"));
        QCOMPARE(toRfc3339(info.notAfter), std::string("2026-03-01T13:21:00Z"));
    }

    void serialsDoNotRepeatAndArePositive()
    {
        const auto csr = *createCsrPem(*generateKeyPem());
        std::set<std::string> serials;
        for (int i = 0; i < 32; ++i) {
            const auto info = *parseCertificate(*issueCertificate(m_root, csr, Worker, 1h, Now));
            QVERIFY(info.serialHex.size() < 40 || info.serialHex[0] < '8');
            serials.insert(info.serialHex);
        }
        QCOMPARE(serials.size(), std::size_t(32));
    }

    void whatTheRequestAsksForIsIgnored()
    {
        const auto certificate = issueCertificate(m_root, ImpostorCsr, Worker, 1h, Now);

        QVERIFY(certificate.has_value());
        const auto info = *parseCertificate(*certificate);
        QCOMPARE(info.subject, Worker);
        const std::vector<std::string> names{"swarm-worker", "node1"};
        QCOMPARE(info.dnsNames, names);
    }

    void requestMustBeSignedWithItsOwnKey()
    {
        // one digit of the signature
        std::string forged = ImpostorCsr;
        const auto at = forged.find("XtQ2");
        forged.replace(at, 4, "XtQ3");

        const auto certificate = issueCertificate(m_root, forged, Worker, 1h, Now);

        QVERIFY(!certificate);
        QCOMPARE(certificate.error().code, ErrorCode::InvalidArgument);
    }

    void weakKeysAndGarbageAreRefused()
    {
        for (const std::string& csr :
            {std::string(WeakCsr), std::string(), std::string("garbage"), m_root.certificatePem}) {
            const auto certificate = issueCertificate(m_root, csr, Worker, 1h, Now);
            QVERIFY(!certificate);
            QCOMPARE(certificate.error().code, ErrorCode::InvalidArgument);
        }
    }

    void namesThatCouldBeTakenForOthersAreRefused_data()
    {
        QTest::addColumn<QString>("node");
        QTest::addColumn<QString>("cluster");
        QTest::newRow("empty node") << QString() << QStringLiteral("c");
        QTest::newRow("empty cluster") << QStringLiteral("n") << QString();
        QTest::newRow("a manager's name") << QStringLiteral("swarm-manager") << QStringLiteral("c");
        QTest::newRow("the authority's name") << QStringLiteral("swarm-ca") << QStringLiteral("c");
        QTest::newRow("another DNS entry") << QStringLiteral("n,DNS:swarm-manager") << QStringLiteral("c");
        QTest::newRow("too long") << QString(65, QLatin1Char('n')) << QStringLiteral("c");
        QTest::newRow("line feed") << QStringLiteral("n\n") << QStringLiteral("c");
    }
    void namesThatCouldBeTakenForOthersAreRefused()
    {
        QFETCH(QString, node);
        QFETCH(QString, cluster);
        const Subject subject{node.toStdString(), Role::Worker, cluster.toStdString()};

        const auto certificate = issueCertificate(m_root, ImpostorCsr, subject, 1h, Now);

        QVERIFY(!certificate);
        QCOMPARE(certificate.error().code, ErrorCode::InvalidArgument);
    }

    void rootKeyMustBelongToTheRoot()
    {
        const RootCa mixed{m_root.certificatePem, createRootCa(Now)->keyPem};

        const auto certificate = issueCertificate(mixed, ImpostorCsr, Worker, 1h, Now);

        QVERIFY(!certificate);
        QCOMPARE(certificate.error().code, ErrorCode::Internal);
    }

    void leafCannotIssue()
    {
        const auto keyPem = *generateKeyPem();
        const auto leaf = *issueCertificate(m_root, *createCsrPem(keyPem), Manager, 1h, Now);

        QVERIFY(!issueCertificate(RootCa{leaf, keyPem}, ImpostorCsr, Worker, 1h, Now));
    }

    void signerIsFoundInABundleOfSeveralRoots()
    {
        const auto other = *createRootCa(Now);
        const RootCa bundle{other.certificatePem + m_root.certificatePem, m_root.keyPem};

        const auto certificate = issueCertificate(bundle, ImpostorCsr, Worker, 1h, Now);

        QVERIFY(certificate.has_value());
        QVERIFY(verifyChain(*certificate, m_root.certificatePem, Now).has_value());
        QVERIFY(!verifyChain(*certificate, other.certificatePem, Now).has_value());
    }

    // Qt's TLS would take what is left in OpenSSL's queue for the failure of a connection.
    void failuresLeaveOpenSslsErrorQueueEmpty()
    {
        QVERIFY(!issueCertificate(m_root, "garbage", Worker, 1h, Now));
        QVERIFY(!parseCertificate("garbage"));
        QVERIFY(!createCsrPem("garbage"));

        QCOMPARE(ERR_peek_error(), 0UL);
    }

private:
    RootCa m_root;
};

QTEST_GUILESS_MAIN(TestAuthority)
#include "tst_authority.moc"
