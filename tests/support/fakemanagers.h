#pragma once

#include "daemon/agent/managers.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace skep::test {

// Managers in memory that do what a test says.
class FakeManagers final : public agent::Managers, public std::enable_shared_from_this<FakeManagers> {
public:
    // One session as its manager sees it.
    struct Session {
        std::string addr;
        api::SessionRequest request;
        int heartbeats = 0;
        std::vector<std::vector<api::TaskStatusUpdate>> reports; // requests that arrived
        bool open = true; // the agent still holds it

        void send(api::SessionMessage message) { put(std::optional(std::move(message))); }
        void end(Error error) { put(Failure(std::move(error))); }

        // The latest state reported of a task.
        [[nodiscard]] std::optional<api::TaskState> reported(const std::string& taskId) const
        {
            std::optional<api::TaskState> state;
            for (const auto& report : reports) {
                for (const auto& update : report) {
                    if (update.taskId == taskId)
                        state = update.status.state;
                }
            }
            return state;
        }

    private:
        friend class FakeManagers;
        using Item = Result<std::optional<api::SessionMessage>>;

        void put(Item item)
        {
            items.push_back(std::move(item));
            arrived.notify();
        }
        std::deque<Item> items;
        async::Notify arrived;
    };

    struct Manager {
        enum class Dial { Answers, Refuses, Hangs };
        Dial dial = Dial::Answers;
        std::string leader; // address it names
    };

    // --- what a test decides
    std::map<std::string, Manager> managers; // by address
    std::optional<Error> refusal; // of new sessions, from the first next()
    bool silent = false; // sessions are opened but nothing is said
    bool heartbeatsAnswered = true;
    api::DurationNs heartbeatPeriod = 5'000'000'000;
    api::Assignments first{.complete = true, .last = true};
    std::vector<api::ManagerAddress> listed; // in first messages
    std::function<Result<void>(const api::StatusRequest&)> onReport = [](const api::StatusRequest&) { return Result<void>{}; };
    bool reportsHeld = false;
    void releaseReports()
    {
        reportsHeld = false;
        for (const auto& held : std::exchange(m_heldReports, {}))
            held.resolve({});
    }
    void leads(const std::string& addr)
    {
        for (auto& [other, manager] : managers)
            manager.leader = addr;
    }

    // --- what a test looks at
    std::vector<std::shared_ptr<Session>> sessions;
    std::vector<std::string> dialled;
    int connections = 0; // alive

    [[nodiscard]] Session& session() { return *sessions.back(); }

    async::Task<Result<std::shared_ptr<agent::ManagerLink>>> dial(
        std::string addr, std::chrono::nanoseconds deadline, async::Stop stop) override
    {
        return doDial(shared_from_this(), addr, deadline, stop);
    }
    api::TlsInfo tlsInfo() const override { return {.trustRoot = "root"}; }

private:
    class Link final : public agent::ManagerLink {
    public:
        Link(std::shared_ptr<FakeManagers> all, std::string addr) : m_all(std::move(all)), m_addr(std::move(addr))
        {
            ++m_all->connections;
        }
        ~Link() override
        {
            --m_all->connections;
            if (m_session)
                m_session->open = false;
        }

        async::Task<Result<api::ClusterLeaderReply>> clusterLeader(std::chrono::nanoseconds, async::Stop) override
        {
            return answerLeader(m_all, m_addr);
        }
        async::Task<Result<std::shared_ptr<agent::SessionStream>>> openSession(
            api::SessionRequest request, async::Stop) override
        {
            m_session = std::make_shared<Session>();
            m_session->addr = m_addr;
            m_session->request = std::move(request);
            m_all->sessions.push_back(m_session);
            if (m_all->refusal)
                m_session->end(*m_all->refusal);
            else if (!m_all->silent)
                m_session->send({.sessionId = "session-" + std::to_string(m_all->sessions.size()), .managers = m_all->listed,
                    .heartbeatPeriod = m_all->heartbeatPeriod, .assignments = m_all->first});
            return stream(m_session);
        }
        async::Task<Result<api::HeartbeatReply>> heartbeat(
            api::HeartbeatRequest, std::chrono::nanoseconds deadline, async::Stop stop) override
        {
            ++m_session->heartbeats;
            return answerHeartbeat(m_all, deadline, stop);
        }
        async::Task<Result<void>> report(
            api::StatusRequest request, std::chrono::nanoseconds deadline, async::Stop stop) override
        {
            m_session->reports.push_back(request.updates);
            return answerReport(m_all, std::move(request), deadline, stop);
        }

    private:
        std::shared_ptr<FakeManagers> m_all;
        std::string m_addr;
        std::shared_ptr<Session> m_session;
    };

    class Stream final : public agent::SessionStream {
    public:
        explicit Stream(std::shared_ptr<Session> session) : m_session(std::move(session)) {}
        async::Task<Result<std::optional<api::SessionMessage>>> next(async::Stop stop) override
        {
            return read(m_session, stop);
        }

    private:
        std::shared_ptr<Session> m_session;
    };

    static async::Task<Result<std::optional<api::SessionMessage>>> read(std::shared_ptr<Session> session, async::Stop stop)
    {
        while (session->items.empty()) {
            const auto woken = co_await session->arrived.wait(stop);
            if (!woken)
                co_return fail(ErrorCode::Cancelled, "stopped");
        }
        auto item = std::move(session->items.front());
        session->items.pop_front();
        co_return item;
    }

    static async::Task<Result<std::shared_ptr<agent::SessionStream>>> stream(std::shared_ptr<Session> session)
    {
        co_return std::shared_ptr<agent::SessionStream>(std::make_shared<Stream>(session));
    }

    static async::Task<Result<std::shared_ptr<agent::ManagerLink>>> doDial(
        std::shared_ptr<FakeManagers> all, std::string addr, std::chrono::nanoseconds deadline, async::Stop stop)
    {
        all->dialled.push_back(addr);
        const auto it = all->managers.find(addr);
        if (it == all->managers.end() || it->second.dial == Manager::Dial::Refuses)
            co_return fail(ErrorCode::Unavailable, "nobody at " + addr);
        if (it->second.dial == Manager::Dial::Hangs) {
            const async::Pending<void> never;
            never.failAfter(deadline, addr + " does not answer");
            auto result = co_await async::orStopped(never, stop);
            co_return Failure(std::move(result.error()));
        }
        co_return std::shared_ptr<agent::ManagerLink>(std::make_shared<Link>(all, addr));
    }

    static async::Task<Result<api::ClusterLeaderReply>> answerLeader(std::shared_ptr<FakeManagers> all, std::string addr)
    {
        co_return api::ClusterLeaderReply{.leaderAddr = all->managers.at(addr).leader, .managers = all->listed};
    }

    static async::Task<Result<api::HeartbeatReply>> answerHeartbeat(
        std::shared_ptr<FakeManagers> all, std::chrono::nanoseconds deadline, async::Stop stop)
    {
        if (all->heartbeatsAnswered)
            co_return api::HeartbeatReply{.period = all->heartbeatPeriod};
        const async::Pending<void> never;
        never.failAfter(deadline, "no answer to a heartbeat");
        auto result = co_await async::orStopped(never, stop);
        co_return Failure(std::move(result.error()));
    }

    static async::Task<Result<void>> answerReport(
        std::shared_ptr<FakeManagers> all, api::StatusRequest request, std::chrono::nanoseconds deadline, async::Stop stop)
    {
        if (all->reportsHeld) {
            const async::Pending<void> held;
            held.failAfter(deadline, "no answer to a report");
            all->m_heldReports.push_back(held);
            auto result = co_await async::orStopped(held, stop);
            if (!result)
                co_return result;
        }
        co_return all->onReport(request);
    }

    std::vector<async::Pending<void>> m_heldReports;
};

} // namespace skep::test
