#pragma once

#include "shared/scheduler/explain.h"
#include "shared/store/store.h"

#include <string>

namespace skep::planning {

// Why a task is not (or is) running: a sentence for every state, and for tasks that still want to run every node with
// every filter. Travels as JSON by api::toJson and api::fromJson.
struct Why {
    std::string name; // "web.3"
    api::TaskState state = api::TaskState::New, desired = api::TaskState::New;
    Timestamp since; // it has been in that state
    std::string sentence;
    scheduler::Explanation explanation; // without nodes once the task has ended or is told to stop

    template <class V>
    static void fields(V& v)
    {
        v(1, "Name", &Why::name, api::Omit::Never);
        v(2, "State", &Why::state, api::Omit::Never);
        v(3, "DesiredState", &Why::desired, api::Omit::Never);
        v(4, "Since", &Why::since, api::Omit::Never);
        v(5, "Sentence", &Why::sentence, api::Omit::Never);
        v.inlined(6, &Why::explanation);
    }
    bool operator==(const Why&) const = default;
};

// The task of that id, full name or id prefix; or of a place, "web.3" or "agent.NODE": the one that is wanted there, else
// the newest. Errors: NotFound, InvalidArgument (ambiguous).
[[nodiscard]] Result<store::Ptr<api::Task>> findTask(const store::View& view, const std::string& key);

[[nodiscard]] Result<Why> why(const store::View& view, const std::string& key, Timestamp now);

} // namespace skep::planning
