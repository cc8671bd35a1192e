#pragma once

#include "shared/async/task.h"
#include "shared/http/clientconnection.h"

#include <memory>
#include <optional>
#include <string>

namespace skep::http {

// What is behind a BodyStream: its own connection and what has come but was not read.
class ClientStream final : public std::enable_shared_from_this<ClientStream>, private ClientConnection::Sink {
public:
    explicit ClientStream(const Endpoint& endpoint);
    ~ClientStream();

    // Resolves when the head has come.
    [[nodiscard]] async::Pending<void> start(const Request& request);
    [[nodiscard]] const Response& head() const { return m_head; }

    // What has come: bytes, an error, or nothing at the end. No value: wait() first.
    [[nodiscard]] std::optional<Result<std::optional<Bytes>>> take();
    // Resolves when take() has something. One at a time.
    [[nodiscard]] async::Pending<void> wait();
    void close();

    // Lines cut from what take() gave.
    Bytes lineBuffer;
    std::size_t lineStart = 0;
    std::size_t lineScanned = 0;

private:
    void headArrived() override;
    void bodyArrived() override;
    void finished(bool reusable) override;
    void broke(Error error, bool silent) override;
    void wake();

    const std::shared_ptr<ClientConnection> m_connection;
    const std::string m_name;
    Response m_head;
    async::Pending<void> m_headPending;
    std::optional<async::Pending<void>> m_waiter;
    bool m_finished = false;
    std::optional<Error> m_error;
};

} // namespace skep::http
