#pragma once

// Ownership of OpenSSL's objects. Included by this room's .cpp files only.

#include "shared/base/bytes.h"
#include "shared/base/result.h"
#include "shared/base/time.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace skep::pki {

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

// OpenSSL's stack functions are macros; FreeWith needs a function. Frees the stack, not what is on it.
inline void freeStack(STACK_OF(X509) * stack) { sk_X509_free(stack); }

using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free_all>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, FreeWith<X509_REQ_free>>;
using CertificatePtr = std::unique_ptr<X509, FreeWith<X509_free>>;
using StorePtr = std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using StackPtr = std::unique_ptr<STACK_OF(X509), FreeWith<freeStack>>;
using CipherContextPtr = std::unique_ptr<EVP_CIPHER_CTX, FreeWith<EVP_CIPHER_CTX_free>>;

// OpenSSL's error queue belongs to the thread, and Qt's TLS reads it too: what is left there by a harmless parse error
// would be taken for a failure of somebody's connection. One of these stands at the top of every public function.
class ErrorQueue {
public:
    ErrorQueue() { ERR_clear_error(); }
    ~ErrorQueue() { ERR_clear_error(); }
    ErrorQueue(const ErrorQueue&) = delete;
    ErrorQueue& operator=(const ErrorQueue&) = delete;
};

// Why the last call failed, in OpenSSL's words.
[[nodiscard]] std::string lastError();

[[nodiscard]] BioPtr readingBio(std::string_view text);
[[nodiscard]] std::string contents(BIO* bio);

// Error: InvalidArgument, naming `what`.
[[nodiscard]] Result<KeyPtr> readKey(std::string_view pem, std::string_view what);
// Every certificate of the text, in its order; at least one. Error: InvalidArgument, naming `what`.
[[nodiscard]] Result<std::vector<CertificatePtr>> readCertificates(std::string_view pem, std::string_view what);
[[nodiscard]] Result<std::string> writeCertificate(X509* certificate);

// RSA of 2048 bits or more, P-256, P-384, P-521 (control-plane.md §A.5).
[[nodiscard]] bool acceptableKey(EVP_PKEY* key);
[[nodiscard]] Timestamp timestampOf(const ASN1_TIME* time);
// The one value of this name, or "" when there is none, several, or one with a NUL in it.
[[nodiscard]] std::string only(const X509_NAME* name, int nid);

} // namespace skep::pki
