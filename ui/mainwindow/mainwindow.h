#pragma once

#include "ui/mainwindow/windowcommands.h"
#include "ui/pages/page.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace skep::ui {

class ActionBook;
class AlertFrame;
class ActivityDock;
class Banner;
class Bell;
class ClusterStrip;
class Sidebar;

// One cluster's window: pages on the left, the chosen one in the middle, guidance above, state below. It knows no page and no
// command: both come from their lists.
class MainWindow final : public QMainWindow, public WindowCommands {
    Q_OBJECT
public:
    explicit MainWindow(client::ClusterTarget target);
    ~MainWindow() override;

    [[nodiscard]] Cluster& cluster() { return *m_cluster; }
    [[nodiscard]] ActionBook& book() { return *m_book; }
    // Shows the page and selects there. False for a page that there is not.
    bool go(const QString& page, const Selection& selection);
    bool go(const QString& page);
    [[nodiscard]] Page* page() const;
    [[nodiscard]] QString pageId() const { return m_pageId; }
    // Runs the action as soon as the node that answers allows it; forgets it when that node turns out to be a manager already.
    void triggerWhenReady(const QString& actionId);
    // Live, and the page shows everything it has to.
    [[nodiscard]] bool settled() const;

    void showPalette() override;
    void focusFilter() override;
    void exportTable() override;
    void goBack() override;
    void goForward() override;
    void toggleSidebar() override;
    void toggleTable() override { askMap(&Page::toggleTable); }
    void chooseGrouping() override { askMap(&Page::chooseGrouping); }
    void toggleHeat() override { askMap(&Page::toggleHeat); }
    void toggleActivity() override;
    void showConnect() override { Q_EMIT connectAsked(); }
    void showFleet() override { Q_EMIT fleetAsked(); }
    void duplicate() override { Q_EMIT duplicateAsked(m_cluster->connection().target()); }
    void closeWindow() override { close(); }
    void retranslate() override { Q_EMIT languageAsked(); }

Q_SIGNALS:
    void connectAsked();
    void fleetAsked();
    void languageAsked();
    void duplicateAsked(const skep::client::ClusterTarget& target);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    struct Place {
        QString page;
        Selection selection;
        bool operator==(const Place&) const = default;
    };
    void buildToolbar();
    void askMap(bool (Page::*command)());
    void visit(const Place& place);
    void refreshState();
    void tryPending();
    void follow(const QString& offered);

    std::unique_ptr<Cluster> m_cluster;
    ActionBook* m_book;
    Sidebar* m_sidebar;
    QStackedWidget* m_stack;
    ClusterStrip* m_strip;
    bool m_closesAnyway = false; // although something is half done
    QLabel* m_title; // the cluster, and its tag
    Banner* m_banner;
    AlertFrame* m_frame;
    ActivityDock* m_activity;
    Bell* m_bell = nullptr;
    std::map<QString, Page*> m_pages; // made when first shown
    QString m_pageId;
    QString m_missing; // why a wanted moment cannot be shown
    QString m_pending; // of triggerWhenReady()
    std::vector<Place> m_history; // where Back and Forward walk
    std::size_t m_at = 0;
};

} // namespace skep::ui
