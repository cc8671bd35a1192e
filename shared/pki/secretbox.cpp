#include "shared/pki/secretbox.h"

#include "shared/base/rng.h"
#include "shared/pki/openssl.h"

#include <cstdlib>

namespace skep::pki {
namespace {

constexpr char Version = 1;
constexpr std::size_t NonceSize = 12;
constexpr std::size_t TagSize = 16;

const unsigned char* octets(BytesView bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* octets(Bytes& bytes, std::size_t at) { return reinterpret_cast<unsigned char*>(bytes.data()) + at; }
int length(BytesView bytes) { return static_cast<int>(bytes.size()); }

void appendBigEndian(Bytes& bytes, std::uint64_t value, int size)
{
    for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
        bytes += static_cast<char>(value >> shift & 0xff);
}

} // namespace

struct SecretBox::Ciphers {
    // Keyed once; each record sets the nonce only.
    CipherContextPtr sealing{EVP_CIPHER_CTX_new()};
    CipherContextPtr opening{EVP_CIPHER_CTX_new()};
};

SecretBox::SecretBox(std::unique_ptr<Ciphers> ciphers)
    : m_ciphers(std::move(ciphers))
    , m_epoch(secureRandom64())
{
}

SecretBox::SecretBox(SecretBox&&) noexcept = default;
SecretBox& SecretBox::operator=(SecretBox&&) noexcept = default;
SecretBox::~SecretBox() = default;

Bytes SecretBox::createKey() { return secureBytes(KeySize); }

Result<SecretBox> SecretBox::create(BytesView key)
{
    const ErrorQueue errors;
    if (key.size() != KeySize)
        return fail(ErrorCode::InvalidArgument, "an encryption key must be of 32 octets");
    auto ciphers = std::make_unique<Ciphers>();
    if (EVP_EncryptInit_ex(ciphers->sealing.get(), EVP_aes_256_gcm(), nullptr, octets(key), nullptr) != 1
        || EVP_DecryptInit_ex(ciphers->opening.get(), EVP_aes_256_gcm(), nullptr, octets(key), nullptr) != 1)
        return fail(ErrorCode::Internal, "cannot use AES-256-GCM: " + lastError());
    return SecretBox(std::move(ciphers));
}

Bytes SecretBox::seal(BytesView plaintext, BytesView aad)
{
    const ErrorQueue errors;
    Bytes sealed;
    sealed.reserve(plaintext.size() + Overhead);
    sealed += Version;
    appendBigEndian(sealed, m_epoch, 8);
    appendBigEndian(sealed, m_counter, 4);
    if (++m_counter == 0)
        m_epoch = secureRandom64();
    const std::size_t body = sealed.size();
    sealed.resize(body + plaintext.size() + TagSize);
    EVP_CIPHER_CTX* const context = m_ciphers->sealing.get();
    int size = 0;
    // Fails only for lack of memory or for records beyond 2 GiB, which nothing in the house makes.
    if (plaintext.size() > std::size_t(1) << 30
        || EVP_EncryptInit_ex(context, nullptr, nullptr, nullptr, octets(sealed, 1)) != 1
        || EVP_EncryptUpdate(context, nullptr, &size, octets(aad), length(aad)) != 1
        || EVP_EncryptUpdate(context, octets(sealed, body), &size, octets(plaintext), length(plaintext)) != 1
        || EVP_EncryptFinal_ex(context, octets(sealed, body + plaintext.size()), &size) != 1
        || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, int(TagSize), octets(sealed, body + plaintext.size()))
            != 1)
        std::abort();
    return sealed;
}

Result<Bytes> SecretBox::open(BytesView sealed, BytesView aad) const
{
    const ErrorQueue errors;
    const auto damaged = [] { return fail(ErrorCode::DataLoss, "record cannot be decrypted: wrong key, or damaged"); };
    if (sealed.empty())
        return damaged();
    if (sealed[0] != Version)
        return fail(ErrorCode::InvalidArgument, "record is encrypted in a way that this version does not know");
    if (sealed.size() < Overhead || sealed.size() > std::size_t(1) << 31)
        return damaged();
    const BytesView cipher = sealed.substr(1 + NonceSize, sealed.size() - Overhead);
    Bytes tag(sealed.substr(sealed.size() - TagSize));
    Bytes plaintext(cipher.size() + 1, '\0'); // one more, so that there is an address even for an empty record
    EVP_CIPHER_CTX* const context = m_ciphers->opening.get();
    int size = 0;
    if (EVP_DecryptInit_ex(context, nullptr, nullptr, nullptr, octets(sealed) + 1) != 1
        || EVP_DecryptUpdate(context, nullptr, &size, octets(aad), length(aad)) != 1
        || EVP_DecryptUpdate(context, octets(plaintext, 0), &size, octets(cipher), length(cipher)) != 1
        || EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, int(TagSize), tag.data()) != 1
        || EVP_DecryptFinal_ex(context, octets(plaintext, cipher.size()), &size) != 1) {
        wipe(plaintext);
        return damaged();
    }
    plaintext.resize(cipher.size());
    return plaintext;
}

} // namespace skep::pki
