#pragma once

#include "shared/http/client.h"

#include <functional>
#include <map>
#include <optional>
#include <string>

namespace skep::client {

// What decides where the engine is.
struct TargetOptions {
    std::string host;    // -H
    std::string context; // -c
    std::map<std::string, std::string> environment;
    std::function<bool(const std::string& path)> socketExists;
};

struct Target {
    http::Endpoint endpoint;
    std::string description; // as the user wrote it
};

// -H, then -c, then SKEP_HOST, DOCKER_HOST, DOCKER_CONTEXT, the current context of Docker's configuration; else Skep's socket, or Docker's
// when only that is there. unix://, tcp:// (mutual TLS with DOCKER_CERT_PATH and DOCKER_TLS_VERIFY, or a context's files), ssh://.
// Error InvalidArgument naming what cannot be used.
[[nodiscard]] Result<Target> findTarget(const TargetOptions& options);

// One URL; `tlsDir` holds ca.pem, cert.pem, key.pem for tcp:// ("": plain, on loopback only).
[[nodiscard]] Result<http::Endpoint> parseHost(const std::string& url, const std::string& tlsDir);

// The three files of mutual TLS: the CA of the server, and the pair that shows who we are.
struct TlsFiles {
    std::string ca, certificate, key;
};
// The same with files that have names of their own.
[[nodiscard]] Result<http::Endpoint> parseHost(const std::string& url, const TlsFiles& files);

// Another manager ("host:port", the port of the cluster), reached as `known` is: same port of the API, same credentials, same program.
// Nothing for a Unix socket, which has no other host.
[[nodiscard]] std::optional<http::Endpoint> sameWayTo(const http::Endpoint& known, const std::string& manager);

} // namespace skep::client
