#include "checker.h"

#include <algorithm>
#include <functional>

#include "hash.h"

namespace skep::raftsim {

using namespace raft;

namespace {

// Whether more than half of each half of `configuration` satisfies `has`.
bool isQuorum(const Configuration& configuration, const std::function<bool(RaftId)>& has)
{
    for (const auto* half : {&configuration.voters, &configuration.outgoing}) {
        if (half->empty() && half == &configuration.outgoing)
            continue;
        std::size_t count = 0;
        for (const auto& [id, member] : *half)
            count += has(id);
        if (count * 2 <= half->size())
            return false;
    }
    return true;
}

// What a leader with this status, in `configuration`, may know to be committed.
Index committable(const Status& leader, const Configuration& configuration, Index commit, const Log& log)
{
    Index reached = commit;
    const auto holdsNext = [&](RaftId voter) {
        if (voter == leader.self)
            return leader.durable > reached;
        return std::ranges::any_of(
            leader.followers, [&](const FollowerStatus& f) { return f.id == voter && f.match > reached; });
    };
    while (reached < leader.last && isQuorum(configuration, holdsNext))
        reached = reached + 1;
    return log.term(reached) == leader.term ? reached : commit;
}

} // namespace

void Checker::fail(std::string what)
{
    if (!m_violation)
        m_violation = std::move(what);
}

void Checker::require(bool holds, RaftId id, const char* rule)
{
    if (!holds)
        fail("replica " + std::to_string(id.value) + ": " + rule);
}

bool Checker::diskHolds(RaftId id, Index index, Term term) const
{
    const auto disk = m_disks.find(id);
    return disk != m_disks.end() && disk->second->term(index) == term;
}

void Checker::started(RaftId id, const Raft& raft)
{
    Life life;
    const Disk& disk = *m_disks.at(id);
    const Status status = raft.status();
    require(status.term == disk.hard().term && status.vote == disk.hard().vote && status.commit == disk.hard().commit
            && status.last == disk.last(),
        id, "L17 a new life begins with what the disk holds");
    life.term = status.term;
    life.vote = status.vote;
    life.commit = status.commit;
    for (Index i = raft.log().first(); i <= raft.log().last(); i = i + 1)
        append(id, life, raft.log().at(i));
    m_lives[id] = std::move(life);
}

void Checker::append(RaftId id, Life& life, const Entry& entry)
{
    require(entry.index.value == life.log.size() + 1, id, "L6 the log has no gap");
    require(life.log.empty() || entry.term >= life.log.back().term, id, "L3 terms in the log never fall");
    Hash hash;
    hash.add(life.log.empty() ? 0 : life.log.back().prefix).add(hashOf(entry));
    const Seen seen{entry.term, hash.value()};
    const auto [known, isNew] = m_entries.emplace(std::pair(entry.index, entry.term), seen.prefix);
    require(known->second == seen.prefix, id, "G2 equal index and term means an equal entry and equal predecessors");
    life.log.push_back(seen);
    if (entry.kind == EntryKind::Configuration)
        life.configurations.push_back(entry.index);
}

void Checker::followWrite(RaftId id, Life& life, const Status& before, const Output& output)
{
    if (!output.write)
        return;
    const WriteBatch& batch = *output.write;
    if (batch.truncateFrom) {
        const bool wasLeader = life.role == Role::Leader && life.term == before.term;
        require(!wasLeader, id, "L8 a leader never removes entries of its own log");
        require(*batch.truncateFrom > life.commit, id, "G5 a committed entry is never removed");
        life.log.resize(std::min<std::size_t>(life.log.size(), batch.truncateFrom->value - 1));
        std::erase_if(life.configurations, [&](Index i) { return i >= *batch.truncateFrom; });
    }
    for (const Entry& entry : batch.entries)
        append(id, life, entry);
}

void Checker::ticks(RaftId id, const Raft& raft, unsigned electionTicks)
{
    Life& life = m_lives.at(id);
    ++life.ticks;
    checkQuorumContact(id, life, raft, electionTicks);
}

// A leader that no quorum has answered for two check-quorum windows should have stepped down.
void Checker::checkQuorumContact(RaftId id, Life& life, const Raft& raft, unsigned electionTicks)
{
    if (life.role != Role::Leader)
        return;
    const Status status = raft.status();
    if (status.configurationIndex != life.activeAt) {
        life.activeAt = status.configurationIndex;
        life.quorumOwedSince = life.ticks;
    }
    if (status.role != Role::Leader || life.ticks - life.quorumOwedSince <= 2 * electionTicks + 1)
        return;
    const std::uint64_t latest = life.ticks - 2 * electionTicks - 1;
    const bool inContact = isQuorum(*status.configuration, [&](RaftId voter) {
        const auto echo = life.echoes.find(voter);
        return voter == id || (echo != life.echoes.end() && echo->second >= latest);
    });
    require(inContact, id, "L-quorum a leader without a quorum steps down");
}

void Checker::receives(const Message& message, const Raft& raft)
{
    Life& life = m_lives.at(message.to);
    const auto note = [&](Index lastIndex, Term lastTerm, bool isPre) {
        const bool hasAll = std::pair(lastTerm, lastIndex) >= std::pair(raft.log().lastTerm(), raft.log().last());
        life.candidates[{message.from, message.term, isPre}] |= hasAll;
    };
    if (const auto* pre = std::get_if<PreVoteRequest>(&message.body))
        note(pre->lastIndex, pre->lastTerm, true);
    else if (const auto* vote = std::get_if<VoteRequest>(&message.body))
        note(vote->lastIndex, vote->lastTerm, false);
    else if (std::holds_alternative<HeartbeatResponse>(message.body) && message.term == life.term)
        life.echoes[message.from] = life.ticks;
}

void Checker::observe(RaftId id, const Status& before, const Raft& raft, const Output& output)
{
    Life& life = m_lives.at(id);
    const Status now = raft.status();
    if (output.fault)
        fail("replica " + std::to_string(id.value) + " stopped: " + output.fault->message);
    followWrite(id, life, before, output);
    checkTerm(id, life, now);
    checkLocal(id, life, now, raft, output);
    if (m_violation)
        return;
    checkCommit(id, life, before, now, raft);
    if (now.role == Role::Leader) {
        const auto [leader, isNew] = m_leaders.emplace(now.term, id);
        require(leader->second == id, id, "G1 one leader per term");
        if (isNew)
            checkNewLeader(id, life, now);
        checkLeader(id, life, now, raft);
        if (life.role != Role::Leader || life.term != now.term) {
            life.quorumOwedSince = life.ticks;
            life.echoes.clear();
        }
    }
    life.term = now.term;
    life.vote = now.vote;
    life.leader = now.leader;
    life.role = now.role;
    life.commit = now.commit;
    checkDelivered(id, life, output);
}

void Checker::checkTerm(RaftId id, const Life& life, const Status& now)
{
    require(now.term >= life.term, id, "L1 the term never falls");
    require(now.commit >= life.commit, id, "L1 the commit index never falls");
    if (now.term != life.term)
        return;
    require(!life.vote || now.vote == life.vote, id, "L4 the vote of a term is given once");
    require(life.role != Role::Leader || now.role == Role::Leader || now.role == Role::Follower
            || now.role == Role::PreCandidate,
        id, "L4 a leader does not stand again in its own term");
}

void Checker::checkLocal(RaftId id, const Life& life, const Status& now, const Raft& raft, const Output& output)
{
    require(life.log.size() == now.last.value, id, "L14 every change of the log is handed to the disk");
    require(now.applied <= now.commit && now.commit <= now.last, id, "L2 applied ≤ commit ≤ last");
    require(now.durable <= now.last && raft.log().term(now.durable) == m_disks.at(id)->term(now.durable), id,
        "L2 what counts as durable is on the disk");
    require(now.lastTerm <= now.term, id, "L3 no entry is of a later term than the current one");
    require(now.configurationIndex == (life.configurations.empty() ? Index{} : life.configurations.back()), id,
        "L6 the newest configuration of the log is active");
    require(now.role == Role::Leader || now.uncommittedBytes == 0, id, "L15 only a leader counts uncommitted bytes");
    require(now.leader || now.pendingReads == 0, id, "L11 without a leader no read is pending");
    if (output.write)
        require(output.write->hard == HardState{now.term, now.vote, now.commit}, id,
            "L14 the hard state handed to the disk is the current one");
    const auto check = [&](const std::vector<Message>& messages) {
        for (const Message& message : messages)
            require(message.to != id && message.from == id && message.to, id, "L16 no message to oneself or to nobody");
    };
    check(output.messages);
    if (output.write)
        check(output.write->afterWrite);
}

void Checker::checkLeader(RaftId id, const Life& life, const Status& now, const Raft& raft)
{
    require(now.vote == id && now.leader == id, id, "L5 a leader has voted for itself and follows itself");
    require(now.uncommittedBytes == raft.log().cost(now.commit, now.last), id, "L15 the uncommitted bytes are counted");
    const auto open = std::ranges::count_if(life.configurations, [&](Index i) { return i > now.commit; });
    require(open <= 1, id, "L6 one configuration change at a time");
    const Limits limits;
    for (const FollowerStatus& follower : now.followers) {
        require(follower.match < follower.next && follower.next <= now.last + 1, id, "L9 match < next ≤ last + 1");
        require(follower.inflightMessages <= limits.inflightMessages
                && follower.inflightBytes <= limits.inflightBytes + limits.appendBytes + limits.entryBytes,
            id, "L9 what is in flight stays within its limits");
        const auto disk = m_disks.find(follower.id);
        if (disk != m_disks.end() && disk->second->hard().term <= now.term)
            require(disk->second->term(follower.match) == raft.log().term(follower.match), id,
                "L9 what a follower acknowledged is on its disk");
    }
}

// Election may end late: what leaders of later terms have committed meanwhile this one need not have.
void Checker::checkNewLeader(RaftId id, const Life& life, const Status& now)
{
    for (std::size_t i = m_committed.size(); i > 0; --i) {
        if (m_committed[i - 1].by >= now.term)
            continue;
        const bool hasAll = life.log.size() >= i && life.log[i - 1].prefix == m_committed[i - 1].seen.prefix;
        require(hasAll, id, "G3 a new leader has every entry that an earlier one committed");
        return;
    }
}

void Checker::checkCommit(RaftId id, const Life& life, const Status& before, const Status& now, const Raft& raft)
{
    if (before.role != Role::Leader) {
        require(now.commit <= committed(), id, "G5 only a leader commits");
    } else {
        const bool finishedJoint = before.configuration->isJoint() && !now.configuration->isJoint();
        Index expected = committable(before, *before.configuration, before.commit, raft.log());
        if (finishedJoint)
            expected = committable(before, *now.configuration, expected, raft.log());
        require(now.commit == expected, id, "L7 the commit index of a leader is what a quorum holds, if of its term");
        const auto isDurable
            = [&](RaftId voter) { return diskHolds(voter, now.commit, life.log[now.commit.value - 1].term); };
        if (now.commit > before.commit)
            require(isQuorum(finishedJoint ? *now.configuration : *before.configuration, isDurable), id,
                "G6 a committed entry is durable on a quorum");
    }
    if (m_violation)
        return;
    for (Index i = committed() + 1; i <= now.commit; i = i + 1)
        commitNext(id, raft.log().at(i), life.log[i.value - 1], before.term);
    if (now.commit > Index{})
        require(life.log[now.commit.value - 1].prefix == m_committed[now.commit.value - 1].seen.prefix, id,
            "G4 committed logs are prefixes of one another");
}

void Checker::commitNext(RaftId id, const Entry& entry, const Seen& seen, Term leaderTerm)
{
    m_committed.push_back({seen, leaderTerm});
    if (entry.data && !entry.data->empty()) {
        require(m_proposed.contains(*entry.data), id, "G9 only accepted proposals are committed");
        require(m_committedData.insert(*entry.data).second, id, "G9 a proposal is committed once");
    }
    if (entry.configuration) {
        for (const RaftId member : entry.configuration->memberIds())
            require(!m_removed.contains(member), id, "G11 a removed id never returns");
        m_removed.insert(entry.configuration->removed.begin(), entry.configuration->removed.end());
    }
    for (const auto& [other, life] : m_lives) {
        if (life.role == Role::Leader && life.term > leaderTerm)
            require(life.log.size() >= m_committed.size() && life.log[m_committed.size() - 1].prefix == seen.prefix,
                other, "G3 a leader has every entry that an earlier one commits");
    }
}

void Checker::checkDelivered(RaftId id, Life& life, const Output& output)
{
    for (const Entry& entry : output.committed) {
        require(entry.index == life.delivered + 1, id, "G4 entries are delivered in order, each once");
        require(entry.index <= committed() && entry.term == m_committed[entry.index.value - 1].seen.term, id,
            "G4 only committed entries are delivered");
        require(diskHolds(id, entry.index, entry.term), id, "G12 only durable entries are delivered");
        life.delivered = entry.index;
        m_highestDelivered = std::max(m_highestDelivered, entry.index);
    }
}

void Checker::sends(const Message& message)
{
    const RaftId id = message.from;
    const Disk& disk = *m_disks.at(id);
    const bool isLater = disk.hard().term > message.term;
    const auto votesFor = [&](RaftId candidate) {
        require(isLater || (disk.hard().term == message.term && disk.hard().vote == candidate), id,
            "G12 a vote is durable before it leaves");
        const auto [vote, isNew] = m_votes.emplace(std::pair(id, message.term), candidate);
        require(vote->second == candidate, id, "G8 one vote per term");
    };
    const auto hadEverything = [&](bool isPre) {
        const auto& candidates = m_lives.at(id).candidates;
        const auto asked = candidates.find({message.to, message.term, isPre});
        return asked != candidates.end() && asked->second;
    };
    if (std::holds_alternative<VoteRequest>(message.body)) {
        votesFor(id);
    } else if (const auto* vote = std::get_if<VoteResponse>(&message.body)) {
        require(disk.hard().term >= message.term, id, "G12 a term is durable before an answer tells it");
        if (vote->granted) {
            votesFor(message.to);
            require(hadEverything(false), id, "G7 a vote goes to a candidate that has everything the voter has");
        }
    } else if (const auto* pre = std::get_if<PreVoteResponse>(&message.body)) {
        require(!pre->granted || hadEverything(true), id, "G7 a pre-vote goes to a candidate that has everything");
    } else if (const auto* append = std::get_if<AppendResponse>(&message.body)) {
        require(disk.hard().term >= message.term, id, "G12 a term is durable before an answer tells it");
        require(!append->accepted || isLater || disk.last() >= append->match, id,
            "G12 entries are durable before they are acknowledged");
    }
}

void Checker::readAnswered(Index index, Index floor)
{
    if (index < floor)
        fail("G-read a read at " + std::to_string(index.value) + " began after " + std::to_string(floor.value)
            + " had been applied somewhere: it is stale");
    if (index > committed())
        fail("G-read a read at " + std::to_string(index.value) + " shows what is not committed");
}

void Checker::compareLog(RaftId id, const Raft& raft)
{
    const Life& life = m_lives.at(id);
    require(life.log.size() == raft.log().last().value, id, "L14 every change of the log is handed to the disk");
    std::uint64_t prefix = 0;
    for (Index i = raft.log().first(); i <= raft.log().last() && !m_violation; i = i + 1) {
        Hash hash;
        prefix = hash.add(prefix).add(hashOf(raft.log().at(i))).value();
        require(life.log[i.value - 1].prefix == prefix, id, "L14 the log changes only by what the disk is told");
    }
}

} // namespace skep::raftsim
