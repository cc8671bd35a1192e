#include "daemon/rpc/serverstream.h"

namespace skep::rpc {

ServerStreamEnd::ServerStreamEnd(std::shared_ptr<Wire> wire, std::uint64_t id, async::Stop gone,
    std::uint32_t windowItems, std::uint32_t windowBytes)
    : m_wire(std::move(wire))
    , m_id(id)
    , m_gone(std::move(gone))
    , m_windowItems(windowItems)
    , m_windowBytes(windowBytes)
{
}

async::Task<Result<void>> ServerStreamEnd::send(Bytes item)
{
    const auto self = shared_from_this();
    if (item.size() > MaxPayload)
        co_return fail(
            ErrorCode::InvalidArgument, "an item of a stream exceeds " + std::to_string(MaxPayload) + " bytes");
    if (!m_ended && (!m_turns.empty() || !hasRoom(item.size()))) {
        const async::Pending<void> ready;
        m_turns.push_back({ready, item.size()});
        auto woken = co_await ready;
        if (woken && !m_ended)
            m_turns.pop_front();
    }
    if (m_ended)
        co_return Failure(*m_ended);
    ++m_items;
    m_bytes += item.size();
    m_wire->send({.kind = FrameKind::Item, .id = m_id, .payload = {std::move(item)}});
    wake();
    co_return Result<void>();
}

// An item larger than the window travels alone.
bool ServerStreamEnd::hasRoom(std::size_t bytes) const
{
    return m_items < m_windowItems && (m_bytes == 0 || m_bytes + bytes <= m_windowBytes) && m_wire->hasRoom();
}

void ServerStreamEnd::credit(std::uint32_t items, std::uint32_t bytes)
{
    m_items -= std::min<std::uint64_t>(m_items, items);
    m_bytes -= std::min<std::uint64_t>(m_bytes, bytes);
    wake();
}

void ServerStreamEnd::wake()
{
    if (!m_turns.empty() && hasRoom(m_turns.front().bytes))
        m_turns.front().ready.resolve({});
}

void ServerStreamEnd::end(Error why)
{
    if (m_ended)
        return;
    m_ended = std::move(why);
    for (const Turn& turn : std::exchange(m_turns, {}))
        turn.ready.resolve(Failure(*m_ended));
}

} // namespace skep::rpc
