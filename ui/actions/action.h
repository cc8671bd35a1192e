#pragma once

#include "ui/cluster/cluster.h"

#include <QKeySequence>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

class QWidget;

namespace skep::ui {

// What an action is given when it runs. `window` is the parent for sheets and dialogs (open(), never exec()).
struct ActionContext {
    Cluster& cluster;
    Selection selection;
    QWidget* window = nullptr;
    // Goes to a page and, where given, selects there.
    std::function<void(const QString& page, const Selection& selection)> go;
};

// One thing a person can do: menus, toolbar, context menus, shortcuts, palette and drag targets all come from these rows.
struct Action {
    // What it needs to be looked at before it happens (desktop-ux: what runs at once, what asks).
    enum class Asks { Nothing, Preview, Dialog };

    QString id;   // "node.drain"
    QString menu; // "Node", "Service", "Cluster", "View", "File", "Help"
    QString text; // the verb, "Drain…" with an ellipsis when it asks
    QString icon; // name in resources/icons, "" for none
    QKeySequence shortcut;
    api::ObjectKind kind = api::ObjectKind::Cluster; // the kind of selection it acts on
    bool mutates = true;
    Asks asks = Asks::Nothing;
    // What the node that answers has to be for a mutating action; otherwise the connection's reason refuses. Unknown always passes.
    std::vector<client::Standing> worksIn{client::Standing::Manager};
    // Whether the server has what it needs at all; menus and palette leave it out when not. Empty: it has.
    std::function<bool(const Cluster&)> offered = {};
    // Why it cannot be done now; nullopt when it can. Shown as the tooltip of the disabled action and in the palette.
    std::function<std::optional<QString>(const Cluster&, const Selection&)> refusal;
    std::function<void(ActionContext)> run;
    // The same as a command, docker's where docker has it. Empty: none.
    std::function<QString(const Cluster&, const Selection&)> command;
};

// Every action, in menu order. The only list.
[[nodiscard]] const std::vector<Action>& actions();
[[nodiscard]] const Action* findAction(const QString& id);

[[nodiscard]] bool isOffered(const Action& action, const Cluster& cluster);
// Why nothing can be changed now; nullopt when something can.
[[nodiscard]] std::optional<QString> changeRefusal(const Cluster& cluster);
// As a button or a menu shows it: what acts at once carries the tag of a production cluster.
[[nodiscard]] QString textOf(const Action& action, const Cluster& cluster);
// Why it cannot be run now: the connection's reasons, a selection of another kind, then the row's own. nullopt when it can.
[[nodiscard]] std::optional<QString> refusalOf(const Action& action, const Cluster& cluster, const Selection& selection);

// The rows by family; actions() joins them.
[[nodiscard]] std::vector<Action> nodeActions();
[[nodiscard]] std::vector<Action> serviceActions();
[[nodiscard]] std::vector<Action> objectActions(); // secrets, configs, networks
[[nodiscard]] std::vector<Action> clusterActions();
[[nodiscard]] std::vector<Action> viewActions();
[[nodiscard]] std::vector<Action> logActions();
[[nodiscard]] std::vector<Action> historyActions();

} // namespace skep::ui
