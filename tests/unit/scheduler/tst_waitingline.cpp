#include "shared/base/rng.h"
#include "shared/scheduler/taskbook.h"
#include "shared/scheduler/waitingline.h"
#include "tests/unit/scheduler/make.h"

#include <QTest>

#include <algorithm>
#include <deque>

using namespace skep;
using namespace skep::scheduler;

class tst_WaitingLine : public QObject {
    Q_OBJECT

    static std::vector<std::uint64_t> slots(const WaitingLine& line)
    {
        std::vector<std::uint64_t> result;
        for (const TrackedTask* task : line.all())
            result.push_back(task->task->slot);
        return result;
    }

private Q_SLOTS:
    void ordersByPlaceWhateverTheOrderOfArrival()
    {
        std::deque<TrackedTask> tasks;
        WaitingLine line;
        for (const std::uint64_t slot : {3U, 1U, 2U, 5U, 4U}) {
            tasks.push_back({.task = std::make_shared<api::Task>(test::task("t" + std::to_string(9 - slot), "s", slot))});
            line.add(tasks.back());
        }
        QCOMPARE(line.size(), std::size_t(5));
        QCOMPARE(line.first().task->slot, std::uint64_t(1));
        QCOMPARE(slots(line), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    }

    // Against a plain sorted list.
    void keepsOrderThroughAnyComingAndGoing()
    {
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            Rng rng(seed);
            std::deque<TrackedTask> tasks;
            for (std::uint64_t slot = 1; slot <= 40; ++slot)
                tasks.push_back({.task = std::make_shared<api::Task>(test::task(makeId(rng), "s", slot))});
            WaitingLine line;
            std::vector<std::uint64_t> model;
            for (int step = 0; step < 200; ++step) {
                TrackedTask& task = tasks[rng.below(tasks.size())];
                const auto at = std::ranges::lower_bound(model, task.task->slot);
                if (at != model.end() && *at == task.task->slot) {
                    model.erase(at);
                    line.remove(task);
                } else {
                    model.insert(at, task.task->slot);
                    line.add(task);
                }
                QCOMPARE(line.size(), model.size());
                QCOMPARE(line.empty(), model.empty());
                // Not each time: what nobody asks about is not put in order.
                if (rng.below(3) != 0)
                    continue;
                QCOMPARE(slots(line), model);
                if (!model.empty()) {
                    QCOMPARE(line.first().task->slot, model.front());
                    line.remove(line.first());
                    model.erase(model.begin());
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(tst_WaitingLine)
#include "tst_waitingline.moc"
