#include "daemon/mesh/proxypublisher.h"

#include "daemon/mesh/proxy.h"

namespace skep::mesh {
namespace {

Result<Proxy::PortKey> portKey(api::PortProtocol protocol, std::uint32_t port)
{
    if (port == 0 || port > 65'535)
        return fail(ErrorCode::InvalidArgument, "port " + std::to_string(port) + " cannot be published: not in 1-65535");
    switch (protocol) {
    case api::PortProtocol::Unspecified:
    case api::PortProtocol::Tcp:
        return Proxy::PortKey{api::PortProtocol::Tcp, static_cast<std::uint16_t>(port)};
    case api::PortProtocol::Udp:
        return Proxy::PortKey{api::PortProtocol::Udp, static_cast<std::uint16_t>(port)};
    case api::PortProtocol::Sctp:
        break;
    }
    return fail(ErrorCode::Unimplemented,
        "port " + std::to_string(port) + "/sctp cannot be published in ingress mode: use host mode for SCTP");
}

// Knows the proxy only as long as that lives.
class ProxyAttachment final : public Attachment {
public:
    ProxyAttachment(std::weak_ptr<Proxy> proxy, Proxy::PortKey key, std::uint64_t id, std::weak_ptr<const void> use)
        : m_proxy(std::move(proxy))
        , m_key(key)
        , m_id(id)
        , m_use(std::move(use))
    {
    }
    ~ProxyAttachment() override { withdraw(); }
    ProxyAttachment(const ProxyAttachment&) = delete;
    ProxyAttachment& operator=(const ProxyAttachment&) = delete;

    void withdraw() override
    {
        if (const auto proxy = std::exchange(m_proxy, {}).lock())
            proxy->detach(m_key, m_id);
    }
    bool inUse() const override { return !m_use.expired(); }

private:
    std::weak_ptr<Proxy> m_proxy;
    const Proxy::PortKey m_key;
    const std::uint64_t m_id;
    const std::weak_ptr<const void> m_use;
};

} // namespace

ProxyPublisher::ProxyPublisher(std::string listenAddress) : m_proxy(std::make_shared<Proxy>(std::move(listenAddress))) {}

ProxyPublisher::~ProxyPublisher() = default;

Result<std::shared_ptr<Attachment>> ProxyPublisher::attach(
    api::PortProtocol protocol, std::uint32_t publishedPort, std::string targetAddress, std::uint32_t targetPort)
{
    SKEP_TRY(key, portKey(protocol, publishedPort));
    if (targetPort == 0 || targetPort > 65'535)
        return fail(ErrorCode::InvalidArgument, "invalid target port " + std::to_string(targetPort) + ": not in 1-65535");
    const auto target = SocketAddress::parse(targetAddress, static_cast<std::uint16_t>(targetPort));
    if (!target)
        return fail(ErrorCode::InvalidArgument, "invalid target address \"" + targetAddress + "\"");
    auto use = std::make_shared<int>();
    const std::weak_ptr<const void> watched = use;
    SKEP_TRY(id, m_proxy->attach(key, {*target, std::move(use)}));
    return std::make_shared<ProxyAttachment>(m_proxy, key, id, watched);
}

} // namespace skep::mesh
