#include "shared/gotemplate/parser.h"

#include <cctype>
#include <charconv>

namespace skep::gotemplate {
namespace {

constexpr std::string_view Blank = " \t\r\n";
// Nesting of parentheses and branches; deeper ones are nobody's configuration.
constexpr int MaxDepth = 32;

Failure wrong(std::string what)
{
    return fail(ErrorCode::InvalidArgument, std::move(what));
}

bool isNameStart(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool isNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::string_view trimLeft(std::string_view text)
{
    const auto first = text.find_first_not_of(Blank);
    return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

std::string_view trimRight(std::string_view text)
{
    const auto last = text.find_last_not_of(Blank);
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

// What stands between two braces.
class ActionParser {
public:
    explicit ActionParser(std::string_view text) : m_rest(text) {}

    // A name at the beginning, taken if it is `word`.
    bool takeWord(std::string_view word)
    {
        skipBlank();
        if (!m_rest.starts_with(word) || (m_rest.size() > word.size() && isNamePart(m_rest[word.size()])))
            return false;
        m_rest.remove_prefix(word.size());
        return true;
    }
    bool atEnd()
    {
        skipBlank();
        return m_rest.empty();
    }

    Result<Pipeline> pipeline(int depth = 0)
    {
        if (depth > MaxDepth)
            return wrong("parentheses are nested too deeply");
        Pipeline result;
        do {
            SKEP_TRY(words, command(depth));
            result.commands.push_back(std::move(words));
        } while (take('|'));
        return result;
    }

private:
    void skipBlank() { m_rest = trimLeft(m_rest); }
    bool take(char c)
    {
        skipBlank();
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    Result<std::vector<Operand>> command(int depth)
    {
        std::vector<Operand> words;
        while (!atEnd() && !m_rest.starts_with('|') && !m_rest.starts_with(')')) {
            SKEP_TRY(word, operand(depth));
            words.push_back(std::move(word));
        }
        if (words.empty())
            return wrong("missing value for command");
        return words;
    }

    Result<Operand> operand(int depth)
    {
        Operand result;
        const char c = m_rest.front();
        if (c == '.') {
            result.kind = Operand::Kind::Dot;
            if (m_rest.size() == 1 || !isNameStart(m_rest[1]))
                m_rest.remove_prefix(1);
        } else if (c == '"' || c == '`') {
            SKEP_TRY(text, c == '"' ? quoted() : raw());
            result.constant = Value::text(std::move(text));
            return result;
        } else if (c == '(') {
            m_rest.remove_prefix(1);
            SKEP_TRY(group, pipeline(depth + 1));
            if (!take(')'))
                return wrong("unclosed left parenthesis");
            result.kind = Operand::Kind::Group;
            result.group = std::make_shared<const Pipeline>(std::move(group));
        } else if (std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '+') {
            return number();
        } else if (isNameStart(c)) {
            return named(name());
        } else {
            return wrong(std::string("unexpected \"") + c + "\" in action");
        }
        while (m_rest.size() > 1 && m_rest.front() == '.' && isNameStart(m_rest[1])) {
            m_rest.remove_prefix(1);
            result.path.push_back(name());
        }
        return result;
    }

    static Operand named(std::string word)
    {
        Operand result;
        if (word == "true" || word == "false") {
            result.constant.data = word == "true";
            return result;
        }
        result.kind = Operand::Kind::Function;
        result.function = std::move(word);
        return result;
    }

    std::string name()
    {
        std::size_t length = 0;
        while (length < m_rest.size() && isNamePart(m_rest[length]))
            ++length;
        std::string result(m_rest.substr(0, length));
        m_rest.remove_prefix(length);
        return result;
    }

    Result<Operand> number()
    {
        Operand result;
        std::int64_t value = 0;
        const char* begin = m_rest.data() + (m_rest.front() == '+' ? 1 : 0);
        const auto [end, error] = std::from_chars(begin, m_rest.data() + m_rest.size(), value);
        if (error != std::errc() || (end != m_rest.data() + m_rest.size() && (isNamePart(*end) || *end == '.')))
            return wrong("bad number in action");
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        result.constant.data = value;
        return result;
    }

    Result<std::string> quoted()
    {
        std::string text;
        for (std::size_t i = 1; i < m_rest.size(); ++i) {
            char c = m_rest[i];
            if (c == '"') {
                m_rest.remove_prefix(i + 1);
                return text;
            }
            if (c == '\n')
                break;
            if (c == '\\') {
                if (++i == m_rest.size())
                    break;
                constexpr std::string_view Escapes = "\\\"'nrtab";
                constexpr std::string_view Meaning = "\\\"'\n\r\t\a\b";
                const auto known = Escapes.find(m_rest[i]);
                if (known == std::string_view::npos)
                    return wrong(std::string("unknown escape \"\\") + m_rest[i] + "\" in a string");
                c = Meaning[known];
            }
            text += c;
        }
        return wrong("unterminated quoted string");
    }

    Result<std::string> raw()
    {
        const auto end = m_rest.find('`', 1);
        if (end == std::string_view::npos)
            return wrong("unterminated raw quoted string");
        std::string text(m_rest.substr(1, end - 1));
        m_rest.remove_prefix(end + 1);
        return text;
    }

    std::string_view m_rest;
};

// Where the action that begins at `from` ends: the position of its "}}". Braces in strings do not count.
std::size_t closingBraces(std::string_view source, std::size_t from)
{
    char quote = 0;
    for (std::size_t i = from; i + 1 < source.size(); ++i) {
        const char c = source[i];
        if (quote == '"' && c == '\\') {
            ++i;
        } else if (quote != 0) {
            quote = c == quote ? '\0' : quote;
        } else if (c == '"' || c == '`') {
            quote = c;
        } else if (c == '}' && source[i + 1] == '}') {
            return i;
        }
    }
    return std::string_view::npos;
}

class TemplateParser {
public:
    explicit TemplateParser(std::string_view source) : m_source(source) {}

    Result<Nodes> parse()
    {
        SKEP_TRY(nodes, block(0));
        if (m_ending != Ending::Source)
            return wrong(m_ending == Ending::End ? "unexpected {{end}}" : "unexpected {{else}}");
        return nodes;
    }

private:
    enum class Ending { Source, End, Else, ElseIf };

    // Up to the end of the source, or to an {{end}} or {{else}} of its own level.
    Result<Nodes> block(int depth)
    {
        if (depth > MaxDepth)
            return wrong("blocks are nested too deeply");
        Nodes nodes;
        for (;;) {
            const auto open = m_source.find("{{", m_at);
            std::string_view text = m_source.substr(m_at, open == std::string_view::npos ? open : open - m_at);
            if (m_trimNext)
                text = trimLeft(text);
            m_trimNext = false;
            if (open == std::string_view::npos) {
                add(nodes, text);
                m_at = m_source.size();
                m_ending = Ending::Source;
                return nodes;
            }
            SKEP_TRY(action, takeAction(open, text));
            add(nodes, text);
            if (action.starts_with("/*")) {
                if (!trimRight(action).ends_with("*/"))
                    return wrong("unclosed comment");
                continue;
            }
            ActionParser parser(action);
            if (parser.takeWord("end")) {
                m_ending = Ending::End;
                return parser.atEnd() ? Result<Nodes>(std::move(nodes)) : wrong("unexpected words after end");
            }
            if (parser.takeWord("else")) {
                if (parser.takeWord("if")) {
                    SKEP_TRY(condition, whole(parser));
                    m_condition = std::move(condition);
                    m_ending = Ending::ElseIf;
                    return nodes;
                }
                m_ending = Ending::Else;
                return parser.atEnd() ? Result<Nodes>(std::move(nodes)) : wrong("unexpected words after else");
            }
            const bool range = parser.takeWord("range");
            if (range || parser.takeWord("if")) {
                SKEP_TRY(condition, whole(parser));
                SKEP_TRY(node, branch(std::move(condition), depth + 1, range));
                nodes.push_back(std::move(node));
                continue;
            }
            SKEP_TRY(pipeline, whole(parser));
            nodes.push_back({std::move(pipeline)});
        }
    }

    Result<Node> branch(Pipeline condition, int depth, bool isRange = false)
    {
        auto result = std::make_shared<Branch>();
        result->isRange = isRange;
        result->condition = std::move(condition);
        SKEP_TRY(then, block(depth));
        result->then = std::move(then);
        if (m_ending == Ending::Else) {
            SKEP_TRY(otherwise, block(depth));
            result->otherwise = std::move(otherwise);
            if (m_ending == Ending::Else || m_ending == Ending::ElseIf)
                return wrong("expected {{end}}, found {{else}}");
        } else if (m_ending == Ending::ElseIf) {
            SKEP_TRY(next, branch(std::move(m_condition), depth + 1)); // takes the {{end}}
            result->otherwise.push_back(std::move(next));
        }
        if (m_ending != Ending::End)
            return wrong("missing {{end}}");
        return Node{std::shared_ptr<const Branch>(std::move(result))};
    }

    static Result<Pipeline> whole(ActionParser& parser)
    {
        SKEP_TRY(pipeline, parser.pipeline());
        if (!parser.atEnd())
            return wrong("unexpected right parenthesis");
        return pipeline;
    }

    // The inside of the action at `open`; applies its trim markers to the text before and after.
    Result<std::string_view> takeAction(std::size_t open, std::string_view& before)
    {
        const std::size_t begin = open + 2;
        std::size_t search = begin; // braces and quotes in a comment do not count
        if (m_source.substr(begin).starts_with("/*") || m_source.substr(begin).starts_with("- /*")) {
            search = m_source.find("*/", begin);
            if (search == std::string_view::npos)
                return wrong("unclosed comment");
        }
        const auto close = closingBraces(m_source, search);
        if (close == std::string_view::npos)
            return wrong("unclosed action");
        std::string_view inside = m_source.substr(begin, close - begin);
        if (inside.size() >= 2 && inside.front() == '-' && Blank.find(inside[1]) != std::string_view::npos) {
            inside.remove_prefix(2);
            before = trimRight(before);
        }
        if (inside.size() >= 2 && inside.back() == '-' && Blank.find(inside[inside.size() - 2]) != std::string_view::npos) {
            inside.remove_suffix(2);
            m_trimNext = true;
        }
        m_at = close + 2;
        return trimLeft(inside);
    }

    static void add(Nodes& nodes, std::string_view text)
    {
        if (!text.empty())
            nodes.push_back({std::string(text)});
    }

    const std::string_view m_source;
    std::size_t m_at = 0;
    bool m_trimNext = false;
    Ending m_ending = Ending::Source;
    Pipeline m_condition; // of the last {{else if}}
};

} // namespace

Result<Nodes> parse(std::string_view source)
{
    return TemplateParser(source).parse();
}

} // namespace skep::gotemplate
