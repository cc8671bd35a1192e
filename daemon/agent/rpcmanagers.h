#pragma once

#include "daemon/agent/managers.h"
#include "daemon/rpc/tls.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace skep::agent {

// Managers over daemon/rpc.
class RpcManagers final : public Managers {
public:
    // `identity` is asked for every connection, so that a renewed certificate is used.
    explicit RpcManagers(std::function<rpc::TlsIdentity()> identity);

    [[nodiscard]] async::Task<Result<std::shared_ptr<ManagerLink>>> dial(
        std::string addr, std::chrono::nanoseconds deadline, async::Stop stop) override;
    [[nodiscard]] api::TlsInfo tlsInfo() const override;

private:
    std::function<rpc::TlsIdentity()> m_identity;
};

// "10.0.0.1:2377" or "[fd00::1]:2377". Error: InvalidArgument naming the address.
[[nodiscard]] Result<std::pair<std::string, std::uint16_t>> splitAddress(std::string_view addr);

} // namespace skep::agent
