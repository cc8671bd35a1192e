#pragma once

#include "ui/cluster/cluster.h"
#include "ui/forms/draft.h"

#include <QDateTime>

namespace skep::ui {

// Unfinished forms of one cluster, by the id of what they change ("" is a new service): a sheet that was closed, or
// pushed aside by another, loses nothing. They live as long as the cluster's window.
class Drafts final : public QObject
{
    Q_OBJECT
public:
    static Drafts& of(Cluster& cluster)
    {
        auto* known = cluster.findChild<Drafts*>(QString(), Qt::FindDirectChildrenOnly);
        return known ? *known : *new Drafts(&cluster);
    }
    void keep(const std::string& id, const Draft& draft) { m_all.insert_or_assign(id, draft); }
    void forget(const std::string& id) { m_all.erase(id); }
    [[nodiscard]] std::optional<Draft> find(const std::string& id) const
    {
        const auto known = m_all.find(id);
        return known == m_all.end() ? std::nullopt : std::optional(known->second);
    }

private:
    explicit Drafts(QObject* parent)
        : QObject(parent)
    {
    }

    std::map<std::string, Draft> m_all;
};

} // namespace skep::ui
