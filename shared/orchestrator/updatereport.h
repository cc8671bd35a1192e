#pragma once

#include "shared/api/fields.h"
#include "shared/orchestrator/startstep.h"

#include <optional>
#include <string>
#include <vector>

// How far the update of a service has come, read from the store.
namespace skep::orchestrator {

// A new task that is not running yet.
struct UpdatedPlace {
    std::string place; // "slot 3", "node n1"
    std::string taskId;
    StartStep step = StartStep::Placing;
    Timestamp since; // when it came to that step
    std::string text; // what it waits for

    template <class V>
    static void fields(V& v)
    {
        v(1, "Place", &UpdatedPlace::place, api::Omit::Never);
        v(2, "TaskID", &UpdatedPlace::taskId, api::Omit::Never);
        v(3, "Step", &UpdatedPlace::step, api::Omit::Never);
        v(4, "Since", &UpdatedPlace::since, api::Omit::Never);
        v(5, "Text", &UpdatedPlace::text, api::Omit::Never);
    }
    bool operator==(const UpdatedPlace&) const = default;
};

struct UpdateReport {
    std::string serviceId;
    std::optional<api::UpdateStatus> status;
    // Places with a wanted task: all; those where one of the present spec runs; those of another spec that wait.
    std::uint64_t places = 0, updated = 0, waiting = 0;
    std::vector<UpdatedPlace> underWay;

    template <class V>
    static void fields(V& v)
    {
        v(1, "ServiceID", &UpdateReport::serviceId, api::Omit::Never);
        v(2, "Status", &UpdateReport::status, api::Omit::Empty);
        v(3, "Places", &UpdateReport::places, api::Omit::Never);
        v(4, "Updated", &UpdateReport::updated, api::Omit::Never);
        v(5, "Waiting", &UpdateReport::waiting, api::Omit::Never);
        v(6, "UnderWay", &UpdateReport::underWay, api::Omit::Never);
    }
    bool operator==(const UpdateReport&) const = default;
};

[[nodiscard]] UpdateReport updateReport(const store::View& view, const api::Service& service, Timestamp now);

} // namespace skep::orchestrator
