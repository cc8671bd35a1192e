#include "tests/docker/testengine.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>

#include <csignal>

#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace skep::testing {
namespace {

QString program(const char* name)
{
    const QString file = QString::fromLatin1(name);
    const QString found = QStandardPaths::findExecutable(file);
    return found.isEmpty() ? QStandardPaths::findExecutable(file, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin")}) : found;
}

bool run(const QString& command, const QStringList& arguments)
{
    return QProcess::execute(command, arguments) == 0;
}

} // namespace

TestEngine::~TestEngine()
{
    m_registry.kill();
    m_registry.waitForFinished();
    if (m_engine.state() != QProcess::NotRunning) {
        const QJsonDocument containers = ask("GET", "/containers/json?all=1");
        for (const QJsonValue container : containers.array())
            static_cast<void>(
                ask("DELETE", "/containers/" + container[QStringLiteral("Id")].toString().toStdString() + "?force=1&v=1"));
        stop();
    }
    if (!m_directory)
        return;
    killLeftovers();
    unmountAll();
}

// Else the directory could not be removed.
void TestEngine::unmountAll() const
{
    QFile mounts(QStringLiteral("/proc/self/mounts"));
    if (!mounts.open(QIODevice::ReadOnly))
        return;
    QList<QByteArray> ours;
    for (const QByteArray& line : mounts.readAll().split('\n'))
        if (const QByteArray target = line.split(' ').value(1); target.startsWith(m_directory->path().toUtf8()))
            ours.prepend(target);
    for (const QByteArray& target : ours)
        umount2(target.constData(), MNT_DETACH);
}

// Containers of an engine that did not come back: whoever has our directory in its command line, and its children.
void TestEngine::killLeftovers() const
{
    const QByteArray ours = m_directory->path().toUtf8();
    for (const QString& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const int pid = name.toInt();
        QFile commandLine(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (pid <= 1 || pid == getpid() || !commandLine.open(QIODevice::ReadOnly) || !commandLine.readAll().contains(ours))
            continue;
        QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(pid));
        if (children.open(QIODevice::ReadOnly))
            for (const QByteArray& child : children.readAll().simplified().split(' '))
                if (child.toInt() > 1)
                    ::kill(child.toInt(), SIGKILL);
        ::kill(pid, SIGKILL);
    }
}

QString TestEngine::begin()
{
    if (geteuid() != 0)
        return QStringLiteral("needs root");
    for (const char* needed : {"dockerd", "containerd", "iptables", "ip", "busybox", "tar"})
        if (program(needed).isEmpty())
            return QStringLiteral("there is no %1 here").arg(QString::fromLatin1(needed));
    if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return QStringLiteral("this process may not have namespaces of its own");
    if (!run(program("ip"), {QStringLiteral("link"), QStringLiteral("set"), QStringLiteral("lo"), QStringLiteral("up")}))
        return QStringLiteral("the loopback device cannot be set up");
    m_directory = std::make_unique<QTemporaryDir>(QDir::tempPath() + QStringLiteral("/skep-docker-XXXXXX"));
    if (!m_directory->isValid() || !start())
        return QStringLiteral("dockerd does not start: %1").arg(QString::fromUtf8(m_engine.readAllStandardError()).right(2000));
    return importImage();
}

bool TestEngine::start()
{
    // What a reboot or a new service start would have cleared.
    QFile::remove(QString::fromStdString(path("engine.pid")));
    QFile::remove(QString::fromStdString(path("exec/containerd/containerd.pid")));
    m_engine.setProcessChannelMode(QProcess::SeparateChannels);
    m_engine.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); }); // this program may crash
    m_engine.setStandardErrorFile(QString::fromStdString(path("engine.log")), QIODevice::Append);
    m_engine.start(program("dockerd"),
        {QStringLiteral("--data-root"), QString::fromStdString(path("data")), QStringLiteral("--exec-root"),
            QString::fromStdString(path("exec")), QStringLiteral("--pidfile"), QString::fromStdString(path("engine.pid")),
            QStringLiteral("--host"), QStringLiteral("unix://") + QString::fromStdString(socketPath()),
            QStringLiteral("--live-restore"), QStringLiteral("--log-level"), QStringLiteral("warn"), QStringLiteral("--label"),
            QStringLiteral("of.the.engine=yes")});
    return m_engine.waitForStarted() && waitUntilAnswering();
}

bool TestEngine::waitUntilAnswering()
{
    return QTest::qWaitFor([this] { return m_engine.state() == QProcess::NotRunning || !ask("GET", "/version").isNull(); }, 30'000)
        && m_engine.state() == QProcess::Running;
}

void TestEngine::stop()
{
    m_engine.terminate();
    if (!m_engine.waitForFinished(20'000))
        kill();
}

void TestEngine::kill()
{
    m_engine.kill();
    m_engine.waitForFinished();
}

QJsonDocument TestEngine::ask(std::string method, std::string path, std::string body, std::string credentials) const
{
    http::Client client(http::Endpoint::unixSocket(socketPath()));
    http::Request request{.method = std::move(method), .target = std::move(path), .body = std::move(body)};
    if (!request.body.empty())
        request.headers.set("Content-Type", request.body.starts_with('{') ? "application/json" : "application/x-tar");
    if (!credentials.empty())
        request.headers.set("X-Registry-Auth", credentials);
    const auto answer = await(client.request(std::move(request), 20s));
    if (!answer || answer->status >= 400)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(answer->body));
}

std::string TestEngine::registryCredentials()
{
    return QByteArray(R"({"username":"tester","password":"for tests only"})").toBase64(QByteArray::Base64UrlEncoding).toStdString();
}

std::string TestEngine::pushToRegistry(std::uint16_t port)
{
    if (program("docker-registry").isEmpty())
        return {};
    const auto write = [&](const char* name, const std::string& text) {
        QFile file(QString::fromStdString(path(name)));
        return file.open(QIODevice::WriteOnly) && file.write(text.data(), qint64(text.size())) >= 0;
    };
    const std::string address = "127.0.0.1:" + std::to_string(port);
    // bcrypt of the password in registryCredentials()
    const bool written = write("htpasswd", "tester:$2b$05$abcdefghijklmnopqrstuuKoy1z4gXDdOCjTQelNxTahZqBv4cTT.\n")
        && write("registry.yml", "version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: " + path("registry")
                + "}}\nhttp: {addr: '" + address + "'}\nauth: {htpasswd: {realm: test, path: " + path("htpasswd") + "}}\n");
    m_registry.setStandardErrorFile(QProcess::nullDevice());
    m_registry.start(program("docker-registry"), {QStringLiteral("serve"), QString::fromStdString(path("registry.yml"))});
    if (!written || !m_registry.waitForStarted())
        return {};
    static_cast<void>(ask("POST", "/images/skep-test:v1/tag?repo=" + address + "/skep-test&tag=v1"));
    const auto pushed = [&] {
        static_cast<void>(ask("POST", "/images/" + address + "/skep-test/push?tag=v1", {}, registryCredentials()));
        const auto image = ask("GET", "/images/" + address + "/skep-test:v1/json");
        return !image[QStringLiteral("RepoDigests")].toArray().isEmpty();
    };
    if (!QTest::qWaitFor(pushed, 20'000))
        return {};
    static_cast<void>(ask("DELETE", "/images/" + address + "/skep-test:v1"));
    return address + "/skep-test:v1";
}

QString TestEngine::importImage()
{
    QDir root(QString::fromStdString(path("image")));
    for (const char* directory : {"bin", "etc", "proc", "sys", "dev", "www", "tmp", "run"})
        root.mkpath(QString::fromLatin1(directory));
    QFile::copy(program("busybox"), root.filePath(QStringLiteral("bin/busybox")));
    for (const char* applet : {"sh", "sleep", "cat", "httpd", "touch", "rm", "env", "ls", "id", "hostname", "grep", "ulimit",
             "test", "true", "false"})
        QFile::link(QStringLiteral("busybox"), root.filePath(QStringLiteral("bin/") + QString::fromLatin1(applet)));
    QFile page(root.filePath(QStringLiteral("www/index.html")));
    if (!page.open(QIODevice::WriteOnly) || page.write("hello from the task\n") < 0)
        return QStringLiteral("the image cannot be written");
    page.close();
    QProcess tar;
    tar.start(program("tar"), {QStringLiteral("-C"), root.path(), QStringLiteral("-c"), QStringLiteral(".")});
    if (!tar.waitForFinished())
        return QStringLiteral("tar does not work");
    const auto imported = ask("POST", "/images/create?fromSrc=-&repo=skep-test&tag=v1", tar.readAllStandardOutput().toStdString());
    return ask("GET", "/images/skep-test:v1/json").isNull() ? QStringLiteral("the image cannot be imported") : QString();
}

} // namespace skep::testing
