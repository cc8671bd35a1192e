#pragma once

#include "shared/client/clusterconnection.h"
#include "ui/actions/quorum.h"
#include "ui/tables/tally.h"

#include <QString>
#include <QStringList>

namespace skep::ui {

// A cluster in one line of the fleet. What was last seen stays while nothing answers; then `health` is not Good.
struct FleetSummary
{
    enum class Health : std::uint8_t
    {
        Unknown, // nothing seen yet
        Good,
        Attention, // something is less than wanted, and the cluster works on
        Bad // not reachable, or nothing can be changed there
    };

    std::string clusterId; // as the server says; "" not known
    Health health = Health::Unknown;
    QString state; // "live", "no majority", "not reachable"
    bool seen = false; // whether the numbers below mean anything
    Quorum quorum;
    int nodes = 0, nodesReady = 0;
    int services = 0, converged = 0; // those that run all they want, with no update under way
    int running = 0, wanted = 0; // tasks
    QStringList problems; // sentences, the most serious first

    bool operator==(const FleetSummary&) const = default;
};

[[nodiscard]] FleetSummary summaryOf(const client::ConnectionState& state, const store::View& view, const Tally& tally);
// "live", "locked", "not reachable": in a word what the connection stands at.
[[nodiscard]] QString fleetStateText(const client::ConnectionState& state);

} // namespace skep::ui
