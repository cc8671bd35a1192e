#pragma once

#include "daemon/rpc/server.h"
#include "daemon/rpc/wire.h"

#include <deque>

namespace skep::rpc {

// The sending end of a stream: lets items through as the client's window and the socket have room.
class ServerStreamEnd final : public ServerStream, public std::enable_shared_from_this<ServerStreamEnd> {
public:
    ServerStreamEnd(std::shared_ptr<Wire> wire, std::uint64_t id, async::Stop gone, std::uint32_t windowItems,
        std::uint32_t windowBytes);

    [[nodiscard]] async::Task<Result<void>> send(Bytes item) override;
    [[nodiscard]] const async::Stop& gone() const override { return m_gone; }

    // The client took so much. More than was sent counts as all of it.
    void credit(std::uint32_t items, std::uint32_t bytes);
    // The socket may have room again.
    void wake();
    // Nothing more goes out; those who wait get `why`.
    void end(Error why);

private:
    struct Turn {
        async::Pending<void> ready;
        std::size_t bytes;
    };

    [[nodiscard]] bool hasRoom(std::size_t bytes) const;

    std::shared_ptr<Wire> m_wire;
    std::uint64_t m_id;
    async::Stop m_gone;
    std::uint32_t m_windowItems;
    std::uint32_t m_windowBytes;
    // Sent and not yet taken.
    std::uint64_t m_items = 0;
    std::uint64_t m_bytes = 0;
    // In order of their calls; only the first may go.
    std::deque<Turn> m_turns;
    std::optional<Error> m_ended;
};

} // namespace skep::rpc
