#include "daemon/docker/dockercontroller.h"

#include "daemon/docker/defaults.h"
#include "daemon/docker/expansion.h"
#include "shared/base/logging.h"

#include <utility>

namespace skep::docker {
namespace {

constexpr std::string_view UnhealthyText = "unhealthy container";

bool isTransient(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded || error.code == ErrorCode::Cancelled;
}

Failure interrupted() { return fail(ErrorCode::Cancelled, "stopped"); }

// A container that the engine cannot stop or remove now is one that it may be able to later; nobody else would try again.
Failure tryAgain(Error error)
{
    if (!isTransient(error))
        error.code = ErrorCode::Unavailable;
    return Failure(std::move(error));
}

std::string containerPath(const std::string& idOrName, std::string_view rest = {})
{
    return "/containers/" + http::percentEncode(idOrName) + std::string(rest);
}

} // namespace

// prepare() or start() is under way: shutdown() waits for its end, and so does the engine's close().
class DockerController::Busy {
public:
    explicit Busy(DockerController& owner) : m_owner(owner), m_step(owner.m_engine->beginStep()) { owner.m_stepOver.emplace(); }
    ~Busy() { std::exchange(m_owner.m_stepOver, {})->resolve({}); }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;

private:
    DockerController& m_owner;
    const std::shared_ptr<void> m_step;
};

DockerController::DockerController(std::shared_ptr<Engine> engine, agent::TaskContext context)
    : m_engine(std::move(engine))
    , m_context(std::move(context))
    , m_name(api::taskName(m_context.task))
    , m_interruptLink(m_engine->stop().then([stop = m_interrupt] { stop.request(); }))
{
}

DockerController::~DockerController()
{
    for (auto& secret : m_context.secrets)
        if (secret.spec.data)
            wipe(secret.spec.data->data);
}

// --- prepare -----------------------------------------------------------------------------------------------------

async::Task<Result<void>> DockerController::prepare()
{
    const Busy busy(*this);
    if (m_interrupt.requested())
        co_return interrupted();
    if (m_container)
        co_return Result<void>{};
    auto result = co_await create();
    co_return result;
}

async::Task<Result<void>> DockerController::create()
{
    const auto spec = expandSpec(m_context);
    if (!spec)
        co_return Failure(spec.error());
    if (const auto network = networkMode(m_context.task); !network)
        co_return Failure(network.error());
    const auto files = m_engine->files.write(m_context, *spec);
    if (!files)
        co_return Failure(files.error());
    const auto request = containerConfig(m_context, *spec, *files, m_engine->options.publishAddress);
    if (!request)
        co_return Failure(request.error());
    const std::string body = api::toJson(*request);

    auto created = co_await createFrom(body);
    if (!created && isMissingImage(created.error())) {
        // The engine's words about the container say more to users of Docker than the registry's, which are in the log.
        auto pulled = co_await m_engine->puller.pull(spec->image, spec->registryAuth, m_interrupt);
        if (!pulled && isTransient(pulled.error()))
            co_return Failure(pulled.error());
        if (pulled)
            created = co_await createFrom(body);
    }
    if (!created && created.error().code == ErrorCode::AlreadyExists)
        created = co_await adopt(created.error());
    co_return created;
}

async::Task<Result<void>> DockerController::createFrom(std::string body)
{
    const auto pass = co_await m_engine->starts.enter(m_interrupt);
    if (!pass)
        co_return Failure(pass.error());
    EngineClient::Call call{.method = "POST", .path = "/containers/create", .query = {{"name", m_name}}, .body = std::move(body)};
    const auto answer = co_await m_engine->client.request(std::move(call), WorkDeadline, m_engine->stop());
    if (!answer)
        co_return Failure(answer.error());
    const auto created = api::fromJson<CreateAnswer>(answer->body);
    if (!created || created->id.empty())
        co_return fail(ErrorCode::Internal, "the container engine created a container without an id");
    hold(created->id);
    m_upToDate = true;
    co_return Result<void>{};
}

// The name is taken: by the container that an earlier attempt made, of whose answer we never heard.
async::Task<Result<void>> DockerController::adopt(Error conflict)
{
    auto found = co_await find();
    if (!found && found.error().code == ErrorCode::NotFound)
        co_return fail(ErrorCode::Unavailable, conflict.message); // it is being removed: another try will do
    co_return found;
}

// --- start -------------------------------------------------------------------------------------------------------

async::Task<Result<void>> DockerController::start()
{
    const Busy busy(*this);
    if (m_interrupt.requested())
        co_return interrupted();
    auto result = co_await launch();
    if (!result && !isTransient(result.error())) {
        const auto stopped = co_await giveUp(result.error());
        co_return stopped;
    }
    co_return result;
}

async::Task<Result<void>> DockerController::launch()
{
    const auto found = co_await find();
    if (!found)
        co_return found;
    if (!m_container->started()) {
        const auto started = co_await postStart();
        if (!started)
            co_return started;
        const auto inspected = co_await inspect();
        if (!inspected)
            co_return inspected;
    }
    const auto healthy = co_await untilHealthy();
    if (!healthy)
        co_return Failure(healthy.error());
    if (!*healthy)
        co_return Result<void>{}; // it ended well before it could say that it is healthy
    co_return m_ingress.publish(m_context.task, m_network, m_engine->publisher);
}

async::Task<Result<void>> DockerController::postStart()
{
    const auto pass = co_await m_engine->starts.enter(m_interrupt, Gate::Priority::Urgent);
    if (!pass)
        co_return Failure(pass.error());
    m_upToDate = false;
    EngineClient::Call call{.method = "POST", .path = containerPath(m_container->id(), "/start")};
    const auto answer = co_await m_engine->client.request(std::move(call), WorkDeadline, m_engine->stop());
    if (answer)
        co_return Result<void>{};
    if (isTransient(answer.error()))
        co_return Failure(answer.error());
    co_return fail(answer.error().code, "starting container failed: " + answer.error().message);
}

// True when the container may get traffic; false when it has ended in a way that wait() is to tell.
async::Task<Result<bool>> DockerController::untilHealthy()
{
    using Health = WatchedContainer::Health;
    const bool checked = m_container->health() != Health::None;
    for (;;) {
        if (m_container->gone())
            co_return Failure(notThere());
        if (m_container->ended()) {
            // Without a check the task did run, and wait() tells how that went.
            if (!checked || m_container->exitCode() == 0)
                co_return false;
            co_return fail(ErrorCode::Aborted, "task: non-zero exit (" + std::to_string(m_container->exitCode()) + ")");
        }
        if (m_container->health() == Health::Unhealthy) {
            m_unhealthy = true;
            co_return fail(ErrorCode::Aborted, std::string(UnhealthyText));
        }
        if (!checked || m_container->health() == Health::Healthy)
            co_return true;
        const auto woken = co_await m_container->changed.wait(m_interrupt);
        if (!woken)
            co_return Failure(woken.error());
    }
}

// A start that failed for good must leave nothing running: nobody would stop it.
async::Task<Result<void>> DockerController::giveUp(Error why)
{
    m_ingress.withdraw();
    if (m_container && m_container->started() && !m_container->ended()) {
        const auto stopped = co_await stopContainer();
        if (!stopped) {
            m_upToDate = false; // another start() finds it running, fails likewise and tries again to stop it
            co_return stopped;
        }
        if (m_unhealthy && m_container->exitCode() != 0)
            why.message = "task: non-zero exit (" + std::to_string(m_container->exitCode()) + "): " + why.message;
    }
    co_return Failure(std::move(why));
}

// --- wait --------------------------------------------------------------------------------------------------------

async::Task<Result<agent::Exit>> DockerController::wait()
{
    const auto step = m_engine->beginStep();
    const auto found = co_await find();
    if (!found)
        co_return Failure(found.error());
    if (!m_container->started())
        co_return fail(ErrorCode::FailedPrecondition, "container " + m_name + " was never started");
    auto result = co_await untilEnded();
    if (result)
        m_ingress.withdraw();
    co_return result;
}

async::Task<Result<agent::Exit>> DockerController::untilEnded()
{
    while (!m_container->ended()) {
        if (m_container->health() == WatchedContainer::Health::Unhealthy && !m_interrupt.requested()) {
            m_unhealthy = true;
            m_ingress.withdraw();
            const auto stopped = co_await stopContainer();
            if (!stopped && isTransient(stopped.error())) {
                const auto slept = co_await async::sleepFor(StopRetry, m_engine->stop());
                if (!slept)
                    co_return Failure(slept.error());
                continue;
            }
            if (!stopped)
                co_return Failure(stopped.error());
        } else if (!m_interrupt.requested()) {
            // After a restart of this program nobody serves the container's ports yet.
            const auto published = m_ingress.publish(m_context.task, m_network, m_engine->publisher);
            if (!published) {
                qCWarning(logDocker) << "cannot serve a running task's ports, name=" << log(m_name)
                                     << "error=" << log(published.error().message);
                co_return fail(ErrorCode::Unavailable, published.error().message);
            }
        }
        if (m_container->ended())
            break;
        const auto woken = co_await m_container->changed.wait(m_engine->stop());
        if (!woken)
            co_return Failure(woken.error());
    }
    co_return exit();
}

agent::Exit DockerController::exit() const
{
    agent::Exit exit{.code = m_container->exitCode(), .error = m_container->error()};
    if (m_unhealthy)
        exit.error = UnhealthyText;
    else if (m_container->oomKilled() && exit.code != 0 && exit.error.empty())
        exit.error = "out of memory";
    return exit;
}

// --- shutdown, remove --------------------------------------------------------------------------------------------

async::Task<Result<void>> DockerController::shutdown()
{
    const auto step = m_engine->beginStep();
    m_ingress.withdraw();
    m_interrupt.request();
    if (m_stepOver) {
        const auto over = *m_stepOver;
        [[maybe_unused]] const auto ended = co_await over;
    }
    m_ingress.withdraw();
    const auto found = co_await find();
    if (!found && found.error().code == ErrorCode::NotFound)
        co_return Result<void>{};
    if (!found)
        co_return found;
    co_await finishAnswers();
    auto stopped = co_await stopContainer();
    co_return stopped;
}

// What clients have asked through published ports is answered before the container is told to stop: not every program does
// that by itself. Whoever keeps a connection open for longer is cut off as the program does it.
async::Task<void> DockerController::finishAnswers()
{
    const auto until = std::chrono::steady_clock::now() + FinishAnswers;
    while (m_ingress.inUse() && !m_container->ended() && std::chrono::steady_clock::now() < until)
        if (!co_await async::sleepFor(FinishPoll, m_engine->stop()))
            break;
}

async::Task<Result<void>> DockerController::stopContainer()
{
    if (m_container->ended() || !m_container->started())
        co_return Result<void>{};
    auto stopped = co_await stopPolitely();
    // The engine has seen the end; its code comes with the event.
    if (stopped && !m_container->ended()) {
        [[maybe_unused]] const auto news = co_await m_container->endedNews.wait(m_engine->stop(), ExitNews);
    }
    if (stopped && !m_container->ended()) {
        auto inspected = co_await inspect();
        if (!inspected && inspected.error().code != ErrorCode::NotFound)
            co_return inspected;
    }
    co_return stopped;
}

// POST stop, which takes as long as the container does; only its beginning is paced.
async::Task<Result<void>> DockerController::stopPolitely()
{
    auto pass = co_await m_engine->stops.enter(m_engine->stop());
    if (!pass)
        co_return Failure(pass.error());
    async::Timer letNextIn;
    letNextIn.arm(StopPace, [&pass] { pass->reset(); });
    const std::int64_t grace = stopGraceSeconds(m_context.task.spec.container.value_or(api::ContainerSpec{}));
    EngineClient::Call call{
        .method = "POST", .path = containerPath(m_container->id(), "/stop"), .query = {{"t", std::to_string(grace)}}};
    const auto answer
        = co_await m_engine->client.stream(std::move(call), std::chrono::seconds(grace) + StopMargin, m_engine->stop());
    if (!answer && answer.error().code != ErrorCode::NotFound)
        co_return tryAgain(answer.error());
    co_return Result<void>{};
}

async::Task<Result<void>> DockerController::remove()
{
    const auto step = m_engine->beginStep();
    m_ingress.withdraw();
    const auto found = co_await find();
    if (!found && found.error().code != ErrorCode::NotFound)
        co_return found;
    if (found) {
        const auto pass = co_await m_engine->stops.enter(m_engine->stop());
        if (!pass)
            co_return Failure(pass.error());
        EngineClient::Call call{
            .method = "DELETE", .path = containerPath(m_container->id()), .query = {{"force", "1"}, {"v", "1"}}};
        const auto answer = co_await m_engine->client.request(std::move(call), WorkDeadline, m_engine->stop());
        // 409: somebody else is removing it.
        if (!answer && answer.error().code != ErrorCode::NotFound)
            co_return tryAgain(answer.error());
        m_container->disappear();
    }
    m_engine->files.remove(m_context.nodeId, m_context.task.id);
    co_return Result<void>{};
}

// --- what all of them need ---------------------------------------------------------------------------------------

async::Task<Result<void>> DockerController::find()
{
    if (m_container && m_container->gone())
        co_return Failure(notThere());
    if (m_container && m_upToDate)
        co_return Result<void>{};
    auto inspected = co_await inspect();
    co_return inspected;
}

async::Task<Result<void>> DockerController::inspect()
{
    const std::string idOrName = m_container ? m_container->id() : m_name;
    const auto inspection = co_await m_engine->feed.inspect(idOrName, m_engine->stop());
    if (!inspection && inspection.error().code == ErrorCode::NotFound) {
        if (m_container)
            m_container->disappear();
        co_return Failure(notThere());
    }
    if (!inspection)
        co_return Failure(inspection.error());
    const auto& labels = inspection->config.labels;
    const auto taskId = labels.find(std::string(TaskIdLabel));
    if (taskId == labels.end() || taskId->second != m_context.task.id)
        co_return fail(ErrorCode::AlreadyExists, "container name " + m_name + " is taken by a container that is not this task's");
    take(*inspection);
    co_return Result<void>{};
}

void DockerController::take(const Inspection& inspection)
{
    if (!m_container)
        hold(inspection.id);
    m_container->apply(inspection);
    m_network = inspection.networkSettings;
    m_upToDate = true;
}

void DockerController::hold(std::string containerId)
{
    m_watch.reset();
    m_container = std::make_unique<WatchedContainer>(std::move(containerId));
    m_watch = m_engine->feed.watch(*m_container);
}

Error DockerController::notThere() const
{
    return {ErrorCode::NotFound, "No such container: " + m_name};
}

std::optional<api::ContainerStatus> DockerController::containerStatus() const
{
    if (!m_container)
        return std::nullopt;
    return api::ContainerStatus{.containerId = m_container->id(), .pid = m_container->pid(), .exitCode = m_container->exitCode()};
}

api::PortStatus DockerController::portStatus() const { return hostPorts(m_context.task, m_network); }

} // namespace skep::docker
