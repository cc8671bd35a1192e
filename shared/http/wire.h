#pragma once

#include "shared/base/bytes.h"
#include "shared/base/result.h"

#include <memory>

namespace skep::http {

// A connected (or connecting) byte stream, whatever carries it. Events come from the loop, never inside a call to the wire,
// and none comes after failed() or abort(). The wire survives its own events even if the listener drops it there.
class Wire : public std::enable_shared_from_this<Wire> {
public:
    class Listener {
    public:
        // A connection that was being made is there. Not called for accepted ones.
        virtual void opened() {}
        // `data` is valid during the call only.
        virtual void received(BytesView data) = 0;
        // The peer will send no more; everything it sent was delivered.
        virtual void ended() = 0;
        // unsent() was above DrainedBytes and no longer is.
        virtual void drained() = 0;
        // Could not connect, or broke. The message says what and why.
        virtual void failed(Error error) = 0;

    protected:
        ~Listener() = default;
    };

    static constexpr std::size_t DrainedBytes = 256 * 1024;

    Wire() = default;
    virtual ~Wire() = default;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // nullptr: nobody listens any more.
    void setListener(Listener* listener) { m_listener = listener; }
    // Whether bytes are taken from the system; off at first. While off the peer is slowed down and its end goes unnoticed.
    virtual void setReading(bool on) = 0;
    // Takes everything; what the system does not accept waits here. Sent together with other writes of this turn of the
    // loop, at its end.
    virtual void write(Bytes data) = 0;
    // Sends now, with what was written before.
    virtual void send(Bytes data) = 0;
    [[nodiscard]] virtual std::size_t unsent() const = 0;
    // Closes our direction once everything was sent.
    virtual void finishWriting() = 0;
    // Closes both directions now; what is unsent is lost.
    virtual void abort() = 0;
    // Whether the peer closed both directions, so that it can no longer read either. Meaningful after ended().
    [[nodiscard]] virtual bool vanished() const = 0;

protected:
    [[nodiscard]] Listener* listener() const { return m_listener; }

private:
    Listener* m_listener = nullptr;
};

} // namespace skep::http
