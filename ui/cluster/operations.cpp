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
    bool stepped = false; // it has, or had, more than one step
};

namespace {

bool isRunning(const Operation& operation)
{
    return operation.stage == Operation::Stage::Requested || operation.stage == Operation::Stage::Accepted;
}

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

Operation& Operations::add(Work work)
{
    Operation operation;
    operation.id = m_all.empty() ? 1 : m_all.front().id + 1;
    operation.title = work.title;
    m_running.push_back(std::make_unique<Running>(Running{operation.id, std::move(work)}));
    m_running.back()->stepped = !m_running.back()->work.then.empty();
    return *m_all.insert(m_all.begin(), operation);
}

int Operations::start(Work work)
{
    const int id = add(std::move(work)).id;
    Q_EMIT changed(id);
    send(id, m_running.back()->work.request);
    return id;
}

int Operations::takeUp(Work work)
{
    Operation& operation = add(std::move(work));
    Running& running = *m_running.back();
    const int id = operation.id;
    const bool broken = !running.work.broken.isEmpty();
    operation.stage = broken ? Operation::Stage::Failed : Operation::Stage::Accepted;
    operation.error = running.work.broken;
    operation.waits = running.stepped && !broken;
    running.stepped |= broken;
    running.stood = true; // it was accepted: what differs now, somebody has changed since
    if (running.work.undo)
        operation.undoText = running.work.undoText;
    Q_EMIT changed(id);
    mirrorChanged();
    return id;
}

void Operations::goOn(int id)
{
    Operation* operation = find(id);
    if (!operation || !std::exchange(operation->waits, false))
        return;
    Q_EMIT changed(id);
    mirrorChanged();
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
            if (each.id == running->id && !running->work.then.empty() && !each.waits && isRunning(each))
                titles << each.title;
    return titles;
}

std::vector<QJsonObject> Operations::kept() const
{
    using Stage = Operation::Stage;
    std::vector<QJsonObject> all;
    for (const auto& running : m_running)
        for (const Operation& each : m_all) {
            if (each.id != running->id || !running->work.kept)
                continue;
            // Of one step, what was sent and not answered may have reached nobody.
            const bool halfway = running->stepped && (each.stage == Stage::Requested || (each.stage == Stage::Failed && !each.undoText.isEmpty()));
            if (halfway || each.stage == Stage::Accepted)
                all.push_back(running->work.kept());
        }
    return all;
}

int Operations::running() const
{
    return int(std::count_if(m_all.begin(), m_all.end(), isRunning));
}

void Operations::cancel(int id)
{
    Operation* operation = find(id);
    if (!operation || !isRunning(*operation))
        return;
    operation->stage = Operation::Stage::Cancelled;
    operation->waits = false;
    Q_EMIT changed(id);
}

void Operations::undo(int id, bool anyway)
{
    Operation* operation = find(id);
    Running* running = runningOf(id);
    if (!operation || !running || operation->undoText.isEmpty() || !running->work.undo || std::exchange(running->undone, true))
        return;
    operation->undoText.clear();
    operation->waits = false;
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
            if (operation.waits)
                operation.progress = tr("it was interrupted here and goes on when it is told to");
            else if (running->work.then.empty())
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
