#pragma once

#include "shared/client/clusterconnection.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace skep::ui {

// A cluster that was connected to before. No secrets: TLS files are named, by their folder or one by one.
struct Recent {
    QString name, host, tlsFolder;
    QDateTime last;
    QString ca, certificate, key;
};

[[nodiscard]] std::vector<Recent> recents(); // newest first, at most twelve
void remember(const Recent& recent);
void forget(const Recent& recent);

// A place to connect to that this computer knows: docker's contexts, the sockets of Skep and Docker.
struct Found {
    QString name, host, kind;
};
[[nodiscard]] std::vector<Found> foundHere();

// A host as on the command line; "" is the default. Error as findTarget's.
[[nodiscard]] Result<client::ClusterTarget> targetFor(const QString& host);
[[nodiscard]] Result<client::ClusterTarget> targetForContext(const QString& context);
[[nodiscard]] Result<client::ClusterTarget> targetFor(const Recent& recent);
// Whether something may listen there: false only for a socket that does not exist.
[[nodiscard]] bool answers(const client::ClusterTarget& target);

} // namespace skep::ui
