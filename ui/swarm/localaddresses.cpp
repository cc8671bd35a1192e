#include "ui/swarm/localaddresses.h"

#include <QNetworkInterface>

#include <algorithm>

namespace skep::ui {
namespace {

bool isPrivate(const QHostAddress& address)
{
    for (const char* net : {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"})
        if (address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(net))))
            return true;
    return false;
}

bool isBridge(const QString& interface)
{
    for (const char* prefix : {"docker", "br-", "veth", "virbr", "lxc", "cni"})
        if (interface.startsWith(QLatin1String(prefix)))
            return true;
    return false;
}

int rank(const LocalAddress& local)
{
    if (local.address.isLoopback())
        return 5;
    if (isBridge(local.interface))
        return 4;
    const int family = local.address.protocol() == QAbstractSocket::IPv6Protocol ? 2 : 0;
    return family + (isPrivate(local.address) ? 0 : 1);
}

} // namespace

std::vector<LocalAddress> ranked(std::vector<LocalAddress> all)
{
    std::erase_if(all, [](const LocalAddress& local) { return local.address.isNull() || local.address.isLinkLocal(); });
    std::stable_sort(
        all.begin(), all.end(), [](const LocalAddress& a, const LocalAddress& b) { return rank(a) < rank(b); });
    return all;
}

QString describe(const LocalAddress& local)
{
    if (local.prefix < 0)
        return local.interface;
    const auto net = QHostAddress::parseSubnet(local.address.toString() + u'/' + QString::number(local.prefix)).first;
    return QStringLiteral("%1, %2/%3").arg(local.interface, net.toString()).arg(local.prefix);
}

std::vector<LocalAddress> localAddresses()
{
    std::vector<LocalAddress> all;
    for (const QNetworkInterface& interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        for (const QNetworkAddressEntry& entry : interface.addressEntries())
            all.push_back({interface.name(), entry.ip(), entry.prefixLength()});
    }
    return ranked(std::move(all));
}

} // namespace skep::ui
