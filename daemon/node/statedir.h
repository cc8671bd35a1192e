#pragma once

#include "daemon/rpc/tls.h"
#include "shared/api/messages.h"
#include "shared/base/result.h"

#include <optional>
#include <string>

namespace skep::node {

// How this node takes part, as asked for at init or join.
struct Membership {
    std::string nodeId, clusterId;
    std::string listenAddr, advertiseAddr; // host:port
    std::string dataPathAddr;
    std::vector<api::ManagerAddress> managers; // as last heard

    template <class V> static void fields(V& v)
    {
        v(1, "NodeID", &Membership::nodeId, api::Omit::Never);
        v(2, "ClusterID", &Membership::clusterId, api::Omit::Never);
        v(3, "ListenAddr", &Membership::listenAddr, api::Omit::Never);
        v(4, "AdvertiseAddr", &Membership::advertiseAddr, api::Omit::Never);
        v(5, "DataPathAddr", &Membership::dataPathAddr, api::Omit::Empty);
        v(6, "Managers", &Membership::managers, api::Omit::Empty);
    }
    bool operator==(const Membership&) const = default;
};

// The node's directory; the only place that writes key files, and the one that sets their modes. Replaces are write, sync,
// rename, so a crash leaves the old or the new.
class StateDir {
public:
    // Makes the directory (0700) if need be. Error naming it and the system's reason.
    [[nodiscard]] static Result<StateDir> open(std::string path);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string tasksPath() const { return m_path + "/worker/tasks.db"; }
    [[nodiscard]] std::string raftPath() const { return m_path + "/raft/raft.db"; }

    [[nodiscard]] Result<std::optional<Membership>> membership() const;
    [[nodiscard]] Result<void> save(const Membership& membership);
    [[nodiscard]] Result<std::optional<rpc::TlsIdentity>> identity() const;
    // Certificate and key change together: in one file, so that a crash cannot leave halves of two pairs.
    [[nodiscard]] Result<void> save(const rpc::TlsIdentity& identity);
    // The key that encrypts this manager's Raft log; made when there is none.
    [[nodiscard]] Result<Bytes> dataKey();
    // After demotion: the log and its key.
    [[nodiscard]] Result<void> removeRaft();
    // After leaving: everything.
    [[nodiscard]] Result<void> clear();

private:
    explicit StateDir(std::string path) : m_path(std::move(path)) {}

    std::string m_path;
};

} // namespace skep::node
