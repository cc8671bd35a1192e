#pragma once

#include "ui/desktop/options.h"
#include "ui/mainwindow/mainwindow.h"

#include <QPointer>

namespace skep::ui {

class ConnectWindow;
class DesktopAlerts;
class DesktopNotifier;
class FleetWindow;

// The program's windows: one for each cluster, the one to connect from, and the one that shows all clusters.
class Desktop final : public QObject {
    Q_OBJECT
public:
    explicit Desktop(Options options);
    ~Desktop() override;

    // Opens what the options ask for. Error: a host that cannot be used, a page that there is not.
    [[nodiscard]] Result<void> start();

    MainWindow* open(const client::ClusterTarget& target);
    ConnectWindow* showConnect();
    FleetWindow* showFleet();

Q_SIGNALS:
    // The picture is taken, or cannot be: "" or the reason.
    void finished(const QString& error);

private:
    void shoot();
    void retranslate();
    void place(QWidget* window);
    static void bringForward(QWidget* window);

    Options m_options;
    std::vector<QPointer<MainWindow>> m_windows;
    QPointer<ConnectWindow> m_connect;
    QPointer<FleetWindow> m_fleet;
    std::unique_ptr<DesktopNotifier> m_notifier;
    std::unique_ptr<DesktopAlerts> m_alerts;
    std::vector<client::ClusterTarget> m_watched; // hosts given for the fleet alone
};

} // namespace skep::ui
