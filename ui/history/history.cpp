#include "ui/history/history.h"

#include "ui/text/text.h"

#include <QDir>
#include <QLockFile>
#include <QSettings>
#include <QStandardPaths>
#include <QThread>

#include <algorithm>

namespace skep::ui {
namespace {

// A pause of this length between two runs is nothing to speak of.
constexpr auto ShortPause = 10s;

// How often to look at what another window or program has written.
constexpr auto OthersPoll = 2s;

QString usualDirectory()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QStringLiteral("/history");
}

HistoryFile::Limits limits()
{
    const QSettings settings;
    HistoryFile::Limits limits;
    limits.age = std::chrono::hours(24 * std::clamp(settings.value(QStringLiteral("history/days"), 7).toInt(), 1, 365));
    limits.bytes
        = std::int64_t(std::clamp(settings.value(QStringLiteral("history/megabytes"), 200).toInt(), 10, 10'000)) << 20;
    return limits;
}

// Ids of swarms are letters and digits; whatever else a server says must not choose a path.
QString fileNameOf(const std::string& clusterId)
{
    QString name;
    for (const QChar c : qstr(clusterId).left(64))
        name += c.isLetterOrNumber() && c.unicode() < 128 ? c : QChar(u'_');
    return name;
}

} // namespace

// What lives in the thread.
struct History::Writer
{
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<HistoryFile> file;
    QString path;
    bool writes = false;

    // After a time in which nobody wrote: that it is a gap, and what is different after it.
    void resume(Timestamp now, const std::vector<store::ObjectPtr>& objects)
    {
        const auto extent = file->extent();
        if (!writes || !extent || extent->alive.isZero() || now - extent->alive < ShortPause)
            return;
        std::vector<Recorded> rows{{.at = extent->alive, .until = now, .told = {}}};
        std::vector<store::Change> changes;
        if (const auto before = file->seek(now)) {
            store::Store replay;
            replay.restore(1, before->objects);
            const auto listening = replay.subscribe([&](const std::vector<store::Event>& events, std::uint64_t) {
                for (const auto& event : events) {
                    changes.push_back({event.action, event.object});
                    if (auto what = tell(event, replay))
                        rows.push_back({.at = now, .told = std::move(*what)});
                }
            });
            replay.restore(1, objects);
        }
        file->forgetReplay();
        [[maybe_unused]] const auto written = file->write(now, changes, rows);
    }

    // Who writes goes; somebody else takes over with the next try.
    void tryLock()
    {
        if (!writes)
            writes = !lock || lock->tryLock(0);
    }
};

History::History(client::ClusterConnection& connection, QObject* parent)
    : History(connection, {}, Pace(), parent)
{
}

History::History(client::ClusterConnection& connection, QString directory, Pace pace, QObject* parent)
    : QObject(parent)
    , m_connection(connection)
    , m_directory(directory.isEmpty() ? usualDirectory() : std::move(directory))
    , m_pace(pace)
    , m_thread(std::make_unique<QThread>())
    , m_place(new QObject)
    , m_writer(std::make_shared<Writer>())
{
    m_thread->setObjectName(QStringLiteral("history"));
    m_place->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_place, &QObject::deleteLater);
    m_thread->start(QThread::LowPriority);
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &History::flush);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        askExtent(); // it grows by what others write
        Q_EMIT recorded();
    });
    connect(&m_keyframe, &QTimer::timeout, this, [this] {
        if (m_dirty)
            keyframe();
    });
    connect(&m_alive, &QTimer::timeout, this, &History::aliveNow);
    m_subscription = m_connection.observe({
        [this](const std::vector<store::Event>& events) { see(events); },
        [this] { stateChanged(); },
    });
    stateChanged();
}

History::~History()
{
    m_subscription.reset();
    flush();
    aliveNow();
    // After all that is waiting there: quitting from here would leave it undone.
    QMetaObject::invokeMethod(m_place, [writer = m_writer, thread = m_thread.get()] {
        *writer = {};
        thread->quit();
    });
    m_thread->wait();
}

void History::post(std::function<void(Writer&)> work)
{
    QMetaObject::invokeMethod(m_place, [writer = m_writer, work = std::move(work)] {
        if (writer->file)
            work(*writer);
    });
}

void History::open(const std::string& clusterId)
{
    m_clusterId = clusterId;
    const bool keeps = QSettings().value(QStringLiteral("history/record"), true).toBool();
    const QString path = m_directory + u'/' + fileNameOf(clusterId) + QStringLiteral(".sqlite");
    const auto tell = [this](const QString& problem, bool writes) {
        QMetaObject::invokeMethod(this, [this, problem, writes] {
            m_problem = problem;
            writes ? m_poll.stop() : m_poll.start(OthersPoll);
            Q_EMIT extentChanged();
        });
    };
    QMetaObject::invokeMethod(
        m_place, [writer = m_writer, keeps, path, directory = m_directory, limits = limits(), tell] {
            *writer = {};
            QString problem;
            if (keeps) {
                QDir().mkpath(directory);
                QFile::setPermissions(
                    directory, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
                writer->lock = std::make_unique<QLockFile>(path + QStringLiteral(".lock"));
                writer->lock->setStaleLockTime(0); // it is held as long as a window is open
                if (auto file = HistoryFile::open(path, limits))
                    writer->file = std::move(*file);
                else
                    problem = qstr(file.error().message);
            }
            if (!writer->file) {
                writer->lock.reset();
                if (auto file = HistoryFile::open(QStringLiteral(":memory:"), limits))
                    writer->file = std::move(*file);
            }
            writer->tryLock();
            tell(problem, writer->writes);
        });
    askExtent();
}

void History::askExtent()
{
    post([this](Writer& writer) {
        auto extent = writer.file->extent();
        if (!extent)
            return;
        QMetaObject::invokeMethod(this, [this, found = *extent] {
            if (std::exchange(m_extent, found) != found)
                Q_EMIT extentChanged();
        });
    });
}

void History::see(const std::vector<store::Event>& events)
{
    if (!m_begun)
        return; // the first listing is no news
    const Timestamp now = systemNow();
    std::vector<Recorded> fresh;
    for (const auto& event : events) {
        m_changes.push_back({event.action, event.object});
        if (auto what = tell(event, m_connection.store()))
            fresh.push_back({.at = now, .told = std::move(*what)});
    }
    m_dirty = true;
    m_events.insert(m_events.end(), fresh.begin(), fresh.end());
    if (!m_flush.isActive())
        m_flush.start(m_pace.flush);
    if (!fresh.empty())
        Q_EMIT told(fresh);
}

void History::flush()
{
    m_flush.stop();
    if (m_changes.empty() && m_events.empty())
        return;
    post([this, now = systemNow(), changes = std::exchange(m_changes, {}), events = std::exchange(m_events, {})](
             Writer& writer) {
        if (writer.writes) [[maybe_unused]]
            const auto written = writer.file->write(now, changes, events);
        QMetaObject::invokeMethod(this, [this] { Q_EMIT recorded(); });
    });
}

// Nothing happened, but somebody was looking.
void History::aliveNow()
{
    if (m_begun && m_lost.isZero())
        post([now = systemNow()](Writer& writer) {
            if (writer.writes)
                [[maybe_unused]] const auto written = writer.file->write(now, {}, {});
        });
}

void History::keyframe()
{
    flush();
    m_dirty = false;
    post([now = systemNow(), objects = m_connection.store().objects()](Writer& writer) {
        writer.tryLock();
        if (!writer.writes)
            return;
        [[maybe_unused]] const auto written = writer.file->writeKeyframe(now, objects);
        [[maybe_unused]] const auto pruned = writer.file->prune(now);
    });
    askExtent();
}

void History::stateChanged()
{
    const auto& state = m_connection.state();
    if (!state.clusterId.empty() && state.clusterId != m_clusterId) {
        flush();
        m_begun = false;
        open(state.clusterId);
    }
    const bool there
        = (state.liveness == client::Liveness::Live || state.liveness == client::Liveness::Slow) && state.synced;
    const bool lost = state.liveness == client::Liveness::Stale || state.liveness == client::Liveness::Down;
    if (there && !m_begun && !m_clusterId.empty()) {
        m_begun = true;
        post([now = systemNow(), objects = m_connection.store().objects()](
                 Writer& writer) { writer.resume(now, objects); });
        keyframe();
        m_keyframe.start(m_pace.keyframe);
        m_alive.start(m_pace.alive);
    }
    if (m_begun && lost && m_lost.isZero())
        m_lost = state.asOf;
    if (there && !m_lost.isZero()) {
        const Recorded gap{.at = std::exchange(m_lost, {}), .until = systemNow(), .told = {}};
        m_events.push_back(gap);
        Q_EMIT told({gap});
        keyframe();
    }
}

void History::events(
    HistoryFile::Query query, QObject* receiver, std::function<void(const std::vector<Recorded>&)> answer)
{
    post(
        [this, query = std::move(query), to = QPointer<QObject>(receiver), answer = std::move(answer)](Writer& writer) {
            auto rows = writer.file->events(query);
            QMetaObject::invokeMethod(this, [to, answer, found = rows ? std::move(*rows) : std::vector<Recorded>()] {
                if (to)
                    answer(found);
            });
        });
}

void History::specs(
    const std::string& serviceId, QObject* receiver, std::function<void(const std::vector<HistoryFile::Spec>&)> answer)
{
    flush();
    post([this, serviceId, to = QPointer<QObject>(receiver), answer = std::move(answer)](Writer& writer) {
        auto specs = writer.file->specs(serviceId);
        QMetaObject::invokeMethod(
            this, [to, answer, found = specs ? std::move(*specs) : std::vector<HistoryFile::Spec>()] {
                if (to)
                    answer(found);
            });
    });
}

void History::seek(Timestamp at, QObject* receiver, std::function<void(const Result<Moment>&)> answer)
{
    flush();
    post([this, at, to = QPointer<QObject>(receiver), answer = std::move(answer)](Writer& writer) {
        QMetaObject::invokeMethod(this, [to, answer, moment = writer.file->seek(at)] {
            if (to)
                answer(moment);
        });
    });
}

} // namespace skep::ui
