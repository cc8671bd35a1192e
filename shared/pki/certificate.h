#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/time.h"
#include "shared/pki/identity.h"

#include <string>
#include <string_view>
#include <vector>

namespace skep::pki {

// What a node certificate says. Nothing here is verified: see verifyChain().
struct CertificateInfo {
    Subject subject;
    Timestamp notBefore;
    Timestamp notAfter;
    std::vector<std::string> dnsNames;
    // Lower-case hex without leading zeros.
    std::string serialHex;
    Bytes issuerSubjectDer;
};

// Reads the first certificate of `pem`. It must name exactly one CN, OU and O, the OU being a role.
// Error: InvalidArgument.
[[nodiscard]] Result<CertificateInfo> parseCertificate(std::string_view pem);

// Verifies a leaf, followed by intermediates if there are any, against the roots and nothing else: every certificate
// signed by the next, every one inside its validity at `now` (control-plane.md §A.5). Names are not looked at. Errors:
// InvalidArgument (unreadable), Unauthenticated (expired or not yet valid, naming the dates; foreign).
[[nodiscard]] Result<void> verifyChain(std::string_view certificatePem, std::string_view rootsPem, Timestamp now);

// Checks a bundle before it is trusted: at least one certificate, each self-signed, an authority, inside its validity,
// and with a key of at least RSA 2048 or P-256. Errors: InvalidArgument, Unauthenticated.
[[nodiscard]] Result<void> validateRoots(std::string_view rootsPem, Timestamp now);

// Whether the first certificate was made for this key. False, too, if either cannot be read.
[[nodiscard]] bool keyMatches(std::string_view certificatePem, std::string_view keyPem);

// The three parts of Docker's TLSInfo (Docker API v1.41 /info, /nodes); the API shows the DER parts in base64.
struct TlsInfoParts {
    std::string trustRootPem;
    Bytes certIssuerSubjectDer;
    // SubjectPublicKeyInfo.
    Bytes certIssuerPublicKeyDer;

    bool operator==(const TlsInfoParts&) const = default;
};

// For a node: the issuer of its certificate, looked for among its intermediates and the roots.
// Errors: InvalidArgument (unreadable), Unauthenticated (issuer not found).
[[nodiscard]] Result<TlsInfoParts> tlsInfo(std::string_view certificatePem, std::string_view rootsPem);
// For the cluster: the issuer is the first root itself.
[[nodiscard]] Result<TlsInfoParts> tlsInfo(std::string_view rootsPem);

} // namespace skep::pki
