#pragma once

#include "ui/pages/page.h"

#include <QListWidget>
#include <QTimer>

namespace skep::ui {

// The pages of the window that the server has something for. Narrow: icons alone, titles as tooltips.
class Sidebar final : public QListWidget {
    Q_OBJECT
public:
    Sidebar(Cluster& cluster, QWidget* parent);

    void setCurrentPage(const QString& id);
    void setNarrow(bool narrow);
    [[nodiscard]] bool narrow() const { return m_narrow; }

Q_SIGNALS:
    void chosen(const QString& page);

protected:
    // What is dragged over a page for a moment opens it, to be dropped there.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;

private:
    void refresh();

    Cluster& m_cluster;
    bool m_narrow = false;
    QTimer m_spring; // since the drag is over m_springs
    QListWidgetItem* m_springs = nullptr;
    QTimer m_later; // badges count whole tables: not more often than twice a second
};

} // namespace skep::ui
