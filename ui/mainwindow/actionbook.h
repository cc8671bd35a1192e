#pragma once

#include "ui/actions/action.h"

#include <QAction>
#include <QObject>

class QMenu;
class QMenuBar;

namespace skep::ui {

// The catalogue as QActions of one window: one for each row, enabled while the row does not refuse, with the reason as tooltip.
class ActionBook final : public QObject {
    Q_OBJECT
public:
    using Go = std::function<void(const QString& page, const Selection& selection)>;

    ActionBook(Cluster& cluster, QWidget* window, Go go);

    [[nodiscard]] QAction* find(const QString& id) const;
    // Does nothing while the row refuses; false then.
    bool trigger(const QString& id);
    bool trigger(const Action& action, const Selection& selection);
    void fill(QMenuBar* bar) const;
    // What can be done to the present selection.
    void fillContext(QMenu* menu) const;

private:
    void refresh();

    Cluster& m_cluster;
    QWidget* m_window;
    Go m_go;
    std::vector<std::pair<const Action*, QAction*>> m_rows;
    bool m_stale = false;
};

// The word for a menu of the catalogue in the person's language.
[[nodiscard]] QString menuTitle(const QString& menu);

} // namespace skep::ui
