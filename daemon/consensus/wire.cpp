#include "daemon/consensus/wire.h"

#include "shared/api/cborimpl.h"
#include "shared/api/common.h"

namespace skep::consensus {
namespace {

using api::Omit;

struct WireMember {
    std::uint64_t id = 0;
    std::string nodeId, address;

    template <class V> static void fields(V& v)
    {
        v(1, "", &WireMember::id, Omit::Empty);
        v(2, "", &WireMember::nodeId, Omit::Empty);
        v(3, "", &WireMember::address, Omit::Empty);
    }
    bool operator==(const WireMember&) const = default;
};

struct WireConfiguration {
    std::vector<WireMember> voters, outgoing, learners;
    std::vector<std::uint64_t> removed;

    template <class V> static void fields(V& v)
    {
        v(1, "", &WireConfiguration::voters, Omit::Empty);
        v(2, "", &WireConfiguration::outgoing, Omit::Empty);
        v(3, "", &WireConfiguration::learners, Omit::Empty);
        v(4, "", &WireConfiguration::removed, Omit::Empty);
    }
    bool operator==(const WireConfiguration&) const = default;
};

struct WireEntry {
    std::uint64_t term = 0, index = 0;
    std::uint32_t kind = 0;
    Bytes payload;

    template <class V> static void fields(V& v)
    {
        v(1, "", &WireEntry::term, Omit::Empty);
        v(2, "", &WireEntry::index, Omit::Empty);
        v(3, "", &WireEntry::kind, Omit::Empty);
        v(4, "", &WireEntry::payload, Omit::Empty);
    }
    bool operator==(const WireEntry&) const = default;
};

// One struct for every body: `body` is the index in raft::Body; unused numbers stay 0 and cost nothing.
struct WireMessage {
    std::uint32_t body = 0;
    std::uint64_t from = 0, to = 0, term = 0;
    std::uint64_t index = 0;      // lastIndex, prevIndex, read index
    std::uint64_t indexTerm = 0;  // lastTerm, prevTerm
    std::uint64_t commit = 0, match = 0, hintIndex = 0, hintTerm = 0;
    std::uint64_t round = 0, readLife = 0, readNumber = 0;
    bool flag = false; // granted, forced, accepted, confirmed
    std::vector<WireEntry> entries;

    template <class V> static void fields(V& v)
    {
        v(1, "", &WireMessage::body, Omit::Empty);
        v(2, "", &WireMessage::from, Omit::Empty);
        v(3, "", &WireMessage::to, Omit::Empty);
        v(4, "", &WireMessage::term, Omit::Empty);
        v(5, "", &WireMessage::index, Omit::Empty);
        v(6, "", &WireMessage::indexTerm, Omit::Empty);
        v(7, "", &WireMessage::commit, Omit::Empty);
        v(8, "", &WireMessage::match, Omit::Empty);
        v(9, "", &WireMessage::hintIndex, Omit::Empty);
        v(10, "", &WireMessage::hintTerm, Omit::Empty);
        v(11, "", &WireMessage::round, Omit::Empty);
        v(12, "", &WireMessage::readLife, Omit::Empty);
        v(13, "", &WireMessage::readNumber, Omit::Empty);
        v(14, "", &WireMessage::flag, Omit::Empty);
        v(15, "", &WireMessage::entries, Omit::Empty);
    }
    bool operator==(const WireMessage&) const = default;
};

std::vector<WireMember> toWire(const std::map<raft::RaftId, raft::Member>& members)
{
    std::vector<WireMember> wire;
    for (const auto& [id, member] : members)
        wire.push_back({id.value, member.nodeId, member.address});
    return wire;
}

std::map<raft::RaftId, raft::Member> fromWire(std::vector<WireMember> wire)
{
    std::map<raft::RaftId, raft::Member> members;
    for (WireMember& member : wire)
        members.emplace(raft::RaftId{member.id},
            raft::Member{raft::RaftId{member.id}, std::move(member.nodeId), std::move(member.address)});
    return members;
}

WireEntry toWire(const raft::Entry& entry)
{
    return {entry.term.value, entry.index.value, static_cast<std::uint32_t>(entry.kind), encodePayload(entry)};
}

// Fills `wire` from each body; the order of raft::Body is wire format.
struct Pack {
    WireMessage& wire;

    void operator()(const raft::PreVoteRequest& b) const { position(b.lastIndex, b.lastTerm); }
    void operator()(const raft::PreVoteResponse& b) const { wire.flag = b.granted; }
    void operator()(const raft::VoteRequest& b) const
    {
        position(b.lastIndex, b.lastTerm);
        wire.flag = b.forced;
    }
    void operator()(const raft::VoteResponse& b) const { wire.flag = b.granted; }
    void operator()(const raft::AppendRequest& b) const
    {
        position(b.prevIndex, b.prevTerm);
        wire.commit = b.commit.value;
        wire.entries.reserve(b.entries.size());
        for (const raft::Entry& entry : b.entries)
            wire.entries.push_back(toWire(entry));
    }
    void operator()(const raft::AppendResponse& b) const
    {
        wire.flag = b.accepted;
        wire.index = b.prevIndex.value;
        wire.match = b.match.value;
        wire.hintIndex = b.hintIndex.value;
        wire.hintTerm = b.hintTerm.value;
    }
    void operator()(const raft::Heartbeat& b) const
    {
        wire.commit = b.commit.value;
        wire.round = b.round.value;
    }
    void operator()(const raft::HeartbeatResponse& b) const { wire.round = b.round.value; }
    void operator()(const raft::TimeoutNow&) const {}
    void operator()(const raft::ReadRequest& b) const { token(b.token); }
    void operator()(const raft::ReadResponse& b) const
    {
        token(b.token);
        wire.flag = b.confirmed;
        wire.index = b.index.value;
    }
    void operator()(const raft::RemovedNotice&) const {}

    void position(raft::Index index, raft::Term term) const
    {
        wire.index = index.value;
        wire.indexTerm = term.value;
    }
    void token(raft::ReadToken t) const
    {
        wire.readLife = t.life;
        wire.readNumber = t.number;
    }
};

Result<std::vector<raft::Entry>> entriesOf(std::vector<WireEntry> wire)
{
    std::vector<raft::Entry> entries;
    entries.reserve(wire.size());
    for (WireEntry& w : wire) {
        SKEP_TRY(entry,
            decodeEntry(raft::Term{w.term}, raft::Index{w.index}, static_cast<raft::EntryKind>(w.kind), w.payload));
        entries.push_back(std::move(entry));
    }
    return entries;
}

Result<raft::Body> bodyOf(WireMessage w)
{
    const raft::Index index{w.index};
    const raft::Term indexTerm{w.indexTerm};
    const raft::ReadToken token{w.readLife, w.readNumber};
    switch (w.body) {
    case 0: return raft::PreVoteRequest{index, indexTerm};
    case 1: return raft::PreVoteResponse{w.flag};
    case 2: return raft::VoteRequest{index, indexTerm, w.flag};
    case 3: return raft::VoteResponse{w.flag};
    case 4: {
        SKEP_TRY(entries, entriesOf(std::move(w.entries)));
        return raft::AppendRequest{index, indexTerm, raft::Index{w.commit}, std::move(entries)};
    }
    case 5:
        return raft::AppendResponse{
            w.flag, index, raft::Index{w.match}, raft::Index{w.hintIndex}, raft::Term{w.hintTerm}};
    case 6: return raft::Heartbeat{raft::Index{w.commit}, raft::Round{w.round}};
    case 7: return raft::HeartbeatResponse{raft::Round{w.round}};
    case 8: return raft::TimeoutNow{};
    case 9: return raft::ReadRequest{token};
    case 10: return raft::ReadResponse{token, w.flag, index};
    case 11: return raft::RemovedNotice{};
    default: return fail(ErrorCode::DataLoss, "unknown raft message " + std::to_string(w.body));
    }
}

} // namespace

Bytes encode(const raft::Configuration& configuration)
{
    WireConfiguration wire{toWire(configuration.voters), toWire(configuration.outgoing), toWire(configuration.learners), {}};
    for (const raft::RaftId id : configuration.removed)
        wire.removed.push_back(id.value);
    return api::toCbor(wire);
}

Result<raft::Configuration> decodeConfiguration(BytesView bytes)
{
    SKEP_TRY(wire, api::fromCbor<WireConfiguration>(bytes));
    raft::Configuration configuration{
        fromWire(std::move(wire.voters)), fromWire(std::move(wire.outgoing)), fromWire(std::move(wire.learners)), {}};
    for (const std::uint64_t id : wire.removed)
        configuration.removed.insert(raft::RaftId{id});
    return configuration;
}

Bytes encodePayload(const raft::Entry& entry)
{
    switch (entry.kind) {
    case raft::EntryKind::Normal: return *entry.data;
    case raft::EntryKind::Configuration: return encode(*entry.configuration);
    }
    return {};
}

Result<raft::Entry> decodeEntry(raft::Term term, raft::Index index, raft::EntryKind kind, BytesView payload)
{
    switch (kind) {
    case raft::EntryKind::Normal: return raft::makeEntry(term, index, Bytes(payload));
    case raft::EntryKind::Configuration: {
        SKEP_TRY(configuration, decodeConfiguration(payload));
        return raft::makeEntry(term, index, std::move(configuration));
    }
    }
    return fail(ErrorCode::DataLoss, "unknown kind of log entry at index " + std::to_string(index.value));
}

Bytes encode(const raft::Message& message)
{
    WireMessage wire;
    wire.body = static_cast<std::uint32_t>(message.body.index());
    wire.from = message.from.value;
    wire.to = message.to.value;
    wire.term = message.term.value;
    std::visit(Pack{wire}, message.body);
    return api::toCbor(wire);
}

Result<raft::Message> decodeMessage(BytesView bytes)
{
    SKEP_TRY(wire, api::fromCbor<WireMessage>(bytes));
    const raft::RaftId from{wire.from}, to{wire.to};
    const raft::Term term{wire.term};
    SKEP_TRY(body, bodyOf(std::move(wire)));
    return raft::Message{from, to, term, std::move(body)};
}

} // namespace skep::consensus
