#include "daemon/consensus/raftnode.h"

#include "daemon/consensus/defaults.h"
#include "daemon/consensus/wire.h"
#include "shared/base/logging.h"
#include "shared/base/rng.h"

namespace skep::consensus {
namespace {

raft::Config configOf(raft::RaftId self)
{
    raft::Config config;
    config.self = self;
    return config;
}

Error lostLeadership() { return {ErrorCode::Unknown, LostLeadership}; }

} // namespace

RaftNode::RaftNode(RaftStorage& storage, store::Store& store, RaftStorage::Stored stored,
    std::function<rpc::ClientTls()> tls, Events events, std::vector<raft::Member> introduced)
    : m_storage(storage)
    , m_store(store)
    , m_raft(configOf(stored.self), std::move(stored.state), secureRandom64())
    , m_transport(std::move(tls), [this](raft::RaftId id) { m_raft.unreachable(id); })
    , m_events(std::move(events))
    , m_introduced(std::move(introduced))
{
}

void RaftNode::start()
{
    m_leaderKnownAt = async::loop().monotonic();
    updateMembers();
    m_scope.spawn("raft writes", writeLoop());
    m_ticker.arm(TickInterval, [this] { tick(); });
    const auto status = m_raft.status();
    if (status.configuration->voters.size() == 1 && !status.configuration->isJoint()
        && status.configuration->isVoter(status.self))
        m_raft.campaign();
    process();
}

void RaftNode::tick()
{
    m_ticker.arm(TickInterval, [this] { tick(); });
    m_raft.tick();
    if (m_leading)
        promoteLearners();
    process();
}

void RaftNode::receive(const raft::Message& message, const std::string& fromNodeId)
{
    if (m_stopped)
        return;
    // The certificate says which node it is; the message must not claim to be another member. A sender that our configuration does
    // not know yet may be the leader that is adding us.
    const auto configuration = m_raft.status().configuration;
    const raft::Member* member = configuration->find(message.from);
    if (member && member->nodeId != fromNodeId) {
        qCWarning(logConsensus) << "raft message under a foreign name refused, from=" << log(fromNodeId);
        return;
    }
    m_raft.step(message);
    // Messages that arrived together are answered together: one disk write, one reply per peer.
    if (!m_processPosted) {
        m_processPosted = true;
        async::loop().post([this, stop = m_scope.stop()] {
            if (stop.requested())
                return;
            m_processPosted = false;
            process();
            if (m_leading && m_hasLearners)
                promoteLearners();
        });
    }
}

void RaftNode::process()
{
    if (m_stopped)
        return;
    if (m_processing) {
        m_again = true;
        return;
    }
    m_processing = true;
    do {
        m_again = false;
        raft::Output output = m_raft.takeOutput();
        if (output.fault) {
            m_processing = false;
            stop(*output.fault);
            return;
        }
        for (const raft::Message& message : output.messages)
            m_transport.send(message);
        if (output.write) {
            const raft::WriteSeq seq = output.write->seq;
            auto after = std::move(output.write->afterWrite);
            m_storage.write(std::move(*output.write),
                [this, seq, after = std::move(after), stop = m_scope.stop()](Result<void> result) mutable {
                    if (!stop.requested())
                        written(seq, std::move(after), std::move(result));
                });
        }
        checkLeadership(output.soft); // before applying: losing leadership fails the writers whose entries may be lost
        for (const raft::Entry& entry : output.committed)
            apply(entry);
        if (!output.committed.empty()) {
            m_applied = output.committed.back().index;
            m_raft.applied(m_applied);
            wakeReaders();
            m_again = true;
        }
        for (const raft::ReadState& read : output.reads) {
            const auto node = m_reads.extract(read.id);
            if (node.empty())
                continue;
            if (read.ok)
                node.mapped().resolve(read.index);
            else
                node.mapped().resolve(fail(ErrorCode::Unavailable, "leadership moved during the read"));
        }
        checkLeadership(output.soft);
        updateMembers();
        if (output.removed) {
            m_processing = false;
            m_stopped = true;
            m_ticker.disarm();
            failInFlight();
            m_events.removed();
            return;
        }
    } while (m_again);
    m_processing = false;
}

void RaftNode::written(raft::WriteSeq seq, std::vector<raft::Message> afterWrite, Result<void> result)
{
    if (m_stopped)
        return;
    if (!result) {
        stop(result.error());
        return;
    }
    m_raft.persisted(seq);
    for (const raft::Message& message : afterWrite)
        m_transport.send(message);
    process();
}

void RaftNode::stop(Error error)
{
    m_stopped = true;
    m_ticker.disarm();
    qCCritical(logConsensus) << "raft has stopped:" << log(error.message);
    if (std::exchange(m_leading, false))
        m_events.leadership(false);
    failInFlight();
    m_events.fatal(std::move(error));
}

void RaftNode::apply(const raft::Entry& entry)
{
    Result<void> result;
    if (entry.kind == raft::EntryKind::Normal && !entry.data->empty()) {
        auto transaction = store::decodeTransaction(*entry.data);
        if (!transaction) {
            // Every replica would fail alike; going on would make the replicas diverge from what was acknowledged.
            result = fail(ErrorCode::DataLoss, "log entry " + std::to_string(entry.index.value) + " cannot be read: " + transaction.error().message);
        } else {
            result = m_store.apply(entry.index.value, *transaction);
        }
        if (!result)
            qCCritical(logConsensus) << "a committed entry was not applied, index=" << entry.index.value << log(result.error().message);
    }
    const auto node = m_inFlight.extract(entry.index);
    if (node.empty())
        return;
    if (node.mapped().term == entry.term)
        node.mapped().applied.resolve(std::move(result));
    else
        node.mapped().applied.resolve(tl::unexpected(lostLeadership()));
}

void RaftNode::checkLeadership(const raft::SoftState& soft)
{
    m_leader = soft.leader;
    if (soft.leader) {
        m_leaderKnownAt = async::loop().monotonic();
        for (const auto& waiter : std::exchange(m_leaderWaiters, {}))
            waiter.resolve(soft.leader);
    }
    if (soft.role != raft::Role::Leader) {
        if (std::exchange(m_leading, false)) {
            qCInfo(logConsensus) << "no longer the leader, term=" << soft.term.value;
            m_events.leadership(false);
        }
        failInFlight();
        return;
    }
    if (m_leading)
        return;
    // Leading counts from when everything that was committed before is applied, the own empty entry included.
    const auto status = m_raft.status();
    if (!status.readable || status.applied < status.commit)
        return;
    m_leading = true;
    qCInfo(logConsensus) << "leading, term=" << soft.term.value << "index=" << status.applied.value;
    m_events.leadership(true);
}

void RaftNode::failInFlight()
{
    for (auto& [index, waiting] : std::exchange(m_inFlight, {}))
        waiting.applied.resolve(tl::unexpected(lostLeadership()));
    for (auto& write : std::exchange(m_writes, {}))
        write.done.resolve(tl::unexpected(lostLeadership()));
}

void RaftNode::updateMembers()
{
    const auto status = m_raft.status();
    if (status.configurationIndex == m_membersAt && m_membersAt.value != 0)
        return;
    m_membersAt = status.configurationIndex;
    m_hasLearners = !status.configuration->learners.empty();
    std::map<raft::RaftId, raft::Member> members = status.configuration->voters;
    members.insert(status.configuration->outgoing.begin(), status.configuration->outgoing.end());
    members.insert(status.configuration->learners.begin(), status.configuration->learners.end());
    if (members.empty())
        for (const raft::Member& member : m_introduced)
            members.emplace(member.id, member);
    m_transport.setMembers(members, status.self);
    if (m_events.members)
        m_events.members();
}

// --- Writes ------------------------------------------------------------------------------------------------------

async::Task<Result<void>> RaftNode::update(Work work)
{
    if (!m_leading)
        co_return fail(ErrorCode::Unavailable, LostLeadership);
    if (m_writes.size() >= MaxQueuedWrites)
        co_return fail(ErrorCode::ResourceExhausted, "too many writes are waiting for the leader");
    const async::Pending<void> done;
    m_writes.push_back({std::move(work), done});
    m_writeReady.notify();
    auto result = co_await done;
    co_return result;
}

// One entry at a time: the next is decided on a store that shows the one before, so a committed entry always applies. All writers
// that wait meanwhile share the next entry.
async::Task<void> RaftNode::writeLoop()
{
    for (;;) {
        if (m_writes.empty()) {
            const auto woken = co_await m_writeReady.wait(m_scope.stop());
            if (!woken)
                co_return;
            continue;
        }
        store::Tx tx(m_store);
        std::vector<async::Pending<void>> waiting;
        std::size_t writes = 0;
        while (!m_writes.empty() && writes < 512) {
            Write write = std::move(m_writes.front());
            m_writes.pop_front();
            store::Tx own(static_cast<const store::View&>(tx));
            auto result = write.work(own);
            if (!result || own.empty()) {
                write.done.resolve(std::move(result));
                continue;
            }
            tx.merge(std::move(own));
            waiting.push_back(write.done);
            ++writes;
        }
        if (waiting.empty())
            continue;
        store::Transaction transaction{async::loop().now(), tx.changes()};
        Result<void> result;
        if (!transaction.changes.empty())
            result = co_await replicate(std::move(transaction));
        for (const auto& done : waiting)
            done.resolve(result);
    }
}

async::Task<Result<void>> RaftNode::replicate(store::Transaction transaction)
{
    Bytes data = store::encode(transaction);
    if (data.size() <= EntrySoftLimit || transaction.changes.size() == 1) {
        auto result = co_await replicateBytes(std::move(data));
        co_return result;
    }
    // A plan too large for one entry goes in halves, in order.
    const auto middle = transaction.changes.begin() + static_cast<std::ptrdiff_t>(transaction.changes.size() / 2);
    store::Transaction second{transaction.at, {middle, transaction.changes.end()}};
    transaction.changes.erase(middle, transaction.changes.end());
    auto first = co_await replicate(std::move(transaction));
    if (!first)
        co_return first;
    auto result = co_await replicate(std::move(second));
    co_return result;
}

async::Task<Result<void>> RaftNode::replicateBytes(Bytes data)
{
    auto place = m_raft.propose(std::move(data));
    if (!place)
        co_return tl::unexpected(place.error().code == ErrorCode::Unavailable ? lostLeadership() : place.error());
    auto result = co_await awaitCommit(*place);
    co_return result;
}

async::Task<Result<void>> RaftNode::awaitCommit(raft::ProposeResult place)
{
    const async::Pending<void> applied;
    m_inFlight.insert_or_assign(place.index, InFlight{place.term, applied});
    process();
    auto result = co_await applied;
    co_return result;
}

// --- Reads -------------------------------------------------------------------------------------------------------

async::Task<Result<raft::RaftId>> RaftNode::waitForLeader(std::chrono::nanoseconds patience)
{
    if (m_leader)
        co_return m_leader;
    if (m_stopped || async::loop().monotonic() - m_leaderKnownAt > LeaderlessGrace)
        co_return fail(ErrorCode::Unknown, NoLeader);
    const async::Pending<raft::RaftId> known;
    m_leaderWaiters.push_back(known);
    async::Timer giveUp;
    giveUp.arm(patience, [known] { known.resolve(fail(ErrorCode::Unknown, NoLeader)); });
    auto result = co_await async::orStopped(known, m_scope.stop());
    co_return result;
}

async::Task<Result<void>> RaftNode::readBarrier()
{
    const auto deadline = async::loop().monotonic() + RequestLimit;
    for (;;) {
        const auto leader = co_await waitForLeader();
        if (!leader)
            co_return tl::unexpected(leader.error());
        const raft::ReadId id{m_nextRead++};
        const async::Pending<raft::Index> confirmed;
        Result<raft::Index> index = fail(ErrorCode::Unavailable, "no leader");
        if (const auto asked = m_raft.readIndex(id); asked) {
            m_reads.emplace(id, confirmed);
            confirmed.failAfter(deadline - async::loop().monotonic(), "context deadline exceeded");
            process();
            index = co_await async::orStopped(confirmed, m_scope.stop());
            m_reads.erase(id);
        }
        if (index) {
            if (m_applied >= *index)
                co_return Result<void>{};
            const async::Pending<void> applied;
            applied.failAfter(deadline - async::loop().monotonic(), "context deadline exceeded");
            m_applyWaiters.emplace(*index, applied);
            auto result = co_await async::orStopped(applied, m_scope.stop());
            co_return result;
        }
        if (index.error().code == ErrorCode::Cancelled)
            co_return tl::unexpected(index.error());
        if (async::loop().monotonic() >= deadline)
            co_return fail(ErrorCode::DeadlineExceeded, "context deadline exceeded");
        const auto slept = co_await async::sleepFor(20ms, m_scope.stop());
        if (!slept)
            co_return slept;
    }
}

void RaftNode::wakeReaders()
{
    while (!m_applyWaiters.empty() && m_applyWaiters.begin()->first <= m_applied) {
        const auto waiter = m_applyWaiters.extract(m_applyWaiters.begin());
        waiter.mapped().resolve({});
    }
}

// --- Members -----------------------------------------------------------------------------------------------------

async::Task<Result<void>> RaftNode::change(raft::Change change)
{
    // One at a time; a second caller waits for its turn rather than being refused for a matter of milliseconds.
    const auto deadline = async::loop().monotonic() + RequestLimit;
    for (;;) {
        if (!m_leading)
            co_return tl::unexpected(lostLeadership());
        const auto place = m_raft.proposeConfiguration(change);
        if (place) {
            auto result = co_await awaitCommit(*place);
            co_return result;
        }
        if (place.error().code != ErrorCode::FailedPrecondition || async::loop().monotonic() > deadline
            || m_raft.status().configurationCommitted)
            co_return tl::unexpected(place.error());
        const auto slept = co_await async::sleepFor(10ms, m_scope.stop());
        if (!slept)
            co_return slept;
    }
}

async::Task<Result<raft::RaftId>> RaftNode::addMember(std::string nodeId, std::string address)
{
    const auto configuration = m_raft.status().configuration;
    for (const auto* group : {&configuration->voters, &configuration->learners}) {
        for (const auto& [id, member] : *group) {
            if (member.nodeId != nodeId)
                continue;
            const raft::RaftId known = id;
            if (member.address == address)
                co_return known;
            const auto moved = co_await change(raft::UpdateAddress{known, address});
            if (!moved)
                co_return tl::unexpected(moved.error());
            co_return known;
        }
    }
    raft::RaftId id;
    do
        id = {secureRandom64() >> 1};
    while (!id || configuration->find(id) || configuration->removed.contains(id));
    const auto added = co_await change(raft::AddLearner{{id, std::move(nodeId), std::move(address)}});
    if (!added)
        co_return tl::unexpected(added.error());
    co_return id;
}

// A learner that has everything committed, and answered lately, becomes a voter (raft.md §2.8).
void RaftNode::promoteLearners()
{
    if (m_changing)
        return;
    const auto status = m_raft.status();
    if (status.configuration->learners.empty() || !status.configurationCommitted || status.configuration->isJoint())
        return;
    for (const raft::FollowerStatus& follower : status.followers) {
        if (!follower.isLearner || !follower.recentActive || follower.match < status.commit)
            continue;
        const auto promote = [](RaftNode* self, raft::RaftId id) -> async::Task<void> {
            const auto result = co_await self->change(raft::Promote{id});
            self->m_changing = false;
            if (!result)
                qCInfo(logConsensus) << "promotion to voter failed:" << log(result.error().message);
        };
        m_changing = true;
        m_scope.spawn("promote learner", promote(this, follower.id));
        return;
    }
}

async::Task<Result<void>> RaftNode::removeMember(std::string nodeId)
{
    const auto configuration = m_raft.status().configuration;
    for (const auto* group : {&configuration->voters, &configuration->learners}) {
        for (const auto& [id, member] : *group) {
            if (member.nodeId != nodeId)
                continue;
            auto result = co_await change(raft::Remove{id});
            co_return result;
        }
    }
    co_return Result<void>{};
}

async::Task<Result<void>> RaftNode::transferLeadership()
{
    const auto status = m_raft.status();
    raft::RaftId best;
    raft::Index match;
    for (const raft::FollowerStatus& follower : status.followers)
        if (!follower.isLearner && follower.recentActive && (!best || follower.match > match)) {
            best = follower.id;
            match = follower.match;
        }
    if (!best)
        co_return fail(ErrorCode::FailedPrecondition, "no other manager is reachable");
    if (auto begun = m_raft.transferLeadership(best); !begun)
        co_return begun;
    process();
    for (int i = 0; i < 50 && m_leading; ++i) {
        const auto slept = co_await async::sleepFor(20ms, m_scope.stop());
        if (!slept)
            co_return slept;
    }
    if (m_leading)
        co_return fail(ErrorCode::DeadlineExceeded, "leadership could not be handed over");
    co_return Result<void>{};
}

bool RaftNode::isReachable(raft::RaftId id) const
{
    const auto status = m_raft.status();
    if (id == status.self)
        return true;
    if (status.role == raft::Role::Leader) {
        for (const raft::FollowerStatus& follower : status.followers)
            if (follower.id == id)
                return follower.recentActive;
        return false;
    }
    return m_transport.connected(id) || (id == status.leader);
}

bool RaftNode::survivesWithout(const std::string& nodeId) const
{
    const auto configuration = m_raft.status().configuration;
    std::size_t left = 0, reachable = 0;
    for (const auto& [id, member] : configuration->voters) {
        if (member.nodeId == nodeId)
            continue;
        ++left;
        reachable += isReachable(id) ? 1 : 0;
    }
    return left > 0 && reachable >= left / 2 + 1;
}

async::Task<void> RaftNode::close()
{
    m_stopped = true;
    m_ticker.disarm();
    if (std::exchange(m_leading, false))
        m_events.leadership(false);
    failInFlight();
    for (const auto& waiter : std::exchange(m_leaderWaiters, {}))
        waiter.resolve(fail(ErrorCode::Unavailable, "manager is stopping"));
    for (auto& [id, read] : std::exchange(m_reads, {}))
        read.resolve(fail(ErrorCode::Cancelled, "manager is stopping"));
    for (auto& [index, waiter] : std::exchange(m_applyWaiters, {}))
        waiter.resolve(fail(ErrorCode::Cancelled, "manager is stopping"));
    co_await m_transport.close();
    co_await m_scope.close();
}

} // namespace skep::consensus
