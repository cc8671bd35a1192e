#pragma once

#include "shared/http/client.h"
#include "shared/http/codec.h"
#include "shared/http/inputbuffer.h"
#include "shared/http/wire.h"

#include <memory>

namespace skep::http {

// A wire to `endpoint`, connecting.
[[nodiscard]] std::shared_ptr<Wire> connectTo(const Endpoint& endpoint);

// The asking end of one connection: one request at a time, its answer told to a sink as it comes. Interim answers (1xx)
// are swallowed. The sink may drop the connection inside its calls.
class ClientConnection final : public std::enable_shared_from_this<ClientConnection>, private Wire::Listener {
public:
    class Sink {
    public:
        virtual void headArrived() = 0;
        // parser().body() has grown.
        virtual void bodyArrived() = 0;
        // The answer is complete. `reusable`: the connection may carry another request.
        virtual void finished(bool reusable) = 0;
        // Nothing more comes. `silent`: not a byte of an answer was received.
        virtual void broke(Error error, bool silent) = 0;

    protected:
        ~Sink() = default;
    };

    explicit ClientConnection(const Endpoint& endpoint);
    ~ClientConnection();

    // Starts connecting.
    void open(Sink* sink);
    // Only when no answer is under way.
    void send(const Request& request);
    [[nodiscard]] Parser& parser() { return m_parser; }
    void setReading(bool on) { m_wire->setReading(on); }
    // Whether it makes sense to send on this kept connection.
    [[nodiscard]] bool isUsable() const;
    void abort();

private:
    void received(BytesView data) override;
    void ended() override;
    void drained() override {}
    void failed(Error error) override;

    // Returns how much was used.
    [[nodiscard]] std::size_t understand(BytesView input);
    void report(Error error);

    const Endpoint m_endpoint;
    std::shared_ptr<Wire> m_wire;
    Sink* m_sink = nullptr;
    Parser m_parser;
    InputBuffer m_in;
    bool m_busy = false;
    bool m_headTold = false;
    bool m_silent = true;
    bool m_withoutBody = false;
    bool m_dead = false;
};

} // namespace skep::http
