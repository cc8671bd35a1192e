#include "shared/api/constraint.h"

#include <algorithm>
#include <string_view>

namespace skep::api {
namespace {

constexpr std::string_view Blanks = " \t\n\f\r";

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(Blanks);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(Blanks) - first + 1);
}

bool isKey(std::string_view text)
{
    const auto goesOn = [](char c) { return isLetter(c) || isDigit(c) || c == '-' || c == '_' || c == '.'; };
    return text.size() >= 2 && (isLetter(text[0]) || text[0] == '_')
        && std::all_of(text.begin() + 1, text.end(), goesOn);
}

bool isValue(std::string_view text)
{
    static constexpr std::string_view Signs = ":-_.*()?+[]\\^$|/";
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isLetter(c) || isDigit(c) || Signs.find(c) != Signs.npos || Blanks.find(c) != Blanks.npos;
    });
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalFolded(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view after(std::string_view prefix, std::string_view key)
{
    return key.size() > prefix.size() && equalFolded(key.substr(0, prefix.size()), prefix) ? key.substr(prefix.size())
                                                                                           : std::string_view{};
}

Result<Constraint> parseOne(std::string_view text)
{
    for (const Constraint::Op op : {Constraint::Op::Equal, Constraint::Op::NotEqual}) {
        const std::size_t at = text.find(op == Constraint::Op::Equal ? "==" : "!=");
        if (at == std::string_view::npos)
            continue;
        const std::string key(trimmed(text.substr(0, at)));
        if (!isKey(key))
            return fail(ErrorCode::Unknown, "key '" + key + "' is invalid");
        const std::string value(trimmed(text.substr(at + 2)));
        if (!isValue(value))
            return fail(ErrorCode::Unknown, "value '" + value + "' is invalid");
        return Constraint{key, op, value};
    }
    return fail(ErrorCode::Unknown, "constraint expected one operator from ==, !=");
}

} // namespace

ConstraintKey constraintKeyOf(std::string_view key)
{
    if (!nodeLabelOf(key).empty())
        return ConstraintKey::NodeLabel;
    if (!engineLabelOf(key).empty())
        return ConstraintKey::EngineLabel;
    static constexpr std::pair<std::string_view, ConstraintKey> Known[] = {{"node.id", ConstraintKey::NodeId},
        {"node.hostname", ConstraintKey::Hostname}, {"node.role", ConstraintKey::Role},
        {"node.platform.os", ConstraintKey::Os}, {"node.platform.arch", ConstraintKey::Arch},
        {"node.ip", ConstraintKey::Ip}};
    for (const auto& [name, known] : Known)
        if (equalFolded(key, name))
            return known;
    return ConstraintKey::Unknown;
}

std::string_view nodeLabelOf(std::string_view key)
{
    return after("node.labels.", key);
}

std::string_view engineLabelOf(std::string_view key)
{
    return after("engine.labels.", key);
}

Result<std::vector<Constraint>> parseConstraints(const std::vector<std::string>& texts)
{
    std::vector<Constraint> constraints;
    constraints.reserve(texts.size());
    for (const std::string& text : texts) {
        SKEP_TRY(constraint, parseOne(text));
        constraints.push_back(std::move(constraint));
    }
    return constraints;
}

} // namespace skep::api
