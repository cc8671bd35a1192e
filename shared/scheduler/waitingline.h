#pragma once

#include <cstddef>
#include <vector>

namespace skep::scheduler {

struct TrackedTask;

// Tasks that wait for the same, each once, in the order of their places: never a matter of the random ids of tasks, as long as
// their places differ. So a plan that is made ahead (shared/planning) takes them in the same order as the pass that does it.
// They are put in order when somebody asks: most come in order, and most leave from the front.
class WaitingLine {
public:
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return m_tasks.size() - m_gone; }

    void add(TrackedTask& task);
    // The task must be in the line, and still at the place for which it came.
    void remove(const TrackedTask& task);
    // Of a line that is not empty.
    [[nodiscard]] TrackedTask& first() const;
    // first() is going to be asked soon. Of a line that is not empty.
    void fetch() const;
    [[nodiscard]] std::vector<TrackedTask*> all() const;

private:
    void order() const;

    mutable std::vector<TrackedTask*> m_tasks; // the first m_gone have left
    std::size_t m_gone = 0;
    mutable bool m_isOrdered = true;
};

} // namespace skep::scheduler
