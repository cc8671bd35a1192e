#pragma once

#include "shared/base/time.h"

#include <chrono>
#include <functional>
#include <memory>

namespace skep::async {

// Where "later" happens. The daemon and the programs use Qt's event loop; a simulator installs its own in virtual time.
// Everything in the house that waits goes through this, so swapping it swaps time.
class Loop {
public:
    virtual ~Loop() = default;
    // Runs `work` once, from the loop, never inside this call.
    virtual void post(std::function<void()> work) = 0;
    // Runs `work` once after `delay` unless the returned handle was dropped before.
    [[nodiscard]] virtual std::shared_ptr<void> after(std::chrono::nanoseconds delay, std::function<void()> work) = 0;
    // Wall clock, for what people read.
    [[nodiscard]] virtual Timestamp now() const = 0;
    // Never goes back; only differences mean something.
    [[nodiscard]] virtual std::chrono::nanoseconds monotonic() const = 0;
};

// The loop in use; Qt's unless another was installed. One thread only.
[[nodiscard]] Loop& loop();
// Installs another loop (nullptr: Qt's again). Returns the previous one. For simulators and tests.
Loop* installLoop(Loop* other);

// A one-shot timer that is disarmed by destruction or by being armed again.
class Timer {
public:
    void arm(std::chrono::nanoseconds delay, std::function<void()> work) { m_handle = loop().after(delay, std::move(work)); }
    void disarm() { m_handle.reset(); }

private:
    std::shared_ptr<void> m_handle;
};

} // namespace skep::async
