#pragma once

#include "shared/gotemplate/template.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace skep::gotemplate {

struct Pipeline;

// One word of a command: a constant, ".Field.Path", a name of a function, or a pipeline in parentheses. `path` is looked up in
// what the word yields.
struct Operand {
    enum class Kind { Constant, Dot, Function, Group };

    Kind kind = Kind::Constant;
    Value constant;
    std::string function;
    std::shared_ptr<const Pipeline> group;
    std::vector<std::string> path;
};

// Commands separated by "|"; each gets the value of the one before as its last argument.
struct Pipeline {
    std::vector<std::vector<Operand>> commands;
};

struct Node;
using Nodes = std::vector<Node>;

// {{if}}, or {{range}}: `then` once for each item, `otherwise` when there is none.
struct Branch {
    bool isRange = false;
    Pipeline condition;
    Nodes then, otherwise;
};

struct Node {
    std::variant<std::string, Pipeline, std::shared_ptr<const Branch>> content;
};

// Error: InvalidArgument with the reason.
[[nodiscard]] Result<Nodes> parse(std::string_view source);

} // namespace skep::gotemplate
