#pragma once

#include "daemon/rpc/method.h"
#include "shared/api/fields.h"
#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <cstdint>
#include <optional>

// On the wire a frame is a big-endian 32-bit length and so many octets: the CBOR map of a Frame. Unknown keys and
// unknown kinds are skipped, so that versions can roll.
namespace skep::rpc {

// The numbers are the wire format: never reuse one.
enum class FrameKind : std::uint32_t {
    Request = 1, // client: id, method, payload, deadline; for a stream the window as credit
    Reply = 2, // server: id, payload; ends a unary request
    Error = 3, // server: id, error; ends any request
    Item = 4, // server: id, payload; one of a stream
    End = 5, // server: id; the stream finished well
    Cancel = 6, // client: id; nobody waits any more
    Credit = 7, // client: id; so many items and octets were taken
    Message = 8, // client: method, payload; no answer
    Ping = 9, // either: I am alive. Needs no answer, since the other end sends its own
};

// An Error as it travels. The text is octets: what a handler quotes may not be UTF-8, and must not spoil the frame.
struct FrameError {
    std::uint32_t code = 0;
    api::Blob message = {};

    template <class V>
    static void fields(V& v)
    {
        v(1, "", &FrameError::code, api::Omit::Empty);
        v(2, "", &FrameError::message, api::Omit::Empty);
    }
    bool operator==(const FrameError&) const = default;
};

struct Frame {
    FrameKind kind = FrameKind::Ping;
    // Chosen by the client, ascending from 1.
    std::uint64_t id = 0;
    Method method = {};
    api::Blob payload = {};
    FrameError error = {};
    std::uint32_t creditItems = 0;
    std::uint32_t creditBytes = 0;
    // From the arrival of the request; 0: none.
    std::uint32_t deadlineMs = 0;

    template <class V>
    static void fields(V& v)
    {
        v(1, "", &Frame::kind, api::Omit::Never);
        v(2, "", &Frame::id, api::Omit::Empty);
        v(3, "", &Frame::method, api::Omit::Empty);
        v(4, "", &Frame::payload, api::Omit::Empty);
        v(5, "", &Frame::error, api::Omit::Empty);
        v(6, "", &Frame::creditItems, api::Omit::Empty);
        v(7, "", &Frame::creditBytes, api::Omit::Empty);
        v(8, "", &Frame::deadlineMs, api::Omit::Empty);
    }
    bool operator==(const Frame&) const = default;
};

// Longest text of an error that travels; the rest is cut.
inline constexpr std::size_t MaxErrorText = 4096;
inline constexpr std::size_t FrameHeaderBytes = 4;

[[nodiscard]] Frame errorFrame(std::uint64_t id, const Error& error);
// A code that this version does not know is Unknown.
[[nodiscard]] Error errorOf(Frame frame);

// Appends length and map.
void appendFrame(Bytes& out, const Frame& frame);
// The map alone. Error: InvalidArgument for anything that is not exactly one well-formed map.
[[nodiscard]] Result<Frame> decodeFrame(BytesView body);

// Cuts a stream of octets into frames. Holds no more than one frame of the limit and what came with it; the announced
// length reserves nothing.
class FrameReader {
public:
    // Largest frame in octets, without its length.
    explicit FrameReader(std::size_t limit)
        : m_limit(limit)
    {
    }

    void append(BytesView octets);
    // The next whole frame; nothing when more octets are needed. Errors: ResourceExhausted (over the limit),
    // InvalidArgument (malformed). After an error the stream is beyond repair.
    [[nodiscard]] Result<std::optional<Frame>> next();
    [[nodiscard]] std::size_t buffered() const { return m_buffer.size() - m_at; }

private:
    void compact();

    std::size_t m_limit;
    Bytes m_buffer;
    std::size_t m_at = 0;
};

} // namespace skep::rpc
