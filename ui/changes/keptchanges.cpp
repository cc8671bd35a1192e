#include "ui/changes/keptchanges.h"

#include "ui/changes/stagednodes.h"
#include "ui/cluster/clusterfile.h"

namespace skep::ui {

KeptChanges::KeptChanges(Cluster& cluster, ChangeSet& set)
    : QObject(&set)
    , m_cluster(cluster)
    , m_set(set)
{
    connect(&cluster, &Cluster::stateChanged, this, &KeptChanges::load);
    connect(&set, &ChangeSet::changed, this, &KeptChanges::write);
    load();
}

void KeptChanges::load()
{
    const auto& state = m_cluster.state();
    if (!m_path.isEmpty() || state.clusterId.empty() || !state.synced)
        return;
    m_path = clusterFile(QStringLiteral("staged"), state.clusterId);
    const QJsonObject file = readClusterFile(m_path);
    bool any = false;
    for (auto each = file.begin(); each != file.end(); ++each) {
        auto change = stagedAgain(m_cluster, each->toObject());
        const bool wanted = change && change->key == each.key();
        if (!wanted || change->refusal(m_cluster.live()) || m_set.has(each.key()))
            continue; // its node is gone, or it is so already
        m_set.stage(std::move(*change));
        any = true;
    }
    write();
    if (any)
        Q_EMIT m_set.restored();
}

// Another window of the cluster writes to the same file: what it keeps stays.
void KeptChanges::write()
{
    if (m_path.isEmpty())
        return load(); // which writes, if it can be known already whose file it is
    QJsonObject file = readClusterFile(m_path);
    for (const QString& key : std::exchange(m_written, {}))
        file.remove(key);
    for (const StagedChange& change : m_set.all())
        if (!change.kept.isEmpty()) {
            file.insert(change.key, change.kept);
            m_written.insert(change.key);
        }
    writeClusterFile(m_path, file);
}

} // namespace skep::ui
