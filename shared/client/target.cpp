#include "shared/client/target.h"

#include <QCryptographicHash>
#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslCertificate>
#include <QSslKey>

#include <charconv>

namespace skep::client {
namespace {

constexpr const char* SkepSocket = "/run/skep/skepd.sock";
constexpr const char* DockerSocket = "/var/run/docker.sock";

std::string value(const TargetOptions& options, const std::string& name)
{
    const auto found = options.environment.find(name);
    return found == options.environment.end() ? "" : found->second;
}

std::string configDir(const TargetOptions& options)
{
    const std::string set = value(options, "DOCKER_CONFIG");
    return set.empty() ? value(options, "HOME") + "/.docker" : set;
}

QByteArray read(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return !path.empty() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<QSslConfiguration> tlsFrom(const TlsFiles& files)
{
    QSslConfiguration tls;
    const auto ca = QSslCertificate::fromData(read(files.ca));
    const auto chain = QSslCertificate::fromData(read(files.certificate));
    const QByteArray pem = read(files.key);
    QSslKey key(pem, QSsl::Ec);
    if (key.isNull())
        key = QSslKey(pem, QSsl::Rsa);
    if (ca.isEmpty())
        return fail(ErrorCode::InvalidArgument, "TLS needs the CA of the server: there is no certificate in " + files.ca);
    if (chain.isEmpty())
        return fail(ErrorCode::InvalidArgument, "TLS needs a certificate of the client: there is none in " + files.certificate);
    if (key.isNull())
        return fail(ErrorCode::InvalidArgument, "TLS needs the client's private key, without a passphrase: there is none in " + files.key);
    tls.setCaCertificates(ca);
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(key);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    return tls;
}

// A context of Docker's: metadata and TLS files lie under the digest of its name.
Result<Target> fromContext(const TargetOptions& options, const std::string& name)
{
    const std::string digest = QCryptographicHash::hash(QByteArray::fromStdString(name), QCryptographicHash::Sha256).toHex().toStdString();
    const std::string directory = configDir(options) + "/contexts";
    const auto meta = QJsonDocument::fromJson(read(directory + "/meta/" + digest + "/meta.json")).object();
    const QString host = meta.value(QStringLiteral("Endpoints")).toObject().value(QStringLiteral("docker")).toObject().value(QStringLiteral("Host")).toString();
    if (host.isEmpty())
        return fail(ErrorCode::InvalidArgument, "context \"" + name + "\": context not found");
    std::string tlsDir = directory + "/tls/" + digest + "/docker";
    if (!QFile::exists(QString::fromStdString(tlsDir + "/ca.pem")))
        tlsDir.clear();
    SKEP_TRY(endpoint, parseHost(host.toStdString(), tlsDir));
    return Target{std::move(endpoint), host.toStdString()};
}

Result<Target> fromUrl(const TargetOptions& options, const std::string& url)
{
    std::string tlsDir = value(options, "DOCKER_CERT_PATH");
    if (tlsDir.empty() && !value(options, "DOCKER_TLS_VERIFY").empty())
        tlsDir = configDir(options);
    SKEP_TRY(endpoint, parseHost(url, tlsDir));
    return Target{std::move(endpoint), url};
}

// "10.0.0.1" of "10.0.0.1:2377", "::1" of "[::1]:2377".
std::string withoutPort(const std::string& address)
{
    const auto colon = address.rfind(':');
    std::string host = colon == std::string::npos ? address : address.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    return host;
}

} // namespace

Result<http::Endpoint> parseHost(const std::string& url, const std::string& tlsDir)
{
    return parseHost(url, tlsDir.empty() ? TlsFiles() : TlsFiles{tlsDir + "/ca.pem", tlsDir + "/cert.pem", tlsDir + "/key.pem"});
}

Result<http::Endpoint> parseHost(const std::string& url, const TlsFiles& files)
{
    const bool plain = files.ca.empty() && files.certificate.empty() && files.key.empty();
    const auto bad = [&] { return fail(ErrorCode::InvalidArgument, "unable to parse docker host `" + url + "`: unix://PATH, tcp://HOST:PORT or ssh://HOST is needed"); };
    if (url.starts_with("unix://"))
        return url.size() > 7 ? Result<http::Endpoint>(http::Endpoint::unixSocket(url.substr(7))) : bad();
    if (url.starts_with("ssh://")) {
        // The program ssh knows the user's keys and configuration; at the other end the engine's own client carries the bytes.
        std::string host = url.substr(6);
        std::vector<std::string> argv{"ssh", "-o", "BatchMode=yes"};
        if (const auto colon = host.rfind(':'); colon != std::string::npos && host.find(']') == std::string::npos) {
            argv.insert(argv.end(), {"-p", host.substr(colon + 1)});
            host.resize(colon);
        }
        if (host.empty() || host.starts_with('-'))
            return bad();
        argv.insert(argv.end(), {"--", host, "skep system dial-stdio || docker system dial-stdio"});
        return http::Endpoint::command(std::move(argv));
    }
    if (!url.starts_with("tcp://"))
        return bad();
    std::string host = url.substr(6);
    if (host.ends_with('/'))
        host.pop_back();
    const auto colon = host.rfind(':');
    std::uint16_t port = plain ? 2375 : 2376;
    if (colon != std::string::npos && host.find(']', colon) == std::string::npos) {
        const auto [end, error] = std::from_chars(host.data() + colon + 1, host.data() + host.size(), port);
        if (error != std::errc() || end != host.data() + host.size())
            return bad();
        host.resize(colon);
    }
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    if (host.empty())
        return bad();
    if (plain) {
        const QHostAddress address(QString::fromStdString(host));
        if (host != "localhost" && !address.isLoopback())
            return fail(ErrorCode::InvalidArgument,
                "tcp://" + host + " without TLS is refused: set DOCKER_TLS_VERIFY=1 and DOCKER_CERT_PATH to the directory of ca.pem, cert.pem and key.pem");
        return http::Endpoint::tcp(host, port);
    }
    SKEP_TRY(tls, tlsFrom(files));
    return http::Endpoint::tcp(host, port, tls);
}

Result<Target> findTarget(const TargetOptions& options)
{
    if (!options.host.empty() && !options.context.empty())
        return fail(ErrorCode::InvalidArgument, "conflicting options: cannot specify both --host and --context");
    if (!options.host.empty())
        return fromUrl(options, options.host);
    if (!options.context.empty() && options.context != "default")
        return fromContext(options, options.context);
    if (options.context.empty()) {
        for (const char* name : {"SKEP_HOST", "DOCKER_HOST"})
            if (const std::string url = value(options, name); !url.empty())
                return fromUrl(options, url);
        std::string context = value(options, "DOCKER_CONTEXT");
        if (context.empty())
            context = QJsonDocument::fromJson(read(configDir(options) + "/config.json")).object().value(QStringLiteral("currentContext")).toString().toStdString();
        if (!context.empty() && context != "default")
            return fromContext(options, context);
    }
    const bool docker = !options.socketExists(SkepSocket) && options.socketExists(DockerSocket);
    const std::string path = docker ? DockerSocket : SkepSocket;
    return Target{http::Endpoint::unixSocket(path), "unix://" + path};
}

std::optional<http::Endpoint> sameWayTo(const http::Endpoint& known, const std::string& manager)
{
    const std::string host = withoutPort(manager);
    if (host.empty() || host.starts_with('-'))
        return std::nullopt;
    http::Endpoint endpoint = known;
    switch (known.kind) {
    case http::Endpoint::Kind::Unix: return std::nullopt;
    case http::Endpoint::Kind::Tcp: endpoint.host = host; return endpoint;
    case http::Endpoint::Kind::Command:
        // ssh … -- [user@]host COMMAND
        if (known.argv.size() < 3 || known.argv.front() != "ssh")
            return std::nullopt;
        std::string& place = endpoint.argv[endpoint.argv.size() - 2];
        const auto at = place.find('@');
        place = (at == std::string::npos ? std::string() : place.substr(0, at + 1)) + host;
        return endpoint;
    }
    return std::nullopt;
}

} // namespace skep::client
