#include "world.h"

#include <algorithm>

namespace skep::raftsim {

using namespace raft;

namespace {

std::string textOf(const SoftState& soft)
{
    static constexpr const char* Roles[] = {"follower", "pre-candidate", "candidate", "leader"};
    return Roles[static_cast<std::size_t>(soft.role)] + std::string(" of ") + std::to_string(soft.leader.value)
        + " in term " + std::to_string(soft.term.value);
}

} // namespace

World::World(const Options& options)
    : m_options(options)
    , m_rng(options.seed)
{
}

void World::at(Micros time, Task task)
{
    m_events.push({time, m_sequence++, std::make_shared<Task>(std::move(task))});
}

void World::runUntil(Micros time, const std::function<bool()>& done)
{
    while (!m_checker.violation() && !m_events.empty() && m_events.top().at <= time) {
        const Event event = m_events.top();
        m_events.pop();
        m_now = event.at;
        ++m_counters.steps;
        (*event.task)();
        if (done && done())
            return;
    }
    if (!m_checker.violation())
        m_now = std::max(m_now, time);
}

void World::trace(const std::string& line)
{
    m_digest.add(m_now).add(line);
    if (m_options.trace)
        m_options.trace(std::to_string(m_now / Millisecond) + " ms  " + line);
}

Node& World::addNode(RaftId id, const Configuration& initial)
{
    auto& node = m_nodes[id] = std::make_unique<Node>(id, initial);
    m_checker.addDisk(id, node->disk);
    start(*node);
    return *node;
}

void World::start(Node& node)
{
    const Config config{.self = node.id, .limits = m_limits, .mutations = m_options.mutations};
    const PersistedState state = node.disk.read();
    if (const auto usable = check(config, state); !usable) {
        m_checker.fail("replica " + std::to_string(node.id.value) + " cannot restart: " + usable.error().message);
        return;
    }
    trace("start " + std::to_string(node.id.value));
    node.raft.emplace(config, state, m_rng.next());
    ++node.life;
    node.outputDue = false;
    node.pausedUntil = 0;
    m_checker.started(node.id, *node.raft);
    scheduleTick(node);
    touched(node);
}

void World::crash(Node& node)
{
    if (!node.isUp())
        return;
    trace("crash " + std::to_string(node.id.value));
    ++m_counters.crashes;
    if (!node.outputDue)
        m_checker.compareLog(node.id, *node.raft);
    m_checker.ended(node.id);
    node.raft.reset();
    node.disk.crash(m_rng);
    node.reads.clear();
    node.proposals.clear();
}

void World::onNode(Node& node, Micros delay, std::function<void(Node&)> task)
{
    in(delay, [this, &node, life = node.life, task = std::move(task)] {
        if (!node.isUp() || node.life != life)
            return;
        if (node.pausedUntil > m_now)
            onNode(node, node.pausedUntil - m_now, task);
        else
            task(node);
    });
}

void World::scheduleTick(Node& node)
{
    onNode(node, node.tickPeriod, [this](Node& n) {
        m_checker.ticks(n.id, *n.raft, Config{}.electionTicks);
        n.raft->tick();
        scheduleTick(n);
        touched(n);
    });
}

// The output is usually taken at once; sometimes after a while, so that several inputs fall together.
void World::touched(Node& node)
{
    if (node.outputDue)
        return;
    if (!chance(20)) {
        takeOutput(node);
        return;
    }
    node.outputDue = true;
    onNode(node, m_rng.below(5 * Millisecond), [this](Node& n) {
        n.outputDue = false;
        takeOutput(n);
    });
}

void World::takeOutput(Node& node)
{
    const Status before = node.raft->status();
    Output output = node.raft->takeOutput();
    m_checker.observe(node.id, before, *node.raft, output);
    if (node.raft->takeOutput().hasWork())
        m_checker.fail("L13 a second output without input is empty");
    if (m_checker.violation())
        return;
    if (std::exchange(node.soft, output.soft) != output.soft)
        trace("replica " + std::to_string(node.id.value) + " is " + textOf(output.soft));
    for (const Message& message : output.messages)
        send(message);
    if (output.write)
        write(node, std::move(*output.write));
    deliver(node, output.committed);
    for (const ReadState& read : output.reads) {
        const auto asked = node.reads.extract(read.id);
        if (!asked) {
            m_checker.fail("a read is answered twice, or was never asked");
        } else if (read.ok) {
            ++m_counters.reads;
            m_checker.readAnswered(read.index, asked.mapped());
        }
    }
    if (output.removed && !node.isRetired) {
        trace("replica " + std::to_string(node.id.value) + " learned of its removal");
        ++m_counters.removals;
        node.isRetired = true;
        onNode(node, between(0, 3 * Second), [this](Node& n) { crash(n); });
    }
}

void World::write(Node& node, WriteBatch batch)
{
    if (batch.truncateFrom)
        ++m_counters.truncations;
    node.disk.write(std::move(batch));
    // A slow disk lets syncs pile up and then ends many together.
    Micros done = m_now + between(100, 5 * Millisecond);
    if (m_now < node.slowDiskUntil)
        done = std::min(m_now + between(100 * Millisecond, 3 * Second), node.slowDiskUntil + 100 * Millisecond);
    node.diskFreeAt = std::max(node.diskFreeAt, done);
    onNode(node, node.diskFreeAt - m_now, [this](Node& n) { sync(n); });
}

// Between the sync and its report there is time to crash; several syncs may be reported at once.
void World::sync(Node& node)
{
    if (!node.disk.sync())
        return;
    onNode(node, m_rng.below(2 * Millisecond), [this](Node& n) {
        const std::vector<WriteBatch> synced = n.disk.takeSynced();
        if (synced.empty())
            return;
        for (const WriteBatch& batch : synced) {
            for (const Message& message : batch.afterWrite)
                send(message);
        }
        n.raft->persisted(synced.back().seq);
        touched(n);
    });
}

void World::send(const Message& message)
{
    m_checker.sends(message);
    m_digest.add(m_now).add(message.from.value).add(message.to.value).add(message.body.index()).add(message.term.value);
    const std::vector<Micros> arrivals = m_network.fate(message.from, message.to, m_rng);
    if (arrivals.empty()) {
        ++m_counters.lostMessages;
        if (m_network.isCut(message.from, message.to) && chance(20))
            onNode(*m_nodes.at(message.from), 1 * Millisecond, [this, to = message.to](Node& n) {
                n.raft->unreachable(to);
                touched(n);
            });
        return;
    }
    const auto shared = std::make_shared<const Message>(message);
    for (const Micros delay : arrivals)
        in(delay, [this, shared] { arrive(*shared); });
}

void World::arrive(const Message& message)
{
    const auto found = m_nodes.find(message.to);
    if (found == m_nodes.end() || !found->second->isUp() || m_network.isCut(message.from, message.to))
        return;
    onNode(*found->second, 0, [this, message](Node& node) {
        m_checker.receives(message, *node.raft);
        node.raft->step(message);
        touched(node);
    });
}

void World::deliver(Node& node, const std::vector<Entry>& entries)
{
    if (entries.empty())
        return;
    for (const Entry& entry : entries) {
        const auto own = node.proposals.extract(entry.index);
        if (own && own.mapped() == entry.term)
            ++m_counters.acknowledged;
        if (entry.configuration && entry.index > m_lastConfiguration) {
            m_lastConfiguration = entry.index;
            ++m_counters.configurations;
            m_counters.joint += entry.configuration->isJoint();
        }
    }
    const Micros delay = chance(2) ? m_rng.below(500 * Millisecond) : m_rng.below(2 * Millisecond);
    onNode(node, delay, [this, index = entries.back().index](Node& n) {
        n.raft->applied(index);
        touched(n);
    });
}

Report World::run()
{
    setUp();
    for (int phase = 0; phase < 3 && !m_checker.violation(); ++phase) {
        m_isChaos = true;
        scheduleFaults();
        scheduleClient();
        scheduleMembership();
        runUntil(m_now + between(10 * Second, 30 * Second));
        calm();
        checkLiveness();
    }
    Report report{.seed = m_options.seed, .counters = m_counters};
    if (m_checker.violation())
        report.violation = std::to_string(m_now / Millisecond) + " ms: " + *m_checker.violation();
    report.counters.leaders = m_checker.leaders();
    report.counters.committed = m_checker.committed().value;
    report.digest = m_digest.value();
    return report;
}

Counters& Counters::operator+=(const Counters& other)
{
    steps += other.steps;
    leaders += other.leaders;
    committed += other.committed;
    acknowledged += other.acknowledged;
    reads += other.reads;
    crashes += other.crashes;
    truncations += other.truncations;
    configurations += other.configurations;
    joint += other.joint;
    removals += other.removals;
    transfers += other.transfers;
    lostMessages += other.lostMessages;
    return *this;
}

Report simulate(const Options& options)
{
    return World(options).run();
}

} // namespace skep::raftsim
