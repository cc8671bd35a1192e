#pragma once

#include "daemon/agent/executor.h"
#include "daemon/docker/containerconfig.h"

#include <string>
#include <vector>

namespace skep::docker {

// Secrets and configs as files on a tmpfs, from where they are mounted into containers: they never touch a disk.
//   <directory>/<node id>/<task id>/<number>
class TaskFiles {
public:
    // Must be on a tmpfs, or is made one (which needs the right to mount) when the first file is written.
    explicit TaskFiles(std::string directory) : m_directory(std::move(directory)) {}

    // Writes all files that the task names, afresh; says where the container sees them: /run/secrets/<name> for secrets,
    // /<name> for configs, or the absolute target. `spec` is the task's, expanded.
    // Error: InvalidArgument for a bad target, owner or template; NotFound for a secret or config that is not in `context`;
    // FailedPrecondition when there can be no tmpfs; ResourceExhausted and the like when the system refuses.
    [[nodiscard]] Result<std::vector<FileMount>> write(const agent::TaskContext& context, const api::ContainerSpec& spec);
    // Best effort; what cannot be removed is logged.
    void remove(const std::string& nodeId, const std::string& taskId);
    // Removes the files of all tasks of this node but those.
    void removeOthers(const std::string& nodeId, const std::vector<std::string>& taskIds);

private:
    [[nodiscard]] Result<void> ensureMemory();

    const std::string m_directory;
};

} // namespace skep::docker
