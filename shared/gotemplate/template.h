#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The part of Go's text/template that service specs (orchestration.md §9.3) and --format use: text, {{placeholders}} with trim
// markers and comments, pipelines, parentheses, string, number and boolean constants, if / else if / else / end, range without
// variables, and functions. Not there: with, define, variables, methods.
namespace skep::gotemplate {

// What a template computes with: a text, a number, yes or no, a map (a record or a dictionary), a list, or nothing.
struct Value {
    using Map = std::map<std::string, Value>;
    using List = std::vector<Value>;

    std::variant<std::string, std::int64_t, bool, Map, List, std::monostate, double> data;

    [[nodiscard]] static Value text(std::string text) { return {std::move(text)}; }
    [[nodiscard]] static Value dictionary(const std::map<std::string, std::string>& entries);

    // As Go prints it; a map is "map[a:1 b:2]".
    [[nodiscard]] std::string toString() const;
    // False for "", 0, false, nothing, and an empty map or list.
    [[nodiscard]] bool truth() const;
    bool operator==(const Value&) const = default;
};

using Function = std::function<Result<Value>(const std::vector<Value>&)>;
using Functions = std::map<std::string, Function>;

// Expands `source` over `dot`. Built in: index, len, join (separator first), eq, ne, and, or, not, print, printf (%s %v %d %q %%);
// `functions` come in addition. As in Go, {{.Map.key}} fails on a key that is not there and {{index .Map "key"}} is empty.
// Error: InvalidArgument that says what is wrong, e.g. `unknown field "Nope"`; never quotes a value.
[[nodiscard]] Result<std::string> expand(
    std::string_view source, const Value& dot, const Functions& functions = {});

} // namespace skep::gotemplate
