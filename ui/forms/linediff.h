#pragma once

#include <QJsonObject>
#include <QStringList>

namespace skep::ui {

// Two documents as indented text, line against line: "  same", "- gone", "+ new", with `context` lines around each
// change and "…" for what is left out. "" when they are equal.
[[nodiscard]] QString jsonDiff(const QJsonObject& before, const QJsonObject& after, int context = 2);

} // namespace skep::ui
