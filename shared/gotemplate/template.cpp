#include "shared/gotemplate/template.h"

#include "shared/gotemplate/parser.h"

#include <cstdio>

namespace skep::gotemplate {
namespace {

using Values = std::vector<Value>;

Failure wrong(std::string what)
{
    return fail(ErrorCode::InvalidArgument, std::move(what));
}

Result<Value> index(const Values& arguments)
{
    if (arguments.empty())
        return wrong("index needs a map");
    Value value = arguments.front();
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const auto* list = std::get_if<Value::List>(&value.data);
        const auto* number = std::get_if<std::int64_t>(&arguments[i].data);
        if (list && number) {
            if (*number < 0 || static_cast<std::size_t>(*number) >= list->size())
                return wrong("index out of range: " + std::to_string(*number));
            value = Value(list->at(static_cast<std::size_t>(*number)));
            continue;
        }
        const auto* map = std::get_if<Value::Map>(&value.data);
        const auto* key = std::get_if<std::string>(&arguments[i].data);
        if (!map || !key)
            return wrong("index needs a map and keys that are strings");
        const auto found = map->find(*key);
        value = found == map->end() ? Value() : Value(found->second);
    }
    return value;
}

Result<Value> length(const Values& arguments)
{
    if (arguments.size() != 1)
        return wrong("len needs one argument");
    const auto& data = arguments.front().data;
    if (const auto* list = std::get_if<Value::List>(&data))
        return Value{static_cast<std::int64_t>(list->size())};
    if (const auto* map = std::get_if<Value::Map>(&data))
        return Value{static_cast<std::int64_t>(map->size())};
    if (const auto* text = std::get_if<std::string>(&data))
        return Value{static_cast<std::int64_t>(text->size())};
    return wrong("len needs a list, a map or a text");
}

// join SEPARATOR VALUE…, or, as docker has it for --format, join LIST SEPARATOR.
Result<Value> join(const Values& arguments)
{
    if (arguments.empty())
        return wrong("join needs a separator");
    if (const auto* list = std::get_if<Value::List>(&arguments.front().data); list && arguments.size() == 2) {
        std::string joined;
        for (std::size_t i = 0; i < list->size(); ++i)
            joined += (i ? arguments[1].toString() : std::string()) + list->at(i).toString();
        return Value::text(std::move(joined));
    }
    std::string text;
    for (std::size_t i = 1; i < arguments.size(); ++i)
        text += (i > 1 ? arguments.front().toString() : std::string()) + arguments[i].toString();
    return Value::text(std::move(text));
}

// eq is true when the first equals any of the others.
Result<Value> equal(const Values& arguments)
{
    if (arguments.size() < 2)
        return wrong("eq needs two arguments");
    bool any = false;
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        if (arguments[i].data.index() != arguments.front().data.index())
            return wrong("incompatible types for comparison");
        any = any || arguments[i] == arguments.front();
    }
    return Value{any};
}

Result<Value> different(const Values& arguments)
{
    if (arguments.size() != 2)
        return wrong("ne needs two arguments");
    SKEP_TRY(same, equal(arguments));
    return Value{!same.truth()};
}

// and: the first false one or the last; or: the first true one or the last.
Function firstThatIs(std::string name, bool wanted)
{
    return [name = std::move(name), wanted](const Values& arguments) -> Result<Value> {
        if (arguments.empty())
            return wrong(name + " needs an argument");
        for (const auto& argument : arguments)
            if (argument.truth() == wanted)
                return argument;
        return arguments.back();
    };
}

Result<Value> negate(const Values& arguments)
{
    if (arguments.size() != 1)
        return wrong("not needs one argument");
    return Value{!arguments.front().truth()};
}

Result<Value> print(const Values& arguments)
{
    std::string text;
    for (const auto& argument : arguments)
        text += argument.toString();
    return Value::text(std::move(text));
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

Result<Value> printFormatted(const Values& arguments)
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
    return Value::text(std::move(text));
}

const Functions& builtIn()
{
    static const Functions functions{{"index", index}, {"len", length}, {"join", join}, {"eq", equal}, {"ne", different},
        {"and", firstThatIs("and", false)}, {"or", firstThatIs("or", true)}, {"not", negate}, {"print", print},
        {"printf", printFormatted}};
    return functions;
}

class Expansion {
public:
    Expansion(const Value& dot, const Functions& functions) : m_dot(dot), m_functions(functions) {}

    Result<std::string> run(const Nodes& nodes) const
    {
        std::string text;
        for (const auto& node : nodes) {
            if (const auto* literal = std::get_if<std::string>(&node.content)) {
                text += *literal;
            } else if (const auto* pipeline = std::get_if<Pipeline>(&node.content)) {
                SKEP_TRY(value, evaluate(*pipeline));
                text += value.toString();
            } else {
                const auto& branch = *std::get<std::shared_ptr<const Branch>>(node.content);
                SKEP_TRY(condition, evaluate(branch.condition));
                SKEP_TRY(inner, branch.isRange ? each(condition, branch) : run(condition.truth() ? branch.then : branch.otherwise));
                text += inner;
            }
        }
        return text;
    }

private:
    // The block once for each item of a list or value of a map, with the item as ".".
    Result<std::string> each(const Value& items, const Branch& branch) const
    {
        if (!items.truth())
            return run(branch.otherwise);
        std::string text;
        const auto add = [&](const Value& item) -> Result<void> {
            SKEP_TRY(inner, Expansion(item, m_functions).run(branch.then));
            text += inner;
            return {};
        };
        if (const auto* list = std::get_if<Value::List>(&items.data)) {
            for (const Value& item : *list)
                SKEP_CHECK(add(item));
        } else if (const auto* map = std::get_if<Value::Map>(&items.data)) {
            for (const auto& [key, item] : *map)
                SKEP_CHECK(add(item));
        } else {
            return wrong("range needs a list or a map");
        }
        return text;
    }

    Result<Value> evaluate(const Pipeline& pipeline) const
    {
        std::optional<Value> last;
        for (const auto& words : pipeline.commands) {
            SKEP_TRY(value, command(words, std::move(last)));
            last = std::move(value);
        }
        return std::move(*last);
    }

    Result<Value> command(const std::vector<Operand>& words, std::optional<Value> piped) const
    {
        const Operand& first = words.front();
        if (first.kind != Operand::Kind::Function) {
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

    Result<Value> call(const std::string& name, const Values& arguments) const
    {
        if (const auto own = m_functions.find(name); own != m_functions.end())
            return own->second(arguments);
        if (const auto known = builtIn().find(name); known != builtIn().end())
            return known->second(arguments);
        return wrong("function \"" + name + "\" not defined");
    }

    Result<Value> operand(const Operand& word) const
    {
        switch (word.kind) {
        case Operand::Kind::Constant: return word.constant;
        case Operand::Kind::Dot: return field(m_dot, word.path);
        case Operand::Kind::Function: return call(word.function, {});
        case Operand::Kind::Group: break;
        }
        SKEP_TRY(value, evaluate(*word.group));
        return field(value, word.path);
    }

    static Result<Value> field(const Value& from, const std::vector<std::string>& path)
    {
        const Value* value = &from;
        for (const auto& name : path) {
            const auto* map = std::get_if<Value::Map>(&value->data);
            const auto found = map ? map->find(name) : Value::Map::const_iterator();
            if (!map || found == map->end())
                return wrong("unknown field \"" + name + "\"");
            value = &found->second;
        }
        return *value;
    }

    const Value& m_dot;
    const Functions& m_functions;
};

} // namespace

Value Value::dictionary(const std::map<std::string, std::string>& entries)
{
    Map map;
    for (const auto& [key, value] : entries)
        map.emplace(key, text(value));
    return {std::move(map)};
}

std::string Value::toString() const
{
    if (const auto* string = std::get_if<std::string>(&data))
        return *string;
    if (const auto* number = std::get_if<std::int64_t>(&data))
        return std::to_string(*number);
    if (const auto* boolean = std::get_if<bool>(&data))
        return *boolean ? "true" : "false";
    if (std::holds_alternative<std::monostate>(data))
        return "<no value>";
    if (const auto* real = std::get_if<double>(&data)) {
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "%.15g", *real);
        return buffer;
    }
    if (const auto* list = std::get_if<List>(&data)) {
        std::string items = "[";
        for (const Value& item : *list)
            items += (items.size() > 1 ? " " : "") + item.toString();
        return items + "]";
    }
    std::string out = "map[";
    for (const auto& [key, value] : std::get<Map>(data))
        out += (out.size() > 4 ? " " : "") + key + ":" + value.toString();
    return out + "]";
}

bool Value::truth() const
{
    if (const auto* string = std::get_if<std::string>(&data))
        return !string->empty();
    if (const auto* number = std::get_if<std::int64_t>(&data))
        return *number != 0;
    if (const auto* boolean = std::get_if<bool>(&data))
        return *boolean;
    if (std::holds_alternative<std::monostate>(data))
        return false;
    if (const auto* real = std::get_if<double>(&data))
        return *real != 0;
    if (const auto* list = std::get_if<List>(&data))
        return !list->empty();
    return !std::get<Map>(data).empty();
}

Result<std::string> expand(std::string_view source, const Value& dot, const Functions& functions)
{
    SKEP_TRY(nodes, parse(source));
    return Expansion(dot, functions).run(nodes);
}

} // namespace skep::gotemplate
