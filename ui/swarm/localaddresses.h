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

// The ones people most likely mean first: IPv4 before IPv6, private networks before public ones; those of bridges and
// the loopback last. Link-local ones are left out.
[[nodiscard]] std::vector<LocalAddress> ranked(std::vector<LocalAddress> all);
// "eth0, 10.0.0.0/24"
[[nodiscard]] QString describe(const LocalAddress& local);
// Of this computer, ranked.
[[nodiscard]] std::vector<LocalAddress> localAddresses();

} // namespace skep::ui
