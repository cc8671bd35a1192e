#pragma once

#include "ui/cluster/cluster.h"
#include "ui/forms/draft.h"

#include <set>

namespace skep::ui {

// Unfinished forms of one cluster, by the id of what they change ("" is a new service). A sheet that was closed, or
// pushed aside by another, loses nothing; a program that ended without a word loses at most what was typed in its last
// five seconds, and what may be a secret: that is never put on disk. The file is its user's alone, one for each
// cluster.
class Drafts final : public QObject
{
    Q_OBJECT
public:
    static Drafts& of(Cluster& cluster);
    ~Drafts() override; // writes what is not yet written

    // `name`: of the service, to tell drafts apart.
    void keep(const std::string& id, const QString& name, const Draft& draft);
    void forget(const std::string& id);

    struct Found
    {
        Draft draft; // not rebased yet
        QStringList left; // labels of fields that have to be typed again
    };
    // `newest`: the document as the server has it now.
    [[nodiscard]] std::optional<Found> find(
        const std::string& id, const QJsonObject& newest, const FormNames& names) const;

    struct Unfinished
    {
        std::string id;
        QString name;
        bool operator==(const Unfinished&) const = default;
    };
    // Of services that are there; a new one last.
    [[nodiscard]] std::vector<Unfinished> all() const;

Q_SIGNALS:
    void changed();
    // An earlier run of the program has left some that can be continued.
    void restored();

private:
    explicit Drafts(Cluster& cluster);
    struct Kept
    {
        QString name;
        std::optional<Draft> draft; // of this run of the program
        QJsonObject file; // of an earlier one
    };
    void load();
    void prune();
    void touch(const std::string& id);
    void write();

    Cluster& m_cluster;
    QString m_path; // "" until the cluster has told who it is
    std::map<std::string, Kept> m_all;
    std::set<std::string> m_unwritten;
    bool m_pruned = false;
    QTimer m_write;
};

} // namespace skep::ui
