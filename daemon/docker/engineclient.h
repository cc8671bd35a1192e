#pragma once

#include "shared/http/client.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace skep::docker {

// Asks the engine: finds out once which version of the API to speak, and turns its refusals into errors.
class EngineClient {
public:
    explicit EngineClient(std::string socketPath);

    struct Call {
        std::string method, path; // "/containers/create": without the version
        http::Query query;
        std::string body; // JSON
        http::Headers headers;
    };

    // 2xx and 304 are a success. Error: the engine's message, with NotFound (404), AlreadyExists (409), InvalidArgument (400),
    // PermissionDenied (401, 403), Unavailable (502, 503, 504), Internal (other 5xx), Unknown (the rest); or as http::Client.
    [[nodiscard]] async::Task<Result<http::Response>> request(Call call, std::chrono::nanoseconds deadline, async::Stop stop);
    // The same with a body that comes in pieces, over a connection of its own.
    [[nodiscard]] async::Task<Result<std::shared_ptr<http::BodyStream>>> stream(
        Call call, std::chrono::nanoseconds deadline, async::Stop stop);
    // Looks again, before the next call, which versions the engine speaks: it may be another one after a restart.
    void forgetVersion() { m_prefix.clear(); }

private:
    [[nodiscard]] async::Task<Result<http::Request>> prepare(Call call, async::Stop stop);

    http::Client m_client;
    std::string m_prefix; // "/v1.41"; "" before it is known
};

// "1.41" or whichever version both sides speak: never above `newest`, never below `engineMinimum`.
[[nodiscard]] std::string negotiatedVersion(std::string_view newest, std::string_view engineNewest, std::string_view engineMinimum);

// What an answer that is no success means.
[[nodiscard]] Error engineError(int status, std::string_view body);

// Whether the engine says that it has no such image (and not that something else is missing).
[[nodiscard]] bool isMissingImage(const Error& error);

} // namespace skep::docker
