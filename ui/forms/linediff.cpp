#include "ui/forms/linediff.h"

#include <QJsonDocument>

#include <vector>

namespace skep::ui {
namespace {

QStringList linesOf(const QJsonObject& document)
{
    QStringList lines
        = QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Indented)).split(u'\n', Qt::SkipEmptyParts);
    for (QString& line : lines)
        if (line.endsWith(u',')) // a comma is no difference
            line.chop(1);
    return lines;
}

// The longest common subsequence of the middles; specifications have some hundred lines.
QStringList script(const QStringList& a, const QStringList& b)
{
    const auto n = std::size_t(a.size()), m = std::size_t(b.size());
    std::vector<std::vector<int>> length(n + 1, std::vector<int>(m + 1));
    for (std::size_t i = n; i-- > 0;)
        for (std::size_t j = m; j-- > 0;)
            length[i][j] = a.at(qsizetype(i)) == b.at(qsizetype(j)) ? length[i + 1][j + 1] + 1
                                                                    : std::max(length[i + 1][j], length[i][j + 1]);
    QStringList lines;
    std::size_t i = 0, j = 0;
    while (i < n || j < m) {
        if (i < n && j < m && a.at(qsizetype(i)) == b.at(qsizetype(j))) {
            lines << QStringLiteral("  ") + a.at(qsizetype(i));
            ++i, ++j;
        } else if (i < n && (j == m || length[i + 1][j] >= length[i][j + 1])) {
            lines << QStringLiteral("- ") + a.at(qsizetype(i++));
        } else {
            lines << QStringLiteral("+ ") + b.at(qsizetype(j++));
        }
    }
    return lines;
}

} // namespace

QString jsonDiff(const QJsonObject& before, const QJsonObject& after, int context)
{
    if (before == after)
        return {};
    const QStringList all = script(linesOf(before), linesOf(after));
    QStringList shown;
    bool gap = false;
    for (qsizetype i = 0; i < all.size(); ++i) {
        bool near = false;
        for (qsizetype k = std::max<qsizetype>(0, i - context); k <= std::min(all.size() - 1, i + context) && !near;
             ++k)
            near = !all.at(k).startsWith(u' ');
        if (near)
            shown << all.at(i);
        else if (!gap)
            shown << QStringLiteral("  …");
        gap = !near;
    }
    return shown.join(u'\n');
}

} // namespace skep::ui
