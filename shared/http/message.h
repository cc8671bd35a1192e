#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The values of HTTP/1.1 (RFC 9110, RFC 9112): what a request and a response are, without any socket.
namespace skep::http {

struct Header {
    std::string name;
    std::string value;

    bool operator==(const Header&) const = default;
};

// Header fields in the order received or added. Names compare without regard to case and keep their spelling.
class Headers {
public:
    Headers() = default;
    Headers(std::initializer_list<Header> fields) : m_fields(fields) {}

    // The first value of that name.
    [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
    // The same without a copy; nullptr when absent. Valid until the next change.
    [[nodiscard]] const std::string* find(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    // Whether a comma-separated field (Connection, Upgrade …) lists `token`, in any of its lines.
    [[nodiscard]] bool hasToken(std::string_view name, std::string_view token) const;

    // Replaces every field of that name by one.
    void set(std::string_view name, std::string value);
    // Appends, keeping others of that name.
    void add(std::string name, std::string value) { m_fields.push_back({std::move(name), std::move(value)}); }
    void remove(std::string_view name);

    [[nodiscard]] auto begin() const { return m_fields.begin(); }
    [[nodiscard]] auto end() const { return m_fields.end(); }
    [[nodiscard]] std::size_t size() const { return m_fields.size(); }
    [[nodiscard]] bool empty() const { return m_fields.empty(); }

    bool operator==(const Headers&) const = default;

private:
    std::vector<Header> m_fields;
};

// The decoded parameters after the "?", in order; a name may occur several times. "+" is a space, as forms write it.
class Query {
public:
    Query() = default;
    Query(std::initializer_list<Header> items) : m_items(items) {}
    // A pair whose percent signs are malformed keeps its text as written (Go drops such pairs; losing a filter silently
    // is worse than refusing its odd value).
    [[nodiscard]] static Query parse(std::string_view text);

    // The first value of that name; "" for a name without "=".
    [[nodiscard]] std::optional<std::string> get(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return get(name).has_value(); }
    void add(std::string name, std::string value) { m_items.push_back({std::move(name), std::move(value)}); }
    // "a=1&b=x%20y", without the "?".
    [[nodiscard]] std::string toString() const;

    [[nodiscard]] auto begin() const { return m_items.begin(); }
    [[nodiscard]] auto end() const { return m_items.end(); }
    [[nodiscard]] bool empty() const { return m_items.empty(); }

    bool operator==(const Query&) const = default;

private:
    std::vector<Header> m_items;
};

struct Request {
    std::string method = "GET";
    // As received. For a request to be sent: used as it is, or, when empty, made of `path` and `query`.
    std::string target;
    // Percent-decoded, without the query; begins with "/" except for "OPTIONS *".
    std::string path;
    Query query;
    Headers headers;
    Bytes body;
};

struct Response {
    int status = 200;
    Headers headers;
    Bytes body;
};

struct Target {
    std::string path;
    Query query;
};

// Splits a request target in origin form ("/a?b=c"), absolute form ("http://host/a?b=c") or "*".
// Error: InvalidArgument on a malformed escape in the path or on a NUL.
[[nodiscard]] Result<Target> parseTarget(std::string_view target);
// `target`, or what `path` and `query` make.
[[nodiscard]] std::string targetOf(const Request& request);

// Escapes everything but letters, digits, "-._~" and the characters in `keep`.
[[nodiscard]] std::string percentEncode(std::string_view text, std::string_view keep = {});
// Nothing on a malformed escape. `plusIsSpace` for query strings.
[[nodiscard]] std::optional<std::string> percentDecode(std::string_view text, bool plusIsSpace = false);

// The usual words for a status code; "" when there are none.
[[nodiscard]] std::string_view reason(int status);
// Whether the answer to `method` with `status` has a body at all (RFC 9112 §6.3).
[[nodiscard]] bool hasBody(std::string_view method, int status);

// An answer in the shape Docker's clients read: {"message":"…"} and a line feed.
[[nodiscard]] Response errorResponse(int status, std::string_view message);

// Comparison of ASCII letters without regard to case.
[[nodiscard]] bool equalsIgnoringCase(std::string_view a, std::string_view b);

} // namespace skep::http
