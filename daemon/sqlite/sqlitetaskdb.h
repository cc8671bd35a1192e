#pragma once

#include "daemon/agent/taskdb.h"
#include "shared/async/loop.h"
#include "shared/base/bytes.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace skep::sqlite {

// The node's tasks in one SQLite file: WAL, one row per task, the changes of one turn of the loop in one transaction. Written by
// a thread of its own: while an image is pulled, the same disk may keep a checkpoint waiting for seconds.
// synchronous=NORMAL: a power cut may lose the last commits, never consistency, and what the rows say is found again from
// containers and managers (see TaskDb); so a commit costs no fsync.
class SqliteTaskDb final : public agent::TaskDb {
public:
    // Opens or makes the file (mode 0600, its directory must exist). A file that is not a database is moved aside, to
    // "<path>.broken", for the same reason. Error: Unavailable or DataLoss naming the file.
    [[nodiscard]] static Result<std::unique_ptr<SqliteTaskDb>> open(std::string path);
    // Waits for what is queued.
    ~SqliteTaskDb() override;

    [[nodiscard]] Result<std::vector<Row>> load() override;
    void put(const api::Task& task) override;
    void putStatus(const std::string& taskId, const api::TaskStatus& status) override;
    void remove(const std::string& taskId) override;
    [[nodiscard]] async::Task<Result<void>> flush() override;

    // Of one row, in the order in which its parts apply.
    struct Change {
        bool removed = false;
        std::optional<Bytes> task, status; // CBOR
        bool credentialsDropped = false;
        Bytes firstStatus; // of a row that `task` adds
    };
    using Batch = std::map<std::string, Change>;

private:
    class Writer;
    SqliteTaskDb();

    void schedule();
    void ship();
    void shipped(Result<void> result);
    [[nodiscard]] bool idle() const { return m_changes.empty() && !m_inFlight; }

    std::unique_ptr<Writer> m_writer;
    Batch m_changes; // not handed to the writer yet
    std::shared_ptr<const Batch> m_inFlight;
    bool m_scheduled = false, m_failing = false;
    std::vector<async::Pending<void>> m_flushes;
    async::Timer m_retry;
    std::unique_ptr<QObject> m_context; // answers of the writer come here, and go nowhere when we are gone
};

} // namespace skep::sqlite
