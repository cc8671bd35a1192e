#pragma once

#include "ui/actions/action.h"

#include <QWidget>

namespace skep::ui {

// One screen of a window. It shows the cluster's mirror and follows Cluster::changed by itself while it is visible.
class Page : public QWidget {
    Q_OBJECT
public:
    Page(Cluster& cluster, QWidget* parent) : QWidget(parent), m_cluster(cluster) {}

    [[nodiscard]] Cluster& cluster() const { return m_cluster; }
    // Ctrl+F and "/": puts the cursor into the page's filter line; false when the page has none.
    virtual bool focusFilter() { return false; }
    // Writes the page's list to a file that the person chooses; false when the page has none.
    virtual bool exportTable() { return false; }
    // Ctrl+Shift+T: between a picture and the table that says the same; false when the page has no two faces.
    virtual bool toggleTable() { return false; }
    // What groups the page's picture is asked for; false when it is not in groups.
    virtual bool chooseGrouping() { return false; }
    // Loads in colours, and back; false when the page has no such picture.
    virtual bool toggleHeat() { return false; }
    // Whether everything it shows has arrived; --screenshot waits for it.
    [[nodiscard]] virtual bool settled() const { return true; }

Q_SIGNALS:
    // The page asks the window to go elsewhere ("tasks", with a selection).
    void goTo(const QString& page, const skep::ui::Selection& selection);
    // The page asks to run an action of the catalogue on the present selection.
    void trigger(const QString& actionId);

private:
    Cluster& m_cluster;
};

// A row of the sidebar.
struct PageEntry {
    QString id;    // "topology", also the value of --page
    QString title;
    QString icon;
    // Whether the server has what the page shows; the row is absent otherwise.
    std::function<bool(const Cluster&)> available;
    // What stands behind the title: a count, "⚠3"; "" for nothing.
    std::function<QString(const Cluster&)> badge;
    std::function<Page*(Cluster&, QWidget* parent)> make;
};

// In sidebar order: topology, nodes, services, tasks, logs, secrets, configs, networks, managers, swarm, events.
[[nodiscard]] const std::vector<PageEntry>& pages();

} // namespace skep::ui
