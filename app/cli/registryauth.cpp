#include "app/cli/registryauth.h"

#include "shared/api/imagereference.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

namespace skep::cli {
namespace {

constexpr const char* DockerHub = "https://index.docker.io/v1/";
constexpr int HelperPatienceMs = 10'000;

QJsonObject configuration()
{
    const QString set = qEnvironmentVariable("DOCKER_CONFIG");
    QFile file((set.isEmpty() ? qEnvironmentVariable("HOME") + QStringLiteral("/.docker") : set) + QStringLiteral("/config.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

// The program docker-credential-NAME: the server on stdin, JSON on stdout.
QJsonObject askHelper(const QString& name, const QString& server)
{
    QProcess helper;
    helper.start(QStringLiteral("docker-credential-") + name, {QStringLiteral("get")});
    helper.write(server.toUtf8());
    helper.closeWriteChannel();
    if (!helper.waitForFinished(HelperPatienceMs) || helper.exitCode() != 0)
        return {};
    return QJsonDocument::fromJson(helper.readAllStandardOutput()).object();
}

} // namespace

std::string registryAuthFor(const std::string& image)
{
    const auto reference = api::parseImageReference(image);
    if (!reference)
        return {};
    const QString server = reference->domain == "docker.io" ? QString::fromLatin1(DockerHub) : QString::fromStdString(reference->domain);
    const QJsonObject config = configuration();
    QString helper = config.value(QLatin1String("credHelpers")).toObject().value(server).toString();
    if (helper.isEmpty())
        helper = config.value(QLatin1String("credsStore")).toString();
    QJsonObject auth;
    if (!helper.isEmpty()) {
        const QJsonObject answer = askHelper(helper, server);
        if (!answer.isEmpty())
            auth = {{QStringLiteral("username"), answer.value(QLatin1String("Username"))}, {QStringLiteral("password"), answer.value(QLatin1String("Secret"))}};
    } else {
        const QJsonObject entry = config.value(QLatin1String("auths")).toObject().value(server).toObject();
        const QByteArray pair = QByteArray::fromBase64(entry.value(QLatin1String("auth")).toString().toLatin1());
        const auto colon = pair.indexOf(':');
        if (colon > 0)
            auth = {{QStringLiteral("username"), QString::fromUtf8(pair.left(colon))}, {QStringLiteral("password"), QString::fromUtf8(pair.mid(colon + 1))}};
    }
    if (auth.isEmpty())
        return {};
    auth.insert(QStringLiteral("serveraddress"), server);
    return QJsonDocument(auth).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding).toStdString();
}

} // namespace skep::cli
