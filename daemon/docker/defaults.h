#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace skep::docker {

using namespace std::chrono_literals;

// The newest API whose fields we send. An engine that is older gets its own version and ignores what it does not know.
inline constexpr std::string_view NewestApi = "1.46";

// Labels that Docker's swarm mode puts on every task container; they override the user's (ecosystem.md §A4).
inline constexpr std::string_view TaskLabel = "com.docker.swarm.task";
inline constexpr std::string_view TaskIdLabel = "com.docker.swarm.task.id";
inline constexpr std::string_view TaskNameLabel = "com.docker.swarm.task.name";
inline constexpr std::string_view NodeIdLabel = "com.docker.swarm.node.id";
inline constexpr std::string_view ServiceIdLabel = "com.docker.swarm.service.id";
inline constexpr std::string_view ServiceNameLabel = "com.docker.swarm.service.name";

// Making a container and starting it takes 0.2 s of CPU (baselines.md): as many at a time as there are cores keep them busy, more
// only makes each of them later. Beyond eight the engine's own locks are the limit.
inline constexpr std::size_t MinStartsAtOnce = 2;
inline constexpr std::size_t MaxStartsAtOnce = 8;
// Stops are mostly waiting; what is limited is how many begin together. After StopPace the next may begin although the
// container still takes its grace period.
inline constexpr std::size_t StopsAtOnce = 8;
inline constexpr auto StopPace = 100ms;

inline constexpr auto QueryDeadline = 30s;
// Create, start, remove: storage and network of the engine.
inline constexpr auto WorkDeadline = 120s;
// Beyond the grace period.
inline constexpr auto StopMargin = 30s;
// Until the engine's first word about a pull: it talks to the registry before.
inline constexpr auto PullDeadline = 300s;
inline constexpr auto DefaultStopGrace = 10s;

// Between attempts to follow the engine's events again.
inline constexpr auto FeedRetryFirst = 100ms;
inline constexpr auto FeedRetryCap = 2s;
// How long shutdown() waits for the news of an exit that the engine has told already otherwise.
inline constexpr auto ExitNews = 1s;
// How long a container that is to stop may go on answering those who asked before, and how often that is looked at.
inline constexpr auto FinishAnswers = 1s;
inline constexpr auto FinishPoll = 10ms;
// Before a container found unhealthy is told to stop again.
inline constexpr auto StopRetry = 1s;

} // namespace skep::docker
