#include "ui/cluster/clusterfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace skep::ui {
namespace {

constexpr qint64 MostBytes = 4 << 20; // what is longer was not written by us

} // namespace

QString clusterFile(const QString& folder, const std::string& clusterId)
{
    return QStringLiteral("%1/%2/%3.json")
        .arg(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation), folder,
            QString::fromLatin1(QByteArray::fromStdString(clusterId).toPercentEncoding()));
}

QJsonObject readClusterFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > MostBytes)
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

void writeClusterFile(const QString& path, const QJsonObject& content)
{
    if (content.isEmpty()) {
        QFile::remove(path);
        return;
    }
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile target(path);
    if (!target.open(QIODevice::WriteOnly))
        return;
    target.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    target.write(QJsonDocument(content).toJson(QJsonDocument::Compact));
    target.commit();
}

} // namespace skep::ui
