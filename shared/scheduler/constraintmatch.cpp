#include "shared/scheduler/constraintmatch.h"

#include "shared/base/ipaddress.h"
#include "shared/scheduler/demand.h"

#include <algorithm>

namespace skep::scheduler {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalFolded(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view after(std::string_view prefix, std::string_view key)
{
    return key.size() > prefix.size() && equalFolded(key.substr(0, prefix.size()), prefix) ? key.substr(prefix.size())
                                                                                           : std::string_view{};
}

std::string labelValue(const api::Labels& labels, std::string_view name)
{
    const auto found = labels.find(std::string(name));
    return found == labels.end() ? std::string{} : found->second;
}

enum class Key { Unknown, Id, Hostname, Role, Os, Arch, Ip, NodeLabel, EngineLabel };

Key keyOf(std::string_view text)
{
    if (!nodeLabelOf(text).empty())
        return Key::NodeLabel;
    if (!engineLabelOf(text).empty())
        return Key::EngineLabel;
    static constexpr std::pair<std::string_view, Key> Known[]
        = {{"node.id", Key::Id}, {"node.hostname", Key::Hostname}, {"node.role", Key::Role},
            {"node.platform.os", Key::Os}, {"node.platform.arch", Key::Arch}, {"node.ip", Key::Ip}};
    for (const auto& [name, key] : Known)
        if (equalFolded(text, name))
            return key;
    return Key::Unknown;
}

std::string valueUnder(Key key, const api::Node& node, std::string_view text)
{
    switch (key) {
    case Key::Unknown:
        return {};
    case Key::Id:
        return node.id;
    case Key::Hostname:
        return node.description.hostname;
    case Key::Role:
        return std::string(api::text(roleOf(node)));
    case Key::Os:
        return node.description.platform.os;
    case Key::Arch:
        return node.description.platform.architecture;
    case Key::Ip:
        return node.status.addr;
    case Key::NodeLabel:
        return labelValue(node.spec.labels, nodeLabelOf(text));
    case Key::EngineLabel:
        return labelValue(node.description.engine.labels, engineLabelOf(text));
    }
    return {};
}

bool matchesIp(const api::Node& node, const api::Constraint& constraint)
{
    const auto own = parseIp(node.status.addr);
    const bool wanted = constraint.op == api::Constraint::Op::Equal;
    if (const auto address = parseIp(constraint.value))
        return (own == address) == wanted;
    if (const auto subnet = parsePrefix(constraint.value))
        return (own && subnet->contains(*own)) == wanted;
    return false;
}

} // namespace

std::string toText(const api::Constraint& constraint)
{
    return constraint.key + (constraint.op == api::Constraint::Op::Equal ? " == " : " != ") + constraint.value;
}

bool isRoleKey(std::string_view key)
{
    return keyOf(key) == Key::Role;
}

std::string_view nodeLabelOf(std::string_view key)
{
    return after("node.labels.", key);
}

std::string_view engineLabelOf(std::string_view key)
{
    return after("engine.labels.", key);
}

api::NodeRole roleOf(const api::Node& node)
{
    return node.role == api::NodeRole::Unspecified ? node.spec.role : node.role;
}

std::string valueOf(const api::Node& node, std::string_view key)
{
    return valueUnder(keyOf(key), node, key);
}

bool matches(const api::Node& node, const api::Constraint& constraint)
{
    const Key key = keyOf(constraint.key);
    if (key == Key::Unknown)
        return false;
    if (key == Key::Ip)
        return matchesIp(node, constraint);
    const std::string value = valueUnder(key, node, constraint.key);
    const bool equal = equalFolded(value, constraint.value)
        || (key == Key::Arch && equalFolded(normalisedArchitecture(value), normalisedArchitecture(constraint.value)));
    return equal == (constraint.op == api::Constraint::Op::Equal);
}

bool matches(const api::Node& node, const std::vector<api::Constraint>& constraints)
{
    return std::ranges::all_of(constraints, [&](const api::Constraint& c) { return matches(node, c); });
}

bool matches(const api::Node& node, const api::Placement& placement)
{
    const auto constraints = api::parseConstraints(placement.constraints);
    return !constraints || matches(node, *constraints);
}

} // namespace skep::scheduler
