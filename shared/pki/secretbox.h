#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <cstdint>
#include <memory>

namespace skep::pki {

// Authenticated encryption of records: AES-256-GCM. A sealed record is one version octet, a 12-octet nonce, the
// ciphertext and a 16-octet tag. The nonce is a random 64-bit epoch, drawn whenever a box is made, and a counter, so
// neither a restart nor a restored backup repeats one. One thread at a time; a thread makes its own box of the same
// key.
class SecretBox {
public:
    static constexpr std::size_t KeySize = 32;
    // Sealed size minus plain size.
    static constexpr std::size_t Overhead = 1 + 12 + 16;

    [[nodiscard]] static Bytes createKey();
    // Error: InvalidArgument unless the key is of KeySize octets.
    [[nodiscard]] static Result<SecretBox> create(BytesView key);

    SecretBox(SecretBox&&) noexcept;
    SecretBox& operator=(SecretBox&&) noexcept;
    ~SecretBox();

    // `aad` is authenticated, not stored: where the record belongs (log index, term, kind), so that it cannot be moved.
    [[nodiscard]] Bytes seal(BytesView plaintext, BytesView aad);
    // Error: DataLoss if key, place or octets are wrong; it does not tell which. InvalidArgument on an unknown version.
    [[nodiscard]] Result<Bytes> open(BytesView sealed, BytesView aad) const;

private:
    struct Ciphers;
    explicit SecretBox(std::unique_ptr<Ciphers> ciphers);

    std::unique_ptr<Ciphers> m_ciphers;
    std::uint64_t m_epoch = 0;
    std::uint32_t m_counter = 0;
};

} // namespace skep::pki
