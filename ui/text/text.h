#pragma once

#include "shared/api/objects.h"
#include "shared/base/result.h"
#include "shared/client/clusterconnection.h"

#include <QString>

#include <string>
#include <string_view>

// Enumerations, quantities and errors as people read them, in their language.
namespace skep::ui {

[[nodiscard]] inline QString qstr(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

// "web.3"; of a global service just the service where the node is said anyway.
[[nodiscard]] QString taskNameOn(const api::Task& task, const std::string& nodeId);
[[nodiscard]] QString stateText(api::TaskState state);
[[nodiscard]] QString stateText(api::NodeState state);
[[nodiscard]] QString stateText(api::UpdateState state);
[[nodiscard]] QString availabilityText(api::Availability availability);
[[nodiscard]] QString roleText(api::NodeRole role);
// "3 min", "2 h", "4 d"; "now" below a second.
[[nodiscard]] QString ageText(Timestamp since, Timestamp now);
// "11/26/26 9:43 PM (3 min ago)"; without the age below a second. "" for zero.
[[nodiscard]] QString whenText(Timestamp at, Timestamp now);
[[nodiscard]] QString durationText(api::DurationNs duration);
// "14:05:12" of today, else with the day.
[[nodiscard]] QString momentText(Timestamp at);
[[nodiscard]] QString bytesText(std::int64_t bytes); // binary units
[[nodiscard]] QString cpusText(std::int64_t nanoCpus);
// The first 12 characters.
[[nodiscard]] QString shortId(std::string_view id);
// What happened, why, in the server's words; never "unknown error".
[[nodiscard]] QString errorText(const Error& error);
// "live", "slow", …: the word of the state beside the cluster's name.
[[nodiscard]] QString livenessText(client::Liveness liveness);
// What the node that answers is and what to do about it, as a sentence; "" for a manager that works.
[[nodiscard]] QString standingText(client::Standing standing);
// The band of desktop-ux §4.5: what is wrong with the connection, as a sentence; "" when nothing is.
[[nodiscard]] QString connectionText(const client::ConnectionState& state);

} // namespace skep::ui
