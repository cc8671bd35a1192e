#pragma once

#include "ui/cluster/cluster.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QProgressBar;
class QVBoxLayout;

namespace skep::ui {

// The window's running and finished operations, bottom right over its pages: progress with "Stop waiting" while they run, then the
// outcome with Undo for ten seconds. Failures stay until they are closed. At most three at a time; the newest win.
class Toasts final : public QWidget {
    Q_OBJECT
public:
    // In the corner of `pages`, which is somewhere in the window and is outlived; above a time line.
    Toasts(Cluster& cluster, QWidget* pages, QWidget* window);
    void place(); // when another page is shown

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Card;
    void follow(int id);

    Cluster& m_cluster;
    QPointer<QWidget> m_pages;
    QVBoxLayout* m_layout;
    std::vector<Card*> m_cards; // oldest first
};

} // namespace skep::ui
