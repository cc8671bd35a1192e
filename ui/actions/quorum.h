#pragma once

#include "shared/store/store.h"

#include <QString>

namespace skep::ui {

// The managers' arithmetic: what Raft needs to go on, as people have to know it before they change who manages.
struct Quorum {
    int managers = 0, reachable = 0;

    [[nodiscard]] int majority() const { return managers / 2 + 1; }
    // How many of all managers may be lost; of those reachable now it is mayStillLose().
    [[nodiscard]] int tolerates() const { return managers == 0 ? 0 : managers - majority(); }
    [[nodiscard]] int mayStillLose() const { return std::max(0, reachable - majority()); }
    [[nodiscard]] bool held() const { return managers > 0 && reachable >= majority(); }
    bool operator==(const Quorum&) const = default;
};

[[nodiscard]] bool isManager(const api::Node& node);
[[nodiscard]] bool isLeader(const api::Node& node);
[[nodiscard]] QString nodeName(const api::Node& node);
[[nodiscard]] Quorum quorumOf(const store::View& view);
// "quorum 3/3 (may lose 1)"
[[nodiscard]] QString quorumText(const Quorum& quorum);

} // namespace skep::ui
