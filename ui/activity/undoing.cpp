#include "ui/activity/undoing.h"

#include "ui/widgets/question.h"

#include <QCoreApplication>

#include <algorithm>

namespace skep::ui {
namespace {

struct Undoing
{
    Q_DECLARE_TR_FUNCTIONS(Undoing)
};

} // namespace

QString undoButtonText(const Cluster& cluster, const Operation& operation)
{
    if (operation.undoText.isEmpty())
        return {};
    return operation.contested.isEmpty() ? verbUnder(cluster.guard(), operation.undoText) : Undoing::tr("Review…");
}

void undoOperation(Cluster& cluster, QWidget* window, int id)
{
    const auto& all = cluster.operations().all();
    const auto operation = std::find_if(all.begin(), all.end(), [id](const Operation& one) { return one.id == id; });
    if (operation == all.end())
        return;
    if (operation->contested.isEmpty())
        return cluster.operations().undo(id);
    ask(&cluster, window,
        {.title = Undoing::tr("%1: take it back?").arg(operation->title),
            .text = Undoing::tr("Somebody else has changed the same since. What is there now:\n%1\n\nTaking it back puts what "
                                "was there before in its place; other changes stay.")
                        .arg(operation->contested),
            .verb = operation->undoText,
            .role = ButtonRole::Danger},
        [&cluster, id] { cluster.operations().undo(id, true); });
}

const Operation* lastUndoable(const Cluster& cluster)
{
    const auto& all = cluster.operations().all();
    const auto found = std::find_if(all.begin(), all.end(), [](const Operation& one) { return !one.undoText.isEmpty(); });
    return found == all.end() ? nullptr : &*found;
}

} // namespace skep::ui
