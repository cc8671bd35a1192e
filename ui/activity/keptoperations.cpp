#include "ui/activity/keptoperations.h"

#include "ui/actions/gapfreedrain.h"
#include "ui/actions/nodechanges.h"
#include "ui/actions/servicechanges.h"
#include "ui/cluster/clusterfile.h"
#include "ui/forms/servicerequests.h"
#include "ui/swarm/swarmrequests.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QUuid>

namespace skep::ui {
namespace {

using Again = std::optional<Operations::Work> (*)(Cluster&, const QJsonObject&);
constexpr std::pair<const char*, Again> Kinds[] = {{NodeWorkKind, nodeWorkAgain}, {DrainByScalingKind, drainByScalingAgain},
    {ScaleKind, scaleAgain}, {RebalanceKind, rebalanceAgain}, {ServiceWorkKind, serviceWorkAgain},
    {RootRotationKind, rootRotationAgain}, {NewNodeKind, newNodeAgain}};

// Held by a window that lives; that of a program that died is not.
std::unique_ptr<QLockFile> locked(const QString& path)
{
    auto lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
    lock->setStaleLockTime(0);
    return lock->tryLock() ? std::move(lock) : nullptr;
}

} // namespace

KeptOperations::KeptOperations(Cluster& cluster, QObject* parent)
    : QObject(parent)
    , m_cluster(cluster)
{
    connect(&cluster, &Cluster::stateChanged, this, &KeptOperations::load);
    connect(&cluster.operations(), &Operations::changed, this, &KeptOperations::write);
    load();
}

void KeptOperations::load()
{
    const auto& state = m_cluster.state();
    if (!m_path.isEmpty() || state.clusterId.empty() || !state.synced)
        return;
    const QString window = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_path = clusterFile(QStringLiteral("operations"), state.clusterId + '.' + window.toStdString());
    const QFileInfo own(m_path);
    const QString all = own.fileName().replace(window, QStringLiteral("*"));
    for (const QFileInfo& file : own.dir().entryInfoList({all}, QDir::Files, QDir::Time | QDir::Reversed))
        takeUp(file.filePath());
    write();
}

void KeptOperations::takeUp(const QString& path)
{
    const auto lock = locked(path);
    if (!lock)
        return; // another window's
    for (const QJsonValue& one : readClusterFile(path).value(QStringLiteral("operations")).toArray())
        for (const auto& [kind, again] : Kinds)
            if (one[u"kind"].toString() == QLatin1String(kind))
                if (auto work = again(m_cluster, one.toObject()))
                    m_cluster.operations().takeUp(std::move(*work));
    write(); // before it is nobody's
    writeClusterFile(path, {});
}

void KeptOperations::write()
{
    if (m_path.isEmpty())
        return;
    QJsonArray all;
    for (const QJsonObject& one : m_cluster.operations().kept())
        all << one;
    const QJsonObject file = all.isEmpty() ? QJsonObject() : QJsonObject{{QStringLiteral("operations"), all}};
    if (file == m_written)
        return;
    if (!file.isEmpty() && !m_lock) {
        QDir().mkpath(QFileInfo(m_path).path());
        m_lock = locked(m_path);
    }
    writeClusterFile(m_path, file);
    m_written = file;
    if (file.isEmpty())
        m_lock.reset();
}

} // namespace skep::ui
