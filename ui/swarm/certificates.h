#pragma once

#include "shared/store/store.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

// The certificates of the nodes: how long they still hold, and how far a change of the root has come. Values in, values
// out.
namespace skep::ui {

struct CertificateFact
{
    std::string nodeId;
    QString name;
    Timestamp notAfter; // zero: not known
};
// The answer of /skep/v1/certificates. nullopt for what is no such answer.
[[nodiscard]] std::optional<std::vector<CertificateFact>> readCertificates(const QByteArray& json);

// All certificates on one axis from now to the longest validity.
struct CertificateMap
{
    struct Dot
    {
        QString name;
        double days = 0; // left; below zero: expired
        int row = 0; // dots that would cover each other stand above each other
    };
    double days = 0; // the axis' end
    double renewFrom = 0, renewUntil = 0; // days left when nodes renew by themselves
    std::vector<Dot> dots; // fewest days first
    QStringList unknown;
    int rows = 0;
};
// `closest`: what two dots need between them, as a part of the axis.
[[nodiscard]] CertificateMap certificateMap(
    const std::vector<CertificateFact>& facts, std::int64_t validityNs, Timestamp now, double closest);
// "12 d", "5 h", "expired"
[[nodiscard]] QString daysLeftText(double days);

// How far the nodes are on their way to a new root.
struct RootRotation
{
    int total = 0, done = 0;
    QStringList waiting; // "worker-3 (down)"
    bool running = false;
    [[nodiscard]] QString sentence() const; // "9 of 12 nodes are on the new root; waiting: worker-3 (down)."
};
[[nodiscard]] RootRotation rootRotation(const store::View& view);

// What a root's certificate says, for people.
struct RootFact
{
    QString name, fingerprint, validUntil;
};
[[nodiscard]] std::optional<RootFact> rootFact(const std::string& pem);

} // namespace skep::ui
