#pragma once

#include "daemon/mesh/pipe.h"
#include "daemon/mesh/poller.h"
#include "daemon/mesh/targets.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace skep::mesh {

// One client and the target it is connected to. Edge-triggered: each event moves what can be moved, both ways.
class TcpConnection : public EventSource {
public:
    struct Host {
        Poller& poller;
        Pipes& pipes;
        // Called at most once, from ready(), expire() or begin(): the connection is over.
        std::function<void(TcpConnection&)> over;
        // Called when another target is being tried: see expire().
        std::function<void(TcpConnection&)> connecting;
        // Called when all have refused: see retry().
        std::function<void(TcpConnection&)> refused;
    };

    // `candidates` are tried in their order.
    TcpConnection(const Host& host, std::uint64_t id, Fd client, std::vector<Candidate> candidates);

    [[nodiscard]] std::uint64_t id() const { return m_id; }
    // Which try is under way, from 1; 0 once connected.
    [[nodiscard]] std::size_t attempt() const { return m_phase == Phase::Connecting ? m_attempts : 0; }

    void begin();
    // The time for attempt `attempt` is over.
    void expire(std::size_t attempt);
    // RetryPause is over.
    void retry();
    void ready(std::uint32_t events) override;

private:
    enum class Phase { Connecting, Relaying, Over };
    enum class Outcome { Idle, Busy, Failed };
    // Bytes on their way from one socket to the other.
    struct Way {
        std::optional<Pipe> pipe;
        std::size_t waiting = 0; // in the pipe
        bool ended = false;      // nothing more comes from the sender
        bool done = false;       // and the receiver knows
    };

    void tryNext();
    void connected();
    void relay();
    [[nodiscard]] Outcome move(Way& way, int from, int to);
    [[nodiscard]] Outcome fill(Way& way, int from);
    [[nodiscard]] Outcome empty(Way& way, int to);
    void settle(Way& way, int to);
    void finish(bool aborted);

    const Host& m_host;
    const std::uint64_t m_id;
    Fd m_client, m_target;
    std::vector<Candidate> m_candidates; // once connected, only that one
    std::size_t m_next = 0; // of m_candidates
    std::size_t m_attempts = 0;
    Clock::time_point m_patientUntil{};
    Phase m_phase = Phase::Connecting;
    Way m_toTarget, m_toClient;
    bool m_broken = false; // bytes were lost on one way
};

} // namespace skep::mesh
