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

[[nodiscard]] QString kindText(api::ObjectKind kind);
// The name of its icon in resources/icons.
[[nodiscard]] QString iconOf(Told::Tone tone);

} // namespace skep::ui
