#include "daemon/docker/containerfeed.h"

#include "daemon/docker/defaults.h"
#include "daemon/docker/wire.h"
#include "shared/base/logging.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace skep::docker {
namespace {

std::string seconds(std::int64_t ns)
{
    char text[40];
    std::snprintf(text, sizeof text, "%lld.%09lld", static_cast<long long>(ns / 1'000'000'000),
        static_cast<long long>(ns % 1'000'000'000));
    return text;
}

const Filters& eventFilters()
{
    static const Filters filters{{"type", {"container"}}, {"label", {std::string(TaskLabel)}},
        {"event", {"die", "oom", "health_status", "destroy"}}};
    return filters;
}

} // namespace

ContainerFeed::ContainerFeed(EngineClient& client, async::TaskScope& scope) : m_client(client), m_scope(scope) {}

std::shared_ptr<void> ContainerFeed::watch(WatchedContainer& container)
{
    (*m_watched)[container.id()] = &container;
    if (!m_running && !m_scope.stop().requested()) {
        m_running = true;
        m_scope.spawn("engine events", run());
    }
    return {&container, [weak = std::weak_ptr<Watched>(m_watched), id = container.id()](WatchedContainer* gone) {
                const auto watched = weak.lock();
                if (!watched)
                    return;
                const auto found = watched->find(id);
                if (found != watched->end() && found->second == gone)
                    watched->erase(found);
            }};
}

async::Task<Result<Inspection>> ContainerFeed::inspect(std::string idOrName, async::Stop stop)
{
    EngineClient::Call call{.method = "GET", .path = "/containers/" + http::percentEncode(idOrName) + "/json"};
    const auto answer = co_await m_client.request(std::move(call), QueryDeadline, stop);
    if (!answer)
        co_return Failure(answer.error());
    co_return api::fromJson<Inspection>(answer->body);
}

async::Task<void> ContainerFeed::run()
{
    const async::Stop stop = m_scope.stop();
    auto wait = std::chrono::nanoseconds(FeedRetryFirst);
    while (!stop.requested()) {
        const auto ended = co_await follow();
        if (stop.requested())
            break;
        const std::string reason = ended ? "the stream ended" : ended.error().message;
        if (std::exchange(m_followed, false)) {
            wait = FeedRetryFirst;
            qCWarning(logDocker) << "lost the engine's events, reconnecting, reason=" << log(reason);
        }
        m_client.forgetVersion();
        [[maybe_unused]] const auto slept = co_await async::sleepFor(wait, stop);
        wait = std::min<std::chrono::nanoseconds>(wait * 2, FeedRetryCap);
    }
}

async::Task<Result<void>> ContainerFeed::follow()
{
    const async::Stop stop = m_scope.stop();
    // The engine answers a moment before it listens to itself, hence `since` also the first time; its clock is ours.
    const std::int64_t since = m_lastEventNs > 0 ? m_lastEventNs + 1 : async::loop().now().ns;
    EngineClient::Call call{
        .method = "GET", .path = "/events", .query = {{"since", seconds(since)}, {"filters", toText(eventFilters())}}};
    const auto stream = co_await m_client.stream(std::move(call), QueryDeadline, stop);
    if (!stream)
        co_return Failure(stream.error());
    m_followed = true;
    const auto inspected = co_await inspectAll();
    if (!inspected)
        co_return inspected;
    for (;;) {
        const auto line = co_await (*stream)->nextLine(stop);
        if (!line)
            co_return Failure(line.error());
        if (!*line)
            co_return Result<void>{};
        if (const auto event = api::fromJson<Event>(**line))
            handle(*event);
        else
            qCWarning(logDocker) << "the engine sent an event that cannot be read, error=" << log(event.error().message);
    }
}

async::Task<Result<void>> ContainerFeed::inspectAll()
{
    std::vector<std::string> ids;
    for (const auto& [id, container] : *m_watched)
        ids.push_back(id);
    for (const auto& id : ids) {
        const auto inspection = co_await inspect(id, m_scope.stop());
        if (!inspection && inspection.error().code != ErrorCode::NotFound)
            co_return Failure(inspection.error());
        const auto found = m_watched->find(id);
        if (found == m_watched->end())
            continue;
        if (inspection)
            found->second->apply(*inspection);
        else
            found->second->disappear();
    }
    co_return Result<void>{};
}

void ContainerFeed::handle(const Event& event)
{
    m_lastEventNs = std::max(m_lastEventNs, event.timeNano);
    const auto found = m_watched->find(event.actor.id);
    if (found != m_watched->end())
        found->second->apply(event);
}

} // namespace skep::docker
