#pragma once

#include "shared/store/store.h"

#include <QString>

#include <optional>

namespace skep::ui {

// What a change of the mirror means to a person: about whom, and what happened in words.
struct Told
{
    enum class Tone : std::uint8_t
    {
        Info,
        Good,
        Warning,
        Error
    };

    api::ObjectKind kind = api::ObjectKind::Cluster;
    std::string id;
    QString name; // "web", "web.3", "worker-2"
    QString text; // "image 1.3 → 1.4", "went down"
    Tone tone = Tone::Info;
};

// Nullopt for changes that say nothing to a person, such as a task on its way. `view` shows the names of other objects.
[[nodiscard]] std::optional<Told> tell(const store::Event& event, const store::View& view);

// "image 1.3 → 1.4" of one repository, "image nginx:1 → httpd:2" else.
[[nodiscard]] QString imageChangeText(const std::string& from, const std::string& to);
// What differs between two specifications, one phrase each; empty when they are equal.
[[nodiscard]] QStringList changesBetween(const api::ServiceSpec& from, const api::ServiceSpec& to);

[[nodiscard]] QString kindText(api::ObjectKind kind);

} // namespace skep::ui
