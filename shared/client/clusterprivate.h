#pragma once

#include "shared/client/clusterconnection.h"
#include "shared/client/documents.h"

namespace skep::client {

// One manager in use, from the probe to the first failure.
struct Session {
    explicit Session(std::shared_ptr<EngineClient> client) : engine(std::move(client)) {}

    // The connection is no good any more; the first reason stays.
    void end(std::string where, Error why)
    {
        if (!failure) {
            step = std::move(where);
            failure = std::move(why);
        }
        stop.request();
        ended.notify();
    }

    const std::shared_ptr<EngineClient> engine;
    async::Stop stop;
    async::Notify ended;
    std::string step;
    std::optional<Error> failure;
    std::map<api::ObjectKind, async::Notify> due; // wakes the poll of a kind
    async::Notify check;                          // wakes the heartbeat
    std::set<api::ObjectKind> listed;             // level D: what has arrived completely
};

// Coroutines keep it alive by the pointer they carry, so it outlives the ClusterConnection by what they still have to unwind.
struct ClusterConnection::Private : std::enable_shared_from_this<ClusterConnection::Private> {
    Private(ClusterTarget wanted, Pace speed);

    // Written by the loops in clusterconnection.cpp (finding a manager) and clusterfeeds.cpp (following it).
    const ClusterTarget target;
    const Pace pace;
    store::Store store;
    DocumentReader reader;
    ConnectionState state;
    Capabilities capabilities;
    bool readOnly = false, hidden = false;
    std::optional<http::Endpoint> chosen; // by use()
    std::optional<http::Endpoint> inUse;
    std::shared_ptr<Session> session;
    std::shared_ptr<EngineClient> answering; // the node that ConnectionState tells of, manager or not
    async::TaskScope scope;
    async::Notify wake; // ends a wait between attempts
    std::chrono::nanoseconds lastGood{};
    bool acceptOther = false;
    std::map<std::string, api::ManagerStatus> managerStatuses; // level S, by node id
    bool continuable = false; // the mirror is what one watch stream told up to store.version()

    std::vector<std::weak_ptr<Observer>> observers;
    std::shared_ptr<void> subscription;
    bool told = true; // no state call is on its way

    // The observers hear of it from the loop, once for all changes of one turn.
    void stateChanged();
    void answered(std::chrono::nanoseconds latency);
    void judgeLiveness();
    void setStanding(Standing standing, std::string problem);
    // What a refusal of a leader's route says about the node; nullopt when it says nothing.
    [[nodiscard]] static std::optional<std::pair<Standing, std::string>> judge(const Error& error);
    // Puts `changes` into the mirror; tasks get the names of their services.
    void apply(std::uint64_t version, std::vector<store::Change> changes);
    void nameTasksOf(const std::map<std::string, std::string>& services, std::vector<store::Change>& changes) const;
    // Level S: merges what GET /nodes says of the managers into the mirror's nodes.
    void applyManagers(const std::string& list);
    [[nodiscard]] std::chrono::nanoseconds paced(std::chrono::nanoseconds base, std::chrono::nanoseconds took) const;
    void managersFromMirror();

    static async::Task<void> watchdog(std::shared_ptr<Private> d);
    static async::Task<void> run(std::shared_ptr<Private> d);
    // The loops of a session.
    static void follow(const std::shared_ptr<Private>& d, const std::shared_ptr<Session>& session);
    static async::Task<void> heartbeat(std::shared_ptr<Private> d, std::shared_ptr<Session> session);
    static async::Task<void> watch(std::shared_ptr<Private> d, std::shared_ptr<Session> session);
    static async::Task<void> events(std::shared_ptr<Private> d, std::shared_ptr<Session> session);
    static async::Task<void> poll(std::shared_ptr<Private> d, std::shared_ptr<Session> session, api::ObjectKind kind);
    static async::Task<void> pollTasks(std::shared_ptr<Private> d, std::shared_ptr<Session> session);
};

} // namespace skep::client
