#pragma once

#include "shared/api/specs.h"

#include <QString>
#include <QStringList>

// What differs between two specifications, in words.
namespace skep::ui {

// "replicas 3 → 10"
[[nodiscard]] QString changeText(const QString& what, const QString& from, const QString& to);
void tellLabelChanges(QStringList& words, const api::Labels& from, const api::Labels& to);
// "image 1.3 → 1.4" of one repository, "image nginx:1 → httpd:2" else.
[[nodiscard]] QString imageChangeText(const std::string& from, const std::string& to);
// What differs between two specifications, one phrase each; empty when they are equal.
[[nodiscard]] QStringList changesBetween(const api::ServiceSpec& from, const api::ServiceSpec& to);

} // namespace skep::ui
