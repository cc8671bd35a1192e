#include "shared/client/contexts.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace skep::client {
namespace {

QJsonObject readObject(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

std::string value(const TargetOptions& options, const std::string& name)
{
    const auto found = options.environment.find(name);
    return found == options.environment.end() ? "" : found->second;
}

} // namespace

std::vector<DockerContext> dockerContexts(const TargetOptions& options)
{
    const std::string set = value(options, "DOCKER_CONFIG");
    const QString root = QString::fromStdString(set.empty() ? value(options, "HOME") + "/.docker" : set);
    std::string current = value(options, "DOCKER_CONTEXT");
    if (current.empty())
        current = readObject(root + QStringLiteral("/config.json")).value(QStringLiteral("currentContext")).toString().toStdString();
    const QString meta = root + QStringLiteral("/contexts/meta");
    std::vector<DockerContext> contexts;
    for (const QString& digest : QDir(meta).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QJsonObject object = readObject(meta + QLatin1Char('/') + digest + QStringLiteral("/meta.json"));
        const std::string name = object.value(QStringLiteral("Name")).toString().toStdString();
        const std::string host = object.value(QStringLiteral("Endpoints")).toObject().value(QStringLiteral("docker")).toObject().value(QStringLiteral("Host")).toString().toStdString();
        if (name.empty() || host.empty())
            continue;
        QString tls = root + QStringLiteral("/contexts/tls/") + digest + QStringLiteral("/docker");
        if (!QFile::exists(tls + QStringLiteral("/ca.pem")))
            tls.clear();
        contexts.push_back({name, object.value(QStringLiteral("Metadata")).toObject().value(QStringLiteral("Description")).toString().toStdString(), host,
            name == current, parseHost(host, tls.toStdString())});
    }
    std::sort(contexts.begin(), contexts.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return contexts;
}

} // namespace skep::client
