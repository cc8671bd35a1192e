#pragma once

#include "shared/client/clusterconnection.h"

#include <QString>

#include <optional>
#include <vector>

namespace skep::ui {

// What a window has to say about its connection, and what one can do about it.
struct Guidance {
    enum class Severity { Info, Warning, Error };
    struct Button {
        QString text;
        QString action; // of the catalogue, "page:ID", or "use:HOST:PORT"
    };

    Severity severity = Severity::Warning;
    QString text;
    std::vector<Button> buttons;

    bool operator==(const Guidance& other) const { return severity == other.severity && text == other.text && buttons.size() == other.buttons.size(); }
};

// Most serious thing first; nullopt when all is well. `asOf` is the mirror's time as people read it.
[[nodiscard]] std::optional<Guidance> guidanceFor(const client::ConnectionState& state, const store::View& view, const QString& asOf);

} // namespace skep::ui
