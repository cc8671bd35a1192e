#include "daemon/docker/template.h"

#include "daemon/docker/templateparser.h"

namespace skep::docker {
namespace {

using Values = std::vector<TemplateValue>;

Failure wrong(std::string what)
{
    return fail(ErrorCode::InvalidArgument, std::move(what));
}

Result<TemplateValue> index(const Values& arguments)
{
    if (arguments.empty())
        return wrong("index needs a map");
    TemplateValue value = arguments.front();
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto* map = std::get_if<TemplateValue::Map>(&value.data);
        const auto* key = std::get_if<std::string>(&arguments[i].data);
        if (!map || !key)
            return wrong("index needs a map and keys that are strings");
        const auto found = map->find(*key);
        value = found == map->end() ? TemplateValue() : TemplateValue(found->second);
    }
    return value;
}

Result<TemplateValue> join(const Values& arguments)
{
    if (arguments.empty())
        return wrong("join needs a separator");
    std::string text;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        text += (i > 1 ? arguments.front().toString() : std::string()) + arguments[i].toString();
    return TemplateValue::text(std::move(text));
}

// eq is true when the first equals any of the others.
Result<TemplateValue> equal(const Values& arguments)
{
    if (arguments.size() < 2)
        return wrong("eq needs two arguments");
    bool any = false;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (arguments[i].data.index() != arguments.front().data.index())
            return wrong("incompatible types for comparison");
        any = any || arguments[i] == arguments.front();
    }
    return TemplateValue{any};
}

Result<TemplateValue> different(const Values& arguments)
{
    if (arguments.size() != 2)
        return wrong("ne needs two arguments");
    SKEP_TRY(same, equal(arguments));
    return TemplateValue{!same.truth()};
}

// and: the first false one or the last; or: the first true one or the last.
TemplateFunction firstThatIs(std::string name, bool wanted)
{
    return [name = std::move(name), wanted](const Values& arguments) -> Result<TemplateValue> {
        if (arguments.empty())
            return wrong(name + " needs an argument");
        for (const auto& argument : arguments)
            if (argument.truth() == wanted)
                return argument;
        return arguments.back();
    };
}

Result<TemplateValue> negate(const Values& arguments)
{
    if (arguments.size() != 1)
        return wrong("not needs one argument");
    return TemplateValue{!arguments.front().truth()};
}

Result<TemplateValue> print(const Values& arguments)
{
    std::string text;
    for (const auto& argument : arguments)
        text += argument.toString();
    return TemplateValue::text(std::move(text));
}

std::string quote(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

Result<TemplateValue> printFormatted(const Values& arguments)
{
    const auto* format = arguments.empty() ? nullptr : std::get_if<std::string>(&arguments.front().data);
    if (!format)
        return wrong("printf needs a format");
    std::string text;
    std::size_t next = 1;
    for (std::size_t i = 0; i < format->size(); ++i) {
        if ((*format)[i] != '%') {
            text += (*format)[i];
            continue;
        }
        const char verb = ++i < format->size() ? (*format)[i] : '\0';
        if (verb == '%') {
            text += '%';
        } else if (verb != 's' && verb != 'v' && verb != 'd' && verb != 'q') {
            return wrong("printf knows %s, %v, %d, %q and %% only");
        } else if (next >= arguments.size()) {
            return wrong("printf has too few arguments");
        } else if (verb == 'd' && !std::holds_alternative<std::int64_t>(arguments[next].data)) {
            return wrong("printf %d needs a number");
        } else {
            const std::string value = arguments[next++].toString();
            text += verb == 'q' ? quote(value) : value;
        }
    }
    if (next < arguments.size())
        return wrong("printf has too many arguments");
    return TemplateValue::text(std::move(text));
}

const TemplateFunctions& builtIn()
{
    static const TemplateFunctions functions{{"index", index}, {"join", join}, {"eq", equal}, {"ne", different},
        {"and", firstThatIs("and", false)}, {"or", firstThatIs("or", true)}, {"not", negate}, {"print", print},
        {"printf", printFormatted}};
    return functions;
}

class Expansion {
public:
    Expansion(const TemplateValue& dot, const TemplateFunctions& functions) : m_dot(dot), m_functions(functions) {}

    Result<std::string> run(const TemplateNodes& nodes) const
    {
        std::string text;
        for (const auto& node : nodes) {
            if (const auto* literal = std::get_if<std::string>(&node.content)) {
                text += *literal;
            } else if (const auto* pipeline = std::get_if<TemplatePipeline>(&node.content)) {
                SKEP_TRY(value, evaluate(*pipeline));
                text += value.toString();
            } else {
                const auto& branch = *std::get<std::shared_ptr<const TemplateBranch>>(node.content);
                SKEP_TRY(condition, evaluate(branch.condition));
                SKEP_TRY(inner, run(condition.truth() ? branch.then : branch.otherwise));
                text += inner;
            }
        }
        return text;
    }

private:
    Result<TemplateValue> evaluate(const TemplatePipeline& pipeline) const
    {
        std::optional<TemplateValue> last;
        for (const auto& words : pipeline.commands) {
            SKEP_TRY(value, command(words, std::move(last)));
            last = std::move(value);
        }
        return std::move(*last);
    }

    Result<TemplateValue> command(const std::vector<TemplateOperand>& words, std::optional<TemplateValue> piped) const
    {
        const TemplateOperand& first = words.front();
        if (first.kind != TemplateOperand::Kind::Function) {
            if (words.size() > 1 || piped)
                return wrong("can't give argument to non-function");
            return operand(first);
        }
        Values arguments;
        for (std::size_t i = 1; i < words.size(); ++i) {
            SKEP_TRY(argument, operand(words[i]));
            arguments.push_back(std::move(argument));
        }
        if (piped)
            arguments.push_back(std::move(*piped));
        return call(first.function, arguments);
    }

    Result<TemplateValue> call(const std::string& name, const Values& arguments) const
    {
        if (const auto own = m_functions.find(name); own != m_functions.end())
            return own->second(arguments);
        if (const auto known = builtIn().find(name); known != builtIn().end())
            return known->second(arguments);
        return wrong("function \"" + name + "\" not defined");
    }

    Result<TemplateValue> operand(const TemplateOperand& word) const
    {
        switch (word.kind) {
        case TemplateOperand::Kind::Constant: return word.constant;
        case TemplateOperand::Kind::Dot: return field(m_dot, word.path);
        case TemplateOperand::Kind::Function: return call(word.function, {});
        case TemplateOperand::Kind::Group: break;
        }
        SKEP_TRY(value, evaluate(*word.group));
        return field(value, word.path);
    }

    static Result<TemplateValue> field(const TemplateValue& from, const std::vector<std::string>& path)
    {
        const TemplateValue* value = &from;
        for (const auto& name : path) {
            const auto* map = std::get_if<TemplateValue::Map>(&value->data);
            const auto found = map ? map->find(name) : TemplateValue::Map::const_iterator();
            if (!map || found == map->end())
                return wrong("unknown field \"" + name + "\"");
            value = &found->second;
        }
        return *value;
    }

    const TemplateValue& m_dot;
    const TemplateFunctions& m_functions;
};

} // namespace

TemplateValue TemplateValue::dictionary(const std::map<std::string, std::string>& entries)
{
    Map map;
    for (const auto& [key, value] : entries)
        map.emplace(key, text(value));
    return {std::move(map)};
}

std::string TemplateValue::toString() const
{
    if (const auto* string = std::get_if<std::string>(&data))
        return *string;
    if (const auto* number = std::get_if<std::int64_t>(&data))
        return std::to_string(*number);
    if (const auto* boolean = std::get_if<bool>(&data))
        return *boolean ? "true" : "false";
    std::string out = "map[";
    for (const auto& [key, value] : std::get<Map>(data))
        out += (out.size() > 4 ? " " : "") + key + ":" + value.toString();
    return out + "]";
}

bool TemplateValue::truth() const
{
    if (const auto* string = std::get_if<std::string>(&data))
        return !string->empty();
    if (const auto* number = std::get_if<std::int64_t>(&data))
        return *number != 0;
    if (const auto* boolean = std::get_if<bool>(&data))
        return *boolean;
    return !std::get<Map>(data).empty();
}

Result<std::string> expandTemplate(std::string_view source, const TemplateValue& dot, const TemplateFunctions& functions)
{
    SKEP_TRY(nodes, parseTemplate(source));
    return Expansion(dot, functions).run(nodes);
}

} // namespace skep::docker
