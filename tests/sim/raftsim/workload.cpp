#include <algorithm>

#include "world.h"

namespace skep::raftsim {

using namespace raft;

namespace {

Member memberOf(RaftId id)
{
    return {id, "node" + std::to_string(id.value), "10.0.0." + std::to_string(id.value) + ":2377"};
}

template <class Container>
const auto& pick(const Container& from, Rng& rng)
{
    return *std::next(from.begin(), static_cast<std::ptrdiff_t>(rng.below(from.size())));
}

} // namespace

void World::setUp()
{
    const std::uint64_t voters = 1 + m_rng.below(5);
    m_changesMembers = chance(60);
    if (chance(40)) {
        m_limits.inflightMessages = 1 + m_rng.below(4);
        m_limits.appendBytes = 64 + m_rng.below(256);
    }
    if (chance(20))
        m_limits.applyBytes = 1 + m_rng.below(200);
    Configuration initial;
    for (std::uint64_t i = 0; i < voters; ++i) {
        const RaftId id{m_nextId++};
        initial.voters.emplace(id, memberOf(id));
    }
    if (chance(30)) {
        const RaftId id{m_nextId++};
        initial.learners.emplace(id, memberOf(id));
    }
    for (const RaftId id : initial.memberIds())
        addNode(id, initial);
    if (voters == 1)
        m_nodes.at(RaftId{1})->raft->campaign();
}

void World::scheduleClient()
{
    in(between(5 * Millisecond, 150 * Millisecond), [this] {
        if (!m_isChaos)
            return;
        for (std::uint64_t burst = chance(5) ? 20 : 1; burst > 0; --burst)
            propose();
        if (chance(50))
            read();
        scheduleClient();
    });
}

// Whoever thinks it leads; of several any.
Node* World::anyLeader()
{
    std::vector<Node*> leaders;
    for (const auto& [id, node] : m_nodes) {
        if (node->isUp() && node->raft->status().role == Role::Leader)
            leaders.push_back(node.get());
    }
    return leaders.empty() ? nullptr : pick(leaders, m_rng);
}

Node* World::newestLeader()
{
    Node* newest = nullptr;
    Term term;
    for (const auto& [id, node] : m_nodes) {
        if (!node->isUp())
            continue;
        const Status status = node->raft->status();
        if (status.role == Role::Leader && status.term > term) {
            newest = node.get();
            term = status.term;
        }
    }
    return newest;
}

void World::propose()
{
    Node* node = anyLeader();
    if (!node || node->pausedUntil > m_now)
        return;
    const Bytes data = "proposal " + std::to_string(m_nextProposal++) + Bytes(m_rng.below(40), '.');
    if (const auto accepted = node->raft->propose(data)) {
        m_checker.proposed(data);
        node->proposals[accepted->index] = accepted->term;
        touched(*node);
    }
}

void World::read()
{
    Node* node = chance(60) ? anyLeader() : pick(m_nodes, m_rng).second.get();
    if (!node || !node->isUp() || node->pausedUntil > m_now)
        return;
    const ReadId id{m_nextRead++};
    if (node->raft->readIndex(id)) {
        node->reads[id] = m_checker.highestDelivered();
        touched(*node);
    }
}

void World::scheduleMembership()
{
    if (!m_changesMembers)
        return;
    in(between(200 * Millisecond, 2 * Second), [this] {
        if (!m_isChaos)
            return;
        if (Node* leader = anyLeader(); leader && leader->pausedUntil <= m_now)
            changeMembership(*leader);
        scheduleMembership();
    });
}

void World::changeMembership(Node& leader)
{
    const Configuration configuration = *leader.raft->status().configuration;
    if (chance(20)) {
        const RaftId target = pick(configuration.memberIds(), m_rng);
        if (leader.raft->transferLeadership(target)) {
            trace("transfer to " + std::to_string(target.value));
            ++m_counters.transfers;
            touched(leader);
        }
        return;
    }
    const auto change = drawChange(configuration);
    if (!change)
        return;
    const auto accepted = leader.raft->proposeConfiguration(*change);
    trace("change " + std::to_string(change->index()) + " at " + std::to_string(leader.id.value) + ": "
        + (accepted ? "index " + std::to_string(accepted->index.value) : accepted.error().message));
    if (const auto* added = std::get_if<AddLearner>(&*change); accepted && added)
        addNode(added->member.id, {});
    touched(leader);
}

std::optional<Change> World::drawChange(const Configuration& configuration)
{
    const auto learner = [&] { return pick(configuration.learners, m_rng).first; };
    const auto voter = [&] { return pick(configuration.voters, m_rng).first; };
    if (configuration.voters.empty())
        return std::nullopt;
    switch (m_rng.below(6)) {
    case 0:
        if (configuration.memberIds().size() >= 7)
            return Remove{voter()};
        return AddLearner{memberOf({m_nextId++})};
    case 1:
        if (configuration.learners.empty())
            return AddLearner{memberOf({m_nextId++})};
        return Promote{learner()};
    case 2:
        return Remove{pick(configuration.memberIds(), m_rng)};
    case 3:
        return UpdateAddress{voter(), "10.1.0.1:" + std::to_string(m_rng.below(60000))};
    case 4:
        if (configuration.learners.empty())
            return Reconfigure{.demote = {voter()}};
        return Reconfigure{.promote = {learner()}, .remove = {voter()}};
    default: {
        Reconfigure change;
        for (const auto& [id, member] : configuration.learners) {
            if (chance(70))
                change.promote.insert(id);
        }
        for (const auto& [id, member] : configuration.voters) {
            if (chance(30))
                (chance(50) ? change.demote : change.remove).insert(id);
        }
        return change;
    }
    }
}

} // namespace skep::raftsim
