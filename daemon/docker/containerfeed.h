#pragma once

#include "daemon/docker/engineclient.h"
#include "daemon/docker/watchedcontainer.h"

#include <map>
#include <memory>
#include <string>

namespace skep::docker {

// Keeps watched containers up to date from one stream of the engine's events. When the stream breaks it is opened again, and
// because events may have been missed every watched container is inspected. An engine that is away changes nothing: a container
// ends only when the engine says so.
class ContainerFeed {
public:
    // `client` and `scope` outlive this; the scope's coroutines are joined before.
    ContainerFeed(EngineClient& client, async::TaskScope& scope);

    // Until the handle is dropped, which `container` must outlive. One watch per container; a second one replaces the first.
    [[nodiscard]] std::shared_ptr<void> watch(WatchedContainer& container);
    // Asks the engine how the container is. Error: NotFound when there is none of that id or name.
    [[nodiscard]] async::Task<Result<Inspection>> inspect(std::string idOrName, async::Stop stop);

private:
    using Watched = std::map<std::string, WatchedContainer*>;

    [[nodiscard]] async::Task<void> run();
    [[nodiscard]] async::Task<Result<void>> follow();
    [[nodiscard]] async::Task<Result<void>> inspectAll();
    void handle(const Event& event);

    EngineClient& m_client;
    async::TaskScope& m_scope;
    const std::shared_ptr<Watched> m_watched = std::make_shared<Watched>();
    bool m_running = false;
    bool m_followed = false;         // the last attempt got as far as a stream
    std::int64_t m_lastEventNs = 0;  // the engine's clock
};

} // namespace skep::docker
