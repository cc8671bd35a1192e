#pragma once

#include "app/cli/command.h"

#include <string>
#include <utility>
#include <vector>

namespace skep::cli {

// A column of a list: the name that --format knows, its heading.
struct Column {
    std::string_view name, heading;
};

// A list as the user wants to see it: the standard table, --quiet, or --format (a Go template, "table TEMPLATE", "json").
class Listing {
public:
    // `shown`: the columns of the standard table; all columns may be named in a template.
    Listing(std::vector<Column> columns, std::vector<std::string_view> shown) : m_columns(std::move(columns)), m_shown(std::move(shown)) {}

    // One row: a value for every column, in their order.
    void add(std::vector<std::string> values) { m_rows.push_back(std::move(values)); }
    // Prints as `format` says ("" is the standard table). Error: the template's.
    [[nodiscard]] Result<void> print(const std::string& format) const;

private:
    std::vector<Column> m_columns;
    std::vector<std::string_view> m_shown;
    std::vector<std::vector<std::string>> m_rows;
};

// `inspect`: the objects as a JSON array, or each through a template. Missing ones are reported after what was found.
struct Inspected {
    std::vector<std::string> json;    // as they came
    std::vector<std::string> errors;  // lines for stderr
};
int printInspected(const Inspected& inspected, const std::string& format);

} // namespace skep::cli
