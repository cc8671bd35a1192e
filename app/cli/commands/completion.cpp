#include "app/cli/commands/all.h"
#include "app/cli/tasklist.h"
#include "shared/api/json.h"

namespace skep::cli {
namespace {

constexpr const char* Bash = R"sh(_skep() {
    local IFS=$'\n'
    COMPREPLY=($(skep __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _skep skep
)sh";
constexpr const char* Zsh = R"sh(#compdef skep
_skep() { compadd -- ${(f)"$(skep __complete "${(@)words[2,CURRENT]}" 2>/dev/null)"} }
compdef _skep skep
)sh";
constexpr const char* Fish = R"sh(complete -c skep -f -a '(skep __complete (commandline -opc)[2..-1] (commandline -ct))'
)sh";

void offer(std::string_view candidate, const std::string& begun)
{
    if (candidate.starts_with(begun) && !candidate.starts_with("__"))
        out(std::string(candidate) + "\n");
}

// Completion is silent when nobody answers.
async::Task<void> offerServices(Invocation& in, std::string begun)
{
    const auto text = co_await in.engine().get("/services");
    const auto services = text ? listOf<api::Service>(*text) : tl::unexpected(text.error());
    if (services)
        for (const api::Service& service : *services)
            offer(service.spec.name, begun);
}

async::Task<void> offerNodes(Invocation& in, std::string begun)
{
    const auto text = co_await in.engine().get("/nodes");
    const auto nodes = text ? listOf<api::Node>(*text) : tl::unexpected(text.error());
    if (nodes)
        for (const api::Node& node : *nodes)
            offer(node.description.hostname, begun);
}

} // namespace

async::Task<int> completion(Invocation& in)
{
    const std::string& shell = in.arguments.front();
    if (shell == "bash")
        out(Bash);
    else if (shell == "zsh")
        out(Zsh);
    else if (shell == "fish")
        out(Fish);
    else {
        err("unknown shell " + shell + ": bash, zsh or fish is needed\n");
        co_return Failed;
    }
    co_return Ok;
}

// The words typed so far, the last one unfinished; prints what it may become.
async::Task<int> complete(Invocation& in)
{
    const std::vector<std::string>& words = in.arguments;
    const std::string begun = words.empty() ? "" : words.back();
    if (words.size() <= 1) {
        for (const Group& group : groups())
            offer(group.name, begun);
        for (const Command& command : commands())
            if (command.path.find(' ') == std::string_view::npos)
                offer(command.path, begun);
        co_return Ok;
    }
    const std::string two = words.size() > 2 ? words[0] + " " + words[1] : words[0];
    const Command* found = nullptr;
    for (const Command& command : commands()) {
        if (words.size() == 2 && command.path.starts_with(words[0] + " "))
            offer(command.path.substr(words[0].size() + 1), begun);
        if (command.path == two || (command.path == words[0] && words.size() >= 2))
            found = &command;
    }
    if (!found)
        co_return Ok;
    if (begun.starts_with('-')) {
        for (const Flag& flag : found->flags)
            offer("--" + std::string(flag.name), begun);
        co_return Ok;
    }
    switch (found->completes) {
    case Names::None: break;
    case Names::Roles:
        offer("worker", begun);
        offer("manager", begun);
        break;
    case Names::Services:
        co_await offerServices(in, begun);
        break;
    case Names::Nodes:
        co_await offerNodes(in, begun);
        break;
    }
    co_return Ok;
}

} // namespace skep::cli
