#pragma once

#include "shared/api/json.h"
#include "ui/cluster/cluster.h"

#include <QJsonDocument>
#include <QJsonObject>

// How operations are taken back (desktop-ux §4.4): by a request that undoes just what they changed, offered freely while
// that still stands as they left it.
namespace skep::ui {

// A change of a service's specification, as documents; filled in when it is sent.
struct SpecChange
{
    std::string id;
    QJsonObject before, after;
};

// A value as the API writes it.
template <class T>
[[nodiscard]] QJsonObject documentOf(const T& value)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(api::toJson(value))).object();
}
// What `now` says otherwise than the change left it, in words; empty while all of it stands.
[[nodiscard]] QStringList contestedBy(const api::ServiceSpec& now, const SpecChange& change);
// Puts back what the change changed and leaves the rest. Unless `anyway` it refuses, with Aborted, what somebody else
// has changed since.
[[nodiscard]] client::ClusterConnection::Edit reversal(std::shared_ptr<const SpecChange> change, bool anyway);

void makeUndoable(Operations::Work& work, Cluster& cluster, std::shared_ptr<const SpecChange> change, const QString& text);
// Of what was made: it is removed again. `id` is filled in when it is sent.
void makeRemovable(Operations::Work& work, Cluster& cluster, api::ObjectKind kind, std::shared_ptr<const std::string> id);

} // namespace skep::ui
