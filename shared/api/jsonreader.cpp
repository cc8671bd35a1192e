#include "shared/api/jsonreader.h"

#include "shared/api/jsonimpl.h"

#include <QJsonDocument>

#include <array>
#include <cmath>

namespace skep::api {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string text)
{
    for (char& c : text)
        c = lower(c);
    return text;
}

std::string kindOf(const QJsonValue& json)
{
    switch (json.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined: return "null";
    case QJsonValue::Bool: return "bool";
    case QJsonValue::Double: return "number";
    case QJsonValue::String: return "string";
    case QJsonValue::Array: return "array";
    case QJsonValue::Object: return "object";
    }
    return "value";
}

// Exact when the document holds an integer (Qt keeps those as qint64) or a fraction-free number within its range.
std::optional<std::int64_t> exactInteger(const QJsonValue& json)
{
    const qint64 number = json.toInteger(0);
    return number != 0 || json.toInteger(1) == 0 ? std::optional<std::int64_t>(number) : std::nullopt;
}

std::string numberText(const QJsonValue& json)
{
    if (const auto number = exactInteger(json))
        return std::to_string(*number);
    std::string text;
    JsonWriter(text).write(json.toDouble());
    return text;
}

constexpr auto Base64Values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    constexpr std::string_view Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < Alphabet.size(); ++i)
        values[static_cast<unsigned char>(Alphabet[i])] = static_cast<std::int8_t>(i);
    return values;
}();

bool isLineBreak(char c)
{
    return c == '\n' || c == '\r';
}

// Standard alphabet, padded; line breaks are passed over, as Go's decoder does. The error is the offset of the first
// wrong octet.
tl::expected<Bytes, std::size_t> decodeBase64(std::string_view text)
{
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3);
    unsigned group = 0, count = 0, padding = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (isLineBreak(c))
            continue;
        const int value = Base64Values[static_cast<unsigned char>(c)];
        const bool pads = c == '=' && count >= 2;
        if (pads ? count + padding >= 4 : value < 0 || padding > 0)
            return tl::unexpected(at);
        if (pads) {
            ++padding;
        } else {
            group = group << 6 | static_cast<unsigned>(value);
            ++count;
        }
        if (count + padding == 4 && padding == 0) {
            bytes += static_cast<char>(group >> 16);
            bytes += static_cast<char>(group >> 8 & 0xff);
            bytes += static_cast<char>(group & 0xff);
            group = count = 0;
        }
    }
    if (count + padding != 0 && count + padding != 4)
        return tl::unexpected(text.size());
    if (count == 3)
        bytes += static_cast<char>(group >> 10 & 0xff);
    if (count >= 2)
        bytes += static_cast<char>(group >> (count == 3 ? 2 : 4) & 0xff);
    return bytes;
}

} // namespace

bool detail::equalFolded(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

QJsonValue JsonMembers::exact(std::string_view name)
{
    const auto it = m_object.constFind(QLatin1String(name.data(), static_cast<qsizetype>(name.size())));
    if (it == m_object.constEnd())
        return QJsonValue(QJsonValue::Undefined);
    ++m_found;
    return it.value();
}

QJsonValue JsonMembers::folded(std::string_view name)
{
    if (m_object.contains(QLatin1String(name.data(), static_cast<qsizetype>(name.size()))))
        return QJsonValue(QJsonValue::Undefined);
    if (!m_folded) {
        m_folded.emplace();
        for (auto it = m_object.constBegin(); it != m_object.constEnd(); ++it)
            m_folded->emplace(lowered(it.key().toStdString()), it.key());
    }
    const auto found = m_folded->find(lowered(std::string(name)));
    return found == m_folded->end() ? QJsonValue(QJsonValue::Undefined) : m_object.value(found->second);
}

void JsonReader::refuse(const QJsonValue& json, std::string_view type, std::string_view detail)
{
    if (m_formError)
        return;
    const bool isInteger = type.starts_with("int") || type.starts_with("uint");
    std::string text = "invalid JSON: json: cannot unmarshal " + kindOf(json);
    if (json.isDouble() && isInteger)
        text += " " + numberText(json);
    text += " into Go struct field ";
    text += m_root;
    for (const std::string_view name : m_path) {
        text += '.';
        text += name;
    }
    text += " of type ";
    text += type;
    if (!detail.empty()) {
        text += ": ";
        text += detail;
    }
    m_formError = Error{ErrorCode::InvalidArgument, std::move(text)};
}

void JsonReader::refuseWord(std::string text)
{
    if (!m_wordError)
        m_wordError = Error{ErrorCode::InvalidArgument, std::move(text)};
}

std::optional<std::int64_t> JsonReader::integer(const QJsonValue& json, std::string_view type)
{
    const auto number = json.isDouble() ? exactInteger(json) : std::nullopt;
    if (!number)
        refuse(json, type);
    return number;
}

void JsonReader::read(const QJsonValue& json, bool& value)
{
    if (!json.isBool())
        return refuse(json, "bool");
    value = json.toBool();
}

void JsonReader::read(const QJsonValue& json, double& value)
{
    if (!json.isDouble())
        return refuse(json, "float64");
    value = json.toDouble();
}

void JsonReader::read(const QJsonValue& json, std::string& value)
{
    if (!json.isString())
        return refuse(json, "string");
    value = json.toString().toStdString();
}

void JsonReader::read(const QJsonValue& json, Blob& value)
{
    if (!json.isString())
        return refuse(json, "[]uint8");
    auto bytes = decodeBase64(json.toString().toStdString());
    if (!bytes)
        return refuse(json, "[]uint8", "illegal base64 data at input byte " + std::to_string(bytes.error()));
    value.data = std::move(*bytes);
}

void JsonReader::read(const QJsonValue& json, Timestamp& value)
{
    if (!json.isString())
        return refuse(json, "time.Time");
    const auto time = parseRfc3339(json.toString().toStdString());
    if (!time)
        return refuse(json, "time.Time", time.error().message);
    value = *time;
}

Result<QJsonValue> detail::parseJson(std::string_view json)
{
    const auto bad
        = [](const std::string& reason) { return fail(ErrorCode::InvalidArgument, "invalid JSON: " + reason); };
    const std::size_t start = json.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos)
        return bad("got EOF while reading request body");
    if (const std::string_view rest = json.substr(start);
        rest.starts_with("null") && rest.find_first_not_of(" \t\r\n", 4) == std::string_view::npos)
        return QJsonValue(QJsonValue::Null);
    QJsonParseError problem;
    const auto document
        = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), static_cast<qsizetype>(json.size())), &problem);
    if (problem.error == QJsonParseError::GarbageAtEnd)
        return fail(ErrorCode::InvalidArgument, "unexpected content after JSON");
    if (problem.error != QJsonParseError::NoError)
        return bad(problem.errorString().toStdString() + " at offset " + std::to_string(problem.offset));
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

} // namespace skep::api
