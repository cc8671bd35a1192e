#include "ui/forms/notation.h"

#include "shared/api/quantities.h"

#include <cstdio>

namespace skep::ui {
namespace {

// A field as encoding/csv writes it.
std::string csv(const std::string& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

std::string octal(std::uint32_t mode)
{
    char text[16];
    std::snprintf(text, sizeof text, "0%o", mode);
    return text;
}

} // namespace

std::string portTargetText(const api::PortConfig& port)
{
    const bool plain = port.protocol == api::PortProtocol::Tcp || port.protocol == api::PortProtocol::Unspecified;
    return std::to_string(port.targetPort) + (plain ? "" : "/" + std::string(api::text(port.protocol)));
}

std::string portText(const api::PortConfig& port)
{
    if (port.publishMode != api::PublishMode::Host)
        return (port.publishedPort ? std::to_string(port.publishedPort) + ":" : "") + portTargetText(port);
    std::string text = port.publishedPort ? "published=" + std::to_string(port.publishedPort) + "," : "";
    text += "target=" + std::to_string(port.targetPort);
    if (port.protocol == api::PortProtocol::Udp || port.protocol == api::PortProtocol::Sctp)
        text += ",protocol=" + std::string(api::text(port.protocol));
    return text + ",mode=host";
}

std::string mountText(const api::Mount& mount)
{
    std::string text = "type=" + std::string(api::text(mount.type));
    const auto add = [&text](const std::string& field) { text += "," + csv(field); };
    if (!mount.source.empty())
        add("source=" + mount.source);
    add("target=" + mount.target);
    if (mount.readOnly)
        add("readonly");
    if (!mount.consistency.empty())
        add("consistency=" + mount.consistency);
    if (mount.bindOptions && !mount.bindOptions->propagation.empty())
        add("bind-propagation=" + mount.bindOptions->propagation);
    if (mount.volumeOptions) {
        if (mount.volumeOptions->noCopy)
            add("volume-nocopy=true");
        for (const auto& [name, value] : mount.volumeOptions->labels)
            add("volume-label=" + name + "=" + value);
        if (const auto& driver = mount.volumeOptions->driverConfig) {
            if (!driver->name.empty())
                add("volume-driver=" + driver->name);
            for (const auto& [name, value] : driver->options)
                add("volume-opt=" + name + "=" + value);
        }
    }
    if (mount.tmpfsOptions && mount.tmpfsOptions->sizeBytes)
        add("tmpfs-size=" + api::byteCountText(mount.tmpfsOptions->sizeBytes));
    if (mount.tmpfsOptions && mount.tmpfsOptions->mode)
        add("tmpfs-mode=" + octal(mount.tmpfsOptions->mode));
    return text;
}

std::string fileReferenceText(const std::string& name, const api::FileTarget& file)
{
    std::string text;
    const auto add = [&text](const std::string& field) { text += "," + csv(field); };
    if (!file.name.empty() && file.name != name)
        add("target=" + file.name);
    if (!file.uid.empty() && file.uid != "0")
        add("uid=" + file.uid);
    if (!file.gid.empty() && file.gid != "0")
        add("gid=" + file.gid);
    if (file.mode != 0 && file.mode != 0444)
        add("mode=" + octal(file.mode));
    return text.empty() ? name : csv("source=" + name) + text;
}

std::string networkName(const api::NetworkAttachmentConfig& attachment, const std::map<QString, QString>& names)
{
    const auto known = names.find(QString::fromStdString(attachment.target));
    return known == names.end() ? attachment.target : known->second.toStdString();
}

std::string networkText(const api::NetworkAttachmentConfig& attachment, const std::map<QString, QString>& names)
{
    const std::string name = networkName(attachment, names);
    if (attachment.aliases.empty() && attachment.driverOpts.empty())
        return name;
    std::string text = csv("name=" + name);
    for (const std::string& alias : attachment.aliases)
        text += "," + csv("alias=" + alias);
    for (const auto& [option, value] : attachment.driverOpts)
        text += "," + csv("driver-opt=" + option + "=" + value);
    return text;
}

} // namespace skep::ui
