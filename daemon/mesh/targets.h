#pragma once

#include "daemon/mesh/sockets.h"

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace skep::mesh {

// A target to connect to. `use` is held by all that may still send it something, so that its publisher sees when nobody does.
struct Candidate {
    SocketAddress address;
    std::shared_ptr<const void> use;
};

// The targets of one port, handed out in turn.
class Targets {
public:
    void add(std::uint64_t id, Candidate candidate) { m_targets.push_back({id, std::move(candidate)}); }
    void remove(std::uint64_t id)
    {
        std::erase_if(m_targets, [id](const Target& t) { return t.id == id; });
    }

    // All of them, beginning with the one whose turn it is.
    [[nodiscard]] std::vector<Candidate> take()
    {
        std::vector<Candidate> order;
        order.reserve(m_targets.size());
        for (std::size_t i = 0; i < m_targets.size(); ++i)
            order.push_back(m_targets[(m_next + i) % m_targets.size()].candidate);
        m_next = m_targets.empty() ? 0 : (m_next + 1) % m_targets.size();
        return order;
    }

private:
    struct Target {
        std::uint64_t id;
        Candidate candidate;
    };
    std::vector<Target> m_targets;
    std::size_t m_next = 0;
};

} // namespace skep::mesh
