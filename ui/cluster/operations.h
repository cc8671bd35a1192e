#pragma once

#include "shared/async/task.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace skep::ui {

// One thing a person asked for, from the request to its end. Shown in Activity and, when it ends, as a toast.
struct Operation {
    enum class Stage { Requested, Accepted, Converged, Failed, Cancelled };

    int id = 0;
    QString title;    // "Drain worker-2"
    Stage stage = Stage::Requested;
    QString progress; // "3 of 7 tasks left", "" when there is nothing to count
    int done = 0, total = 0;
    QString error;    // the daemon's sentence
    QString undoText; // "" when it cannot be undone; else the button's text
    QString contested; // what somebody else has made of the same since; "" while all is as it left it
    bool waits = false; // taken up again with a step to come, which waits for goOn()
};

// The operations of one cluster, newest first. GUI thread.
class Operations final : public QObject {
    Q_OBJECT
public:
    explicit Operations(QObject* parent = nullptr);
    ~Operations() override; // waits for nothing: running work is stopped

    struct Work {
        QString title;
        // The request. Its end decides between Accepted and Failed.
        std::function<async::Task<Result<void>>()> request;
        // Called on every change of the mirror after Accepted; sets progress and answers whether the wanted state is reached.
        // Empty: accepted is all there is.
        std::function<bool(Operation&)> converged;
        // Whether what it is about is there. Once it was and is no more, nothing is waited for or taken back. Empty: it stays.
        std::function<bool()> exists;
        // What is asked for next, one after the other, each once what came before it has converged.
        struct Step {
            std::function<async::Task<Result<void>>()> request;
            std::function<bool(Operation&)> converged;
        };
        std::vector<Step> then;
        // The compensating request; empty: cannot be undone. It refuses with Aborted what somebody else has changed since,
        // unless `anyway`.
        QString undoText;
        std::function<async::Task<Result<void>>(bool anyway)> undo;
        // What the mirror shows instead of what this left there; "" while that stands. Counts once it has stood. Empty: it
        // always does.
        std::function<QString()> contested;
        // What is said when it is taken back; empty: "undone".
        std::function<QString()> undone;
        // What makes this work again after the program was closed before its end. Empty: it ends with the program.
        std::function<QJsonObject()> kept;
        QString broken; // of work that is made again: why it cannot go on; it may still be taken back
    };
    int start(Work work);
    // Work that was made again: what was asked for stands, its end is waited for. Of itself it takes no further step.
    int takeUp(Work work);
    void goOn(int id);
    // Stops waiting; what was accepted stays accepted.
    void cancel(int id);
    void undo(int id, bool anyway = false);
    void mirrorChanged();
    // While it is set nothing is judged: the mirror is not what is shown.
    void setPaused(bool paused) { m_paused = paused; }
    [[nodiscard]] const std::vector<Operation>& all() const { return m_all; }
    // The titles of those that have steps left to take, which end half done with this object.
    [[nodiscard]] QStringList halfDone() const;
    // What makes those that are not over again, and those that failed half way.
    [[nodiscard]] std::vector<QJsonObject> kept() const;
    // How many are not over yet.
    [[nodiscard]] int running() const;

Q_SIGNALS:
    void changed(int id);

private:
    struct Running;
    Operation& add(Work work);
    void send(int id, std::function<async::Task<Result<void>>()> work);
    void accepted(int id, const Result<void>& result);
    void proceed(Operation& operation, Running& running);
    void takenBack(Operation& operation, Running& running, const Result<void>& result);
    [[nodiscard]] static bool isGone(Running& running);
    [[nodiscard]] static bool judgeUndo(Operation& operation, Running& running);
    [[nodiscard]] Operation* find(int id);
    [[nodiscard]] Running* runningOf(int id);

    bool m_paused = false;
    std::vector<Operation> m_all;
    std::vector<std::unique_ptr<Running>> m_running;
    async::TaskScope m_scope;
};

} // namespace skep::ui
