#pragma once

#include "ui/cluster/cluster.h"

#include <QJsonObject>
#include <QLockFile>

namespace skep::ui {

// Operations outlive the window that began them (desktop-ux §4.4): each window keeps a file of those that are not over, and
// one that opens takes up what belongs to no window any more, once its mirror is complete. Only what was accepted is
// waited for again; what has a step to come waits to be told.
class KeptOperations final : public QObject
{
    Q_OBJECT
public:
    explicit KeptOperations(Cluster& cluster, QObject* parent);

private:
    void load();
    void takeUp(const QString& path);
    void write();

    Cluster& m_cluster;
    QString m_path; // "" until the cluster has told who it is
    std::unique_ptr<QLockFile> m_lock; // says that the file is ours, while there is one
    QJsonObject m_written;
};

} // namespace skep::ui
