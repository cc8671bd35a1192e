#include "daemon/agent/taskrunner.h"

#include "daemon/agent/defaults.h"
#include "shared/base/logging.h"

#include <exception>
#include <utility>

namespace skep::agent {
namespace {

using api::TaskState;

// What managers may change about a task that a container is made from.
bool sameContents(const api::Task& a, const api::Task& b)
{
    return a.spec == b.spec && a.networks == b.networks && a.endpoint == b.endpoint && a.labels == b.labels
        && a.serviceName == b.serviceName && a.serviceLabels == b.serviceLabels && a.genericResources == b.genericResources
        && a.logDriver == b.logDriver && a.slot == b.slot;
}

} // namespace

// One step under way. It outlives the runner when that is stopped first, and keeps its controller.
struct TaskRunner::Work {
    std::optional<Result<Exit>> result;

    static async::Task<void> follow(async::Task<Result<Exit>> step, [[maybe_unused]] std::shared_ptr<Controller> keep,
        std::shared_ptr<Work> work, std::shared_ptr<async::Notify> wake)
    {
        try {
            auto result = co_await step;
            work->result = std::move(result);
        } catch (const std::exception& error) {
            work->result = fail(ErrorCode::Internal, error.what());
        }
        wake->notify();
    }

    static async::Task<Result<Exit>> withoutExit(async::Task<Result<void>> step)
    {
        auto result = co_await step;
        if (!result)
            co_return Failure(std::move(result.error()));
        co_return Exit{};
    }
};

TaskRunner::TaskRunner(TaskHost& host, api::Task task, bool credentialsDropped)
    : m_host(host)
    , m_task(std::move(task))
    , m_wake(std::make_shared<async::Notify>())
    , m_credentialsDropped(credentialsDropped)
{
}

bool TaskRunner::update(api::Task task)
{
    task.status = m_task.status;
    if (task.desiredState < m_task.desiredState) {
        qCWarning(logAgent) << "desired state of a task went back, ignored, task=" << log(m_task.id);
        task.desiredState = m_task.desiredState;
    }
    const bool contentsChanged = m_credentialsDropped || !sameContents(task, m_task);
    m_credentialsDropped = false;
    if (!contentsChanged && task.desiredState == m_task.desiredState)
        return false;
    m_controllerLacks = m_controllerLacks || contentsChanged;
    m_task = std::move(task);
    m_wake->notify();
    return true;
}

void TaskRunner::remove(std::optional<int> tries)
{
    m_removing = true;
    m_tries = tries;
    m_wake->notify();
}

void TaskRunner::wake() { m_wake->notify(); }

bool TaskRunner::stopWanted() const { return m_removing || m_task.desiredState >= TaskState::Shutdown; }

async::Task<void> TaskRunner::run(async::Stop stop)
{
    while (!stop.requested() && !m_removing) {
        const Step step = nextStep(m_task.status.state, m_task.desiredState);
        switch (step) {
        case Step::None: {
            [[maybe_unused]] const bool woken = co_await rest(stop);
            break;
        }
        case Step::Accept: enter(TaskState::Accepted); break;
        case Step::BeginPrepare: enter(TaskState::Preparing); break;
        case Step::BeginStart: enter(TaskState::Starting); break;
        case Step::Prepare:
        case Step::Start:
        case Step::Wait:
        case Step::Shutdown: co_await perform(step, stop); break;
        }
    }
    if (!stop.requested())
        co_await dispose(stop);
}

async::Task<void> TaskRunner::perform(Step step, async::Stop stop)
{
    const auto ready = takeController(step);
    if (!ready) {
        record(failed(m_task.status, ready.error(), seen()));
        co_return;
    }
    if (!*ready) {
        [[maybe_unused]] const bool woken = co_await rest(stop);
        co_return;
    }
    if (step != Step::Shutdown) {
        const auto work = begin(step);
        while (!work->result && !stopWanted()) {
            const bool woken = co_await rest(stop);
            if (!woken)
                co_return;
        }
        if (work->result) {
            settle(step, *work->result);
            if (!*work->result && isTransient(work->result->error()))
                co_await pause(stop);
            co_return;
        }
        const auto halted = co_await halt(stop);
        // A controller may be used again only when the interrupted step has ended too; one that does not stop is given up.
        if (!halted)
            m_controller.reset();
        while (halted && !work->result && !stop.requested()) {
            [[maybe_unused]] const bool woken = co_await rest(stop);
        }
        if (!stop.requested())
            settle(Step::Shutdown, halted.map([] { return Exit{}; }));
        co_return;
    }
    const auto halted = co_await halt(stop);
    if (!stop.requested())
        settle(Step::Shutdown, halted.map([] { return Exit{}; }));
}

// Stops the container; passing failures are retried. Cancelled when stopped.
async::Task<Result<void>> TaskRunner::halt(async::Stop stop)
{
    for (;;) {
        const auto work = begin(Step::Shutdown);
        while (!work->result) {
            const bool woken = co_await rest(stop);
            if (!woken)
                co_return fail(ErrorCode::Cancelled, "stopped");
        }
        if (*work->result)
            co_return Result<void>{};
        const Error error = work->result->error();
        if (!isTransient(error) || (m_tries && --*m_tries <= 0))
            co_return Failure(error);
        if (!m_removing)
            record(delayed(m_task.status, error, seen()));
        co_await pause(stop);
    }
}

async::Task<void> TaskRunner::dispose(async::Stop stop)
{
    const auto ready = takeController(Step::Shutdown);
    if (ready) {
        const auto halted = co_await halt(stop);
        if (!halted && !stop.requested())
            qCWarning(logAgent) << "cannot stop a container, task=" << log(m_task.id) << "error=" << log(halted.error().message);
    }
    while (ready && !stop.requested()) {
        const auto work = watch(m_controller->remove());
        while (!work->result && !stop.requested()) {
            [[maybe_unused]] const bool woken = co_await rest(stop);
        }
        if (!work->result)
            co_return;
        if (*work->result)
            break;
        const Error error = work->result->error();
        if (!isTransient(error) || (m_tries && --*m_tries <= 0)) {
            qCWarning(logAgent) << "cannot remove a container, task=" << log(m_task.id) << "error=" << log(error.message);
            break;
        }
        co_await pause(stop);
    }
    m_removed = !stop.requested();
}

// False when stopped.
async::Task<bool> TaskRunner::rest(async::Stop stop)
{
    const auto woken = co_await m_wake->wait(stop);
    co_return woken.has_value();
}

// Until it is time for another try, or there is something else to do.
async::Task<void> TaskRunner::pause(async::Stop stop)
{
    const auto until = async::loop().monotonic() + StepRetry;
    const bool stopping = stopWanted();
    while (!stop.requested() && stopWanted() == stopping) {
        const auto left = until - async::loop().monotonic();
        if (left.count() <= 0)
            break;
        [[maybe_unused]] const auto woken = co_await m_wake->wait(stop, left);
    }
}

// Whether m_controller can do this step now; false: not yet. Error: it never will.
Result<bool> TaskRunner::takeController(Step step)
{
    const bool makesContainer = step == Step::Prepare || step == Step::Start;
    if (makesContainer && !m_host.mayCreateContainer(m_task.id))
        return false;
    if (m_controller && !(makesContainer && m_controllerLacks))
        return true;

    auto found = m_host.dependenciesOf(m_task);
    const bool lacks = !found.missing.empty() || m_credentialsDropped;
    if (makesContainer && lacks && !m_host.settled())
        return false;
    if (makesContainer && !found.missing.empty())
        return fail(ErrorCode::FailedPrecondition, found.missing + " is not available on this node");
    m_controller = m_host.makeController(m_task, std::move(found));
    if (!m_controller)
        return fail(ErrorCode::Unimplemented, "this node cannot run a task of this kind");
    m_controllerLacks = lacks;
    return true;
}

std::shared_ptr<TaskRunner::Work> TaskRunner::begin(Step step)
{
    if (step == Step::Prepare)
        return watch(m_controller->prepare());
    if (step == Step::Start)
        return watch(m_controller->start());
    if (step == Step::Wait)
        return watch(m_controller->wait());
    return watch(m_controller->shutdown());
}

std::shared_ptr<TaskRunner::Work> TaskRunner::watch(async::Task<Result<void>> step)
{
    return watch(Work::withoutExit(std::move(step)));
}

std::shared_ptr<TaskRunner::Work> TaskRunner::watch(async::Task<Result<Exit>> step)
{
    auto work = std::make_shared<Work>();
    [[maybe_unused]] const auto detached = Work::follow(std::move(step), m_controller, work, m_wake);
    return work;
}

void TaskRunner::settle(Step step, const Result<Exit>& result)
{
    if (m_removing && step == Step::Shutdown)
        return; // the managers have forgotten this task
    if (!result && isTransient(result.error())) {
        // A running task whose engine does not answer is still a running task.
        if (step != Step::Wait)
            record(delayed(m_task.status, result.error(), seen()));
    } else if (!result) {
        record(failed(m_task.status, result.error(), seen()));
    } else if (step == Step::Wait) {
        record(exited(m_task.status, *result, seen()));
    } else if (step == Step::Prepare) {
        enter(TaskState::Ready);
    } else if (step == Step::Start) {
        enter(TaskState::Running);
    } else {
        enter(TaskState::Shutdown);
    }
}

void TaskRunner::enter(TaskState state) { record(entered(m_task.status, state, seen())); }

void TaskRunner::record(api::TaskStatus status)
{
    if (status == m_task.status)
        return;
    m_task.status = std::move(status);
    m_host.statusChanged(m_task.id, m_task.status);
}

Observation TaskRunner::seen() const
{
    Observation seen{.now = async::loop().now()};
    if (m_controller) {
        seen.container = m_controller->containerStatus();
        seen.ports = m_controller->portStatus();
    }
    return seen;
}

} // namespace skep::agent
