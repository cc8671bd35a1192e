#pragma once

#include "shared/async/task.h"
#include "shared/http/client.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <string>

namespace skep::testing {

// Runs the event loop until the coroutine has ended.
template <class T>
Result<T> await(async::Task<Result<T>> task, int timeoutMs = 30'000)
{
    auto result = std::make_shared<std::optional<Result<T>>>();
    [[maybe_unused]] const auto detached = [](async::Task<Result<T>> inner, auto into) -> async::Task<void> {
        auto value = co_await inner;
        into->emplace(std::move(value));
    }(std::move(task), result);
    if (!QTest::qWaitFor([&] { return result->has_value(); }, timeoutMs))
        return fail(ErrorCode::DeadlineExceeded, "the test waited too long");
    return **result;
}

// A dockerd of our own, with its data in a temporary directory and, with everything else this process does, in a network and a
// mount namespace of its own: nothing of the machine is touched, and what is left when a test crashes goes with the process.
class TestEngine {
public:
    // Image that it has: busybox, with httpd's files in /www.
    static constexpr const char* Image = "skep-test:v1";

    TestEngine() = default;
    ~TestEngine();
    TestEngine(const TestEngine&) = delete;
    TestEngine& operator=(const TestEngine&) = delete;

    // Why there can be no engine here; "" when it runs. Call before any thread is started.
    [[nodiscard]] QString begin();
    // The engine's program ends or dies; its containers go on. start() brings it back.
    void stop();
    void kill();
    [[nodiscard]] bool start();

    [[nodiscard]] std::string socketPath() const { return path("engine.sock"); }
    [[nodiscard]] std::string path(const char* name) const
    {
        return m_directory->filePath(QString::fromLatin1(name)).toStdString();
    }

    // The engine's answer to a request of the test's own; null when that failed.
    [[nodiscard]] QJsonDocument ask(
        std::string method, std::string path, std::string body = {}, std::string credentials = {}) const;

    // Starts a registry that asks for credentials and puts the image there. Its reference there; "" when there is no registry
    // program on this machine.
    [[nodiscard]] std::string pushToRegistry(std::uint16_t port);
    // Value of X-Registry-Auth for it.
    [[nodiscard]] static std::string registryCredentials();

private:
    [[nodiscard]] QString importImage();
    [[nodiscard]] bool waitUntilAnswering();
    void killLeftovers() const;
    void unmountAll() const;

    std::unique_ptr<QTemporaryDir> m_directory;
    QProcess m_engine, m_registry;
};

} // namespace skep::testing
