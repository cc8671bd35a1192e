#pragma once

#include "ui/tables/tally.h"

#include <QColor>
#include <QIcon>
#include <QString>

#include <functional>
#include <string_view>
#include <vector>

namespace skep::ui {

// What a column may look at besides its object.
struct RowContext {
    const store::View& view;
    const Tally& tally;
    Timestamp now;
};

// One column as data. The id is the name in the filter line and in saved widths.
struct Column {
    enum class Tone { Plain, Muted, Ok, Warn, Error };

    QString id, title;
    int width = 120;
    std::function<QString(const store::ObjectPtr&, const RowContext&)> text;
    // What is sorted by when it is not the text; numbers before texts.
    std::function<double(const store::ObjectPtr&, const RowContext&)> number = {};
    std::function<QIcon(const store::ObjectPtr&, const RowContext&)> icon = {};
    std::function<Tone(const store::ObjectPtr&, const RowContext&)> tone = {};
    // What the text is made of, where many rows share few texts: those with equal values here have equal texts at one time. A view of
    // something that lives as long as the object.
    std::function<std::string_view(const store::ObjectPtr&)> alike = {};
    bool ages = false; // changes by time alone; not searched by plain words
    bool right = false;
    bool extra = false; // not shown until somebody chooses it
};

// One list screen as data.
struct TableKind {
    QString id; // of saved settings
    api::ObjectKind kind = api::ObjectKind::Node;
    std::vector<Column> columns;
    int sortColumn = 0;
    // The rows that look different after this event of another kind.
    std::function<std::vector<std::string>(const store::Event&)> touched = {};
    bool tallies = false; // columns ask RowContext::tally
};

[[nodiscard]] TableKind nodeTable();
[[nodiscard]] TableKind serviceTable();
[[nodiscard]] TableKind taskTable();
[[nodiscard]] TableKind secretTable();
[[nodiscard]] TableKind configTable();
[[nodiscard]] TableKind networkTable();

// The names of services that use the secret, config or network.
[[nodiscard]] QStringList usersOf(const store::View& view, api::ObjectKind kind, const std::string& id);
[[nodiscard]] QString serviceModeText(const api::Service& service);
[[nodiscard]] QString portsText(const api::Service& service);
[[nodiscard]] QString updateText(const api::Service& service);
// Without its digest.
[[nodiscard]] QString imageText(const std::string& image);
[[nodiscard]] std::vector<store::ObjectPtr> objectsOf(const store::View& view, api::ObjectKind kind);
[[nodiscard]] store::ObjectPtr objectOf(const store::View& view, api::ObjectKind kind, const std::string& id);
[[nodiscard]] bool present(const store::ObjectPtr& object);
[[nodiscard]] QString nameOf(const store::ObjectPtr& object);
// "web.3"; of a global service with the name of its node, "agent.worker-2".
[[nodiscard]] QString taskName(const store::View& view, const api::Task& task);

} // namespace skep::ui
