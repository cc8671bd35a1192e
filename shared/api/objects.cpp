#include "shared/api/objects.h"

namespace skep::api {

std::string taskShortName(const Task& task)
{
    return task.serviceName + "." + (task.slot != 0 ? std::to_string(task.slot) : task.nodeId);
}

std::string taskName(const Task& task)
{
    return taskShortName(task) + "." + task.id;
}

} // namespace skep::api
