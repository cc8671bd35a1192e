#include "shared/http/message.h"

#include <algorithm>
#include <array>

namespace skep::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool isUnreserved(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '.' || c == '_' || c == '~';
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// Calls `use` with each piece of `text` between separators.
template <class Use>
void split(std::string_view text, char separator, Use use)
{
    for (;;) {
        const auto at = text.find(separator);
        use(text.substr(0, at));
        if (at == std::string_view::npos)
            return;
        text.remove_prefix(at + 1);
    }
}

void appendJsonString(std::string& out, std::string_view text)
{
    static constexpr std::string_view Hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7f) {
            out += "\\u00";
            out += Hex[byte >> 4];
            out += Hex[byte & 15];
        } else {
            out += c;
        }
    }
    out += '"';
}

} // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* Headers::find(std::string_view name) const
{
    const auto at = std::find_if(m_fields.begin(), m_fields.end(),
                                 [name](const Header& field) { return equalsIgnoringCase(field.name, name); });
    return at == m_fields.end() ? nullptr : &at->value;
}

std::optional<std::string> Headers::get(std::string_view name) const
{
    const auto* value = find(name);
    return value ? std::optional(*value) : std::nullopt;
}

bool Headers::hasToken(std::string_view name, std::string_view token) const
{
    bool found = false;
    for (const Header& field : m_fields) {
        if (equalsIgnoringCase(field.name, name))
            split(field.value, ',', [&](std::string_view part) { found |= equalsIgnoringCase(trimmed(part), token); });
    }
    return found;
}

void Headers::set(std::string_view name, std::string value)
{
    remove(name);
    add(std::string(name), std::move(value));
}

void Headers::remove(std::string_view name)
{
    std::erase_if(m_fields, [name](const Header& field) { return equalsIgnoringCase(field.name, name); });
}

Query Query::parse(std::string_view text)
{
    Query query;
    const auto decode = [](std::string_view part) {
        return percentDecode(part, true).value_or(std::string(part));
    };
    split(text, '&', [&](std::string_view pair) {
        if (pair.empty())
            return;
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos)
            query.add(decode(pair), {});
        else
            query.add(decode(pair.substr(0, equals)), decode(pair.substr(equals + 1)));
    });
    return query;
}

std::optional<std::string> Query::get(std::string_view name) const
{
    const auto at = std::find_if(m_items.begin(), m_items.end(), [name](const Header& item) { return item.name == name; });
    return at == m_items.end() ? std::nullopt : std::optional(at->value);
}

std::vector<std::string> Query::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const Header& item : m_items) {
        if (item.name == name)
            values.push_back(item.value);
    }
    return values;
}

std::string Query::toString() const
{
    std::string text;
    for (const Header& item : m_items) {
        if (!text.empty())
            text += '&';
        text += percentEncode(item.name);
        text += '=';
        text += percentEncode(item.value);
    }
    return text;
}

Result<Target> parseTarget(std::string_view target)
{
    if (!target.starts_with('/')) {
        if (const auto scheme = target.find("://"); scheme != std::string_view::npos) {
            const auto path = target.find_first_of("/?", scheme + 3);
            target = path == std::string_view::npos ? std::string_view() : target.substr(path);
        }
    }
    target = target.substr(0, target.find('#'));
    const auto mark = target.find('?');
    auto path = percentDecode(target.substr(0, mark));
    if (!path || path->find('\0') != std::string::npos)
        return fail(ErrorCode::InvalidArgument, "malformed escape in the request path");
    if (path->empty())
        *path = "/";
    return Target{std::move(*path), mark == std::string_view::npos ? Query() : Query::parse(target.substr(mark + 1))};
}

std::string targetOf(const Request& request)
{
    if (!request.target.empty())
        return request.target;
    std::string target = percentEncode(request.path.empty() ? "/" : request.path, "/:@!$&'()*+,;=");
    if (!request.query.empty())
        target += "?" + request.query.toString();
    return target;
}

std::string percentEncode(std::string_view text, std::string_view keep)
{
    static constexpr std::string_view Hex = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c) || keep.find(c) != std::string_view::npos) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += Hex[byte >> 4];
            out += Hex[byte & 15];
        }
    }
    return out;
}

std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+' && plusIsSpace) {
            out += ' ';
        } else if (text[i] != '%') {
            out += text[i];
        } else {
            const int high = i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hexDigit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            out += char(high * 16 + low);
            i += 2;
        }
    }
    return out;
}

bool hasBody(std::string_view method, int status)
{
    return method != "HEAD" && status / 100 != 1 && status != 204 && status != 304;
}

Response errorResponse(int status, std::string_view message)
{
    Response response{.status = status, .headers = {{"Content-Type", "application/json"}}, .body = "{\"message\":"};
    appendJsonString(response.body, message);
    response.body += "}\n";
    return response;
}

} // namespace skep::http
