#pragma once

#include "shared/async/task.h"
#include "shared/http/message.h"

#include <memory>
#include <optional>
#include <string>

namespace skep::http {

class ClientStream;

// An answer whose body is read as it comes. One reader at a time. Dropping it closes the connection.
class BodyStream {
public:
    explicit BodyStream(std::shared_ptr<ClientStream> stream);
    ~BodyStream();
    BodyStream(const BodyStream&) = delete;
    BodyStream& operator=(const BodyStream&) = delete;

    // Status and headers; the body is empty.
    [[nodiscard]] const Response& head() const;

    // The bytes that have come (at least one), or nothing at the regular end. Reading from the connection pauses while
    // 256 KiB wait here. Error: Unavailable when the connection broke before the end, Cancelled when stopped or closed.
    [[nodiscard]] async::Task<Result<std::optional<Bytes>>> next(async::Stop stop);

    // The next line, without its line end; blank lines are skipped; nothing at the end. An unfinished last line counts.
    // Error: as next(); ResourceExhausted for a line above 16 MiB.
    [[nodiscard]] async::Task<Result<std::optional<std::string>>> nextLine(async::Stop stop);

    void close();

private:
    std::shared_ptr<ClientStream> m_stream;
};

} // namespace skep::http
