#include "daemon/raft/output.h"

namespace skep::raft {

bool Output::hasWork() const
{
    return !messages.empty() || write || !committed.empty() || !reads.empty();
}

} // namespace skep::raft
