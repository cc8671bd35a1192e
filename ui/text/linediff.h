#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace skep::ui {

struct DiffLine
{
    enum class Kind : std::uint8_t
    {
        Same,
        Gone,
        New,
        Skipped
    };

    Kind kind = Kind::Same;
    QString text; // of Skipped: ""
    int count = 0; // of Skipped: how many equal lines are left out
    bool operator==(const DiffLine&) const = default;
};

// The fewest lines that go and come between two texts, with `context` equal lines around them.
[[nodiscard]] std::vector<DiffLine> diffLines(const QStringList& from, const QStringList& to, int context = 3);

// The same of two documents as indented text: "  same", "- gone", "+ new", "  …" for what is left out. "" when they are
// equal.
[[nodiscard]] QString jsonDiff(const QJsonObject& before, const QJsonObject& after, int context = 2);

} // namespace skep::ui
