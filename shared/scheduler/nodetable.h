#pragma once

#include "shared/base/texthash.h"
#include "shared/scheduler/nodeaccount.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace skep::scheduler {

// The nodes that meet the part of a demand that only descriptions decide (filters.h: isEligible), as a set of node
// indexes. Shared by all services that demand the same.
class Eligibility {
public:
    explicit Eligibility(Demand demand);

    // Judges the node anew; an unknown node is out.
    void update(const NodeAccount& node);
    [[nodiscard]] bool contains(std::uint32_t index) const;
    [[nodiscard]] std::size_t count() const { return m_count; }

private:
    void set(std::uint32_t index, bool in);

    Demand m_demand; // what isEligible() reads of it
    std::vector<bool> m_in;
    std::size_t m_count = 0;
};

// Where a node stands among all that are ready: emptiest first, then around the ring.
struct Standing {
    std::uint32_t active = 0;
    std::uint64_t ring = 0;
    NodeAccount* node = nullptr;

    bool operator<(const Standing& other) const;
};
using NodeOrder = std::set<Standing>;

// All nodes, in the orders that placing needs.
class NodeTable {
public:
    // Makes an account when there is none: tasks may name a node before it is known.
    NodeAccount& at(std::string_view id);
    // Null when there is none.
    [[nodiscard]] NodeAccount* find(std::string_view id) const;
    void setNode(const store::Ptr<api::Node>& node);
    // The node is gone. Its account stays as long as tasks hold it, see drop().
    void removeNode(NodeAccount& account);
    void drop(NodeAccount& account);

    // Nodes that exist. Others have an account without a node.
    [[nodiscard]] std::size_t known() const { return m_known; }
    // By index; null where there is none.
    [[nodiscard]] const std::vector<NodeAccount*>& byIndex() const { return m_byIndex; }

    // To be called when the number of active tasks on the node, or whether it is ready, has changed.
    void moved(NodeAccount& account);
    // The ready nodes. Valid until the next change of the table; takes the moves so far into account.
    [[nodiscard]] const NodeOrder& order();
    // Valid until pruneEligibility().
    [[nodiscard]] const Eligibility& eligibility(const Demand& demand);
    // Forgets the sets when too many have gathered: services come and go.
    void pruneEligibility();

private:
    // What an index means now.
    struct Place {
        std::unique_ptr<NodeAccount> account;
        NodeOrder::iterator standing;
        bool stands = false, hasMoved = false;
    };

    void settle(Place& place);
    void judge(const NodeAccount& account);

    TextMap<std::uint32_t> m_ids;
    std::vector<Place> m_places;
    std::vector<NodeAccount*> m_byIndex;
    std::vector<std::uint32_t> m_freeIndexes, m_moved;
    NodeOrder m_order;
    std::map<std::string, Eligibility> m_eligibility; // by eligibilityKey()
    std::size_t m_known = 0;
};

} // namespace skep::scheduler
