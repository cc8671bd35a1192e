#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace skep::ui {

// What /skep/v1/raft tells.
struct RaftFacts
{
    struct Member
    {
        bool voter = false, leader = false;
        std::uint64_t match = 0, lag = 0;
        std::int64_t lastContactMs = -1;
        bool operator==(const Member&) const = default;
    };
    std::uint64_t term = 0, commit = 0, applied = 0, last = 0;
    std::map<std::string, Member> members; // by node id
    bool operator==(const RaftFacts&) const = default;
};
// nullopt for what is no such answer.
[[nodiscard]] std::optional<RaftFacts> readRaft(const QByteArray& json);

} // namespace skep::ui
