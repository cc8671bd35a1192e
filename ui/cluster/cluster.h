#pragma once

#include "shared/client/clusterconnection.h"
#include "shared/store/store.h"
#include "ui/cluster/operations.h"
#include "ui/cluster/selection.h"
#include "ui/guard/guard.h"
#include "ui/history/history.h"

#include <QObject>
#include <QTimer>

namespace skep::ui {

// One cluster as a window sees it: the mirror, the state of the connection, the running operations and what is selected. GUI thread.
// The store is read-only and fed by the connection alone: nothing here paints what was not observed. A person may look at a recorded
// moment instead; then store() is that, and nothing can be changed until showLive().
class Cluster final : public QObject {
    Q_OBJECT
public:
    Cluster(client::ClusterTarget target, QObject* parent = nullptr, client::Pace pace = {});
    ~Cluster() override;

    // What views show: the mirror, or the recorded moment. Not to be kept: momentChanged says that it is another one.
    [[nodiscard]] const store::Store& store() const { return m_past ? m_past->store : m_connection.store(); }
    // The mirror in any case.
    [[nodiscard]] const store::Store& live() const { return m_connection.store(); }
    [[nodiscard]] const client::ConnectionState& state() const { return m_connection.state(); }
    [[nodiscard]] const client::Capabilities& capabilities() const { return m_connection.capabilities(); }
    [[nodiscard]] client::ClusterConnection& connection() { return m_connection; }
    [[nodiscard]] Operations& operations() { return m_operations; }
    [[nodiscard]] const Operations& operations() const { return m_operations; }
    [[nodiscard]] History& history() { return *m_history; }
    // The moment that is shown instead of the present one.
    [[nodiscard]] std::optional<Timestamp> viewing() const { return m_past ? std::optional(m_past->at) : std::nullopt; }
    // Looks it up and shows it; of several wishes in a row the last one counts.
    void showMoment(Timestamp at);
    void showLive();
    // How it is protected from accidents; stateChanged follows a change.
    [[nodiscard]] const Guard& guard() const { return m_guard; }
    // As the person named it in the connect page, else the host.
    [[nodiscard]] QString name() const;

    // Selection is shared by every view of the window.
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    void select(Selection selection);

Q_SIGNALS:
    // What changed since the last signal, at most once per 33 ms, and twice a second until the mirror is complete; objects as the
    // store now has them.
    // On the way to another moment: what differs there.
    void changed(const std::vector<skep::store::Event>& events);
    // store() is another one from now on; what differs follows with changed().
    void momentChanged();
    // There is nothing to show for that time.
    void momentMissing(const QString& why);
    void stateChanged();
    void selectionChanged();

private:
    void collect(const std::vector<store::Event>& events);
    void obeyGuard();
    void tell();
    void seek();
    void show(const Moment& moment);

    struct Past {
        store::Store store;
        Timestamp at;
    };
    client::ClusterConnection m_connection;
    Operations m_operations;
    Selection m_selection;
    Guard m_guard;
    std::string m_guarded; // the cluster that it is of
    std::vector<store::Event> m_waiting;
    QTimer m_pulse; // since the last signal
    bool m_listing = false; // the mirror was not complete at the last signal
    std::unique_ptr<History> m_history;
    std::unique_ptr<Past> m_past;
    std::optional<Timestamp> m_wanted; // waits until the running look-up is answered
    bool m_seeking = false, m_wantsLive = true;
    std::shared_ptr<void> m_subscription;
};

// What leads from one store to the other, judged by identity: objects are immutable.
[[nodiscard]] std::vector<store::Event> differences(const store::Store& from, const store::Store& to);

} // namespace skep::ui
