#include "daemon/node/addresses.h"

#include <QHostAddress>
#include <QNetworkInterface>

namespace skep::node {
namespace {

constexpr const char* BadListen = "listen address must be an IP address or network interface (with optional port number)";
constexpr const char* BadAdvertise
    = "advertise address must be a non-zero IP address or network interface (with optional port number)";

bool isWildcard(const std::string& ip)
{
    const QHostAddress address(QString::fromStdString(ip));
    return address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6;
}

std::vector<LocalAddress> addressesOf(const QNetworkInterface& interface)
{
    std::vector<LocalAddress> v4, v6;
    for (const QNetworkAddressEntry& entry : interface.addressEntries()) {
        const QHostAddress ip = entry.ip();
        const LocalAddress address{interface.name().toStdString(), ip.toString().toStdString()};
        if (ip.protocol() == QAbstractSocket::IPv4Protocol && !ip.isLinkLocal())
            v4.push_back(address);
        else if (ip.protocol() == QAbstractSocket::IPv6Protocol && ip.isGlobal())
            v6.push_back(address);
    }
    v4.insert(v4.end(), v6.begin(), v6.end());
    return v4;
}

// An IP as it is, or the first address of the interface of that name.
Result<std::string> ipOf(const std::string& host, const char* error)
{
    const QHostAddress ip(QString::fromStdString(host));
    if (!ip.isNull())
        return host;
    const auto interface = QNetworkInterface::interfaceFromName(QString::fromStdString(host));
    if (interface.isValid())
        if (const auto addresses = addressesOf(interface); !addresses.empty())
            return addresses.front().ip;
    return fail(ErrorCode::InvalidArgument, error);
}

Result<consensus::HostPort> resolve(const std::string& text, std::uint16_t port, const char* error)
{
    auto parsed = consensus::parseHostPort(text, port);
    if (!parsed && !QHostAddress(QString::fromStdString(text)).isNull())
        parsed = consensus::HostPort{text, port}; // a bare IPv6 address
    if (!parsed)
        return fail(ErrorCode::InvalidArgument, error);
    SKEP_TRY(ip, ipOf(parsed->host, error));
    return consensus::HostPort{ip, parsed->port};
}

} // namespace

std::vector<LocalAddress> localAddresses()
{
    std::vector<LocalAddress> all;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        const auto flags = interface.flags();
        // Bridges and veths of container engines are not what others reach us by.
        if (!(flags & QNetworkInterface::IsUp) || (flags & QNetworkInterface::IsLoopBack)
            || interface.name().startsWith(QStringLiteral("docker")) || interface.name().startsWith(QStringLiteral("br-"))
            || interface.name().startsWith(QStringLiteral("veth")))
            continue;
        if (const auto addresses = addressesOf(interface); !addresses.empty())
            all.push_back(addresses.front());
    }
    return all;
}

Result<consensus::HostPort> resolveListenAddr(const std::string& text)
{
    return resolve(text.empty() ? "0.0.0.0" : text, DefaultClusterPort, BadListen);
}

Result<consensus::HostPort> resolveAdvertiseAddr(const std::string& text, const consensus::HostPort& listen)
{
    if (!text.empty()) {
        SKEP_TRY(address, resolve(text, listen.port, BadAdvertise));
        if (isWildcard(address.host))
            return fail(ErrorCode::InvalidArgument, BadAdvertise);
        return address;
    }
    if (!isWildcard(listen.host))
        return listen;
    const auto candidates = localAddresses();
    if (candidates.empty())
        return fail(ErrorCode::InvalidArgument, "could not find the system's IP address");
    if (candidates.size() > 1)
        return fail(ErrorCode::InvalidArgument,
            "could not choose an IP address to advertise since this system has multiple addresses on different interfaces ("
                + candidates[0].ip + " on " + candidates[0].interfaceName + " and " + candidates[1].ip + " on "
                + candidates[1].interfaceName + ")");
    return consensus::HostPort{candidates.front().ip, listen.port};
}

} // namespace skep::node
