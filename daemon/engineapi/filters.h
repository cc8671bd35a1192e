#pragma once

#include "shared/api/common.h"
#include "shared/base/result.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace skep::engineapi {

// The "filters" parameter (docker-api.md §4): names with sets of values.
class Filters {
public:
    // Both spellings: {"a":{"x":true}} and {"a":["x"]}. Absent, "" and {} are no filter.
    // Error: InvalidArgument "invalid filter" for anything else, "invalid filter 'x'" for a name that is not in `known`.
    [[nodiscard]] static Result<Filters> parse(std::string_view json, const std::set<std::string, std::less<>>& known);
    // The same, but any name is taken (events).
    [[nodiscard]] static Result<Filters> parseAny(std::string_view json);

    [[nodiscard]] bool has(std::string_view name) const { return m_values.contains(name); }
    [[nodiscard]] const std::set<std::string>& values(std::string_view name) const;
    // Without this filter, or one of its values is a prefix of `text`.
    [[nodiscard]] bool prefix(std::string_view name, std::string_view text) const;
    // Without this filter, or one of its values is `text`.
    [[nodiscard]] bool exact(std::string_view name, std::string_view text) const;
    // Without this filter, or all of its values ("key" or "key=value") hold for `labels`.
    [[nodiscard]] bool labels(std::string_view name, const api::Labels& labels) const;

private:
    std::map<std::string, std::set<std::string>, std::less<>> m_values;
};

} // namespace skep::engineapi
