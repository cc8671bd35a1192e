#pragma once

#include "daemon/docker/engineclient.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace skep::docker {

// Pulls images; tasks that want the same one at the same time share the pull.
class ImagePuller {
public:
    // `client` and `scope` outlive this; the scope's coroutines are joined before.
    ImagePuller(EngineClient& client, async::TaskScope& scope) : m_client(client), m_scope(scope) {}

    // `credentials` is the value of X-Registry-Auth, or empty. When nobody waits for a pull any more it is given up.
    // Error: the engine's or the registry's words; Cancelled.
    [[nodiscard]] async::Task<Result<void>> pull(std::string image, std::string credentials, async::Stop stop);

private:
    using Key = std::pair<std::string, std::string>;
    struct Running {
        async::Stop stop;
        std::size_t interested = 0;
        std::vector<async::Pending<void>> waiting;
    };

    [[nodiscard]] async::Task<void> run(Key key, std::shared_ptr<Running> running);
    [[nodiscard]] async::Task<Result<void>> pullOnce(Key key, async::Stop stop);
    void leave(const Key& key, const std::shared_ptr<Running>& running);

    EngineClient& m_client;
    async::TaskScope& m_scope;
    std::map<Key, std::shared_ptr<Running>> m_running;
};

// An image reference in the two parts that POST /images/create takes: the name, and the tag or digest ("latest" without one).
struct ImageParts {
    std::string name, tag;

    bool operator==(const ImageParts&) const = default;
};
[[nodiscard]] ImageParts splitImage(const std::string& reference);

} // namespace skep::docker
