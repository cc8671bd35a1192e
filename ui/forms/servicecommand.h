#pragma once

#include "shared/api/specs.h"

#include <QString>

#include <map>

namespace skep::ui {

// A specification as the command that a person would type. `complete` is false when docker's command cannot say all of
// it.
struct ServiceCommand
{
    QString text;
    bool complete = true;
};
// `networks`: names by id.
[[nodiscard]] ServiceCommand createCommand(const api::ServiceSpec& spec, const std::map<QString, QString>& networks);
[[nodiscard]] ServiceCommand updateCommand(
    const api::ServiceSpec& before, const api::ServiceSpec& after, const std::map<QString, QString>& networks);

} // namespace skep::ui
