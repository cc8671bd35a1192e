#include "shared/pki/certificate.h"

#include "shared/pki/openssl.h"

#include <ctime>

namespace skep::pki {
namespace {

// 112 bits: SHA-256 and better, RSA 2048 and better.
constexpr int SecurityLevel = 2;
constexpr int DeepestChain = 5;

using Certificates = std::vector<CertificatePtr>;

std::string describe(const X509* certificate)
{
    const std::string name = only(X509_get_subject_name(certificate), NID_commonName);
    return name.empty() ? "certificate" : "certificate of " + name;
}

Bytes derOf(const X509_NAME* name)
{
    const unsigned char* der = nullptr;
    std::size_t size = 0;
    if (X509_NAME_get0_der(name, &der, &size) != 1)
        return {};
    return {reinterpret_cast<const char*>(der), size};
}

Bytes publicKeyDer(const X509* certificate)
{
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    if (size <= 0)
        return {};
    Bytes bytes(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return bytes;
}

std::vector<std::string> dnsNamesOf(const X509* certificate)
{
    std::vector<std::string> names;
    const std::unique_ptr<GENERAL_NAMES, FreeWith<GENERAL_NAMES_free>> all(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
        const GENERAL_NAME* entry = sk_GENERAL_NAME_value(all.get(), i);
        if (entry->type != GEN_DNS)
            continue;
        names.emplace_back(reinterpret_cast<const char*>(ASN1_STRING_get0_data(entry->d.dNSName)),
            static_cast<std::size_t>(ASN1_STRING_length(entry->d.dNSName)));
    }
    return names;
}

std::string serialOf(const X509* certificate)
{
    const std::unique_ptr<BIGNUM, FreeWith<BN_free>> number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    Bytes octets(number ? static_cast<std::size_t>(BN_num_bytes(number.get())) : 0, '\0');
    if (number)
        BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(octets.data()));
    const std::string hex = toHex(octets);
    const std::size_t digits = hex.find_first_not_of('0');
    return digits == std::string::npos ? "0" : hex.substr(digits);
}

Result<void> checkDates(const X509* certificate, Timestamp now)
{
    const Timestamp from = timestampOf(X509_get0_notBefore(certificate));
    const Timestamp until = timestampOf(X509_get0_notAfter(certificate));
    if (now < from)
        return fail(ErrorCode::Unauthenticated,
            describe(certificate) + " is not valid before " + toRfc3339(from) + ", and it is " + toRfc3339(now));
    if (now > until)
        return fail(ErrorCode::Unauthenticated,
            describe(certificate) + " expired at " + toRfc3339(until) + ", and it is " + toRfc3339(now));
    return {};
}

bool issuedBy(X509* certificate, X509* issuer)
{
    return X509_check_issued(issuer, certificate) == X509_V_OK
        && X509_verify(certificate, X509_get0_pubkey(issuer)) == 1;
}

// `trusted` must lead from the leaf, by way of `untrusted`, to a root among them.
Result<void> verifyAgainst(const Certificates& trusted, X509* leaf, const Certificates& untrusted, Timestamp now)
{
    const StorePtr store(X509_STORE_new());
    const StoreContextPtr context(X509_STORE_CTX_new());
    const StackPtr chain(sk_X509_new_null());
    if (!store || !context || !chain)
        return fail(ErrorCode::Internal, "cannot verify a certificate: " + lastError());
    for (const CertificatePtr& root : trusted)
        if (X509_STORE_add_cert(store.get(), root.get()) != 1)
            return fail(ErrorCode::Internal, "cannot use a root certificate: " + lastError());
    for (const CertificatePtr& certificate : untrusted)
        if (certificate.get() != leaf && sk_X509_push(chain.get(), certificate.get()) <= 0)
            return fail(ErrorCode::Internal, "cannot use an intermediate certificate: " + lastError());
    if (X509_STORE_CTX_init(context.get(), store.get(), leaf, chain.get()) != 1)
        return fail(ErrorCode::Internal, "cannot verify a certificate: " + lastError());
    X509_VERIFY_PARAM* const rules = X509_STORE_CTX_get0_param(context.get());
    X509_VERIFY_PARAM_set_time(rules, static_cast<std::time_t>(now.ns / 1'000'000'000));
    X509_VERIFY_PARAM_set_auth_level(rules, SecurityLevel);
    X509_VERIFY_PARAM_set_depth(rules, DeepestChain);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_CHECK_SS_SIGNATURE);
    if (X509_verify_cert(context.get()) == 1)
        return {};
    const int why = X509_STORE_CTX_get_error(context.get());
    const X509* where = X509_STORE_CTX_get_current_cert(context.get());
    if (where && (why == X509_V_ERR_CERT_HAS_EXPIRED || why == X509_V_ERR_CERT_NOT_YET_VALID))
        SKEP_CHECK(checkDates(where, now));
    return fail(ErrorCode::Unauthenticated,
        describe(leaf) + " was not issued by a root of this swarm (" + X509_verify_cert_error_string(why) + ")");
}

} // namespace

Result<CertificateInfo> parseCertificate(std::string_view pem)
{
    const ErrorQueue errors;
    SKEP_TRY(all, readCertificates(pem, "the node certificate"));
    const X509* const certificate = all.front().get();
    const X509_NAME* const name = X509_get_subject_name(certificate);
    CertificateInfo info;
    info.subject.nodeId = only(name, NID_commonName);
    info.subject.clusterId = only(name, NID_organizationName);
    const auto role = roleOf(only(name, NID_organizationalUnitName));
    if (info.subject.nodeId.empty() || info.subject.clusterId.empty() || !role)
        return fail(ErrorCode::InvalidArgument,
            describe(certificate) + " is not a node's: it must name one node, one role and one cluster");
    info.subject.role = *role;
    info.notBefore = timestampOf(X509_get0_notBefore(certificate));
    info.notAfter = timestampOf(X509_get0_notAfter(certificate));
    info.dnsNames = dnsNamesOf(certificate);
    info.serialHex = serialOf(certificate);
    info.issuerSubjectDer = derOf(X509_get_issuer_name(certificate));
    return info;
}

Result<void> verifyChain(std::string_view certificatePem, std::string_view rootsPem, Timestamp now)
{
    const ErrorQueue errors;
    SKEP_TRY(chain, readCertificates(certificatePem, "the node certificate"));
    SKEP_TRY(roots, readCertificates(rootsPem, "the trust bundle"));
    for (std::size_t i = 0; i < chain.size(); ++i) {
        SKEP_CHECK(checkDates(chain[i].get(), now));
        if (i + 1 < chain.size() && !issuedBy(chain[i].get(), chain[i + 1].get()))
            return fail(ErrorCode::Unauthenticated,
                describe(chain[i].get()) + " is not signed by the certificate that follows it");
    }
    return verifyAgainst(roots, chain.front().get(), chain, now);
}

Result<void> validateRoots(std::string_view rootsPem, Timestamp now)
{
    const ErrorQueue errors;
    SKEP_TRY(roots, readCertificates(rootsPem, "the trust bundle"));
    for (CertificatePtr& root : roots) {
        X509* const certificate = root.get();
        SKEP_CHECK(checkDates(certificate, now));
        if (X509_check_ca(certificate) != 1)
            return fail(ErrorCode::InvalidArgument, describe(certificate) + " is not a certificate authority's");
        if (!acceptableKey(X509_get0_pubkey(certificate)))
            return fail(ErrorCode::InvalidArgument,
                describe(certificate) + " has a key that is too weak or of an unknown kind");
        Certificates itself;
        itself.push_back(std::move(root));
        SKEP_CHECK(verifyAgainst(itself, certificate, {}, now));
    }
    return {};
}

bool keyMatches(std::string_view certificatePem, std::string_view keyPem)
{
    const ErrorQueue errors;
    const auto certificates = readCertificates(certificatePem, "the certificate");
    const auto key = readKey(keyPem, "the key");
    return certificates && key && X509_check_private_key(certificates->front().get(), key->get()) == 1;
}

Result<TlsInfoParts> tlsInfo(std::string_view certificatePem, std::string_view rootsPem)
{
    const ErrorQueue errors;
    SKEP_TRY(chain, readCertificates(certificatePem, "the node certificate"));
    SKEP_TRY(roots, readCertificates(rootsPem, "the trust bundle"));
    X509* const leaf = chain.front().get();
    const X509* issuer = nullptr;
    for (const Certificates* candidates : {&chain, &roots})
        for (const CertificatePtr& candidate : *candidates)
            if (!issuer && issuedBy(leaf, candidate.get()))
                issuer = candidate.get();
    if (!issuer)
        return fail(ErrorCode::Unauthenticated, describe(leaf) + " was not issued by a root of this swarm");
    return TlsInfoParts{std::string(rootsPem), derOf(X509_get_subject_name(issuer)), publicKeyDer(issuer)};
}

Result<TlsInfoParts> tlsInfo(std::string_view rootsPem)
{
    const ErrorQueue errors;
    SKEP_TRY(roots, readCertificates(rootsPem, "the trust bundle"));
    const X509* const root = roots.front().get();
    return TlsInfoParts{std::string(rootsPem), derOf(X509_get_subject_name(root)), publicKeyDer(root)};
}

} // namespace skep::pki
