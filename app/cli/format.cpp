#include "app/cli/format.h"

#include "app/cli/text.h"
#include "shared/gotemplate/json.h"
#include "shared/gotemplate/template.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace skep::cli {
namespace {

using gotemplate::Value;

// "\t" and "\n" in a template typed in a shell stand for what they mean.
std::string unescaped(std::string text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 't' || text[i + 1] == 'n')) {
            result += text[++i] == 't' ? '\t' : '\n';
            continue;
        }
        result += text[i];
    }
    return result;
}

std::string jsonOf(const std::vector<Column>& columns, const std::vector<std::string>& values)
{
    QJsonObject object;
    for (std::size_t i = 0; i < columns.size(); ++i)
        object.insert(QString::fromUtf8(columns[i].name.data(), qsizetype(columns[i].name.size())), QString::fromStdString(values[i]));
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

Value valueOf(const std::vector<Column>& columns, const std::vector<std::string>& values)
{
    Value::Map record;
    for (std::size_t i = 0; i < columns.size(); ++i)
        record.emplace(columns[i].name, Value::text(values[i]));
    return {std::move(record)};
}

} // namespace

Result<void> Listing::print(const std::string& format) const
{
    if (format.empty() || format == "table") {
        std::vector<std::size_t> picked;
        std::vector<std::string> headings;
        for (const std::string_view name : m_shown)
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                if (m_columns[i].name == name) {
                    picked.push_back(i);
                    headings.emplace_back(m_columns[i].heading);
                }
        Table table(headings);
        for (const auto& row : m_rows) {
            std::vector<std::string> cells;
            for (const std::size_t i : picked)
                cells.push_back(row[i]);
            table.add(std::move(cells));
        }
        out(table.text());
        return {};
    }
    if (format == "json") {
        for (const auto& row : m_rows)
            out(jsonOf(m_columns, row) + "\n");
        return {};
    }
    const bool asTable = format.starts_with("table ");
    const std::string source = unescaped(asTable ? format.substr(6) : format);
    std::vector<std::string> headings;
    for (const Column& column : m_columns)
        headings.emplace_back(column.heading);
    std::vector<std::string> lines;
    if (asTable) {
        SKEP_TRY(line, gotemplate::expand(source, valueOf(m_columns, headings), gotemplate::jsonFunctions()));
        lines.push_back(std::move(line));
    }
    for (const auto& row : m_rows) {
        auto line = gotemplate::expand(source, valueOf(m_columns, row), gotemplate::jsonFunctions());
        if (!line)
            return fail(ErrorCode::Aborted, "template parsing error: template: :1: " + line.error().message);
        lines.push_back(std::move(*line));
    }
    if (!asTable) {
        for (const std::string& line : lines)
            out(line + "\n");
        return {};
    }
    if (lines.empty())
        return {};
    Table table(split(lines.front(), '\t'));
    for (std::size_t i = 1; i < lines.size(); ++i)
        table.add(split(lines[i], '\t'));
    out(table.text());
    return {};
}

int printInspected(const Inspected& inspected, const std::string& format)
{
    int code = inspected.errors.empty() ? Ok : Failed;
    if (format.empty() || format == "json") {
        std::string list = "[";
        for (const std::string& object : inspected.json)
            list += (list.size() > 1 ? "," : "") + object;
        list += "]";
        out((format.empty() ? indented(list) : list) + "\n");
    } else {
        for (const std::string& object : inspected.json) {
            const auto line = gotemplate::expand(unescaped(format), gotemplate::fromJson(object), gotemplate::jsonFunctions());
            if (!line) {
                err("template parsing error: template: :1: " + line.error().message + "\n");
                return Failed;
            }
            out(*line + "\n");
        }
    }
    for (const std::string& error : inspected.errors)
        err(error + "\n");
    return code;
}

} // namespace skep::cli
