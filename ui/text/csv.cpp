#include "ui/text/csv.h"

#include <algorithm>

namespace skep::ui {

QByteArray csvLine(QStringList cells)
{
    static const QString formula = QStringLiteral("=+-@\t\r"), quoted = QStringLiteral(",\"\n\r");
    for (QString& cell : cells) {
        if (!cell.isEmpty() && formula.contains(cell.front()))
            cell.prepend(u'\'');
        if (std::any_of(cell.begin(), cell.end(), [](QChar one) { return quoted.contains(one); }))
            cell = u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"';
    }
    return (cells.join(u',') + QStringLiteral("\r\n")).toUtf8();
}

} // namespace skep::ui
