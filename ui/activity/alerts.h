#pragma once

#include "ui/actions/quorum.h"
#include "ui/cluster/cluster.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QStringList>
#include <QTimer>

#include <map>

namespace skep::ui {

// Something of a cluster that the desktop itself tells while its window is not in front.
struct Alert
{
    enum class Kind : std::uint8_t
    {
        Quorum, // no further manager may be lost, or there is no majority
        NodeDown,
        Update, // paused, or going back
        Certificate, // holds for less than a week
        Operation // took long, and is over
    };

    Kind kind;
    QString text; // a sentence
    QString page = {}; // where a click leads; "" to the window as it is
    Selection selection = {};
    bool operator==(const Alert&) const = default;
};

inline constexpr Alert::Kind AlertKinds[] = {
    Alert::Kind::Quorum, Alert::Kind::NodeDown, Alert::Kind::Update, Alert::Kind::Certificate, Alert::Kind::Operation};

// What a person switches on and off.
[[nodiscard]] QString alertKindText(Alert::Kind kind);
[[nodiscard]] bool alertsOf(Alert::Kind kind); // as the settings say; on unless they do
void setAlertsOf(Alert::Kind kind, bool on);
[[nodiscard]] bool alertsMuted(const std::string& clusterId);
void setAlertsMuted(const std::string& clusterId, bool muted);

// How much the managers may still lose, by what people have to be told of.
enum class QuorumLevel : std::uint8_t
{
    Unknown,
    Safe, // all that there are can be reached, or another one may be lost
    AtRisk, // some cannot, and no further one may be lost
    Lost
};
[[nodiscard]] QuorumLevel levelOf(const Quorum& quorum);

// What the events say of nodes and updates. Objects that the mirror sees for the first time are no news.
[[nodiscard]] std::vector<Alert> alertsIn(const std::vector<store::Event>& events);
// Of a change for the worse.
[[nodiscard]] std::optional<Alert> quorumAlert(QuorumLevel before, QuorumLevel now, const Quorum& quorum);

// Watches the clusters of all windows. What comes within half a minute is told at once, the same thing of two windows
// once, nothing while a window of that cluster is in front.
class DesktopAlerts final : public QObject
{
    Q_OBJECT
public:
    // `clicked` runs when the person follows it.
    using Show = std::function<void(const QString& title, const QString& text, std::function<void()> clicked)>;
    struct Pace
    {
        std::chrono::milliseconds collect{2'000}; // from the first event on
        std::chrono::milliseconds apart{30'000};
        std::chrono::milliseconds longOperation{10'000}; // what takes less is not told
    };

    explicit DesktopAlerts(Show show, QObject* parent = nullptr);
    DesktopAlerts(Show show, Pace pace, QObject* parent);
    ~DesktopAlerts() override;

    // Until the window is gone.
    void watch(Cluster& cluster, QWidget& window);

Q_SIGNALS:
    // What was told is to be looked at: the window comes forward and goes there.
    void followed(QWidget* window, const QString& page, const skep::ui::Selection& selection);
    // The same, when no window of the cluster is open any more.
    void reopened(const skep::client::ClusterTarget& target, const QString& page, const skep::ui::Selection& selection);

private:
    struct Watched
    {
        Cluster* cluster = nullptr;
        QWidget* window = nullptr;
        QuorumLevel level = QuorumLevel::Unknown;
        std::map<int, QElapsedTimer> operations; // since they began
        std::shared_ptr<void> subscription;
    };
    struct Waiting
    {
        client::ClusterTarget target;
        QString name;
        QStringList lines;
        QString page; // of the first
        Selection selection;
    };

    void changed(Watched& watched, const std::vector<store::Event>& events);
    void judgeQuorum(Watched& watched);
    void judgeOperation(Watched& watched, int id);
    void follow(const std::string& clusterId, const Waiting& told);
    void add(const Watched& watched, const Alert& alert);
    void tell();
    [[nodiscard]] bool inFront(const std::string& clusterId) const;

    Show m_show;
    Pace m_pace;
    std::map<QObject*, Watched> m_watched; // by window
    std::map<std::string, Waiting> m_waiting; // by cluster
    QTimer m_next;
    QDeadlineTimer m_quiet; // nothing is told before it expires
};

} // namespace skep::ui
