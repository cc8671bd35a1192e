#pragma once

#include "app/cli/command.h"

// The functions behind the rows of commands/table.cpp.
namespace skep::cli {

async::Task<int> swarmInit(Invocation& in);
async::Task<int> swarmJoin(Invocation& in);
async::Task<int> swarmJoinToken(Invocation& in);
async::Task<int> swarmLeave(Invocation& in);

async::Task<int> nodeList(Invocation& in);
async::Task<int> nodeTasks(Invocation& in);
async::Task<int> nodeInspect(Invocation& in);
async::Task<int> nodeUpdate(Invocation& in);
async::Task<int> nodePromote(Invocation& in);
async::Task<int> nodeDemote(Invocation& in);
async::Task<int> nodeRemove(Invocation& in);
async::Task<int> nodeDrain(Invocation& in);

async::Task<int> serviceCreate(Invocation& in);
async::Task<int> serviceList(Invocation& in);
async::Task<int> serviceTasks(Invocation& in);
async::Task<int> serviceInspect(Invocation& in);
async::Task<int> serviceUpdate(Invocation& in);
async::Task<int> serviceScale(Invocation& in);
async::Task<int> serviceRollback(Invocation& in);
async::Task<int> serviceRemove(Invocation& in);
async::Task<int> servicePause(Invocation& in);
async::Task<int> serviceResume(Invocation& in);
async::Task<int> serviceHistory(Invocation& in);
async::Task<int> serviceRebalance(Invocation& in);

async::Task<int> why(Invocation& in);
async::Task<int> planDrain(Invocation& in);
async::Task<int> planPause(Invocation& in);
async::Task<int> planActivate(Invocation& in);
async::Task<int> planLose(Invocation& in);
async::Task<int> planAddNode(Invocation& in);
async::Task<int> planScale(Invocation& in);
async::Task<int> planUpdate(Invocation& in);
[[nodiscard]] std::span<const Flag> planUpdateFlags();

async::Task<int> events(Invocation& in);
async::Task<int> info(Invocation& in);
async::Task<int> version(Invocation& in);
async::Task<int> dialStdio(Invocation& in);
async::Task<int> completion(Invocation& in);
async::Task<int> complete(Invocation& in);

} // namespace skep::cli
