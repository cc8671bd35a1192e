#include "daemon/rpc/clientstream.h"

namespace skep::rpc {

ClientStreamEnd::ClientStreamEnd(std::uint64_t id, const Limits& limits, std::function<void(const Frame&)> sendFrame)
    : m_id(id)
    , m_limits(limits)
    , m_send(std::move(sendFrame))
{
}

ClientStreamEnd::~ClientStreamEnd()
{
    m_stop.reset();
    if (!m_ended)
        m_send({.kind = FrameKind::Cancel, .id = m_id});
}

async::Task<Result<std::optional<Bytes>>> ClientStreamEnd::next(async::Stop stop)
{
    const auto self = shared_from_this();
    if (m_items.empty() && !m_ended) {
        const async::Pending<bool> arrived;
        m_waiter = arrived;
        auto waiting = async::orStopped(arrived, stop);
        auto woken = co_await waiting;
        m_waiter.reset();
        if (!woken)
            co_return Failure(std::move(woken.error()));
    }
    if (!m_items.empty()) {
        Bytes item = std::move(m_items.front());
        m_items.pop_front();
        m_bytes -= item.size();
        ++m_takenItems;
        m_takenBytes += item.size();
        giveCredit(m_items.empty());
        co_return std::optional<Bytes>(std::move(item));
    }
    if (m_error)
        co_return Failure(*m_error);
    co_return std::optional<Bytes>();
}

// In portions, except when nothing is left to take: the server may be waiting for all of its window.
void ClientStreamEnd::giveCredit(bool all)
{
    if (m_ended || m_takenItems == 0)
        return;
    if (!all && m_takenItems < m_limits.streamItems / 2 && m_takenBytes < m_limits.streamBytes / 2)
        return;
    m_send({.kind = FrameKind::Credit,
        .id = m_id,
        .creditItems = std::exchange(m_takenItems, 0),
        .creditBytes = static_cast<std::uint32_t>(std::exchange(m_takenBytes, 0))});
}

void ClientStreamEnd::cancel()
{
    if (m_ended)
        return;
    m_send({.kind = FrameKind::Cancel, .id = m_id});
    m_items.clear();
    m_bytes = 0;
    onEnd(Error{ErrorCode::Cancelled, "the stream was cancelled"});
}

void ClientStreamEnd::cancelWith(const async::Stop& stop)
{
    m_stop = stop.then([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->cancel();
    });
}

void ClientStreamEnd::onItem(Bytes item)
{
    if (m_ended)
        return;
    // The window, and the one item that may exceed it.
    const bool tooMany
        = m_items.size() >= m_limits.streamItems || (!m_items.empty() && m_bytes >= m_limits.streamBytes);
    if (tooMany) {
        m_send({.kind = FrameKind::Cancel, .id = m_id});
        onEnd(Error{ErrorCode::ResourceExhausted, "the server sent more than the stream's window"});
        return;
    }
    m_bytes += item.size();
    m_items.push_back(std::move(item));
    if (m_waiter)
        m_waiter->resolve(true);
}

void ClientStreamEnd::onEnd(std::optional<Error> error)
{
    if (std::exchange(m_ended, true))
        return;
    m_error = std::move(error);
    if (m_waiter)
        m_waiter->resolve(true);
}

} // namespace skep::rpc
