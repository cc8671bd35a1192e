#include "ui/palette/match.h"

#include "ui/topology/topologylayout.h"

#include <algorithm>

namespace skep::ui {

int fuzzyScore(const QString& query, const QString& text)
{
    int score = 0, run = 0;
    qsizetype at = 0;
    for (const QChar wanted : query) {
        if (wanted.isSpace()) {
            run = 0;
            continue;
        }
        const auto startsWord = [&text](qsizetype i) { return i == 0 || !text[i - 1].isLetterOrNumber() || (text[i].isDigit() && !text[i - 1].isDigit()); };
        const auto fits = [&](qsizetype i) { return text[i].toCaseFolded() == wanted.toCaseFolded(); };
        // A letter in a row is best, then the next start of a word, then anywhere.
        qsizetype found = -1;
        if (run > 0 && at < text.size() && fits(at))
            found = at;
        for (qsizetype i = at; found < 0 && i < text.size(); ++i)
            if (fits(i) && startsWord(i))
                found = i;
        for (qsizetype i = at; found < 0 && i < text.size(); ++i)
            if (fits(i))
                found = i;
        if (found < 0)
            return -1;
        run = found == at && run > 0 ? run + 1 : 1;
        score += (startsWord(found) ? 8 : 0) + 3 * run - int(std::min<qsizetype>(found - at, 6));
        at = found + 1;
    }
    return std::max(0, score * 4 - int(std::min<qsizetype>(text.size(), 40)) + 40);
}

PaletteQuery parseQuery(const QString& typed)
{
    const QString text = typed.trimmed();
    if (!text.isEmpty() && QStringLiteral(">@#").contains(text.front()))
        return {text.front(), text.mid(1).trimmed()};
    return {{}, text};
}

std::vector<PaletteEntry> rank(const QString& query, std::vector<PaletteEntry> entries, std::size_t limit)
{
    std::vector<std::pair<int, PaletteEntry>> scored;
    for (PaletteEntry& entry : entries)
        if (const int score = query.isEmpty() ? 0 : fuzzyScore(query, entry.text); score >= 0)
            scored.emplace_back(score, std::move(entry));
    // Without a word they stay in the order in which they are offered.
    std::stable_sort(scored.begin(), scored.end(), [&query](const auto& a, const auto& b) {
        const std::pair better(a.first, a.second.enabled), worse(b.first, b.second.enabled);
        return better != worse ? better > worse : !query.isEmpty() && topology::naturalLess(a.second.text, b.second.text);
    });
    std::vector<PaletteEntry> best;
    for (auto& [score, entry] : scored)
        if (best.size() < limit)
            best.push_back(std::move(entry));
    return best;
}

} // namespace skep::ui
