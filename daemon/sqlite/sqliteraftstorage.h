#pragma once

#include "daemon/consensus/raftstorage.h"
#include "shared/base/bytes.h"

#include <memory>
#include <string>

namespace skep::sqlite {

// The Raft log in one SQLite file: WAL, synchronous=FULL, written by a thread of its own that puts everything queued since
// its last commit into one transaction (group commit). Payloads are encrypted with the manager's data key; term, index and kind
// stay readable. Entry places are authenticated, so a record cannot be moved.
class SqliteRaftStorage final : public consensus::RaftStorage {
public:
    // Opens or makes the file (mode 0600, its directory must exist). Error DataLoss / Unavailable naming the file.
    [[nodiscard]] static Result<std::unique_ptr<SqliteRaftStorage>> open(std::string path, Bytes dataKey);
    // Waits for what is queued.
    ~SqliteRaftStorage() override;

    [[nodiscard]] Result<std::optional<Stored>> load() override;
    [[nodiscard]] Result<void> initialise(raft::RaftId self, const raft::Configuration& initial) override;
    void write(raft::WriteBatch batch, std::function<void(Result<void>)> done) override;

private:
    class Writer;
    SqliteRaftStorage();

    std::unique_ptr<Writer> m_writer;
};

} // namespace skep::sqlite
