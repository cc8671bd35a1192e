#pragma once

#include "daemon/rpc/connection.h"
#include "daemon/rpc/frame.h"

#include <deque>

namespace skep::rpc {

// The receiving end of a stream: holds what arrived and was not taken, at most a window of it.
class ClientStreamEnd final : public ClientStream, public std::enable_shared_from_this<ClientStreamEnd> {
public:
    // `sendFrame` takes Credit and Cancel; it must keep the connection alive.
    ClientStreamEnd(std::uint64_t id, const Limits& limits, std::function<void(const Frame&)> sendFrame);
    ~ClientStreamEnd() override;

    [[nodiscard]] async::Task<Result<std::optional<Bytes>>> next(async::Stop stop) override;
    void cancel() override;

    void cancelWith(const async::Stop& stop);
    void onItem(Bytes item);
    // nullopt: finished well. Items that arrived before can still be taken.
    void onEnd(std::optional<Error> error);

private:
    void giveCredit(bool all);

    std::uint64_t m_id;
    Limits m_limits;
    std::function<void(const Frame&)> m_send;
    std::deque<Bytes> m_items;
    std::size_t m_bytes = 0;
    // Taken, and the server does not know yet.
    std::uint32_t m_takenItems = 0;
    std::size_t m_takenBytes = 0;
    bool m_ended = false;
    std::optional<Error> m_error;
    std::optional<async::Pending<bool>> m_waiter;
    std::shared_ptr<void> m_stop;
};

} // namespace skep::rpc
