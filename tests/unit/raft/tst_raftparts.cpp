#include <QTest>

#include "bench.h"
#include "daemon/raft/writepipeline.h"

// The log, the write pipeline and the window of a follower by themselves.
using namespace skep::raft;
using skep::Bytes;

class RaftParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLogMayBeginAfterAnOffset();
    void aSliceKeepsItsLimitButHasAtLeastOneEntry();
    void theNewestConfigurationIsActiveAndTruncationReturnsToTheOneBefore();
    void theHintSkipsLaterTerms();
    void batchesCarryOnlyWhatIsNew();
    void aTruncationReachesTheDiskOnce();
    void acknowledgingABatchAcknowledgesAllBefore();
    void aCommitIndexAloneNeedsNoSync();
    void theWindowFreesWhatHasArrived();
    void aNoticeOfUnreachabilityWaitsForASignOfLife();
    void entriesCompareByContent();
};

void RaftParts::aLogMayBeginAfterAnOffset()
{
    Log log({10}, {3}, configurationOf({1}), entriesOf({3, 4}, 11));

    QCOMPARE(log.first(), Index{11});
    QCOMPARE(log.last(), Index{12});
    QCOMPARE(log.term({10}), std::optional(Term{3}));
    QCOMPARE(log.term({9}), std::optional<Term>());
    QCOMPARE(log.term({13}), std::optional<Term>());
    QCOMPARE(log.configurationIndex(), Index{10});
    log.truncate({11});
    QCOMPARE(log.lastTerm(), Term{3});
}

void RaftParts::aSliceKeepsItsLimitButHasAtLeastOneEntry()
{
    std::vector<Entry> entries;
    for (std::uint64_t i = 1; i <= 4; ++i)
        entries.push_back(makeEntry({1}, {i}, Bytes(100, 'x')));
    const std::size_t cost = entries.front().cost();
    const Log log({}, {}, {}, entries);

    QCOMPARE(log.slice({1}, {4}, 2 * cost).size(), std::size_t(2));
    QCOMPARE(log.slice({1}, {4}, 1).size(), std::size_t(1));
    QCOMPARE(log.slice({3}, {9}, 1000 * cost).size(), std::size_t(2));
    QCOMPARE(log.slice({1}, {2}, 1000 * cost).size(), std::size_t(2));
    QCOMPARE(log.slice({5}, {4}, 1000).size(), std::size_t(0));
    QCOMPARE(log.cost({1}, {3}), 2 * cost);
}

void RaftParts::theNewestConfigurationIsActiveAndTruncationReturnsToTheOneBefore()
{
    Log log({}, {}, configurationOf({1}), entriesOf({1}));
    log.append(makeEntry({1}, {2}, configurationOf({1, 2})));
    log.append(entriesOf({1}, 3)[0]);
    log.append(makeEntry({2}, {4}, configurationOf({1, 2, 3})));

    QCOMPARE(log.configurationIndex(), Index{4});
    QVERIFY(*log.configurationAt({3}) == configurationOf({1, 2}));
    QVERIFY(*log.configurationAt({1}) == configurationOf({1}));
    log.truncate({4});
    QCOMPARE(log.configurationIndex(), Index{2});
    log.truncate({1});

    QVERIFY(*log.configuration() == configurationOf({1}));
    QCOMPARE(log.last(), Index{0});
}

void RaftParts::theHintSkipsLaterTerms()
{
    const Log log({}, {}, {}, entriesOf({1, 2, 2, 4, 4}));

    QCOMPARE(log.lastNotAbove({5}, {4}), Index{5});
    QCOMPARE(log.lastNotAbove({5}, {3}), Index{3});
    QCOMPARE(log.lastNotAbove({2}, {3}), Index{2});
    QCOMPARE(log.lastNotAbove({99}, {9}), Index{5});
    QCOMPARE(log.lastNotAbove({5}, {0}), Index{0});
}

void RaftParts::batchesCarryOnlyWhatIsNew()
{
    Log log({}, {}, {}, {});
    WritePipeline writes({}, {});
    log.append(entriesOf({1})[0]);
    const WriteBatch first = writes.take({{1}, {}, {}}, log);
    log.append(entriesOf({1}, 2)[0]);
    const WriteBatch second = writes.take({{1}, {}, {}}, log);

    QCOMPARE(first.seq, WriteSeq{1});
    QCOMPARE(second.seq, WriteSeq{2});
    QCOMPARE(second.entries.size(), std::size_t(1));
    QCOMPARE(second.entries[0].index, Index{2});
    QVERIFY(!writes.isBehind({{1}, {}, {}}, log));
    QVERIFY(writes.isBehind({{1}, {2}, {}}, log));
}

void RaftParts::aTruncationReachesTheDiskOnce()
{
    Log log({}, {}, {}, entriesOf({1, 1, 1}));
    WritePipeline writes({{1}, {}, {}}, {3});
    log.truncate({3});
    writes.truncated({3});
    log.truncate({2});
    writes.truncated({2});
    QCOMPARE(writes.durable(), Index{1});

    const WriteBatch batch = writes.take({{1}, {}, {}}, log);

    QCOMPARE(*batch.truncateFrom, Index{2});
    QVERIFY(batch.mustSync);
    QVERIFY(!writes.take({{1}, {}, {}}, log).truncateFrom);
}

void RaftParts::acknowledgingABatchAcknowledgesAllBefore()
{
    Log log({}, {}, {}, {});
    WritePipeline writes({}, {});
    for (std::uint64_t i = 1; i <= 3; ++i) {
        log.append(entriesOf({1}, i)[0]);
        QCOMPARE(writes.take({{i}, {}, {}}, log).seq, WriteSeq{i});
    }

    writes.persisted({2});
    QCOMPARE(writes.durable(), Index{2});
    QCOMPARE(writes.durableHard().term, Term{2});
    QVERIFY(!writes.isIdle());
    writes.persisted({2});
    writes.persisted({3});

    QCOMPARE(writes.durable(), Index{3});
    QVERIFY(writes.isIdle());
}

void RaftParts::aCommitIndexAloneNeedsNoSync()
{
    const Log log({}, {}, {}, entriesOf({1}));
    WritePipeline writes({{1}, {}, {}}, {1});

    QVERIFY(!writes.isBehind({{1}, {}, {1}}, log));
    QVERIFY(!writes.take({{1}, {}, {1}}, log).mustSync);
}

void RaftParts::theWindowFreesWhatHasArrived()
{
    Inflight inflight;
    const Limits limits{.inflightMessages = 3, .inflightBytes = 1000};
    inflight.add({2}, 10);
    inflight.add({5}, 20);
    QVERIFY(!inflight.isFull(limits));
    inflight.add({9}, 30);
    QVERIFY(inflight.isFull(limits));

    inflight.acknowledge({6});
    QCOMPARE(inflight.messages(), std::size_t(1));
    QCOMPARE(inflight.bytes(), std::size_t(30));
    inflight.add({10}, 970);

    QVERIFY(inflight.isFull(limits));
}

void RaftParts::aNoticeOfUnreachabilityWaitsForASignOfLife()
{
    const Limits limits;
    Progress progress({1}, 0);
    QVERIFY(progress.isDue());
    progress.sent(1, 10, {}, {1});
    progress.accepted({1});
    QCOMPARE(progress.state(), ProgressState::Replicate);
    progress.sent(2, 20, {}, {1});
    QCOMPARE(progress.next(), Index{4});

    progress.unreachable();
    QCOMPARE(progress.next(), Index{2});
    QVERIFY(progress.isPaused(limits));
    QVERIFY(!progress.isDue());
    progress.heard({2}, {3});

    QVERIFY(progress.isDue());
    QCOMPARE(progress.echoed(), Round{2});
}

void RaftParts::entriesCompareByContent()
{
    QVERIFY(makeEntry({1}, {1}, Bytes("a")) == makeEntry({1}, {1}, Bytes("a")));
    QVERIFY(!(makeEntry({1}, {1}, Bytes("a")) == makeEntry({1}, {1}, Bytes("b"))));
    QVERIFY(makeEntry({1}, {1}, configurationOf({1})) == makeEntry({1}, {1}, configurationOf({1})));
    QVERIFY(!(makeEntry({1}, {1}, configurationOf({1})) == makeEntry({1}, {1}, configurationOf({2}))));
    QVERIFY(!(makeEntry({1}, {1}, Bytes()) == makeEntry({1}, {1}, configurationOf({1}))));
}

QTEST_GUILESS_MAIN(RaftParts)
#include "tst_raftparts.moc"
