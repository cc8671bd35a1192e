#include "shared/pki/openssl.h"

#include <openssl/ec.h>

#include <ctime>
#include <limits>

namespace skep::pki {

namespace {

// Far more than a swarm's bundle or chain ever holds.
constexpr std::size_t MostCertificates = 32;

} // namespace

std::string lastError()
{
    const unsigned long code = ERR_peek_last_error();
    if (code == 0)
        return "no reason given";
    const char* reason = ERR_reason_error_string(code);
    return reason ? reason : "error " + std::to_string(code);
}

BioPtr readingBio(std::string_view text)
{
    if (text.size() > std::size_t(std::numeric_limits<int>::max()))
        return nullptr;
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string contents(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

Result<KeyPtr> readKey(std::string_view pem, std::string_view what)
{
    // An encrypted key must fail, not ask the terminal for a passphrase.
    const auto refuse = [](char*, int, int, void*) { return -1; };
    const BioPtr bio = readingBio(pem);
    KeyPtr key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, refuse, nullptr) : nullptr);
    if (!key)
        return fail(ErrorCode::InvalidArgument, std::string(what) + " is not a private key in PEM");
    return key;
}

Result<std::vector<CertificatePtr>> readCertificates(std::string_view pem, std::string_view what)
{
    std::vector<CertificatePtr> certificates;
    const BioPtr bio = readingBio(pem);
    while (bio) {
        CertificatePtr next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
        if (!next) {
            if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE)
                break;
            return fail(ErrorCode::InvalidArgument, std::string(what) + " holds a certificate that cannot be read");
        }
        if (certificates.size() == MostCertificates)
            return fail(ErrorCode::InvalidArgument, std::string(what) + " holds too many certificates");
        certificates.push_back(std::move(next));
    }
    ERR_clear_error();
    if (certificates.empty())
        return fail(ErrorCode::InvalidArgument, std::string(what) + " holds no certificate in PEM");
    return certificates;
}

Result<std::string> writeCertificate(X509* certificate)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1)
        return fail(ErrorCode::Internal, "cannot write a certificate: " + lastError());
    return contents(bio.get());
}

bool acceptableKey(EVP_PKEY* key)
{
    if (!key)
        return false;
    if (EVP_PKEY_is_a(key, "RSA") == 1)
        return EVP_PKEY_get_bits(key) >= 2048;
    char group[64] = {};
    std::size_t length = 0;
    if (EVP_PKEY_is_a(key, "EC") != 1 || EVP_PKEY_get_group_name(key, group, sizeof group, &length) != 1)
        return false;
    const std::string_view name(group, length);
    return name == "prime256v1" || name == "secp384r1" || name == "secp521r1";
}

Timestamp timestampOf(const ASN1_TIME* time)
{
    std::tm fields = {};
    if (ASN1_TIME_to_tm(time, &fields) != 1)
        return {};
    // A Timestamp ends in 2262; certificates may say 9999.
    constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max() / 1'000'000'000;
    const std::int64_t seconds = std::int64_t(timegm(&fields));
    if (seconds >= Most)
        return {std::numeric_limits<std::int64_t>::max()};
    if (seconds <= -Most)
        return {std::numeric_limits<std::int64_t>::min() + 1};
    return {seconds * 1'000'000'000};
}

std::string only(const X509_NAME* name, int nid)
{
    const int index = X509_NAME_get_index_by_NID(name, nid, -1);
    if (index < 0 || X509_NAME_get_index_by_NID(name, nid, index) >= 0)
        return {};
    unsigned char* utf8 = nullptr;
    const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
    if (size < 0)
        return {};
    std::string text(reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size));
    OPENSSL_free(utf8);
    return text.find('\0') == std::string::npos ? text : std::string();
}

} // namespace skep::pki
