#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The part of Go's text/template that service specs use (orchestration.md §9.3): text, {{placeholders}} with trim markers and
// comments, pipelines, parentheses, string, number and boolean constants, if / else if / else / end, and functions.
// Not there: range, with, define, variables, methods.
namespace skep::docker {

// What a template computes with. A map is either a record, whose fields are fixed, or a dictionary.
struct TemplateValue {
    using Map = std::map<std::string, TemplateValue>;

    std::variant<std::string, std::int64_t, bool, Map> data;

    [[nodiscard]] static TemplateValue text(std::string text) { return {std::move(text)}; }
    [[nodiscard]] static TemplateValue dictionary(const std::map<std::string, std::string>& entries);

    // As Go prints it; a map is "map[a:1 b:2]".
    [[nodiscard]] std::string toString() const;
    // False for "", 0, false and an empty map.
    [[nodiscard]] bool truth() const;
    bool operator==(const TemplateValue&) const = default;
};

using TemplateFunction = std::function<Result<TemplateValue>(const std::vector<TemplateValue>&)>;
using TemplateFunctions = std::map<std::string, TemplateFunction>;

// Expands `source` over `dot`. Built in: index, join (separator first), eq, ne, and, or, not, print, printf (%s %v %d %q %%);
// `functions` come in addition. As in Go, {{.Map.key}} fails on a key that is not there and {{index .Map "key"}} is empty.
// Error: InvalidArgument that says what is wrong, e.g. `unknown field "Nope"`; never quotes a value.
[[nodiscard]] Result<std::string> expandTemplate(
    std::string_view source, const TemplateValue& dot, const TemplateFunctions& functions = {});

} // namespace skep::docker
