#include "daemon/agent/leadersearch.h"

#include "daemon/agent/defaults.h"

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

// Until there is a leader or nobody is asked any more, or `patience` (negative: unlimited) is over; with `orFailure` also until one
// more has failed.
async::Task<void> progressOf(std::shared_ptr<Race> race, std::chrono::nanoseconds patience, bool orFailure, async::Stop stop)
{
    const auto began = async::loop().monotonic();
    const std::size_t failed = race->failed;
    while (!stop.requested() && !race->result.leader && race->running > 0 && !(orFailure && race->failed > failed)) {
        const auto left = patience - (async::loop().monotonic() - began);
        if (patience.count() >= 0 && left.count() <= 0)
            break;
        [[maybe_unused]] const auto woken = co_await race->progress.wait(stop, patience.count() < 0 ? patience : left);
    }
}

} // namespace

async::Task<LeaderSearch> findLeader(std::shared_ptr<Managers> managers, std::vector<std::string> addrs, async::Stop stop)
{
    const auto race = std::make_shared<Race>();
    async::TaskScope scope;
    const auto handle = stop.then([inner = scope.stop()] { inner.request(); });
    for (int round = 0; round < ProbeRounds && !addrs.empty(); ++round) {
        for (const auto& addr : addrs) {
            if (stop.requested() || race->result.leader)
                break;
            scope.spawn("probe", probe(managers, addr, race, scope.stop()));
            co_await progressOf(race, ProbeStagger, true, stop);
        }
        // Who still hangs may be dialling a leader that is dead; those who were asked early may know the next one by now.
        const bool lastRound = round + 1 == ProbeRounds;
        co_await progressOf(race, lastRound ? -1ns : RoundPatience, false, stop);
        if (stop.requested() || race->result.leader || race->running == 0)
            break;
    }
    co_await scope.close();
    co_return std::move(race->result);
}

} // namespace skep::agent
