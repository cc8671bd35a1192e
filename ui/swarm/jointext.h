#pragma once

#include "shared/store/store.h"

#include <QString>
#include <QStringList>

#include <optional>

// Join tokens and join commands as text. Nothing here keeps a secret longer than its argument lives.
namespace skep::ui {

// What somebody pasted: a token, or a whole "docker swarm join --token … HOST:PORT" with whatever stood around it.
struct JoinText
{
    QString token;
    QString digest; // of the CA's root: what the token trusts
    QStringList addresses; // host:port of managers
    bool operator==(const JoinText&) const = default;
};
// nullopt when there is no token in it.
[[nodiscard]] std::optional<JoinText> parseJoinText(const QString& text);
// Whether it could be an unlock key: "SWMKEY-1-…".
[[nodiscard]] bool isUnlockKey(const QString& text);

// "SWMTKN-1-••••••••-••••"
[[nodiscard]] QString maskedToken();
[[nodiscard]] QString maskedKey();
[[nodiscard]] QString joinCommand(const QString& token, const QString& address);
// What tells two tokens apart without giving one away: the beginning of a digest of it. "" of "".
[[nodiscard]] QString tokenFingerprint(const QString& token);
// The digest of the CA as people compare it: its first 12 characters.
[[nodiscard]] QString shortDigest(const QString& digest);

// Where nodes can be told to join: what the reachable managers advertise, the leader first.
[[nodiscard]] QStringList joinAddresses(const store::View& view);

} // namespace skep::ui
