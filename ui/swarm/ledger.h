#pragma once

#include "shared/api/enums.h"
#include "shared/store/store.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

// Which join token let which node in. Level S says it; at level D it is inferred from what this program saw, and marked
// ≈.
namespace skep::ui {

struct Joined
{
    std::string nodeId;
    QString name;
    Timestamp at;
    bool operator==(const Joined&) const = default;
};

// One token from its making (zero: not known) to the next.
struct Generation
{
    std::uint64_t number = 0;
    Timestamp since;
    bool current = false;
    std::vector<Joined> joined; // oldest first
};

struct Ledger
{
    bool measured = false; // the server's own record
    std::vector<Generation> worker, manager; // newest first
    std::vector<Joined> founders; // let in by no token
    std::vector<Joined> undated; // level D: before anything was seen, or by a token that cannot be told
};

// The answer of /skep/v1/joins. nullopt for what is no such answer.
[[nodiscard]] std::optional<Ledger> readLedger(const QByteArray& json);

// What this program has seen of the tokens of one swarm: their fingerprints and when each was first seen, oldest first.
// No token.
struct TokenSightings
{
    struct Seen
    {
        QString fingerprint;
        Timestamp at;
        bool operator==(const Seen&) const = default;
    };
    std::vector<Seen> worker, manager;
    bool operator==(const TokenSightings&) const = default;

    // Whether it was new.
    bool see(api::NodeRole role, const QString& fingerprint, Timestamp at);
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static TokenSightings fromJson(const QJsonObject& json);
};

// Level D: nodes by when they were created, under the token of their present role that was current then.
[[nodiscard]] Ledger inferLedger(const store::View& view, const TokenSightings& seen);

// Who came in by tokens that were replaced meanwhile: whoever rotates a token looks at them once more.
struct Review
{
    std::uint64_t upTo = 0; // the newest generation that was replaced
    std::vector<Joined> joined; // newest first
};
// `reviewed` is the newest generation whose nodes a person has recognised already. Nobody when the present token is
// older than a week, or its age is not known; nobody who has left.
[[nodiscard]] Review toReview(
    const store::View& view, const std::vector<Generation>& generations, std::uint64_t reviewed, Timestamp now);

// "worker-7, worker-8"; "nobody yet".
[[nodiscard]] QString joinedText(const std::vector<Joined>& joined);

} // namespace skep::ui
