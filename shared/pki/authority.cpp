#include "shared/pki/authority.h"

#include "shared/base/rng.h"
#include "shared/pki/openssl.h"

#include <openssl/ec.h>

#include <algorithm>
#include <ctime>

namespace skep::pki {
namespace {

constexpr std::string_view AuthorityName = "swarm-ca";
constexpr std::chrono::seconds RootBackdate = std::chrono::minutes(5);
constexpr std::chrono::seconds RootValidity = std::chrono::hours(20 * 365 * 24);
constexpr std::chrono::seconds NodeBackdate = std::chrono::hours(1);
// X.520's upper bound of a common name.
constexpr std::size_t LongestName = 64;

Failure internal(std::string_view doing) { return fail(ErrorCode::Internal, std::string(doing) + ": " + lastError()); }

bool setTime(ASN1_TIME* field, Timestamp time)
{
    return ASN1_TIME_set(field, static_cast<std::time_t>(time.ns / 1'000'000'000)) != nullptr;
}

Timestamp roundedToMinute(Timestamp time)
{
    constexpr std::int64_t Minute = 60'000'000'000;
    return {(time.ns + Minute / 2) / Minute * Minute};
}

// 20 random octets, positive (RFC 5280 §4.1.2.2).
bool setSerial(X509* certificate)
{
    std::string octets = secureBytes(20);
    octets[0] = static_cast<char>(octets[0] & 0x7f);
    const std::unique_ptr<BIGNUM, FreeWith<BN_free>> number(
        BN_bin2bn(reinterpret_cast<const unsigned char*>(octets.data()), static_cast<int>(octets.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

// PrintableString, as Go writes it: clients compare the issuer's DER with what Docker reports.
bool addName(X509_NAME* name, int nid, std::string_view text)
{
    return X509_NAME_add_entry_by_NID(name, nid, V_ASN1_PRINTABLESTRING,
               reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()), -1, 0)
        == 1;
}

bool addExtension(X509* certificate, X509* issuer, int nid, const std::string& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509V3_set_ctx_nodb(&context);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// Only what can stand in a PrintableString and in the text of a DNS entry without a meaning of its own.
bool plainName(std::string_view text)
{
    const auto plain
        = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; };
    return !text.empty() && text.size() <= LongestName && std::ranges::all_of(text, plain);
}

Result<void> checkSubject(const Subject& subject)
{
    // A node of this name would be accepted where a manager is expected.
    const bool reserved = roleOf(subject.nodeId).has_value() || subject.nodeId == AuthorityName;
    if (!plainName(subject.nodeId) || reserved)
        return fail(ErrorCode::InvalidArgument, "node id \"" + subject.nodeId + "\" cannot stand in a certificate");
    if (!plainName(subject.clusterId))
        return fail(
            ErrorCode::InvalidArgument, "cluster id \"" + subject.clusterId + "\" cannot stand in a certificate");
    return {};
}

std::string dnsNames(const Subject& subject)
{
    std::string names = "DNS:" + std::string(organizationalUnit(subject.role)) + ",DNS:" + subject.nodeId;
    if (subject.role == Role::Manager)
        names += ",DNS:" + std::string(AuthorityName);
    return names;
}

Result<RequestPtr> readRequest(std::string_view pem)
{
    const BioPtr bio = readingBio(pem);
    RequestPtr request(bio ? PEM_read_bio_X509_REQ(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!request)
        return fail(ErrorCode::InvalidArgument, "certificate request is not PEM");
    EVP_PKEY* key = X509_REQ_get0_pubkey(request.get());
    if (!acceptableKey(key))
        return fail(ErrorCode::InvalidArgument, "certificate request has a key that is too weak or of an unknown kind");
    if (X509_REQ_verify(request.get(), key) != 1)
        return fail(ErrorCode::InvalidArgument, "certificate request is not signed with its own key");
    return request;
}

Result<CertificatePtr> signer(const RootCa& root, EVP_PKEY* key)
{
    SKEP_TRY(bundle, readCertificates(root.certificatePem, "the root certificate"));
    for (CertificatePtr& certificate : bundle)
        if (X509_check_private_key(certificate.get(), key) == 1 && X509_check_ca(certificate.get()) == 1)
            return std::move(certificate);
    return fail(ErrorCode::Internal, "the root key belongs to no certificate authority of the root certificate");
}

Result<CertificatePtr> makeRoot(EVP_PKEY* key, Timestamp now)
{
    CertificatePtr certificate(X509_new());
    X509* const c = certificate.get();
    const Timestamp notBefore = now - RootBackdate;
    if (!c || X509_set_version(c, X509_VERSION_3) != 1 || !setSerial(c) || !setTime(X509_getm_notBefore(c), notBefore)
        || !setTime(X509_getm_notAfter(c), notBefore + RootValidity) || X509_set_pubkey(c, key) != 1
        || !addName(X509_get_subject_name(c), NID_commonName, AuthorityName)
        || X509_set_issuer_name(c, X509_get_subject_name(c)) != 1
        || !addExtension(c, c, NID_basic_constraints, "critical,CA:TRUE")
        || !addExtension(c, c, NID_key_usage, "critical,keyCertSign,cRLSign")
        || !addExtension(c, c, NID_subject_key_identifier, "hash")
        || !addExtension(c, c, NID_authority_key_identifier, "keyid:always") || X509_sign(c, key, EVP_sha256()) == 0)
        return internal("cannot make a root certificate");
    return certificate;
}

Result<CertificatePtr> makeLeaf(
    X509* issuer, EVP_PKEY* issuerKey, EVP_PKEY* key, const Subject& subject, Timestamp notBefore, Timestamp notAfter)
{
    CertificatePtr certificate(X509_new());
    X509* const c = certificate.get();
    if (!c || X509_set_version(c, X509_VERSION_3) != 1 || !setSerial(c) || !setTime(X509_getm_notBefore(c), notBefore)
        || !setTime(X509_getm_notAfter(c), notAfter) || X509_set_pubkey(c, key) != 1
        || X509_set_issuer_name(c, X509_get_subject_name(issuer)) != 1)
        return internal("cannot make a node certificate");
    X509_NAME* const name = X509_get_subject_name(c);
    if (!addName(name, NID_organizationName, subject.clusterId)
        || !addName(name, NID_organizationalUnitName, organizationalUnit(subject.role))
        || !addName(name, NID_commonName, subject.nodeId))
        return internal("cannot name a node certificate");
    // keyEncipherment means nothing for P-256; it is there because Docker's node certificates carry it.
    if (!addExtension(c, issuer, NID_key_usage, "critical,digitalSignature,keyEncipherment")
        || !addExtension(c, issuer, NID_ext_key_usage, "serverAuth,clientAuth")
        || !addExtension(c, issuer, NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(c, issuer, NID_subject_key_identifier, "hash")
        || !addExtension(c, issuer, NID_authority_key_identifier, "keyid")
        || !addExtension(c, issuer, NID_subject_alt_name, dnsNames(subject))
        || X509_sign(c, issuerKey, EVP_sha256()) == 0)
        return internal("cannot sign a node certificate");
    return certificate;
}

} // namespace

Result<std::string> generateKeyPem()
{
    const ErrorQueue errors;
    const KeyPtr key(EVP_EC_gen("P-256"));
    const BioPtr bio(BIO_new(BIO_s_secmem()));
    if (!key || !bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return internal("cannot make a key");
    return contents(bio.get());
}

Result<std::string> createCsrPem(std::string_view keyPem)
{
    const ErrorQueue errors;
    SKEP_TRY(key, readKey(keyPem, "the node's key"));
    const RequestPtr request(X509_REQ_new());
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (!request || !bio || X509_REQ_set_version(request.get(), X509_REQ_VERSION_1) != 1
        || X509_REQ_set_pubkey(request.get(), key.get()) != 1
        || X509_REQ_sign(request.get(), key.get(), EVP_sha256()) == 0
        || PEM_write_bio_X509_REQ(bio.get(), request.get()) != 1)
        return internal("cannot make a certificate request");
    return contents(bio.get());
}

Result<RootCa> createRootCa(Timestamp now)
{
    const ErrorQueue errors;
    SKEP_TRY(keyPem, generateKeyPem());
    SKEP_TRY(key, readKey(keyPem, "the root key"));
    SKEP_TRY(certificate, makeRoot(key.get(), now));
    SKEP_TRY(certificatePem, writeCertificate(certificate.get()));
    return RootCa{std::move(certificatePem), std::move(keyPem)};
}

std::string rootDigestHex(std::string_view bundlePem)
{
    unsigned char digest[32];
    if (EVP_Q_digest(nullptr, "SHA256", nullptr, bundlePem.data(), bundlePem.size(), digest, nullptr) != 1)
        std::abort(); // SHA-256 is part of every provider; without it nothing here can be trusted
    return toHex({reinterpret_cast<const char*>(digest), sizeof digest});
}

Result<std::string> issueCertificate(
    const RootCa& root, std::string_view csrPem, Subject subject, std::chrono::seconds validity, Timestamp now)
{
    const ErrorQueue errors;
    SKEP_CHECK(checkSubject(subject));
    if (validity < std::chrono::seconds(1))
        return fail(ErrorCode::InvalidArgument, "certificate validity must be at least a second");
    SKEP_TRY(request, readRequest(csrPem));
    SKEP_TRY(issuerKey, readKey(root.keyPem, "the root key"));
    SKEP_TRY(issuer, signer(root, issuerKey.get()));
    const Timestamp notBefore = roundedToMinute(now) - NodeBackdate;
    SKEP_TRY(leaf,
        makeLeaf(issuer.get(), issuerKey.get(), X509_REQ_get0_pubkey(request.get()), subject, notBefore,
            notBefore + validity + NodeBackdate));
    return writeCertificate(leaf.get());
}

} // namespace skep::pki
