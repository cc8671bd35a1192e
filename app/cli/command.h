#pragma once

#include "shared/async/task.h"
#include "shared/client/engineclient.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace skep::cli {

// Docker's exit codes.
inline constexpr int Ok = 0, Failed = 1, WrongUsage = 125;

enum class FlagKind { Switch, Text, List };

// One option of a command. Values arrive as text and are parsed by our own types, which gives docker's messages.
struct Flag {
    std::string_view name;
    char shorthand = 0;
    FlagKind kind = FlagKind::Text;
    std::string_view value; // what help calls it: "string", "list", "duration"
    std::string_view help;
};

class Invocation;

// What an argument of a command names, for completion.
enum class Names { None, Services, Nodes, Roles };

// One command: help, parsing and completion follow from this row.
struct Command {
    std::string_view path;  // "service create"
    std::string_view usage; // behind the path: "[OPTIONS] IMAGE [COMMAND] [ARG...]"
    std::string_view help;
    std::span<const Flag> flags;
    int minArguments = 0, maxArguments = -1; // -1: any number
    bool optionsEndAtArgument = false;
    Names completes = Names::None;
    async::Task<int> (*run)(Invocation&) = nullptr;
};

// All commands, in the order of help.
[[nodiscard]] std::span<const Command> commands();
// Groups that only hold other commands ("service", …) with their help.
struct Group {
    std::string_view name, help;
};
[[nodiscard]] std::span<const Group> groups();

// A command with what the user gave it.
class Invocation {
public:
    Invocation(const Command& command, client::EngineClient& engine) : m_command(command), m_engine(engine) {}

    [[nodiscard]] const Command& command() const { return m_command; }
    [[nodiscard]] client::EngineClient& engine() { return m_engine; }

    [[nodiscard]] bool given(std::string_view flag) const { return m_values.contains(flag); }
    // The last value given, else `otherwise`.
    [[nodiscard]] std::string text(std::string_view flag, std::string otherwise = {}) const;
    [[nodiscard]] const std::vector<std::string>& list(std::string_view flag) const;
    // False unless switched on.
    [[nodiscard]] bool on(std::string_view flag) const;

    std::vector<std::string> arguments;

    void set(std::string_view flag, std::vector<std::string> values) { m_values[std::string(flag)] = std::move(values); }

private:
    const Command& m_command;
    client::EngineClient& m_engine;
    std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

// Prints "Error response from daemon: …" or, for our own findings, the message; returns the exit code.
int report(const Error& error);
// Our own finding about what the user typed.
[[nodiscard]] inline Failure misuse(std::string message) { return fail(ErrorCode::Aborted, std::move(message)); }

void out(std::string_view text);
void err(std::string_view text);

} // namespace skep::cli
