#include "daemon/engineapi/filters.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace skep::engineapi {

Result<Filters> Filters::parseAny(std::string_view json)
{
    Filters filters;
    if (json.empty())
        return filters;
    const auto document = QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size())));
    if (!document.isObject())
        return fail(ErrorCode::InvalidArgument, "invalid filter");
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it) {
        auto& values = filters.m_values[it.key().toStdString()];
        if (it.value().isArray()) {
            for (const QJsonValue& value : it.value().toArray())
                values.insert(value.toString().toStdString());
        } else if (it.value().isObject()) {
            const QJsonObject set = it.value().toObject();
            for (auto member = set.begin(); member != set.end(); ++member)
                if (member.value().toBool())
                    values.insert(member.key().toStdString());
        } else {
            return fail(ErrorCode::InvalidArgument, "invalid filter");
        }
    }
    return filters;
}

Result<Filters> Filters::parse(std::string_view json, const std::set<std::string, std::less<>>& known)
{
    SKEP_TRY(filters, parseAny(json));
    for (const auto& [name, values] : filters.m_values)
        if (!known.contains(name))
            return fail(ErrorCode::InvalidArgument, "invalid filter '" + name + "'");
    return filters;
}

const std::set<std::string>& Filters::values(std::string_view name) const
{
    static const std::set<std::string> none;
    const auto found = m_values.find(name);
    return found == m_values.end() ? none : found->second;
}

bool Filters::prefix(std::string_view name, std::string_view text) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() || found->second.empty()
        || std::any_of(found->second.begin(), found->second.end(), [&](const std::string& v) { return text.starts_with(v); });
}

bool Filters::exact(std::string_view name, std::string_view text) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() || found->second.empty() || found->second.contains(std::string(text));
}

bool Filters::labels(std::string_view name, const api::Labels& labels) const
{
    for (const std::string& wanted : values(name)) {
        const auto equals = wanted.find('=');
        const auto found = labels.find(wanted.substr(0, equals));
        if (found == labels.end())
            return false;
        // An empty value matches any (docker-api.md §4).
        if (equals != std::string::npos && equals + 1 < wanted.size() && found->second != wanted.substr(equals + 1))
            return false;
    }
    return true;
}

} // namespace skep::engineapi
