#include "shared/async/loop.h"

#include <QCoreApplication>
#include <QTimer>

#include <utility>

namespace skep::async {
namespace {

// Qt counts milliseconds in an int, which ends after 24.8 days, and a certificate renews after 45: longer waits take steps.
constexpr std::chrono::milliseconds LongestStep = std::chrono::hours(20 * 24);

class QtLoop final : public Loop {
public:
    void post(std::function<void()> work) override
    {
        QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(work), Qt::QueuedConnection);
    }

    std::shared_ptr<void> after(std::chrono::nanoseconds delay, std::function<void()> work) override
    {
        auto timer = std::shared_ptr<QTimer>(new QTimer, [](QTimer* t) {
            t->stop();
            t->deleteLater(); // the handle may be dropped inside the timer's own callback
        });
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
        auto left = std::chrono::ceil<std::chrono::milliseconds>(std::max(delay, std::chrono::nanoseconds(0)));
        const auto first = std::min(left, LongestStep);
        left -= first;
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(), [t = timer.get(), left, work = std::move(work)]() mutable {
            if (left.count() == 0) {
                work();
                return;
            }
            const auto next = std::min(left, LongestStep);
            left -= next;
            t->start(next);
        });
        timer->start(first);
        return timer;
    }

    Timestamp now() const override { return systemNow(); }

    std::chrono::nanoseconds monotonic() const override { return std::chrono::steady_clock::now().time_since_epoch(); }
};

Loop*& current()
{
    static QtLoop qt;
    static Loop* installed = &qt;
    return installed;
}

} // namespace

Loop& loop() { return *current(); }

Loop* installLoop(Loop* other)
{
    static Loop* const qt = current();
    return std::exchange(current(), other ? other : qt);
}

} // namespace skep::async
