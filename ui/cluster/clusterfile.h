#pragma once

#include <QJsonObject>
#include <QString>

#include <string>

// What the program keeps for itself of one cluster, beside the settings: files that are their user's alone.
namespace skep::ui {

// "…/drafts/ID.json"
[[nodiscard]] QString clusterFile(const QString& folder, const std::string& clusterId);
// Empty when there is none, or none of ours.
[[nodiscard]] QJsonObject readClusterFile(const QString& path);
// Nothing to keep removes the file. A full disk loses what was to be kept, and nothing else.
void writeClusterFile(const QString& path, const QJsonObject& content);

} // namespace skep::ui
