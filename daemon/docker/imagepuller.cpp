#include "daemon/docker/imagepuller.h"

#include "daemon/docker/defaults.h"
#include "daemon/docker/wire.h"
#include "shared/base/logging.h"

#include <utility>

namespace skep::docker {

ImageParts splitImage(const std::string& reference)
{
    // A colon before the last slash belongs to a registry's port.
    const auto tagOf = [](const std::string& name) {
        const auto colon = name.rfind(':');
        const auto slash = name.rfind('/');
        return slash != std::string::npos && colon != std::string::npos && colon < slash ? std::string::npos : colon;
    };
    if (const auto at = reference.find('@'); at != std::string::npos) {
        const std::string name = reference.substr(0, at);
        return {name.substr(0, tagOf(name)), reference.substr(at + 1)};
    }
    const auto colon = tagOf(reference);
    if (colon == std::string::npos)
        return {reference, "latest"};
    return {reference.substr(0, colon), reference.substr(colon + 1)};
}

async::Task<Result<void>> ImagePuller::pull(std::string image, std::string credentials, async::Stop stop)
{
    const Key key{std::move(image), std::move(credentials)};
    auto& known = m_running[key];
    if (!known)
        known = std::make_shared<Running>();
    const auto running = known;
    const async::Pending<void> done;
    running->waiting.push_back(done);
    if (++running->interested == 1)
        m_scope.spawn("pull", run(key, running));
    auto result = co_await async::orStopped(done, stop);
    leave(key, running);
    co_return result;
}

void ImagePuller::leave(const Key& key, const std::shared_ptr<Running>& running)
{
    if (--running->interested > 0)
        return;
    running->stop.request();
    const auto found = m_running.find(key);
    if (found != m_running.end() && found->second == running)
        m_running.erase(found);
}

async::Task<void> ImagePuller::run(Key key, std::shared_ptr<Running> running)
{
    const auto link = m_scope.stop().then([stop = running->stop] { stop.request(); });
    auto result = co_await pullOnce(key, running->stop);
    if (!result && !running->stop.requested())
        qCWarning(logDocker) << "cannot pull an image, image=" << log(key.first) << "error=" << log(result.error().message);
    const auto found = m_running.find(key);
    if (found != m_running.end() && found->second == running)
        m_running.erase(found);
    for (const auto& waiting : running->waiting)
        waiting.resolve(result);
}

async::Task<Result<void>> ImagePuller::pullOnce(Key key, async::Stop stop)
{
    const auto& [image, credentials] = key;
    const ImageParts parts = splitImage(image);
    EngineClient::Call call{.method = "POST", .path = "/images/create", .query = {{"fromImage", parts.name}, {"tag", parts.tag}}};
    if (!credentials.empty())
        call.headers.set("X-Registry-Auth", credentials);
    const auto stream = co_await m_client.stream(std::move(call), PullDeadline, stop);
    if (!stream)
        co_return Failure(stream.error());
    // The status was sent before the work: a failure is a line of the progress.
    for (;;) {
        const auto line = co_await (*stream)->nextLine(stop);
        if (!line)
            co_return Failure(line.error());
        if (!*line)
            co_return Result<void>{};
        const auto progress = api::fromJson<PullProgress>(**line);
        if (progress && !progress->error.empty())
            co_return fail(ErrorCode::Unknown, progress->error);
    }
}

} // namespace skep::docker
