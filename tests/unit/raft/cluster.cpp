#include "cluster.h"

namespace skep::raft {

Cluster::Cluster(const Configuration& initial, const Limits& limits)
    : m_limits(limits)
{
    for (const RaftId id : initial.memberIds())
        add(id.value, initial);
}

void Cluster::add(std::uint64_t id, const Configuration& initial)
{
    Node& node = m_nodes[{id}];
    node.config = {.self = {id}, .limits = m_limits};
    node.disk.initial = initial;
    start(node);
}

void Cluster::start(Node& node)
{
    ++node.lives;
    node.applied.clear();
    node.reads.clear();
    node.raft.emplace(node.config, node.disk, node.config.self.value * 1000 + node.lives);
}

std::vector<Bytes> Cluster::applied(std::uint64_t id)
{
    std::vector<Bytes> data;
    for (const Entry& entry : node(id).applied) {
        if (entry.data && !entry.data->empty())
            data.push_back(*entry.data);
    }
    return data;
}

void Cluster::settle()
{
    for (bool busy = true; busy;) {
        busy = false;
        for (auto& [id, node] : m_nodes)
            busy |= carryOut(node);
        if (m_network.empty())
            continue;
        busy = true;
        const Message message = std::move(m_network.front());
        m_network.pop_front();
        if (const auto to = m_nodes.find(message.to); to != m_nodes.end() && to->second.raft) {
            ++delivered;
            to->second.raft->step(message);
        }
    }
}

bool Cluster::carryOut(Node& node)
{
    if (!node.raft)
        return false;
    Output output = node.raft->takeOutput();
    node.removed = output.removed;
    node.fault = output.fault;
    post(output.messages);
    if (output.write)
        node.unsynced.push_back(*output.write);
    for (const Entry& entry : output.committed) {
        node.applied.push_back(entry);
        node.raft->applied(entry.index);
    }
    std::ranges::move(output.reads, std::back_inserter(node.reads));
    while (!node.isDiskHeld && !node.unsynced.empty())
        sync(node);
    return output.hasWork();
}

void Cluster::sync(Node& node)
{
    const WriteBatch batch = node.unsynced.front();
    node.unsynced.pop_front();
    node.disk.term = batch.hard.term;
    node.disk.vote = batch.hard.vote;
    node.disk.commit = batch.hard.commit;
    if (batch.truncateFrom)
        node.disk.entries.resize(batch.truncateFrom->value - 1);
    std::ranges::copy(batch.entries, std::back_inserter(node.disk.entries));
    post(batch.afterWrite);
    node.raft->persisted(batch.seq);
}

void Cluster::post(const std::vector<Message>& messages)
{
    for (const Message& message : messages) {
        if (m_cut.contains({message.from, message.to}))
            continue;
        if (m_intercept && m_intercept(message))
            held.push_back(message);
        else
            m_network.push_back(message);
    }
}

void Cluster::inject(const Message& message)
{
    raft(message.to.value).step(message);
    settle();
}

void Cluster::tick(std::uint64_t id, unsigned count)
{
    while (count-- > 0) {
        raft(id).tick();
        settle();
    }
}

void Cluster::tickAll(unsigned count)
{
    while (count-- > 0) {
        for (auto& [id, node] : m_nodes) {
            if (node.raft)
                node.raft->tick();
        }
        settle();
    }
}

std::uint64_t Cluster::awaitLeader()
{
    for (int i = 0; i < 100; ++i) {
        std::uint64_t leader = 0;
        Term newest;
        for (auto& [id, node] : m_nodes) {
            if (!node.raft || node.raft->status().role != Role::Leader || node.raft->status().term < newest)
                continue;
            leader = id.value;
            newest = node.raft->status().term;
        }
        if (leader != 0 && status(leader).readable)
            return leader;
        tickAll();
    }
    return 0;
}

void Cluster::campaign(std::uint64_t id)
{
    raft(id).campaign();
    settle();
}

Result<ProposeResult> Cluster::propose(std::uint64_t id, const Bytes& data)
{
    auto result = raft(id).propose(data);
    settle();
    return result;
}

Result<ProposeResult> Cluster::change(std::uint64_t id, const Change& change)
{
    auto result = raft(id).proposeConfiguration(change);
    settle();
    return result;
}

void Cluster::cut(std::uint64_t a, std::uint64_t b)
{
    cutOneWay(a, b);
    cutOneWay(b, a);
}

void Cluster::isolate(std::uint64_t id)
{
    for (const auto& [other, node] : m_nodes) {
        if (other != RaftId{id})
            cut(id, other.value);
    }
}

void Cluster::syncOne(std::uint64_t id)
{
    sync(node(id));
    settle();
}

void Cluster::releaseDisk(std::uint64_t id)
{
    node(id).isDiskHeld = false;
    while (!node(id).unsynced.empty())
        sync(node(id));
    settle();
}

void Cluster::crash(std::uint64_t id)
{
    node(id).raft.reset();
    node(id).unsynced.clear();
    node(id).isDiskHeld = false;
}

void Cluster::restart(std::uint64_t id)
{
    crash(id);
    start(node(id));
    settle();
}

} // namespace skep::raft
