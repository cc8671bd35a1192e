#include "daemon/docker/engine.h"

#include "daemon/docker/defaults.h"

#include <algorithm>
#include <thread>

namespace skep::docker {
namespace {

std::size_t startsPerCore()
{
    return std::clamp<std::size_t>(std::thread::hardware_concurrency(), MinStartsAtOnce, MaxStartsAtOnce);
}

} // namespace

Engine::Engine(ExecutorOptions engineOptions, mesh::PortPublisher& portPublisher)
    : options(std::move(engineOptions))
    , publisher(portPublisher)
    , client(options.socketPath)
    , feed(client, scope)
    , puller(client, scope)
    , files(options.filesDirectory)
    , starts(options.startsAtOnce > 0 ? options.startsAtOnce : startsPerCore())
    , stops(options.stopsAtOnce > 0 ? options.stopsAtOnce : StopsAtOnce)
{
}

std::shared_ptr<void> Engine::beginStep()
{
    ++m_steps->running;
    return {m_steps.get(), [steps = m_steps](void*) {
                if (--steps->running == 0 && steps->idle)
                    steps->idle->resolve({});
            }};
}

async::Task<void> Engine::close()
{
    scope.stop().request();
    while (m_steps->running > 0) {
        m_steps->idle.emplace();
        const auto idle = *m_steps->idle;
        [[maybe_unused]] const auto done = co_await idle;
    }
    co_await scope.close();
}

} // namespace skep::docker
