#include "app/cli/parse.h"
#include "shared/client/target.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcessEnvironment>

namespace skep::cli {
namespace {

client::TargetOptions targetOptions(const GlobalOptions& global)
{
    client::TargetOptions options{global.host, global.context, {}, [](const std::string& path) { return QFile::exists(QString::fromStdString(path)); }};
    const auto environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys())
        options.environment.emplace(name.toStdString(), environment.value(name).toStdString());
    return options;
}

async::Task<void> run(Invocation& invocation, int& code)
{
    code = co_await invocation.command().run(invocation);
    QCoreApplication::quit();
}

int start(int argc, char** argv)
{
    std::vector<std::string> words(argv + 1, argv + argc);
    const Parsed parsed = parseCommand(words);
    if (parsed.exitCode >= 0)
        return parsed.exitCode;
    const auto target = client::findTarget(targetOptions(parsed.global));
    // Completion scripts and help need no daemon.
    client::EngineClient engine(target ? target->endpoint : http::Endpoint::unixSocket(""));
    Invocation invocation(*parsed.command, engine);
    if (const auto code = parseOptions(invocation, parsed.rest))
        return *code;
    if (!target)
        return report(target.error());
    int code = Failed;
    bool done = false;
    const auto watched = [](Invocation& i, int& c, bool& d) -> async::Task<void> {
        co_await run(i, c);
        d = true;
    };
    [[maybe_unused]] const auto task = watched(invocation, code, done);
    if (!done)
        QCoreApplication::exec();
    return code;
}

} // namespace
} // namespace skep::cli

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    return skep::cli::start(argc, argv);
}
