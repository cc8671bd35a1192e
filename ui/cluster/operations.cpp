#include "ui/cluster/operations.h"

#include "ui/text/text.h"

#include <algorithm>

namespace skep::ui {

struct Operations::Running {
    int id = 0;
    Work work;
    bool undone = false; // or on the way to it
    bool stood = false; // the mirror has shown what it left
    bool existed = false; // what it is about
    bool advanced = false; // a step has followed the first request
};

namespace {

// An end that does not touch the Operations, which may be gone by then.
async::Task<void> request(std::function<async::Task<Result<void>>()> work, std::function<void(const Result<void>&)> ended, async::Stop stop)
{
    const auto result = co_await work();
    if (!stop.requested())
        ended(result);
}

} // namespace

Operations::Operations(QObject* parent) : QObject(parent) { }

Operations::~Operations() { m_scope.stop().request(); }

int Operations::start(Work work)
{
    const int id = m_all.empty() ? 1 : m_all.front().id + 1;
    Operation operation;
    operation.id = id;
    operation.title = work.title;
    m_all.insert(m_all.begin(), operation);
    m_running.push_back(std::make_unique<Running>(Running{id, std::move(work)}));
    Q_EMIT changed(id);
    send(id, m_running.back()->work.request);
    return id;
}

void Operations::send(int id, std::function<async::Task<Result<void>>()> work)
{
    const auto ended = [this, id](const Result<void>& result) { accepted(id, result); };
    // Detached by intent: the request outlives us when a window closes, and then ends without a word.
    [[maybe_unused]] const auto running = request(std::move(work), ended, m_scope.stop());
}

Operation* Operations::find(int id)
{
    const auto found = std::find_if(m_all.begin(), m_all.end(), [id](const Operation& each) { return each.id == id; });
    return found == m_all.end() ? nullptr : &*found;
}

Operations::Running* Operations::runningOf(int id)
{
    const auto found = std::find_if(m_running.begin(), m_running.end(), [id](const auto& each) { return each->id == id; });
    return found == m_running.end() ? nullptr : found->get();
}

void Operations::accepted(int id, const Result<void>& result)
{
    Operation* operation = find(id);
    Running* running = runningOf(id);
    if (!operation || !running || operation->stage == Operation::Stage::Cancelled)
        return;
    if (running->undone) {
        takenBack(*operation, *running, result);
    } else if (!result) {
        operation->stage = Operation::Stage::Failed;
        operation->error = errorText(result.error());
        if (running->advanced) // what the steps before it did stands
            operation->undoText = running->work.undoText;
    } else {
        operation->stage = running->work.converged ? Operation::Stage::Accepted : Operation::Stage::Converged;
        if (running->work.undo)
            operation->undoText = running->work.undoText;
    }
    Q_EMIT changed(id);
    mirrorChanged();
}

void Operations::proceed(Operation& operation, Running& running)
{
    auto step = std::move(running.work.then.front());
    running.work.then.erase(running.work.then.begin());
    running.work.request = std::move(step.request);
    running.work.converged = std::move(step.converged);
    running.advanced = true;
    operation.stage = Operation::Stage::Requested;
    operation.undoText.clear(); // until it is known what this one did
    send(operation.id, running.work.request);
}

void Operations::takenBack(Operation& operation, Running& running, const Result<void>& result)
{
    if (result) {
        operation.stage = Operation::Stage::Cancelled;
        operation.progress = running.work.undone ? running.work.undone() : tr("undone");
        return;
    }
    // It stands as it was: to be tried again, or looked at where somebody else was there.
    running.undone = false;
    operation.stage = Operation::Stage::Failed;
    operation.error = errorText(result.error());
    operation.progress.clear();
    operation.undoText = running.work.undoText;
    if (result.error().code == ErrorCode::Aborted)
        operation.contested = operation.error;
}

QStringList Operations::halfDone() const
{
    QStringList titles;
    for (const auto& running : m_running)
        for (const Operation& each : m_all)
            if (each.id == running->id && !running->work.then.empty() && (each.stage == Operation::Stage::Requested || each.stage == Operation::Stage::Accepted))
                titles << each.title;
    return titles;
}

int Operations::running() const
{
    return int(std::count_if(m_all.begin(), m_all.end(), [](const Operation& each) {
        return each.stage == Operation::Stage::Requested || each.stage == Operation::Stage::Accepted;
    }));
}

void Operations::cancel(int id)
{
    Operation* operation = find(id);
    if (!operation || (operation->stage != Operation::Stage::Requested && operation->stage != Operation::Stage::Accepted))
        return;
    operation->stage = Operation::Stage::Cancelled;
    Q_EMIT changed(id);
}

void Operations::undo(int id, bool anyway)
{
    Operation* operation = find(id);
    Running* running = runningOf(id);
    if (!operation || !running || operation->undoText.isEmpty() || !running->work.undo || std::exchange(running->undone, true))
        return;
    operation->undoText.clear();
    operation->stage = Operation::Stage::Requested;
    operation->progress = tr("undoing…");
    operation->error.clear();
    operation->contested.clear();
    Q_EMIT changed(id);
    send(id, [undo = running->work.undo, anyway] { return undo(anyway); });
}

bool Operations::isGone(Running& running)
{
    if (!running.work.exists)
        return false;
    const bool exists = running.work.exists();
    running.existed |= exists;
    return running.existed && !exists;
}

bool Operations::judgeUndo(Operation& operation, Running& running)
{
    if (operation.undoText.isEmpty() || !running.work.contested)
        return false;
    const QString now = running.work.contested();
    running.stood |= now.isEmpty();
    return running.stood && std::exchange(operation.contested, now) != now;
}

void Operations::mirrorChanged()
{
    if (m_paused)
        return;
    std::vector<int> ids;
    for (Operation& operation : m_all) {
        Running* running = runningOf(operation.id);
        if (running && judgeUndo(operation, *running))
            ids.push_back(operation.id);
        if (!running || operation.stage != Operation::Stage::Accepted || !running->work.converged)
            continue;
        const Operation before = operation;
        if (isGone(*running)) {
            operation.stage = Operation::Stage::Cancelled;
            operation.progress = tr("it was removed meanwhile");
            operation.undoText.clear();
        } else if (running->work.converged(operation)) {
            if (running->work.then.empty())
                operation.stage = Operation::Stage::Converged;
            else
                proceed(operation, *running);
        }
        if (operation.stage != before.stage || operation.progress != before.progress || operation.done != before.done || operation.total != before.total)
            ids.push_back(operation.id);
    }
    for (const int id : ids)
        Q_EMIT changed(id);
}

} // namespace skep::ui
