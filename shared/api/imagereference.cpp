#include "shared/api/imagereference.h"

#include <algorithm>

namespace skep::api {
namespace {

constexpr std::string_view DefaultDomain = "docker.io", LegacyDomain = "index.docker.io", OfficialPrefix = "library/";
constexpr std::size_t MaxName = 255, MaxTag = 128;

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isAlphanumeric(char c)
{
    return isLower(c) || isUpper(c) || isDigit(c);
}
bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f');
}

bool all(std::string_view text, bool (*test)(char))
{
    return std::all_of(text.begin(), text.end(), test);
}
bool anyUpper(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), isUpper);
}

// Takes what stands before the first `separator` off `rest`.
std::string_view nextPart(std::string_view& rest, char separator)
{
    const std::size_t at = rest.find(separator);
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(at == rest.npos ? rest.size() : at + 1);
    return part;
}

bool isDomain(std::string_view text)
{
    std::string_view host = text;
    const std::size_t colon = text.rfind(':');
    if (colon != text.npos && text.back() != ']') {
        const std::string_view port = text.substr(colon + 1);
        if (port.empty() || !all(port, isDigit))
            return false;
        host = text.substr(0, colon);
    }
    if (host.starts_with('[') && host.ends_with(']') && host.size() > 2)
        return all(
            host.substr(1, host.size() - 2), [](char c) { return isHex(c) || (c >= 'A' && c <= 'F') || c == ':'; });
    if (host.empty() || host.ends_with('.'))
        return false;
    while (!host.empty()) {
        const std::string_view part = nextPart(host, '.');
        if (part.empty() || part.front() == '-' || part.back() == '-'
            || !all(part, [](char c) { return isAlphanumeric(c) || c == '-'; }))
            return false;
    }
    return true;
}

// Runs of lower-case letters and digits with ".", "_", "__" or dashes between them.
bool isPathPart(std::string_view text)
{
    const auto isWord = [](char c) { return isLower(c) || isDigit(c); };
    if (text.empty() || !isWord(text.front()) || !isWord(text.back()))
        return false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && !isWord(text[end]))
            ++end;
        const std::string_view separator = text.substr(at, end - at);
        if (!separator.empty() && separator != "." && separator != "_" && separator != "__"
            && separator.find_first_not_of('-') != separator.npos)
            return false;
        at = std::max(end, at + 1);
    }
    return true;
}

bool isPath(std::string_view text)
{
    if (text.empty() || text.ends_with('/'))
        return false;
    while (!text.empty())
        if (!isPathPart(nextPart(text, '/')))
            return false;
    return true;
}

bool isTag(std::string_view text)
{
    const auto isWord = [](char c) { return isAlphanumeric(c) || c == '_'; };
    return !text.empty() && text.size() <= MaxTag && isWord(text.front())
        && std::all_of(text.begin(), text.end(), [&](char c) { return isWord(c) || c == '.' || c == '-'; });
}

bool isDigest(std::string_view text)
{
    std::string_view hex = text;
    const std::string_view algorithm = nextPart(hex, ':');
    const std::size_t length = algorithm == "sha256" ? 64
        : algorithm == "sha384"                      ? 96
        : algorithm == "sha512"                      ? 128
                                                     : 0;
    return length != 0 && hex.size() == length && all(hex, isHex);
}

} // namespace

std::string ImageReference::familiarName() const
{
    if (domain != DefaultDomain)
        return name();
    const bool official
        = path.starts_with(OfficialPrefix) && path.find('/', OfficialPrefix.size()) == std::string::npos;
    return official ? path.substr(OfficialPrefix.size()) : path;
}

Result<ImageReference> parseImageReference(std::string_view text)
{
    const auto bad = [](const std::string& message) { return fail(ErrorCode::InvalidArgument, message); };
    if (text.size() == 64 && all(text, isHex))
        return bad("invalid repository name (" + std::string(text) + "), cannot specify 64-byte hexadecimal strings");

    // What stands before the first slash is a domain if it could not be the start of a path, or is "localhost".
    std::string_view domain = DefaultDomain, rest = text;
    const std::size_t slash = text.find('/');
    if (slash != text.npos) {
        const std::string_view first = text.substr(0, slash);
        if (first.find_first_of(".:") != first.npos || first == "localhost" || anyUpper(first)) {
            domain = first == LegacyDomain ? DefaultDomain : first;
            rest = text.substr(slash + 1);
        }
    }
    std::string remainder(rest);
    if (domain == DefaultDomain && rest.find('/') == rest.npos)
        remainder.insert(0, OfficialPrefix);

    std::string_view path = remainder;
    if (const std::string_view repository = path.substr(0, path.find(':')); anyUpper(repository))
        return bad("invalid reference format: repository name (" + std::string(repository) + ") must be lowercase");

    ImageReference reference;
    reference.domain = domain;
    const std::size_t at = path.find('@');
    const bool hasDigest = at != path.npos;
    if (hasDigest) {
        reference.digest = path.substr(at + 1);
        path = path.substr(0, at);
    }
    const std::size_t colon = path.find(':');
    const bool hasTag = colon != path.npos;
    if (hasTag) {
        reference.tag = path.substr(colon + 1);
        path = path.substr(0, colon);
    }
    reference.path = path;
    if (!isDomain(reference.domain) || !isPath(reference.path) || (hasTag && !isTag(reference.tag))
        || (hasDigest && !isDigest(reference.digest)))
        return bad("invalid reference format");
    if (reference.name().size() > MaxName)
        return bad("repository name must not be more than 255 characters");
    return reference;
}

} // namespace skep::api
