#include "ui/tables/filterline.h"

#include "ui/tables/sortkey.h"

#include <algorithm>

namespace skep::ui {

FilterLine FilterLine::parse(const QString& line, const QStringList& fields, const QStringList& unsearched)
{
    std::vector<int> searched;
    for (int field = 0; field < int(fields.size()); ++field)
        if (!unsearched.contains(fields[field]))
            searched.push_back(field);
    FilterLine filter;
    QString word;
    bool quoted = false;
    const auto finish = [&] {
        Term term{.field = {}, .text = word};
        std::vector<int> within = searched;
        const auto colon = word.indexOf(u':');
        const auto named = std::find_if(fields.begin(), fields.end(),
            [&](const QString& field) { return colon > 0 && field.compare(QStringView(word).left(colon), Qt::CaseInsensitive) == 0; });
        if (named != fields.end()) {
            term = {word.left(colon).toLower(), word.mid(colon + 1)};
            within = {int(named - fields.begin())};
        }
        if (!term.text.isEmpty()) { // "state:" is being typed
            filter.m_wanted.push_back({folded(term.text), std::move(within)});
            filter.m_terms.push_back(std::move(term));
        }
        word.clear();
    };
    for (const QChar c : line) {
        if (c == u'"')
            quoted = !quoted;
        else if (c.isSpace() && !quoted)
            finish();
        else
            word += c;
    }
    finish();
    return filter;
}

bool FilterLine::matches(const std::function<const std::string&(int field)>& textOf) const
{
    return std::all_of(m_wanted.begin(), m_wanted.end(), [&](const Wanted& wanted) {
        return std::any_of(wanted.fields.begin(), wanted.fields.end(), [&](int field) { return textOf(field).find(wanted.text) != std::string::npos; });
    });
}

bool FilterLine::narrows(const FilterLine& other) const
{
    return std::all_of(other.m_wanted.begin(), other.m_wanted.end(), [this](const Wanted& wider) {
        return std::any_of(m_wanted.begin(), m_wanted.end(), [&](const Wanted& mine) {
            return mine.text.find(wider.text) != std::string::npos && std::includes(wider.fields.begin(), wider.fields.end(), mine.fields.begin(), mine.fields.end());
        });
    });
}

} // namespace skep::ui
