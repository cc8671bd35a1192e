#pragma once

#include "ui/cluster/cluster.h"

#include <QByteArray>
#include <QJsonObject>

#include <set>

// A new value for a secret or config. Values are never changed in place: a new object takes the place of the old one in
// the services that use it, one service after the other.
namespace skep::ui {

// "db-pass" → "db-pass-v2", "db-pass-v2" → "db-pass-v3"; the first that is not taken, at most 64 characters.
[[nodiscard]] QString nextVersionName(const QString& name, const std::set<QString>& taken);
// Puts the new object where the specification refers to the old one; files keep their names, owners and modes. Whether
// it did.
bool replaceReference(
    QJsonObject& spec, api::ObjectKind kind, const QString& oldId, const QString& newId, const QString& newName);
// The services that refer to it, by name.
[[nodiscard]] std::vector<store::Ptr<api::Service>> serviceUsers(
    const store::View& view, api::ObjectKind kind, const std::string& id);

// The body of a create request. `like` gives labels and drivers.
[[nodiscard]] QJsonObject payloadSpec(const QString& name, const QByteArray& data, const QJsonObject& labels);

// The server created the new object already. From now on each of `services` is updated and waited for before the next.
void rotateInServices(Cluster& cluster, api::ObjectKind kind, const std::string& oldId, const std::string& newId,
    const QString& newName, std::vector<std::string> services);

} // namespace skep::ui
