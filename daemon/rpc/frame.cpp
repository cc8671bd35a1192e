#include "daemon/rpc/frame.h"

#include "shared/api/cborreader.h"
#include "shared/api/cborwriter.h"

namespace skep::rpc {
namespace {

ErrorCode codeOf(std::uint32_t value)
{
    const bool known
        = value >= std::uint32_t(ErrorCode::Cancelled) && value <= std::uint32_t(ErrorCode::Unauthenticated);
    return known ? static_cast<ErrorCode>(value) : ErrorCode::Unknown;
}

// Cuts at a code point, so that a text stays one.
BytesView shortened(BytesView text)
{
    if (text.size() <= MaxErrorText)
        return text;
    std::size_t end = MaxErrorText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

} // namespace

Frame errorFrame(std::uint64_t id, const Error& error)
{
    return {.kind = FrameKind::Error,
        .id = id,
        .error = {static_cast<std::uint32_t>(error.code), {Bytes(shortened(error.message))}}};
}

Error errorOf(Frame frame) { return {codeOf(frame.error.code), std::move(frame.error.message.data)}; }

void appendFrame(Bytes& out, const Frame& frame)
{
    const std::size_t start = out.size();
    out.append(FrameHeaderBytes, '\0');
    api::CborWriter(out).write(frame);
    const std::size_t size = out.size() - start - FrameHeaderBytes;
    for (std::size_t i = 0; i < FrameHeaderBytes; ++i)
        out[start + i] = static_cast<char>(size >> (8 * (FrameHeaderBytes - 1 - i)) & 0xff);
}

Result<Frame> decodeFrame(BytesView body)
{
    Frame frame;
    api::CborReader in(body);
    in.read(frame);
    if (!in.complete())
        return fail(ErrorCode::InvalidArgument, "malformed frame");
    return frame;
}

void FrameReader::append(BytesView octets)
{
    compact();
    m_buffer += octets;
}

Result<std::optional<Frame>> FrameReader::next()
{
    const BytesView left = BytesView(m_buffer).substr(m_at);
    if (left.size() < FrameHeaderBytes)
        return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < FrameHeaderBytes; ++i)
        size = size << 8 | static_cast<unsigned char>(left[i]);
    if (size > m_limit)
        return fail(ErrorCode::ResourceExhausted,
            "frame of " + std::to_string(size) + " bytes exceeds the limit of " + std::to_string(m_limit));
    if (left.size() - FrameHeaderBytes < size)
        return std::nullopt;
    auto frame = decodeFrame(left.substr(FrameHeaderBytes, size));
    m_at += FrameHeaderBytes + size;
    if (!frame)
        return Failure(std::move(frame.error()));
    return std::move(*frame);
}

void FrameReader::compact()
{
    constexpr std::size_t Large = std::size_t(1) << 20;
    if (m_at == m_buffer.size()) {
        m_at = 0;
        if (m_buffer.capacity() > Large)
            Bytes().swap(m_buffer); // one large frame must not keep its room for the life of the connection
        else
            m_buffer.clear();
    } else if (m_at > m_buffer.size() / 2) {
        m_buffer.erase(0, m_at);
        m_at = 0;
    }
}

} // namespace skep::rpc
