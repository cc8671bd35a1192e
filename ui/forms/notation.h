#pragma once

#include "shared/api/specs.h"

#include <QString>

#include <map>
#include <string>

// Parts of specifications as the values of docker's options.
namespace skep::ui {

// "8080:80", "8080:80/udp", "published=8080,target=80,mode=host"
[[nodiscard]] std::string portText(const api::PortConfig& port);
// What removes it: "80", "80/udp".
[[nodiscard]] std::string portTargetText(const api::PortConfig& port);
// "type=volume,source=data,target=/data"
[[nodiscard]] std::string mountText(const api::Mount& mount);
// "db-pass", "source=db-pass,target=password,mode=0400"
[[nodiscard]] std::string fileReferenceText(const std::string& name, const api::FileTarget& file);
[[nodiscard]] std::string networkName(
    const api::NetworkAttachmentConfig& attachment, const std::map<QString, QString>& names);
// "front", "name=front,alias=db"
[[nodiscard]] std::string networkText(
    const api::NetworkAttachmentConfig& attachment, const std::map<QString, QString>& names);

} // namespace skep::ui
