#include "daemon/agent/taskdb.h"

#include "shared/base/bytes.h"

namespace skep::agent {

bool hasCredentials(const api::Task& task) { return task.spec.container && !task.spec.container->registryAuth.empty(); }

api::Task withoutSecrets(api::Task task)
{
    if (task.spec.container)
        wipe(task.spec.container.edit().registryAuth);
    return task;
}

} // namespace skep::agent
