#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/pki/identity.h"

#include <chrono>
#include <string>
#include <string_view>

namespace skep::pki {

// A fresh P-256 key as unencrypted PKCS#8 PEM. A secret: wipe() it when done.
[[nodiscard]] Result<std::string> generateKeyPem();

// A signing request with an empty subject: the authority decides everything but the key (control-plane.md §A.2).
[[nodiscard]] Result<std::string> createCsrPem(std::string_view keyPem);

// The certificate authority of a swarm. The key lives in Raft's state only, never in a file.
struct RootCa {
    // Trust bundle; the certificate that belongs to `keyPem` is one of these.
    std::string certificatePem;
    std::string keyPem;
};

// Self-signed, CN=swarm-ca, P-256, valid from five minutes ago for 20 × 365 days (control-plane.md §A.6).
[[nodiscard]] Result<RootCa> createRootCa(Timestamp now);

// "sha256" over the exact octets of the bundle, 64 hex digits: what join tokens carry.
[[nodiscard]] std::string rootDigestHex(std::string_view bundlePem);

// A node certificate as PEM. Of the request only the public key is used, after its signature proved possession of the
// private one. Names: O, OU, CN and DNS entries from `subject` ("swarm-ca" too for managers). Valid from an hour before
// `now` (to the minute) and usable for `validity` from now; `validity` is at least a second.
// Errors: InvalidArgument (request, validity, subject, unreadable authority), Internal (authority's key and certificate
// do not belong together).
[[nodiscard]] Result<std::string> issueCertificate(
    const RootCa& root, std::string_view csrPem, Subject subject, std::chrono::seconds validity, Timestamp now);

} // namespace skep::pki
