#pragma once

#include <QJsonObject>

namespace skep::ui {

// `raw` with what leads from `from` to `to` done to it: members that neither of them has, because Skep does not know them, stay.
// Arrays go as a whole.
[[nodiscard]] QJsonObject withDifferences(QJsonObject raw, const QJsonObject& from, const QJsonObject& to);

} // namespace skep::ui
