#pragma once

#include "daemon/docker/template.h"

#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace skep::docker {

struct TemplatePipeline;

// One word of a command: a constant, ".Field.Path", a name of a function, or a pipeline in parentheses. `path` is looked up in
// what the word yields.
struct TemplateOperand {
    enum class Kind { Constant, Dot, Function, Group };

    Kind kind = Kind::Constant;
    TemplateValue constant;
    std::string function;
    std::shared_ptr<const TemplatePipeline> group;
    std::vector<std::string> path;
};

// Commands separated by "|"; each gets the value of the one before as its last argument.
struct TemplatePipeline {
    std::vector<std::vector<TemplateOperand>> commands;
};

struct TemplateNode;
using TemplateNodes = std::vector<TemplateNode>;

struct TemplateBranch {
    TemplatePipeline condition;
    TemplateNodes then, otherwise;
};

struct TemplateNode {
    std::variant<std::string, TemplatePipeline, std::shared_ptr<const TemplateBranch>> content;
};

// Error: InvalidArgument with the reason.
[[nodiscard]] Result<TemplateNodes> parseTemplate(std::string_view source);

} // namespace skep::docker
