#include "ui/tables/filterline.h"

#include <algorithm>

namespace skep::ui {

FilterLine FilterLine::parse(const QString& line, const QStringList& fields)
{
    FilterLine filter;
    filter.m_fields = int(fields.size());
    QString word;
    bool quoted = false;
    const auto finish = [&] {
        Term term{.text = word};
        const auto colon = word.indexOf(u':');
        if (colon > 0 && fields.contains(word.left(colon), Qt::CaseInsensitive))
            term = {word.left(colon).toLower(), word.mid(colon + 1)};
        if (!term.text.isEmpty()) { // "state:" is being typed
            const auto at = std::find_if(
                fields.begin(), fields.end(), [&](const QString& field) { return field.compare(term.field, Qt::CaseInsensitive) == 0; });
            filter.m_resolved.push_back({term.field.isEmpty() ? -1 : int(at - fields.begin()), term.text});
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

bool FilterLine::matches(const std::function<QString(int field)>& textOf) const
{
    return std::all_of(m_resolved.begin(), m_resolved.end(), [&](const Resolved& term) {
        if (term.field >= 0)
            return textOf(term.field).contains(term.text, Qt::CaseInsensitive);
        for (int field = 0; field < m_fields; ++field)
            if (textOf(field).contains(term.text, Qt::CaseInsensitive))
                return true;
        return false;
    });
}

} // namespace skep::ui
