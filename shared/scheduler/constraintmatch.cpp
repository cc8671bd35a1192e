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

std::string labelValue(const api::Labels& labels, std::string_view name)
{
    const auto found = labels.find(std::string(name));
    return found == labels.end() ? std::string{} : found->second;
}

using Key = api::ConstraintKey;

std::string valueUnder(Key key, const api::Node& node, std::string_view text)
{
    switch (key) {
    case Key::Unknown:
        return {};
    case Key::NodeId:
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
    return api::constraintKeyOf(key) == Key::Role;
}

std::string_view nodeLabelOf(std::string_view key)
{
    return api::nodeLabelOf(key);
}

std::string_view engineLabelOf(std::string_view key)
{
    return api::engineLabelOf(key);
}

api::NodeRole roleOf(const api::Node& node)
{
    return node.role == api::NodeRole::Unspecified ? node.spec.role : node.role;
}

std::string valueOf(const api::Node& node, std::string_view key)
{
    return valueUnder(api::constraintKeyOf(key), node, key);
}

bool matches(const api::Node& node, const api::Constraint& constraint)
{
    const Key key = api::constraintKeyOf(constraint.key);
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

bool isOfPlatform(const api::Node& node, const std::vector<api::Platform>& platforms)
{
    const api::Platform own = normalised(node.description.platform);
    return platforms.empty() || std::ranges::any_of(platforms, [&](const api::Platform& platform) {
        const api::Platform wanted = normalised(platform);
        return own != api::Platform{} && (wanted.os.empty() || wanted.os == own.os)
            && (wanted.architecture.empty() || wanted.architecture == own.architecture);
    });
}

bool isMeantFor(const api::Node& node, const api::Placement& placement)
{
    return matches(node, placement) && isOfPlatform(node, placement.platforms);
}

} // namespace skep::scheduler
