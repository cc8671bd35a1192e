#pragma once

#include "shared/client/engineclient.h"
#include "shared/store/store.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace skep::client {

// A cluster as a person wrote it down: the first endpoint that answers as a manager is used; managers that the node list names are
// tried after them, with the same credentials.
struct ClusterTarget {
    std::string name;
    std::vector<http::Endpoint> endpoints;
};

enum class Liveness : std::uint8_t {
    Connecting, // nothing seen yet
    Live,       // the last good answer is fresh
    Slow,       // answers take more than a second
    Stale,      // no answer for 10 s, or the machine slept
    Down,       // three attempts failed
};
// What the node that answered is.
enum class Standing : std::uint8_t { Unknown, NoSwarm, Worker, Locked, Manager, NoQuorum };

struct ConnectionState {
    Liveness liveness = Liveness::Connecting;
    Standing standing = Standing::Unknown;
    std::string host;    // of the endpoint in use
    std::string problem; // a sentence: which step failed and why; "" when all is well
    std::string step;    // "reach host", "TLS", "API", "manager": where the last attempt failed
    std::string clusterId; // of the swarm that the mirror shows
    std::string nodeId;    // of the node that answers
    bool otherCluster = false; // an endpoint answers for another swarm than before; see acceptOtherCluster()
    bool synced = false;       // the mirror has been complete since the connection was made
    Timestamp asOf;      // of the last good answer
    std::chrono::nanoseconds latency{};
    int attempts = 0;    // failed ones since the last good answer
    std::vector<std::string> managers; // host:port that the last node list or a worker's info named
};

// What the server can do. Level D is the Docker Engine API; `skep` holds the names of what /skep/v1 offers beyond it
// ("watch", "simulate", "explain", "raft", "joins", "certificates", "history", "pause", "drain", "rebalance").
struct Capabilities {
    bool known = false;
    std::string apiVersion;    // agreed
    std::string serverVersion; // of the engine or of Skep
    std::set<std::string> skep;
    bool secrets = false, configs = false, networks = false, logs = false; // answered other than 501

    [[nodiscard]] bool has(const std::string& name) const { return skep.contains(name); }
};

// How often what. Intervals also grow to ten times what the last answer took, and sixfold while nobody looks.
struct Pace {
    std::chrono::milliseconds ping{2'000}, nodes{5'000}, services{2'000}, tasks{3'000}, cluster{15'000}, rest{60'000};
    // Between an event and asking for what it is about, at least.
    std::chrono::milliseconds afterEvent{100};
    std::chrono::milliseconds stale{10'000}, slow{1'000};
    std::vector<std::chrono::milliseconds> backOff{std::chrono::milliseconds(500), std::chrono::milliseconds(1'000),
        std::chrono::milliseconds(2'000), std::chrono::milliseconds(5'000), std::chrono::milliseconds(10'000), std::chrono::milliseconds(15'000)};
    // What work on one turn of the loop may take before others have theirs.
    std::chrono::milliseconds turn{8};
};

// Keeps a mirror of one cluster by itself: /skep/v1/watch where the server has it, lists and events where it is Docker's; reconnects
// with back-off (0.5, 1, 2, 5, 10, then every 15 s) and fails over to other managers. The mirror stays readable while nothing answers. It holds no join token and no payload of a secret; tasks
// carry the name of their service.
class ClusterConnection {
public:
    explicit ClusterConnection(ClusterTarget target, Pace pace = {});
    ~ClusterConnection();
    ClusterConnection(const ClusterConnection&) = delete;
    ClusterConnection& operator=(const ClusterConnection&) = delete;

    [[nodiscard]] const ClusterTarget& target() const;
    [[nodiscard]] const store::Store& store() const;
    [[nodiscard]] const ConnectionState& state() const;
    [[nodiscard]] const Capabilities& capabilities() const;
    // Dropping the handle unsubscribes. `changed` gets the store's events, `state` follows the two above.
    struct Observer {
        std::function<void(const std::vector<store::Event>& events)> changed;
        std::function<void()> state;
    };
    [[nodiscard]] std::shared_ptr<void> observe(Observer observer);

    // For requests of the caller's own, to the manager in use. Error Unavailable when there is none.
    [[nodiscard]] Result<std::shared_ptr<EngineClient>> engine() const;
    // The node that answers, whatever it is: for what a node without a swarm, a worker or a locked manager can be asked.
    [[nodiscard]] Result<std::shared_ptr<EngineClient>> node() const;
    // Only GET leaves the process while it is set; a write answers PermissionDenied.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool readOnly() const;
    // Asks everything again now; also ends a wait between attempts.
    void refresh();
    // Nobody looks: asks six times less often. Streams go on.
    void setHidden(bool hidden);
    // Connects to this manager instead; the others stay candidates.
    void use(http::Endpoint endpoint);
    // The endpoint of one of ConnectionState::managers, reached as the endpoint in use is: same port, same credentials, same program.
    // Nothing for a Unix socket, which has no other host.
    [[nodiscard]] std::optional<http::Endpoint> endpointOf(const std::string& manager) const;
    // ConnectionState::otherCluster: yes, show that one from now on.
    void acceptOtherCluster();

    // Writes that change one object as the server has it now: reads the raw document, lets `edit` change it, sends it with its
    // version. Members that Skep does not know survive. Error Aborted "update out of sequence" when it changed meanwhile.
    using Edit = std::function<Result<void>(QJsonObject& spec)>;
    [[nodiscard]] async::Task<Result<void>> editNode(std::string id, Edit edit);
    [[nodiscard]] async::Task<Result<void>> editService(std::string id, Edit edit, EngineClient::Queries queries = {});
    // Of these the server lets only labels change.
    [[nodiscard]] async::Task<Result<void>> editSecret(std::string id, Edit edit);
    [[nodiscard]] async::Task<Result<void>> editConfig(std::string id, Edit edit);
    [[nodiscard]] async::Task<Result<void>> editSwarm(Edit edit, EngineClient::Queries queries = {});

    struct Private;

private:
    std::shared_ptr<Private> d;
};

} // namespace skep::client
