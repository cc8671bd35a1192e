#pragma once

#include "shared/api/fields.h"
#include "shared/api/typename.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <concepts>
#include <map>
#include <optional>
#include <vector>

// How values are filled from JSON; used through json.h.
namespace skep::api {

// The name that error texts give a struct. Specialise where Docker's differs from ours.
template <class T>
inline constexpr std::string_view JsonTypeName = detail::typeName<T>();

// The members of one JSON object under names without regard to case. An exact match is preferred, as in Go.
class JsonMembers {
public:
    explicit JsonMembers(QJsonObject object) : m_object(std::move(object)) { }

    // Undefined when there is none of exactly that name. Each name is asked for once.
    [[nodiscard]] QJsonValue exact(std::string_view name);
    // Whether every member has been found: nothing is left that could differ in case only.
    [[nodiscard]] bool allFound() const { return m_found == m_object.size(); }
    // Undefined also when there is one of exactly that name. Costs a copy of all names.
    [[nodiscard]] QJsonValue folded(std::string_view name);

private:
    QJsonObject m_object;
    qsizetype m_found = 0;
    std::optional<std::map<std::string, QString>> m_folded; // lower-case name → name
};

// Reads on after an error and keeps the first one. Errors of form come before enum texts, since Docker decodes the
// whole body before it looks at what the words mean.
class JsonReader {
public:
    explicit JsonReader(std::string_view rootType) : m_root(rootType) { }

    template <HasFields T>
    void read(const QJsonValue& json, T& value);
    template <class T>
    void read(const QJsonValue& json, std::vector<T>& list);
    template <class T>
    void read(const QJsonValue& json, std::map<std::string, T>& map);
    template <class T>
    void read(const QJsonValue& json, std::optional<T>& value);
    template <class T>
    void read(const QJsonValue& json, Shared<T>& value);
    template <TextEnum E>
    void read(const QJsonValue& json, E& value);
    template <std::signed_integral I>
    void read(const QJsonValue& json, I& value);
    template <std::unsigned_integral U>
    void read(const QJsonValue& json, U& value);
    void read(const QJsonValue& json, bool& value);
    void read(const QJsonValue& json, double& value);
    void read(const QJsonValue& json, std::string& value);
    void read(const QJsonValue& json, Blob& value);
    void read(const QJsonValue& json, Timestamp& value);

    void enter(std::string_view name) { m_path.push_back(name); }
    void leave() { m_path.pop_back(); }

    [[nodiscard]] std::optional<Error> error() const { return m_formError ? m_formError : m_wordError; }

private:
    // "json: cannot unmarshal <what> into Go struct field <path> of type <type>[: detail]"
    void refuse(const QJsonValue& json, std::string_view type, std::string_view detail = {});
    void refuseWord(std::string text);
    [[nodiscard]] std::optional<std::int64_t> integer(const QJsonValue& json, std::string_view type);

    std::string_view m_root;
    std::vector<std::string_view> m_path;
    std::optional<Error> m_formError, m_wordError;
};

namespace detail {

template <class T>
struct JsonMembersReader {
    JsonReader& in;
    JsonMembers& members;
    QJsonValue (JsonMembers::*find)(std::string_view name);
    T& value;

    template <class M>
    void operator()(unsigned, std::string_view name, M T::*member, Omit)
    {
        if (name.empty())
            return;
        const QJsonValue json = (members.*find)(name);
        if (json.isUndefined() || json.isNull())
            return;
        in.enter(name);
        in.read(json, value.*member);
        in.leave();
    }

    template <class M>
    void inlined(unsigned, M T::*member)
    {
        JsonMembersReader<M> inner{in, members, find, value.*member};
        M::fields(inner);
    }
};

// Go's name of a type, for messages.
template <class T>
constexpr std::string_view goName()
{
    if constexpr (std::is_same_v<T, std::string> || TextEnum<T>)
        return "string";
    else if constexpr (std::is_same_v<T, bool>)
        return "bool";
    else if constexpr (std::is_floating_point_v<T>)
        return "float64";
    else if constexpr (std::unsigned_integral<T>)
        return sizeof(T) == 8 ? "uint64" : sizeof(T) == 4 ? "uint32" : sizeof(T) == 2 ? "uint16" : "uint8";
    else if constexpr (std::signed_integral<T>)
        return sizeof(T) == 8 ? "int64" : sizeof(T) == 4 ? "int32" : sizeof(T) == 2 ? "int16" : "int8";
    else
        return JsonTypeName<T>;
}

[[nodiscard]] bool equalFolded(std::string_view a, std::string_view b);

} // namespace detail

template <HasFields T>
void JsonReader::read(const QJsonValue& json, T& value)
{
    if (!json.isObject())
        return refuse(json, JsonTypeName<T>);
    JsonMembers members(json.toObject());
    detail::JsonMembersReader<T> exact{*this, members, &JsonMembers::exact, value};
    T::fields(exact);
    if (members.allFound())
        return;
    detail::JsonMembersReader<T> folded{*this, members, &JsonMembers::folded, value};
    T::fields(folded);
}

template <class T>
void JsonReader::read(const QJsonValue& json, std::vector<T>& list)
{
    if (!json.isArray())
        return refuse(json, "[]" + std::string(detail::goName<T>()));
    const QJsonArray array = json.toArray();
    list.clear();
    list.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue item : array) {
        T& added = list.emplace_back();
        if (!item.isNull())
            read(item, added);
    }
}

template <class T>
void JsonReader::read(const QJsonValue& json, std::map<std::string, T>& map)
{
    if (!json.isObject())
        return refuse(json, "map[string]" + std::string(detail::goName<T>()));
    const QJsonObject object = json.toObject();
    map.clear();
    for (auto it = object.begin(); it != object.end(); ++it) {
        T& added = map[it.key().toStdString()];
        if (!it.value().isNull())
            read(it.value(), added);
    }
}

template <class T>
void JsonReader::read(const QJsonValue& json, std::optional<T>& value)
{
    read(json, value.emplace());
}

template <class T>
void JsonReader::read(const QJsonValue& json, Shared<T>& value)
{
    read(json, value.emplace());
}

template <TextEnum E>
void JsonReader::read(const QJsonValue& json, E& value)
{
    if (!json.isString())
        return refuse(json, "string");
    const std::string word = json.toString().toStdString();
    for (const auto& [known, name] : EnumText<E>::Table) {
        if (detail::equalFolded(name, word)) {
            value = known;
            return;
        }
    }
    refuseWord(EnumText<E>::invalid(word));
}

template <std::signed_integral I>
void JsonReader::read(const QJsonValue& json, I& value)
{
    constexpr std::string_view Name = detail::goName<I>();
    if (const auto number = integer(json, Name)) {
        if (!std::in_range<I>(*number))
            return refuse(json, Name, "out of range");
        value = static_cast<I>(*number);
    }
}

template <std::unsigned_integral U>
void JsonReader::read(const QJsonValue& json, U& value)
{
    constexpr std::string_view Name = detail::goName<U>();
    if (const auto number = integer(json, Name)) {
        if (!std::in_range<U>(*number))
            return refuse(json, Name, "out of range");
        value = static_cast<U>(*number);
    }
}

} // namespace skep::api
