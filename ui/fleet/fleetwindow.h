#pragma once

#include "ui/fleet/fleetmember.h"

#include <QWidget>

#include <map>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace skep::ui {

// All clusters at once, a line each: those that were connected to before and those that are open. What is wrong with
// the chosen one stands in full below. Opens, adds and forgets clusters; changes none.
class FleetWindow final : public QWidget
{
    Q_OBJECT
public:
    // `open`: clusters shown beside the remembered ones.
    explicit FleetWindow(std::vector<client::ClusterTarget> open);

    // Another cluster that is open now, or was remembered since.
    void watch(const client::ClusterTarget& target);
    // Whether each cluster has answered or could not be reached.
    [[nodiscard]] bool settled() const;

Q_SIGNALS:
    void openAsked(const skep::client::ClusterTarget& target);
    void addAsked();

protected:
    void changeEvent(QEvent* event) override;

private:
    void refill();
    [[nodiscard]] int scaled(int pixels) const;
    QWidget* makeHeader();
    QWidget* makeFooter();
    void add(FleetMember* member);
    [[nodiscard]] FleetMember* knownAt(const QString& address) const;
    [[nodiscard]] FleetMember* chosen() const;
    void fillAll();
    void fill(QTreeWidgetItem* row, const FleetMember& member);
    void refreshHead();
    void refreshFoot();
    void openChosen();
    void removeChosen();

    std::vector<client::ClusterTarget> m_open;
    std::map<QTreeWidgetItem*, FleetMember*> m_members;
    QTreeWidget* m_list;
    QStackedWidget* m_face; // the list, or what to do without one
    QLabel *m_count, *m_detail;
    QPushButton *m_openButton, *m_removeButton;
};

} // namespace skep::ui
