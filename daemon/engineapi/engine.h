#pragma once

#include "daemon/engineapi/answer.h"
#include "shared/async/task.h"
#include "shared/http/client.h"

#include <QJsonObject>

#include <memory>
#include <optional>
#include <string>

namespace skep::engineapi {

// The container engine beside us, as far as the API needs to ask it something itself.
class Engine {
public:
    explicit Engine(std::string socketPath);

    [[nodiscard]] bool present() const { return m_client != nullptr; }
    [[nodiscard]] const std::string& socketPath() const { return m_socketPath; }
    // GET of a JSON object. Error Unavailable when there is no engine or it does not answer within 5 s.
    [[nodiscard]] async::Task<Result<QJsonObject>> get(std::string path);
    [[nodiscard]] async::Task<Result<std::shared_ptr<http::BodyStream>>> stream(http::Request request, async::Stop stop);
    // The highest version it serves; asked once, and again after it was away.
    [[nodiscard]] async::Task<Result<ApiNumber>> apiVersion();
    void forgetVersion() { m_version.reset(); }

private:
    std::string m_socketPath;
    std::unique_ptr<http::Client> m_client;
    std::optional<ApiNumber> m_version;
};

// "1.41". Error InvalidArgument.
[[nodiscard]] Result<ApiNumber> parseApiNumber(std::string_view text);
[[nodiscard]] std::string text(ApiNumber number);

} // namespace skep::engineapi
