#include "ui/connect/recents.h"

#include "shared/client/target.h"
#include "ui/text/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QSettings>

namespace skep::ui {
namespace {

constexpr std::size_t Kept = 12;
constexpr const char* Sockets[][2] = {{"skepd", "/run/skep/skepd.sock"}, {"docker", "/var/run/docker.sock"}};

struct RecentText {
    Q_DECLARE_TR_FUNCTIONS(Connect)
};

void write(const std::vector<Recent>& all)
{
    QSettings settings;
    settings.beginWriteArray(QStringLiteral("recent"), int(all.size()));
    for (int i = 0; i < int(all.size()); ++i) {
        settings.setArrayIndex(i);
        const Recent& recent = all[std::size_t(i)];
        settings.setValue(QStringLiteral("name"), recent.name);
        settings.setValue(QStringLiteral("host"), recent.host);
        settings.setValue(QStringLiteral("tls"), recent.tlsFolder);
        settings.setValue(QStringLiteral("last"), recent.last);
        settings.setValue(QStringLiteral("ca"), recent.ca);
        settings.setValue(QStringLiteral("certificate"), recent.certificate);
        settings.setValue(QStringLiteral("key"), recent.key);
    }
    settings.endArray();
}

bool same(const Recent& a, const Recent& b)
{
    return a.host == b.host && a.tlsFolder == b.tlsFolder && a.ca == b.ca && a.certificate == b.certificate && a.key == b.key;
}

client::TargetOptions environment()
{
    client::TargetOptions options;
    const auto variables = QProcessEnvironment::systemEnvironment();
    for (const QString& name : variables.keys())
        options.environment.emplace(name.toStdString(), variables.value(name).toStdString());
    options.socketExists = [](const std::string& path) { return QFile::exists(qstr(path)); };
    return options;
}

Result<client::ClusterTarget> find(const client::TargetOptions& options, const QString& name)
{
    SKEP_TRY(target, client::findTarget(options));
    client::ClusterTarget cluster{name.toStdString(), {target.endpoint}};
    return cluster;
}

} // namespace

std::vector<Recent> recents()
{
    std::vector<Recent> all;
    QSettings settings;
    const int count = settings.beginReadArray(QStringLiteral("recent"));
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        all.push_back({settings.value(QStringLiteral("name")).toString(), settings.value(QStringLiteral("host")).toString(),
            settings.value(QStringLiteral("tls")).toString(), settings.value(QStringLiteral("last")).toDateTime(),
            settings.value(QStringLiteral("ca")).toString(), settings.value(QStringLiteral("certificate")).toString(), settings.value(QStringLiteral("key")).toString()});
    }
    settings.endArray();
    return all;
}

void remember(const Recent& recent)
{
    auto all = recents();
    std::erase_if(all, [&recent](const Recent& other) { return same(recent, other); });
    all.insert(all.begin(), recent);
    if (all.size() > Kept)
        all.resize(Kept);
    write(all);
}

void forget(const Recent& recent)
{
    auto all = recents();
    std::erase_if(all, [&recent](const Recent& other) { return same(recent, other); });
    QSettings().remove(QStringLiteral("recent"));
    write(all);
}

std::vector<Found> foundHere()
{
    std::vector<Found> all;
    for (const auto& [name, path] : Sockets)
        if (QFile::exists(QString::fromLatin1(path)))
            all.push_back({RecentText::tr("%1 on this computer").arg(QString::fromLatin1(name)), QStringLiteral("unix://") + QString::fromLatin1(path), {}});
    const QString config = qEnvironmentVariable("DOCKER_CONFIG", QDir::homePath() + QStringLiteral("/.docker"));
    const QDir contexts(config + QStringLiteral("/contexts/meta"));
    for (const QString& folder : contexts.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        QFile file(contexts.filePath(folder + QStringLiteral("/meta.json")));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject meta = QJsonDocument::fromJson(file.readAll()).object();
        const QString name = meta.value(u"Name").toString();
        const QString host = meta.value(u"Endpoints").toObject().value(u"docker").toObject().value(u"Host").toString();
        if (!name.isEmpty() && !host.isEmpty())
            all.push_back({name, host, QStringLiteral("context")});
    }
    return all;
}

Result<client::ClusterTarget> targetFor(const QString& host)
{
    client::TargetOptions options = environment();
    options.host = host.toStdString();
    return find(options, {});
}

Result<client::ClusterTarget> targetForContext(const QString& context)
{
    client::TargetOptions options = environment();
    options.context = context.toStdString();
    return find(options, context);
}

Result<client::ClusterTarget> targetFor(const Recent& recent)
{
    if (recent.host.startsWith(u"context:"))
        return targetForContext(recent.host.mid(8));
    client::TlsFiles files{recent.ca.toStdString(), recent.certificate.toStdString(), recent.key.toStdString()};
    if (!recent.tlsFolder.isEmpty())
        files = {(recent.tlsFolder + QStringLiteral("/ca.pem")).toStdString(), (recent.tlsFolder + QStringLiteral("/cert.pem")).toStdString(),
            (recent.tlsFolder + QStringLiteral("/key.pem")).toStdString()};
    SKEP_TRY(endpoint, client::parseHost(recent.host.toStdString(), files));
    return client::ClusterTarget{recent.name.toStdString(), {endpoint}};
}

bool answers(const client::ClusterTarget& target)
{
    return target.endpoints.empty() || target.endpoints.front().kind != http::Endpoint::Kind::Unix
        || QFile::exists(qstr(target.endpoints.front().path));
}

} // namespace skep::ui
