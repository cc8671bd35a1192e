#pragma once

#include "app/cli/command.h"

#include <optional>
#include <string>
#include <vector>

namespace skep::cli {

// The options before the command.
struct GlobalOptions {
    std::string host, context;
};

struct Parsed {
    GlobalOptions global;
    const Command* command = nullptr;
    std::vector<std::string> rest; // behind the command's words
    int exitCode = -1;             // ≥ 0: help or an error was printed
};

// Finds the command in the words behind the program's name.
[[nodiscard]] Parsed parseCommand(const std::vector<std::string>& words);
// Fills in options and arguments. Returns an exit code when help or an error was printed.
[[nodiscard]] std::optional<int> parseOptions(Invocation& invocation, const std::vector<std::string>& words);

[[nodiscard]] std::string helpOf(const Command& command);
[[nodiscard]] std::string helpOfGroup(std::string_view group);

} // namespace skep::cli
