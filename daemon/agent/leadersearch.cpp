#include "daemon/agent/leadersearch.h"

#include "daemon/agent/defaults.h"

#include <optional>
#include <utility>

namespace skep::agent {
namespace {

struct Race {
    LeaderSearch result{.error = {ErrorCode::Unavailable, "no manager is known"}};
    std::size_t running = 0, failed = 0;
    async::Notify progress;
};

async::Task<Result<std::shared_ptr<ManagerLink>>> follow(
    std::shared_ptr<Managers> managers, std::string addr, std::shared_ptr<Race> race, async::Stop stop)
{
    auto link = co_await managers->dial(addr, DialDeadline, stop);
    if (!link)
        co_return Failure(std::move(link.error()));
    auto reply = co_await (*link)->clusterLeader(LeaderDeadline, stop);
    if (!reply)
        co_return Failure(std::move(reply.error()));
    for (auto& manager : reply->managers) {
        if (race->result.learned.size() < MaxManagers)
            race->result.learned.push_back(std::move(manager));
    }
    if (reply->leaderAddr == addr)
        co_return std::move(*link);
    if (reply->leaderAddr.empty())
        co_return fail(ErrorCode::Unavailable, "manager " + addr + " knows no leader");
    auto leader = co_await managers->dial(reply->leaderAddr, DialDeadline, stop);
    co_return leader;
}

async::Task<void> probe(std::shared_ptr<Managers> managers, std::string addr, std::shared_ptr<Race> race, async::Stop stop)
{
    ++race->running;
    auto found = co_await follow(managers, addr, race, stop);
    --race->running;
    if (found && !race->result.leader)
        race->result.leader = std::move(*found);
    else if (!found) {
        ++race->failed;
        race->result.error = std::move(found.error());
    }
    race->progress.notify();
}

} // namespace

async::Task<LeaderSearch> findLeader(std::shared_ptr<Managers> managers, std::vector<std::string> addrs, async::Stop stop)
{
    const auto race = std::make_shared<Race>();
    async::TaskScope scope;
    const auto handle = stop.then([inner = scope.stop()] { inner.request(); });
    std::size_t next = 0;
    while (!stop.requested() && !race->result.leader && (next < addrs.size() || race->running > 0)) {
        if (next < addrs.size())
            scope.spawn("probe", probe(managers, addrs[next++], race, scope.stop()));
        const std::size_t failed = race->failed;
        const auto patience = next < addrs.size() ? ProbeStagger : -1ns;
        // A notification may be left from a probe that ended at once, hence the loop above looks again.
        if (!race->result.leader && race->running > 0 && race->failed == failed) {
            [[maybe_unused]] const auto woken = co_await race->progress.wait(stop, patience);
        }
    }
    co_await scope.close();
    co_return std::move(race->result);
}

} // namespace skep::agent
