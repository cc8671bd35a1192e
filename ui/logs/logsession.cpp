#include "ui/logs/logsession.h"

#include "ui/actions/quorum.h"
#include "ui/text/text.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

constexpr auto Flush = 100ms, Retry = 2'000ms;

std::vector<store::Ptr<api::Task>> tasksOf(const store::View& view, const LogSource& source)
{
    if (source.kind == api::ObjectKind::Service)
        return view.tasksOfService(source.id);
    if (auto task = view.get<api::Task>(source.id))
        return {task};
    return {};
}

std::optional<api::TaskSpec> specOf(const store::View& view, const LogSource& source)
{
    if (source.kind == api::ObjectKind::Service) {
        const auto service = view.get<api::Service>(source.id);
        return service ? std::optional(service->spec.task) : std::nullopt;
    }
    const auto task = view.get<api::Task>(source.id);
    return task ? std::optional(task->spec) : std::nullopt;
}

QString labelOf(const store::View& view, const api::Task& task)
{
    const auto node = view.get<api::Node>(task.nodeId);
    const QString host = node ? nodeName(*node) : shortId(task.nodeId);
    QString name = qstr(task.serviceName);
    if (name.isEmpty())
        if (const auto service = view.get<api::Service>(task.serviceId))
            name = qstr(service->spec.name);
    if (task.slot)
        name += u'.' + QString::number(task.slot);
    return host.isEmpty() ? name : name + u'@' + host;
}

LogLane laneOf(const store::View& view, const api::Task& task)
{
    LogLane lane{.taskId = task.id, .label = labelOf(view, task), .reason = {}};
    const auto node = view.get<api::Node>(task.nodeId);
    const bool over = api::isTerminal(task.status.state);
    if (!task.nodeId.empty()
        && (!node || node->status.state == api::NodeState::Down
            || node->status.state == api::NodeState::Disconnected)) {
        lane.state = LogLane::State::Unreachable;
        lane.reason = node ? LogSession::tr("%1 is %2").arg(nodeName(*node), stateText(node->status.state))
                           : LogSession::tr("its node is gone");
    } else if (over) {
        lane.state = LogLane::State::Ended;
        lane.reason = stateText(task.status.state);
    } else if (task.status.state == api::TaskState::Running) {
        lane.state = LogLane::State::Live;
    } else {
        lane.state = LogLane::State::Waiting;
        lane.reason = stateText(task.status.state);
    }
    return lane;
}

// Servers put their reason into {"message": …}.
QString refusalText(const Bytes& body)
{
    const QByteArray text = QByteArray::fromStdString(std::string(body.begin(), body.end())).trimmed();
    const QString message = QJsonDocument::fromJson(text).object().value(u"message").toString();
    return message.isEmpty() ? QString::fromUtf8(text) : message;
}

} // namespace

std::vector<LogLane> lanesOf(const store::View& view, const LogSource& source)
{
    auto tasks = tasksOf(view, source);
    std::stable_sort(tasks.begin(), tasks.end(), [](const auto& a, const auto& b) {
        return a->slot != b->slot ? a->slot < b->slot : a->meta.createdAt > b->meta.createdAt;
    });
    std::vector<LogLane> lanes;
    for (const auto& task : tasks)
        if (task->status.state != api::TaskState::Rejected) // it never had a container
            lanes.push_back(laneOf(view, *task));
    return lanes;
}

QString laneStateText(LogLane::State state)
{
    switch (state) {
    case LogLane::State::Waiting:
        return LogSession::tr("not running yet");
    case LogLane::State::Live:
        return LogSession::tr("live");
    case LogLane::State::Ended:
        return LogSession::tr("ended");
    case LogLane::State::Unreachable:
        return LogSession::tr("unreachable");
    }
    return {};
}

QString explainLogProblem(const QString& message, const QString& driver)
{
    // The engine's known refusal.
    if (message.contains(u"does not support reading"))
        return driver.isEmpty()
            ? LogSession::tr("The log driver of these containers cannot be read back. Look where it sends its lines, "
                             "or set the driver to json-file, local or journald.")
            : LogSession::tr("The log driver “%1” cannot be read back. Look where it sends its lines, or set the "
                             "driver to json-file, local or journald.")
                  .arg(driver);
    return {};
}

QString logDriverOf(const store::View& view, const LogSource& source)
{
    const auto spec = specOf(view, source);
    if (spec && spec->logDriver && !spec->logDriver->name.empty())
        return qstr(spec->logDriver->name);
    const auto cluster = view.cluster();
    return cluster && cluster->spec.taskDefaults.logDriver ? qstr(cluster->spec.taskDefaults.logDriver->name)
                                                           : QString();
}

bool usesTerminal(const store::View& view, const LogSource& source)
{
    const auto spec = specOf(view, source);
    return spec && spec->container && spec->container->tty;
}

// --- reading ---------------------------------------------------------------------------------------------------------

struct LogSession::Reader
{
    LogSession* session = nullptr; // null once nobody wants to hear of it any more
    std::shared_ptr<client::EngineClient> engine;
    std::string path;
    client::EngineClient::Queries queries;
    bool terminal = false;
    async::Stop stop;
};

LogSession::LogSession(Cluster& cluster, QObject* parent)
    : QObject(parent)
    , m_cluster(cluster)
{
    m_flush.setInterval(Flush);
    connect(&m_flush, &QTimer::timeout, this, &LogSession::flush);
    m_retry.setSingleShot(true);
    m_retry.setInterval(Retry);
    connect(&m_retry, &QTimer::timeout, this, &LogSession::start);
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        for (const auto& event : events) {
            const auto task = store::as<api::Task>(event.object);
            if (store::as<api::Node>(event.object)
                || (task && (task->serviceId == m_source.id || task->id == m_source.id)))
                return refreshLanes();
        }
    });
}

LogSession::~LogSession()
{
    close();
}

void LogSession::open(LogSource source)
{
    close();
    m_source = std::move(source);
    m_merge = {};
    m_lanes.clear();
    m_newest = {};
    m_newestOf.clear();
    m_again = m_unreadable = false;
    m_terminal = usesTerminal(m_cluster.live(), m_source);
    setProblem({});
    refreshLanes();
    // Engines say nothing at all about this one.
    if (const QString driver = logDriverOf(m_cluster.live(), m_source); driver == u"none") {
        m_unreadable = true;
        setProblem(tr("The log driver “%1” keeps nothing. Set it to json-file, local or journald to read what is "
                      "written from then on.")
                       .arg(driver));
        return;
    }
    start();
}

void LogSession::close()
{
    m_retry.stop();
    m_flush.stop();
    if (m_reader) {
        m_reader->session = nullptr;
        m_reader->stop.request();
        m_reader.reset();
    }
    if (std::exchange(m_streaming, false))
        Q_EMIT stateChanged();
}

void LogSession::start()
{
    if (m_source.id.empty())
        return;
    auto engine = m_cluster.connection().engine();
    if (!engine) {
        setProblem(errorText(engine.error()));
        m_retry.start();
        return;
    }
    auto reader = std::make_shared<Reader>();
    reader->session = this;
    reader->engine = *engine;
    reader->path = (m_source.kind == api::ObjectKind::Service ? "/services/" : "/tasks/") + m_source.id + "/logs";
    reader->terminal = m_terminal;
    reader->queries = {{"follow", "1"}, {"stdout", "1"}, {"stderr", "1"}, {"timestamps", "1"}, {"details", "1"}};
    if (m_again && !m_newest.isZero()) {
        // The second before again: what was seen already is left out.
        reader->queries.push_back({"since", std::to_string((m_newest - 1s).ns / 1'000'000'000)});
        reader->queries.push_back({"tail", "all"});
    } else {
        if (m_source.since.count() > 0)
            reader->queries.push_back({"since", std::to_string((systemNow() - m_source.since).ns / 1'000'000'000)});
        reader->queries.push_back({"tail", m_source.tail < 0 ? "all" : std::to_string(m_source.tail)});
    }
    m_reader = reader;
    m_streaming = true;
    Q_EMIT stateChanged();
    // Detached by intent: it holds what it needs and ends with its Stop.
    [[maybe_unused]] const auto running = read(reader);
}

async::Task<void> LogSession::read(std::shared_ptr<Reader> reader)
{
    const auto stream = co_await reader->engine->stream(reader->path, reader->queries, reader->stop);
    if (!reader->session)
        co_return;
    if (!stream) {
        reader->session->ended(errorText(stream.error()),
            stream.error().code != ErrorCode::NotFound && stream.error().code != ErrorCode::Unimplemented);
        co_return;
    }
    const auto body = *stream;
    const bool refused = body->head().status >= 400;
    if (!refused && !reader->session->m_unreadable)
        reader->session->setProblem({});
    LogFrames frames(reader->terminal);
    Bytes refusal;
    for (;;) {
        const auto bytes = co_await body->next(reader->stop);
        if (!reader->session)
            co_return;
        if (!bytes || !*bytes) {
            reader->session->receive(frames.rest());
            if (refused)
                reader->session->ended(refusalText(refusal), false);
            else
                reader->session->ended(bytes ? QString() : errorText(bytes.error()), true);
            co_return;
        }
        if (refused)
            refusal += **bytes;
        else
            reader->session->receive(frames.take(**bytes));
        if (!reader->session)
            co_return;
    }
}

void LogSession::receive(const std::vector<LogFrame>& frames)
{
    const auto now = async::loop().monotonic();
    for (const LogFrame& frame : frames) {
        LogLine line = parseLogLine(frame);
        if (line.origin == LogOrigin::System) {
            tellProblem(line.text);
            line.at = m_newest;
            m_merge.put(std::move(line), now);
            continue;
        }
        Timestamp& newest = m_newestOf[line.taskId];
        if (m_again && !line.at.isZero() && line.at <= newest)
            continue; // repeated
        newest = std::max(newest, line.at);
        m_newest = std::max(m_newest, line.at);
        m_merge.put(std::move(line), now);
    }
    if (!m_merge.empty() && !m_flush.isActive())
        m_flush.start();
}

void LogSession::flush()
{
    const auto ready = m_merge.take(async::loop().monotonic());
    if (m_merge.empty())
        m_flush.stop();
    if (ready.empty())
        return;
    bool told = false; // lanes say something else now
    for (const LogLine& line : ready) {
        if (line.taskId.empty())
            continue;
        const auto lane = std::find_if(
            m_lanes.begin(), m_lanes.end(), [&line](const LogLane& one) { return one.taskId == line.taskId; });
        if (lane != m_lanes.end()) {
            told |= lane->lines++ == 0;
            continue;
        }
        // A task that the mirror does not know any more, or not yet.
        const auto node = m_cluster.live().get<api::Node>(line.nodeId);
        const QString host = node ? nodeName(*node) : shortId(line.nodeId);
        m_lanes.push_back({line.taskId, shortId(line.taskId) + (host.isEmpty() ? QString() : u'@' + host),
            LogLane::State::Ended, {}, 1});
        told = true;
    }
    if (told)
        Q_EMIT lanesChanged();
    Q_EMIT lines(ready);
}

void LogSession::ended(const QString& problem, bool again)
{
    m_reader.reset();
    m_streaming = false;
    if (!problem.isEmpty())
        tellProblem(problem);
    m_again = true;
    // A driver that cannot be read stays so, and what has ended says no more; everything else may get better.
    const bool more = std::any_of(
        m_lanes.begin(), m_lanes.end(), [](const LogLane& lane) { return lane.state != LogLane::State::Ended; });
    if (again && !m_unreadable && (more || !problem.isEmpty()))
        m_retry.start();
    Q_EMIT stateChanged();
}

void LogSession::tellProblem(const QString& message)
{
    const QString explained = explainLogProblem(message, logDriverOf(m_cluster.live(), m_source));
    m_unreadable |= !explained.isEmpty();
    setProblem(explained.isEmpty() ? message : explained);
}

void LogSession::setProblem(const QString& problem)
{
    if (std::exchange(m_problem, problem) != problem)
        Q_EMIT stateChanged();
}

void LogSession::refreshLanes()
{
    if (m_source.id.empty())
        return;
    auto lanes = lanesOf(m_cluster.live(), m_source);
    for (const LogLane& old : m_lanes) {
        const auto same
            = std::find_if(lanes.begin(), lanes.end(), [&old](const LogLane& one) { return one.taskId == old.taskId; });
        if (same != lanes.end()) {
            same->lines = old.lines;
        } else if (old.lines > 0) { // what it wrote is still to be seen
            lanes.push_back(old);
            if (lanes.back().state == LogLane::State::Live)
                lanes.back().state = LogLane::State::Ended;
        }
    }
    if (std::exchange(m_lanes, lanes) != lanes)
        Q_EMIT lanesChanged();
}

} // namespace skep::ui
