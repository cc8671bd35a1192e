#pragma once

#include <QString>

#include <vector>

namespace skep::ui {

// How well `query` fits `text` as a subsequence without regard to case: -1 when it does not, else higher is better. Starts of
// words and letters in a row count more; "dr w2" fits "Drain worker-2".
[[nodiscard]] int fuzzyScore(const QString& query, const QString& text);

struct PaletteEntry {
    enum class Group { GoTo, Object, Action };

    Group group = Group::GoTo;
    QString text, detail, icon;
    bool enabled = true;
    int payload = 0; // the owner's index
};

// What a prefix narrows the search to: '>' actions, '@' nodes, '#' services; the rest is the query.
struct PaletteQuery {
    QChar prefix;
    QString text;
};
[[nodiscard]] PaletteQuery parseQuery(const QString& typed);

// The best entries for the query, best first; refused ones last among equals, those by name. An empty
// query keeps all, in the given order.
[[nodiscard]] std::vector<PaletteEntry> rank(const QString& query, std::vector<PaletteEntry> entries, std::size_t limit);

} // namespace skep::ui
