#include "app/cli/parse.h"

#include <CLI/CLI.hpp>

namespace skep::cli {
namespace {

constexpr const char* Program = "skep";

std::string usageOf(const Command& command)
{
    return "Usage:  " + std::string(Program) + " " + std::string(command.path) + (command.usage.empty() ? "" : " ") + std::string(command.usage);
}

int wrongFlag(const Command& command, const std::string& what)
{
    err(what + "\n\n" + usageOf(command) + "\n\nRun '" + Program + " " + std::string(command.path) + " --help' for more information\n");
    return WrongUsage;
}

int wrongCount(const Command& command, const std::string& what)
{
    const std::string name = std::string(Program) + " " + std::string(command.path);
    err(std::string(Program) + ": '" + name + "' " + what + "\n\n" + usageOf(command) + "\n\nSee '" + name + " --help' for more information\n");
    return Failed;
}

std::string plural(int count) { return std::to_string(count) + (count == 1 ? " argument" : " arguments"); }

std::optional<int> checkCount(const Invocation& invocation)
{
    const Command& command = invocation.command();
    const int count = static_cast<int>(invocation.arguments.size());
    if (command.minArguments == command.maxArguments && count != command.minArguments)
        return wrongCount(command, command.minArguments == 0 ? "accepts no arguments" : "requires " + plural(command.minArguments));
    if (count < command.minArguments)
        return wrongCount(command, "requires at least " + plural(command.minArguments));
    if (command.maxArguments >= 0 && count > command.maxArguments)
        return wrongCount(command, "requires at most " + plural(command.maxArguments));
    return {};
}

std::string unknownFlag(const std::vector<std::string>& extras)
{
    for (const std::string& extra : extras) {
        if (extra.starts_with("--"))
            return "unknown flag: " + extra.substr(0, extra.find('='));
        if (extra.starts_with("-") && extra.size() > 1)
            return "unknown shorthand flag: '" + extra.substr(1, 1) + "' in " + extra;
    }
    return "unexpected argument: " + (extras.empty() ? std::string() : extras.front());
}

} // namespace

std::string helpOf(const Command& command)
{
    std::string text = usageOf(command) + "\n\n" + std::string(command.help) + "\n";
    if (command.flags.empty())
        return text;
    text += "\nOptions:\n";
    std::size_t width = 0;
    std::vector<std::pair<std::string, std::string_view>> rows;
    for (const Flag& flag : command.flags) {
        std::string left = flag.shorthand ? std::string("  -") + flag.shorthand + ", --" : "      --";
        left += flag.name;
        if (!flag.value.empty())
            left += " " + std::string(flag.value);
        width = std::max(width, left.size());
        rows.emplace_back(std::move(left), flag.help);
    }
    for (const auto& [left, help] : rows)
        text += left + std::string(width + 3 - left.size(), ' ') + std::string(help) + "\n";
    return text;
}

std::string helpOfGroup(std::string_view group)
{
    std::string text = "Usage:  " + std::string(Program) + (group.empty() ? " [OPTIONS]" : " " + std::string(group)) + " COMMAND\n\n";
    std::vector<std::pair<std::string, std::string_view>> rows;
    if (group.empty()) {
        text += "A swarm of machines that runs services in containers\n\nCommands:\n";
        for (const Group& g : groups())
            rows.emplace_back(g.name, g.help);
    } else {
        for (const Group& g : groups())
            if (g.name == group)
                text += std::string(g.help) + "\n\nCommands:\n";
    }
    for (const Command& command : commands()) {
        const auto space = command.path.find(' ');
        if (group.empty() ? space == std::string_view::npos : space != std::string_view::npos && command.path.substr(0, space) == group)
            if (!command.path.starts_with("__"))
                rows.emplace_back(group.empty() ? command.path : command.path.substr(space + 1), command.help);
    }
    for (const auto& [name, help] : rows)
        text += "  " + name + std::string(name.size() < 12 ? 12 - name.size() : 1, ' ') + std::string(help) + "\n";
    if (group.empty())
        text += "\nGlobal Options:\n  -H, --host string      Where the daemon is: unix://, tcp:// (mutual TLS) or ssh://\n"
                "  -c, --context string   Name of the Docker context to use\n  -v, --version          Print version information and quit\n";
    text += "\nRun '" + std::string(Program) + (group.empty() ? "" : " " + std::string(group)) + " COMMAND --help' for more information on a command.\n";
    return text;
}

Parsed parseCommand(const std::vector<std::string>& words)
{
    Parsed parsed;
    std::size_t at = 0;
    const auto finish = [&](std::string_view text, int code) {
        code == Ok ? out(text) : err(text);
        parsed.exitCode = code;
        return parsed;
    };
    for (; at < words.size() && words[at].starts_with('-'); ++at) {
        const std::string& word = words[at];
        const auto value = [&](std::string_view longName, std::string_view shortName) -> std::optional<std::string> {
            const std::string prefix = std::string(longName) + "=";
            if (word.starts_with(prefix))
                return word.substr(prefix.size());
            if ((word == longName || word == shortName) && at + 1 < words.size())
                return words[++at];
            return {};
        };
        if (word == "--help" || word == "-h")
            return finish(helpOfGroup(""), Ok);
        if (word == "--version" || word == "-v")
            return finish("skep version " SKEP_VERSION "\n", Ok);
        if (auto host = value("--host", "-H"))
            parsed.global.host = *host;
        else if (auto context = value("--context", "-c"))
            parsed.global.context = *context;
        else
            return finish((word == "-H" || word == "--host" || word == "-c" || word == "--context" ? "flag needs an argument: " : "unknown flag: ") + word
                    + "\nSee 'skep --help'.\n",
                WrongUsage);
    }
    if (at == words.size())
        return finish(helpOfGroup(""), Ok);
    std::string path;
    for (std::size_t end = at; end < words.size() && end < at + 2; ++end) {
        path += (path.empty() ? "" : " ") + words[end];
        for (const Command& command : commands()) {
            if (command.path != path)
                continue;
            parsed.command = &command;
            parsed.rest.assign(words.begin() + static_cast<std::ptrdiff_t>(end) + 1, words.end());
        }
        if (parsed.command)
            return parsed;
    }
    const std::string& first = words[at];
    const bool group = std::any_of(groups().begin(), groups().end(), [&](const Group& g) { return g.name == first; });
    if (!group)
        return finish("skep: unknown command: skep " + first + "\n\nRun 'skep --help' for more information\n", Failed);
    const std::string second = at + 1 < words.size() ? words[at + 1] : "";
    if (second.empty() || second == "--help" || second == "-h")
        return finish(helpOfGroup(first), Ok);
    return finish("skep: unknown command: skep " + first + " " + second + "\n\n" + helpOfGroup(first), Failed);
}

std::optional<int> parseOptions(Invocation& invocation, const std::vector<std::string>& words)
{
    const Command& command = invocation.command();
    CLI::App app;
    app.set_help_flag();
    app.positionals_at_end(command.optionsEndAtArgument);
    bool help = false;
    app.add_flag("--help,-h", help); // no command uses -h itself
    std::vector<std::pair<const Flag*, CLI::Option*>> options;
    for (const Flag& flag : command.flags) {
        std::string name = "--" + std::string(flag.name);
        if (flag.shorthand)
            name += std::string(",-") + flag.shorthand;
        CLI::Option* option = flag.kind == FlagKind::Switch ? app.add_flag(name) : app.add_option(name);
        if (flag.kind != FlagKind::Switch)
            option->type_size(1)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        options.emplace_back(&flag, option);
    }
    app.add_option("ARGUMENTS", invocation.arguments)->expected(0, 1'000'000);
    // Behind "--" everything is an argument; the library would keep the dashes.
    std::vector<std::string> before = words, behind;
    if (const auto dashes = std::find(before.begin(), before.end(), "--"); dashes != before.end() && !command.optionsEndAtArgument) {
        behind.assign(dashes + 1, before.end());
        before.erase(dashes, before.end());
    }
    std::reverse(before.begin(), before.end());
    try {
        app.parse(std::move(before));
    } catch (const CLI::ExtrasError&) {
        return wrongFlag(command, unknownFlag(app.remaining(true)));
    } catch (const CLI::ArgumentMismatch& mismatch) {
        return wrongFlag(command, "flag needs an argument: " + std::string(mismatch.what()).substr(0, std::string(mismatch.what()).find(':')));
    } catch (const CLI::ParseError& error) {
        return wrongFlag(command, error.what());
    }
    if (help) {
        out(helpOf(command));
        return Ok;
    }
    for (const auto& [flag, option] : options)
        if (option->count() > 0)
            invocation.set(flag->name, option->results());
    invocation.arguments.insert(invocation.arguments.end(), behind.begin(), behind.end());
    return checkCount(invocation);
}

} // namespace skep::cli
