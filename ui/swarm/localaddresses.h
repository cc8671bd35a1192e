#pragma once

#include <QHostAddress>
#include <QString>

#include <vector>

namespace skep::ui {

// An address of this computer that other nodes may reach it by.
struct LocalAddress
{
    QString interface;
    QHostAddress address;
    int prefix = -1;
};

// The ones people most likely mean first: private networks, then public ones, then those of bridges, then loopback;
// IPv4 first. Link-local ones are left out.
[[nodiscard]] std::vector<LocalAddress> ranked(std::vector<LocalAddress> all);
// "eth0, 10.0.0.0/24"
[[nodiscard]] QString describe(const LocalAddress& local);
// Of this computer, ranked.
[[nodiscard]] std::vector<LocalAddress> localAddresses();

} // namespace skep::ui
