#pragma once

#include "shared/async/task.h"

#include <cstddef>
#include <memory>

namespace skep::docker {

// Lets a limited number in at a time, in the order of asking; those in a hurry before the others.
class Gate {
public:
    enum class Priority { Normal, Urgent };

    // `limit` is at least 1.
    explicit Gate(std::size_t limit);

    // Inside until the last copy is dropped; may outlive the gate.
    using Pass = std::shared_ptr<void>;
    // Cancelled when stopped before it is our turn.
    [[nodiscard]] async::Task<Result<Pass>> enter(async::Stop stop, Priority priority = Priority::Normal);

private:
    struct State;
    class Inside;
    std::shared_ptr<State> m_state;
};

} // namespace skep::docker
