#pragma once

#include "shared/async/task.h"
#include "shared/http/client.h"

#include <QJsonValue>

#include <string>

namespace skep::client {

// Asks an engine that speaks the Docker Engine API: Skep's or Docker's own.
class EngineClient {
public:
    explicit EngineClient(http::Endpoint endpoint) : m_client(std::move(endpoint)) {}

    // Agrees on a version: ours or the server's, whichever is lower. Error Unavailable "Cannot connect to the Docker daemon at …".
    [[nodiscard]] async::Task<Result<void>> negotiate(std::chrono::nanoseconds deadline = DefaultDeadline, async::Stop stop = {});
    [[nodiscard]] const std::string& version() const { return m_version; }
    [[nodiscard]] const http::Endpoint& endpoint() const { return m_client.endpoint(); }
    // While it is set only GET and HEAD leave: anything else answers PermissionDenied.
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    static constexpr std::chrono::nanoseconds DefaultDeadline = std::chrono::seconds(60);

    struct Query {
        std::string name, value;
    };
    using Queries = std::vector<Query>;

    // The body of a successful answer. A refusal is an Error whose message is the daemon's own and whose code fits its status.
    [[nodiscard]] async::Task<Result<std::string>> get(
        std::string path, Queries queries = {}, std::chrono::nanoseconds deadline = DefaultDeadline, async::Stop stop = {});
    [[nodiscard]] async::Task<Result<std::string>> post(
        std::string path, std::string json = {}, Queries queries = {}, std::string registryAuth = {});
    [[nodiscard]] async::Task<Result<std::string>> remove(std::string path, Queries queries = {});
    [[nodiscard]] async::Task<Result<std::shared_ptr<http::BodyStream>>> stream(std::string path, Queries queries, async::Stop stop);

    // The "filters" parameter: names with values, in the spelling of all versions.
    [[nodiscard]] static std::string filters(const std::vector<std::pair<std::string, std::string>>& pairs);

private:
    [[nodiscard]] async::Task<Result<std::string>> send(
        http::Request request, std::chrono::nanoseconds deadline = DefaultDeadline, async::Stop stop = {});

    http::Client m_client;
    bool m_readOnly = false;
    std::string m_version;
};

} // namespace skep::client
