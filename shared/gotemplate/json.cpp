#include "shared/gotemplate/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cctype>

namespace skep::gotemplate {
namespace {

Value fromQt(const QJsonValue& json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return {json.toBool()};
    case QJsonValue::Double:
        if (const double number = json.toDouble(); number != static_cast<double>(json.toInteger()))
            return {number};
        return {static_cast<std::int64_t>(json.toInteger())};
    case QJsonValue::String: return Value::text(json.toString().toStdString());
    case QJsonValue::Array: {
        Value::List list;
        for (const QJsonValue& item : json.toArray())
            list.push_back(fromQt(item));
        return {std::move(list)};
    }
    case QJsonValue::Object: {
        Value::Map map;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            map.emplace(it.key().toStdString(), fromQt(it.value()));
        return {std::move(map)};
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return {std::monostate{}};
}

QJsonValue toQt(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value.data))
        return QString::fromStdString(*text);
    if (const auto* number = std::get_if<std::int64_t>(&value.data))
        return static_cast<qint64>(*number);
    if (const auto* real = std::get_if<double>(&value.data))
        return *real;
    if (const auto* yes = std::get_if<bool>(&value.data))
        return *yes;
    if (const auto* list = std::get_if<Value::List>(&value.data)) {
        QJsonArray array;
        for (const Value& item : *list)
            array.append(toQt(item));
        return array;
    }
    if (const auto* map = std::get_if<Value::Map>(&value.data)) {
        QJsonObject object;
        for (const auto& [key, item] : *map)
            object.insert(QString::fromStdString(key), toQt(item));
        return object;
    }
    return QJsonValue::Null;
}

template <class F>
Function onText(F change)
{
    return [change](const std::vector<Value>& arguments) -> Result<Value> {
        if (arguments.empty())
            return fail(ErrorCode::InvalidArgument, "a text is needed");
        return Value::text(change(arguments));
    };
}

std::string mapped(const Value& value, int (*change)(int))
{
    std::string text = value.toString();
    for (char& c : text)
        c = static_cast<char>(change(static_cast<unsigned char>(c)));
    return text;
}

std::string truncated(const std::vector<Value>& arguments)
{
    const std::string text = arguments.front().toString();
    const auto* length = arguments.size() > 1 ? std::get_if<std::int64_t>(&arguments[1].data) : nullptr;
    return length && *length >= 0 ? text.substr(0, static_cast<std::size_t>(*length)) : text;
}

Result<Value> splitText(const std::vector<Value>& arguments)
{
    if (arguments.size() != 2 || arguments[1].toString().empty())
        return fail(ErrorCode::InvalidArgument, "split needs a text and a separator");
    const std::string text = arguments[0].toString(), separator = arguments[1].toString();
    Value::List parts;
    for (std::size_t begin = 0;;) {
        const auto end = text.find(separator, begin);
        parts.push_back(Value::text(text.substr(begin, end - begin)));
        if (end == std::string::npos)
            return Value{std::move(parts)};
        begin = end + separator.size();
    }
}

} // namespace

Value fromJson(std::string_view json)
{
    // A document must be an object or an array: the value is wrapped.
    const QByteArray wrapped = "[" + QByteArray(json.data(), qsizetype(json.size())) + "]";
    return fromQt(QJsonDocument::fromJson(wrapped).array().at(0));
}

std::string toJson(const Value& value)
{
    const QByteArray list = QJsonDocument(QJsonArray{toQt(value)}).toJson(QJsonDocument::Compact);
    return list.mid(1, list.size() - 2).toStdString();
}

const Functions& jsonFunctions()
{
    static const Functions functions{
        {"json", onText([](const std::vector<Value>& a) { return toJson(a.front()); })},
        {"upper", onText([](const std::vector<Value>& a) { return mapped(a.front(), std::toupper); })},
        {"lower", onText([](const std::vector<Value>& a) { return mapped(a.front(), std::tolower); })},
        {"title",
            onText([](const std::vector<Value>& a) {
                std::string text = a.front().toString();
                if (!text.empty())
                    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
                return text;
            })},
        {"println",
            onText([](const std::vector<Value>& a) {
                std::string text;
                for (const Value& value : a)
                    text += (text.empty() ? "" : " ") + value.toString();
                return text + "\n";
            })},
        {"truncate", onText(truncated)},
        {"split", splitText},
    };
    return functions;
}

} // namespace skep::gotemplate
