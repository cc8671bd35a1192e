#pragma once

#include <QByteArray>
#include <QStringList>

namespace skep::ui {

// A line of comma-separated values (RFC 4180) in UTF-8, with its end. A cell that a spreadsheet would take for a
// formula has "'" in front.
[[nodiscard]] QByteArray csvLine(QStringList cells);

} // namespace skep::ui
