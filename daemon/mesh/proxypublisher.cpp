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

// Keeps one target attached. Knows the proxy only as long as that lives.
class Attachment {
public:
    Attachment(std::weak_ptr<Proxy> proxy, Proxy::PortKey key, std::uint64_t id)
        : m_proxy(std::move(proxy))
        , m_key(key)
        , m_id(id)
    {
    }
    ~Attachment()
    {
        if (const auto proxy = m_proxy.lock())
            proxy->detach(m_key, m_id);
    }
    Attachment(const Attachment&) = delete;
    Attachment& operator=(const Attachment&) = delete;

private:
    const std::weak_ptr<Proxy> m_proxy;
    const Proxy::PortKey m_key;
    const std::uint64_t m_id;
};

} // namespace

ProxyPublisher::ProxyPublisher(std::string listenAddress) : m_proxy(std::make_shared<Proxy>(std::move(listenAddress))) {}

ProxyPublisher::~ProxyPublisher() = default;

Result<std::shared_ptr<void>> ProxyPublisher::attach(
    api::PortProtocol protocol, std::uint32_t publishedPort, std::string targetAddress, std::uint32_t targetPort)
{
    SKEP_TRY(key, portKey(protocol, publishedPort));
    if (targetPort == 0 || targetPort > 65'535)
        return fail(ErrorCode::InvalidArgument, "invalid target port " + std::to_string(targetPort) + ": not in 1-65535");
    const auto target = SocketAddress::parse(targetAddress, static_cast<std::uint16_t>(targetPort));
    if (!target)
        return fail(ErrorCode::InvalidArgument, "invalid target address \"" + targetAddress + "\"");
    SKEP_TRY(id, m_proxy->attach(key, *target));
    return std::make_shared<Attachment>(m_proxy, key, id);
}

} // namespace skep::mesh
