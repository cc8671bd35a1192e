#include "ui/text/linediff.h"

#include <QJsonDocument>

#include <algorithm>

namespace skep::ui {
namespace {

using Kind = DiffLine::Kind;

std::vector<DiffLine> allLines(const QStringList& from, const QStringList& to)
{
    std::vector<DiffLine> lines;
    const auto n = std::size_t(from.size()), m = std::size_t(to.size());
    // longest[i][j]: of from[i…] and to[j…]
    std::vector<std::vector<int>> longest(n + 1, std::vector<int>(m + 1, 0));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            longest[i][j] = from[qsizetype(i)] == to[qsizetype(j)] ? longest[i + 1][j + 1] + 1
                                                                   : std::max(longest[i + 1][j], longest[i][j + 1]);
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        if (i < n && j < m && from[qsizetype(i)] == to[qsizetype(j)]) {
            lines.push_back({Kind::Same, from[qsizetype(i++)]});
            ++j;
        } else if (i < n && (j == m || longest[i + 1][j] >= longest[i][j + 1])) {
            lines.push_back({Kind::Gone, from[qsizetype(i++)]});
        } else {
            lines.push_back({Kind::New, to[qsizetype(j++)]});
        }
    }
    return lines;
}

QStringList linesOf(const QJsonObject& document)
{
    QStringList lines
        = QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Indented)).split(u'\n', Qt::SkipEmptyParts);
    for (QString& line : lines)
        if (line.endsWith(u',')) // a comma is no difference
            line.chop(1);
    return lines;
}

QString markOf(Kind kind)
{
    return kind == Kind::Gone ? QStringLiteral("- ") : kind == Kind::New ? QStringLiteral("+ ") : QStringLiteral("  ");
}

} // namespace

std::vector<DiffLine> diffLines(const QStringList& from, const QStringList& to, int context)
{
    // What is equal at both ends needs no comparing.
    qsizetype head = 0, tail = 0;
    const qsizetype most = std::min(from.size(), to.size());
    while (head < most && from[head] == to[head])
        ++head;
    while (tail < most - head && from[from.size() - 1 - tail] == to[to.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> all;
    for (qsizetype i = 0; i < head; ++i)
        all.push_back({Kind::Same, from[i]});
    for (auto& line : allLines(from.mid(head, from.size() - head - tail), to.mid(head, to.size() - head - tail)))
        all.push_back(std::move(line));
    for (qsizetype i = from.size() - tail; i < from.size(); ++i)
        all.push_back({Kind::Same, from[i]});

    std::vector<bool> shown(all.size(), false);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].kind == Kind::Same)
            continue;
        const std::size_t first = i > std::size_t(context) ? i - std::size_t(context) : 0,
                          last = std::min(all.size() - 1, i + std::size_t(context));
        std::fill(shown.begin() + std::ptrdiff_t(first), shown.begin() + std::ptrdiff_t(last) + 1, true);
    }
    std::vector<DiffLine> lines;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (shown[i])
            lines.push_back(all[i]);
        else if (lines.empty() || lines.back().kind != Kind::Skipped)
            lines.push_back({Kind::Skipped, {}, 1});
        else
            ++lines.back().count;
    }
    return lines;
}

QString jsonDiff(const QJsonObject& before, const QJsonObject& after, int context)
{
    if (before == after)
        return {};
    QStringList shown;
    for (const DiffLine& line : diffLines(linesOf(before), linesOf(after), context))
        shown << markOf(line.kind) + (line.kind == Kind::Skipped ? QStringLiteral("…") : line.text);
    return shown.join(u'\n');
}

} // namespace skep::ui
