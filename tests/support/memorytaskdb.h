#pragma once

#include "daemon/agent/taskdb.h"

#include <map>
#include <string>
#include <vector>

namespace skep::test {

// A task database whose content survives as long as the test keeps it.
class MemoryTaskDb final : public agent::TaskDb {
public:
    std::map<std::string, Row> rows;
    std::optional<Error> loadError;
    int statusWrites = 0;

    Result<std::vector<Row>> load() override
    {
        if (loadError)
            return Failure(*loadError);
        std::vector<Row> result;
        for (const auto& [id, row] : rows)
            result.push_back(row);
        return result;
    }
    void put(const api::Task& task) override
    {
        const auto it = rows.find(task.id);
        const auto status = it == rows.end() ? task.status : it->second.task.status;
        auto& row = rows[task.id];
        row = {.task = agent::withoutSecrets(task), .credentialsDropped = agent::hasCredentials(task)};
        row.task.status = status;
    }
    void putStatus(const std::string& taskId, const api::TaskStatus& status) override
    {
        ++statusWrites;
        if (const auto it = rows.find(taskId); it != rows.end())
            it->second.task.status = status;
    }
    void remove(const std::string& taskId) override { rows.erase(taskId); }
    async::Task<Result<void>> flush() override { co_return Result<void>{}; }
};

} // namespace skep::test
