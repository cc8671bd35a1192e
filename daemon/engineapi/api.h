#pragma once

#include "daemon/engineapi/backend.h"
#include "daemon/engineapi/routes.h"
#include "shared/async/task.h"
#include "shared/http/server.h"

namespace skep::engineapi {

// The front desk: takes requests from HTTP, finds their route, sees to it that the right manager answers, and hands what is not ours
// to the container engine beside us.
class Api {
public:
    explicit Api(Backend& backend) : m_backend(backend), m_engine(backend.engineSocket()) {}

    // Becomes the server's handler.
    void attach(http::Server& server);
    // For requests that another manager forwarded because we lead. Error Unavailable when we do not (any more).
    [[nodiscard]] async::Task<Result<api::ForwardReply>> serveForwarded(api::ForwardRequest request);
    [[nodiscard]] async::Task<void> close() { return m_scope.close(); }

private:
    void handle(std::shared_ptr<http::Exchange> exchange);
    [[nodiscard]] async::Task<void> answer(std::shared_ptr<http::Exchange> exchange, Match match, ApiNumber version, std::string path);
    [[nodiscard]] async::Task<http::Response> onLeader(Context context, const Route* route);
    [[nodiscard]] async::Task<void> passOn(std::shared_ptr<http::Exchange> exchange, ApiNumber version, std::string path);
    [[nodiscard]] async::Task<void> networkCreate(std::shared_ptr<http::Exchange> exchange, ApiNumber version, std::string path);
    void relay(const std::shared_ptr<http::Exchange>& exchange, ApiNumber version, std::optional<Bytes> body);
    // Why this node cannot answer for the swarm (docker-api.md §15).
    [[nodiscard]] std::string notAManager() const;

    Backend& m_backend;
    Engine m_engine;
    async::TaskScope m_scope;
};

} // namespace skep::engineapi
