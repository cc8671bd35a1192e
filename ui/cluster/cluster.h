#pragma once

#include "shared/client/clusterconnection.h"
#include "shared/store/store.h"
#include "ui/cluster/operations.h"
#include "ui/cluster/selection.h"

#include <QObject>
#include <QTimer>

namespace skep::ui {

// One cluster as a window sees it: the mirror, the state of the connection, the running operations and what is selected. GUI thread.
// The store is read-only and fed by the connection alone: nothing here paints what was not observed.
class Cluster final : public QObject {
    Q_OBJECT
public:
    Cluster(client::ClusterTarget target, QObject* parent = nullptr);
    ~Cluster() override;

    [[nodiscard]] const store::Store& store() const { return m_connection.store(); }
    [[nodiscard]] const client::ConnectionState& state() const { return m_connection.state(); }
    [[nodiscard]] const client::Capabilities& capabilities() const { return m_connection.capabilities(); }
    [[nodiscard]] client::ClusterConnection& connection() { return m_connection; }
    [[nodiscard]] Operations& operations() { return m_operations; }
    // As the person named it in the connect page, else the host.
    [[nodiscard]] QString name() const;

    // Selection is shared by every view of the window.
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    void select(Selection selection);

Q_SIGNALS:
    // What changed since the last signal, at most once per 33 ms; objects as the store now has them.
    void changed(const std::vector<skep::store::Event>& events);
    void stateChanged();
    void selectionChanged();

private:
    void collect(const std::vector<store::Event>& events);
    void tell();

    client::ClusterConnection m_connection;
    Operations m_operations;
    Selection m_selection;
    std::vector<store::Event> m_waiting;
    QTimer m_pulse; // since the last signal
    std::shared_ptr<void> m_subscription;
};

} // namespace skep::ui
