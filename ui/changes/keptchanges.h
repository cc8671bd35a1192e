#pragma once

#include "ui/changes/changeset.h"

#include <set>

namespace skep::ui {

// What is staged for nodes outlives the program: a file of the cluster has it, and it is staged again once the mirror is
// complete. Nothing is applied by itself. Of services the drafts are kept (forms/drafts.h).
class KeptChanges final : public QObject
{
    Q_OBJECT
public:
    KeptChanges(Cluster& cluster, ChangeSet& set);

private:
    void load();
    void write();

    Cluster& m_cluster;
    ChangeSet& m_set;
    QString m_path; // "" until the cluster has told who it is, and what was kept is staged
    std::set<QString> m_written; // of this window
};

} // namespace skep::ui
