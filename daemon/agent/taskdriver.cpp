#include "daemon/agent/taskdriver.h"

#include "daemon/agent/defaults.h"

#include <string_view>

namespace skep::agent {
namespace {

using api::TaskState;
using api::TaskStatus;

std::string_view messageOf(TaskState state)
{
    switch (state) {
    case TaskState::Accepted: return "accepted";
    case TaskState::Preparing: return "preparing";
    case TaskState::Ready: return "prepared";
    case TaskState::Starting: return "starting";
    case TaskState::Running: return "started";
    case TaskState::Complete: return "finished";
    case TaskState::Shutdown: return "shutdown";
    case TaskState::New:
    case TaskState::Pending:
    case TaskState::Assigned:
    case TaskState::Failed:
    case TaskState::Rejected:
    case TaskState::Remove:
    case TaskState::Orphaned: break; // not entered by an agent's step
    }
    return {};
}

// At most MaxErrorText octets, cut between characters.
std::string bounded(std::string text)
{
    if (text.size() <= MaxErrorText)
        return text;
    std::size_t end = MaxErrorText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text;
}

TaskStatus stamped(const TaskStatus& before, TaskStatus after, Observation seen)
{
    // Before Starting there is nothing to see that managers would use.
    if (after.state >= TaskState::Starting) {
        if (seen.container)
            after.container = std::move(seen.container);
        after.ports = std::move(seen.ports);
    }
    if (after != before)
        after.timestamp = seen.now;
    return after;
}

} // namespace

Step nextStep(TaskState observed, TaskState desired)
{
    if (desired >= TaskState::Shutdown)
        return observed >= TaskState::Complete ? Step::None : Step::Shutdown;
    if (observed > desired)
        return Step::None;
    switch (observed) {
    case TaskState::Preparing: return Step::Prepare;
    case TaskState::Starting: return Step::Start;
    case TaskState::Running: return Step::Wait;
    case TaskState::New:
    case TaskState::Pending:
    case TaskState::Assigned: return observed == desired ? Step::None : Step::Accept;
    case TaskState::Accepted: return observed == desired ? Step::None : Step::BeginPrepare;
    case TaskState::Ready: return observed == desired ? Step::None : Step::BeginStart;
    case TaskState::Complete:
    case TaskState::Shutdown:
    case TaskState::Failed:
    case TaskState::Rejected:
    case TaskState::Remove:
    case TaskState::Orphaned: break;
    }
    return Step::None;
}

bool isTransient(const Error& error)
{
    // Cancelled: the executor gave the call up, not the container.
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded
        || error.code == ErrorCode::Cancelled;
}

TaskStatus entered(TaskStatus before, TaskState state, Observation seen)
{
    TaskStatus after = before;
    after.state = state;
    after.message = messageOf(state);
    after.err.clear();
    return stamped(before, std::move(after), std::move(seen));
}

TaskStatus exited(TaskStatus before, const Exit& exit, Observation seen)
{
    if (!seen.container)
        seen.container = before.container;
    if (seen.container)
        seen.container->exitCode = exit.code;
    if (exit.ok())
        return entered(std::move(before), TaskState::Complete, std::move(seen));

    TaskStatus after = before;
    after.state = TaskState::Failed;
    after.err = exit.code == 0 ? exit.error : "task: non-zero exit (" + std::to_string(exit.code) + ")";
    if (exit.code != 0 && !exit.error.empty())
        after.err += ": " + exit.error;
    after.err = bounded(std::move(after.err));
    return stamped(before, std::move(after), std::move(seen));
}

TaskStatus failed(TaskStatus before, const Error& error, Observation seen)
{
    TaskStatus after = before;
    after.state = before.state < TaskState::Starting ? TaskState::Rejected : TaskState::Failed;
    after.err = bounded(error.message);
    return stamped(before, std::move(after), std::move(seen));
}

TaskStatus delayed(TaskStatus before, const Error& error, Observation seen)
{
    TaskStatus after = before;
    after.err = bounded(error.message);
    return stamped(before, std::move(after), std::move(seen));
}

} // namespace skep::agent
