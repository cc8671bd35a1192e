#pragma once

#include "shared/base/time.h"
#include "shared/orchestrator/slots.h"

#include <optional>
#include <set>

namespace skep::orchestrator {

// What to look at again without an event: a slot, or a service as a whole.
struct Concern {
    std::string serviceId;
    std::optional<SlotKey> slot;

    auto operator<=>(const Concern&) const = default;
};

// One alarm per concern; the earliest instant asked for wins.
class Alarms {
public:
    void set(Concern concern, Timestamp when);
    // Takes out everything due at `now`.
    [[nodiscard]] std::vector<Concern> takeDue(Timestamp now);
    [[nodiscard]] std::optional<Timestamp> next() const;
    void clear();

private:
    std::map<Concern, Timestamp> m_when;
    std::set<std::pair<Timestamp, Concern>> m_order;
};

} // namespace skep::orchestrator
