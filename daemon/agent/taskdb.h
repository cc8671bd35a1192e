#pragma once

#include "shared/api/objects.h"
#include "shared/async/task.h"

#include <string>
#include <vector>

namespace skep::agent {

// What this node was told to run and how far it came, kept so that it goes on after a restart without asking anybody. Not the
// truth: containers are, and managers send the whole set anew with every session. So losing the last writes in a power cut costs
// a second look at a container, never a second container. Secrets and registry credentials never get here.
class TaskDb {
public:
    struct Row {
        api::Task task; // with its last status; without what withoutSecrets() takes away
        bool credentialsDropped = false; // the task came with credentials for a registry
    };

    virtual ~TaskDb() = default;

    // All rows, by task id. Called once, before any write. Error: Unavailable or DataLoss naming the file.
    [[nodiscard]] virtual Result<std::vector<Row>> load() = 0;
    // Adds the task with the status it carries, or replaces it and leaves the status that is stored.
    // Writes return at once and reach the disk soon, in the order of the calls; those of one turn of the loop together. A write
    // that fails is kept and tried again.
    virtual void put(const api::Task& task) = 0;
    // Ignored for a task without a row.
    virtual void putStatus(const std::string& taskId, const api::TaskStatus& status) = 0;
    virtual void remove(const std::string& taskId) = 0;
    // When everything written before is on disk. Error: why it is not.
    [[nodiscard]] virtual async::Task<Result<void>> flush() = 0;
};

[[nodiscard]] bool hasCredentials(const api::Task& task);
// The task as it may be written to a disk.
[[nodiscard]] api::Task withoutSecrets(api::Task task);

} // namespace skep::agent
