#include "shared/pki/authority.h"
#include "shared/pki/certificate.h"
#include "shared/pki/renewal.h"

#include <QTest>

using namespace skep;
using namespace skep::pki;
using namespace std::chrono_literals;

namespace {

const Timestamp Now = *parseRfc3339("2026-03-01T10:20:40Z");

std::string leafOf(const RootCa& root, std::chrono::seconds validity = 24h)
{
    return *issueCertificate(
        root, *createCsrPem(*generateKeyPem()), {"node1", Role::Manager, "cluster1"}, validity, Now);
}

} // namespace

class TestCertificate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = *createRootCa(Now);
        m_leaf = leafOf(m_root);
    }

    void chainOfOurRootVerifies()
    {
        QVERIFY(verifyChain(m_leaf, m_root.certificatePem, Now).has_value());
        QVERIFY(verifyChain(m_leaf + m_root.certificatePem, m_root.certificatePem, Now).has_value());
    }

    void foreignRootIsRefusedByName()
    {
        // same subject, same role, another key: what an attacker with his own authority presents
        const auto foreign = *createRootCa(Now);

        const auto verdict = verifyChain(leafOf(foreign), m_root.certificatePem, Now);

        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, ErrorCode::Unauthenticated);
        QVERIFY(verdict.error().message.starts_with("certificate of node1 was not issued by a root of this swarm"));
    }

    void foreignRootInTheChainDoesNotHelp()
    {
        const auto foreign = *createRootCa(Now);

        QVERIFY(!verifyChain(leafOf(foreign) + foreign.certificatePem, m_root.certificatePem, Now));
    }

    void expiredCertificateNamesTheDates()
    {
        const auto verdict = verifyChain(m_leaf, m_root.certificatePem, Now + 48h);

        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, ErrorCode::Unauthenticated);
        QCOMPARE(verdict.error().message,
            std::string("certificate of node1 expired at 2026-03-02T10:21:00Z, and it is 2026-03-03T10:20:40Z"));
    }

    void certificateFromTheFutureNamesTheDates()
    {
        const auto verdict = verifyChain(m_leaf, m_root.certificatePem, Now - 2h);

        QVERIFY(!verdict);
        QCOMPARE(verdict.error().message,
            std::string(
                "certificate of node1 is not valid before 2026-03-01T09:21:00Z, and it is 2026-03-01T08:20:40Z"));
    }

    void everyCertificateOfTheChainMustSignTheOneBefore()
    {
        const auto verdict = verifyChain(m_leaf + leafOf(m_root), m_root.certificatePem, Now);

        QVERIFY(!verdict);
        QCOMPARE(verdict.error().code, ErrorCode::Unauthenticated);
    }

    void garbageIsNotACertificate()
    {
        std::string damaged = m_leaf;
        damaged[damaged.size() / 2] = damaged[damaged.size() / 2] == 'A' ? 'B' : 'A';
        for (const std::string& text : {std::string(), std::string("garbage"), m_leaf.substr(0, m_leaf.size() / 2)}) {
            QVERIFY(!parseCertificate(text));
            QCOMPARE(verifyChain(text, m_root.certificatePem, Now).error().code, ErrorCode::InvalidArgument);
            QCOMPARE(verifyChain(m_leaf, text, Now).error().code, ErrorCode::InvalidArgument);
        }
        QVERIFY(!verifyChain(damaged, m_root.certificatePem, Now));
    }

    void rootIsNotANodeCertificate()
    {
        const auto info = parseCertificate(m_root.certificatePem);

        QVERIFY(!info);
        QCOMPARE(info.error().code, ErrorCode::InvalidArgument);
    }

    void leafIsNotARoot()
    {
        QCOMPARE(validateRoots(m_leaf, Now).error().code, ErrorCode::InvalidArgument);
        QVERIFY(!validateRoots(m_root.certificatePem + m_leaf, Now));
        QVERIFY(!validateRoots("", Now));
    }

    void keyMatchesOnlyItsCertificate()
    {
        const auto keyPem = *generateKeyPem();
        const auto mine = *issueCertificate(m_root, *createCsrPem(keyPem), {"node1", Role::Worker, "c"}, 1h, Now);

        QVERIFY(keyMatches(mine, keyPem));
        QVERIFY(!keyMatches(m_leaf, keyPem));
        QVERIFY(!keyMatches(mine, "garbage"));
        QVERIFY(!keyMatches("garbage", keyPem));
    }

    // Recorded from Docker 28: base64 of the issuer's name for CN=swarm-ca.
    void issuerIsEncodedAsDockersIs()
    {
        const auto parts = *tlsInfo(m_leaf, m_root.certificatePem);

        QCOMPARE(toBase64(parts.certIssuerSubjectDer), std::string("MBMxETAPBgNVBAMTCHN3YXJtLWNh"));
        QCOMPARE(parts.trustRootPem, m_root.certificatePem);
        // SubjectPublicKeyInfo of a P-256 key: always this header, then 64 octets
        QCOMPARE(toHex(parts.certIssuerPublicKeyDer).substr(0, 54),
            std::string("3059301306072a8648ce3d020106082a8648ce3d03010703420004"));
        QCOMPARE(parts.certIssuerPublicKeyDer.size(), std::size_t(91));
        QCOMPARE(*tlsInfo(m_root.certificatePem), parts);
        QCOMPARE(parseCertificate(m_leaf)->issuerSubjectDer, parts.certIssuerSubjectDer);
    }

    void issuerIsTheRootThatSigned()
    {
        const auto other = *createRootCa(Now);

        const auto parts = *tlsInfo(m_leaf, other.certificatePem + m_root.certificatePem);

        QCOMPARE(parts.certIssuerPublicKeyDer, tlsInfo(m_root.certificatePem)->certIssuerPublicKeyDer);
        QCOMPARE(tlsInfo(m_leaf, other.certificatePem).error().code, ErrorCode::Unauthenticated);
    }

    void renewalFallsBetweenHalfAndFourFifths()
    {
        Rng rng(7);
        const Timestamp from = Now;
        const Timestamp until = Now + 1000h;
        Timestamp earliest = until;
        Timestamp latest = from;
        for (int i = 0; i < 2000; ++i) {
            const Timestamp at = renewalTime(from, until, rng);
            QVERIFY(at >= from + 500h && at < from + 800h);
            earliest = std::min(earliest, at);
            latest = std::max(latest, at);
        }
        QVERIFY(earliest < from + 510h);
        QVERIFY(latest > from + 790h);
    }

    void renewalOfAnEmptyValidityIsAtOnce()
    {
        Rng rng(7);
        QCOMPARE(renewalTime(Now, Now, rng), Now);
        QCOMPARE(renewalTime(Now, Now - 1h, rng), Now);
        QCOMPARE(renewalTime(Now, Now + 1ns, rng), Now);
    }

private:
    RootCa m_root;
    std::string m_leaf;
};

QTEST_GUILESS_MAIN(TestCertificate)
#include "tst_certificate.moc"
