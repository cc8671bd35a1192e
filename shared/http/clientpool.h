#pragma once

#include "shared/async/task.h"
#include "shared/http/client.h"
#include "shared/http/clientconnection.h"

#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace skep::http {

// One request and who waits for its answer.
struct Call {
    Request request;
    async::Pending<Response> result;
    bool wasRepeated = false;
};

// A kept connection with at most one call on it.
class ClientSlot;

// The connections of one Client and the line of calls that wait for one.
class ClientPool : public std::enable_shared_from_this<ClientPool> {
public:
    explicit ClientPool(Endpoint endpoint);
    ~ClientPool();
    ClientPool(const ClientPool&) = delete;
    ClientPool& operator=(const ClientPool&) = delete;

    [[nodiscard]] const Endpoint& endpoint() const { return m_endpoint; }
    void submit(std::shared_ptr<Call> call);
    // The call was decided, in whatever way: takes it out of the line, and off its connection if it is still there.
    void withdraw(const std::shared_ptr<Call>& call);
    // Ends every call with Cancelled.
    void close();

private:
    friend class ClientSlot;

    void dispatch();
    [[nodiscard]] std::shared_ptr<ClientSlot> freeSlot();
    void answered(ClientSlot& slot, bool reusable);
    void lost(ClientSlot& slot, Error error, bool silent);
    void remove(const ClientSlot& slot);
    void armSlowTimer();
    void armIdleTimer();
    void closeIdle();

    const Endpoint m_endpoint;
    bool m_closed = false;
    std::vector<std::shared_ptr<ClientSlot>> m_slots;
    std::deque<std::shared_ptr<Call>> m_line;
    async::Timer m_slowTimer;
    async::Timer m_idleTimer;
    bool m_idleTimerArmed = false;
};

} // namespace skep::http
