#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace skep::pki {

// SWMTKN-1-<digest>-<secret>: admits a node, and pins the root it may trust (control-plane.md §A.7). Version 2 tokens
// belong to clusters that mandate FIPS, which Skep's nodes cannot join; they are refused like any other text.
class JoinToken {
public:
    // SHA-256 of the root bundle, 64 lower-case hex digits.
    std::string digestHex;
    // 25 digits of base 36.
    std::string secret;

    // A fresh secret for this trust bundle.
    [[nodiscard]] static JoinToken create(std::string_view rootPem);
    // Error: InvalidArgument "invalid join token", without the text.
    [[nodiscard]] static Result<JoinToken> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    // Whether `presented` is exactly this token's text, in constant time.
    [[nodiscard]] bool matches(std::string_view presented) const;
    // Whether the token pins exactly this bundle.
    [[nodiscard]] bool pins(std::string_view rootPem) const;

    bool operator==(const JoinToken&) const = default;
};

// Unlock keys: 32 octets; SWMKEY-1-<43 characters of unpadded base64> for people (control-plane.md §A.11).
inline constexpr std::size_t UnlockKeySize = 32;
[[nodiscard]] Bytes createUnlockKey();
[[nodiscard]] std::string unlockKeyText(BytesView key);
// Error: InvalidArgument "invalid key string", without the text.
[[nodiscard]] Result<Bytes> parseUnlockKey(std::string_view text);

} // namespace skep::pki
