#pragma once

#include "shared/api/fields.h"

#include <concepts>
#include <map>
#include <optional>
#include <vector>

// How values become JSON text; used through json.h.
namespace skep::api {

class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : m_out(out) { }

    template <HasFields T>
    void write(const T& value);
    template <class T>
    void write(const std::vector<T>& list);
    template <class T>
    void write(const std::map<std::string, T>& map);
    template <class T>
    void write(const std::optional<T>& value);
    template <class T>
    void write(const Shared<T>& value);
    template <TextEnum E>
    void write(E value)
    {
        string(text(value));
    }
    template <std::signed_integral I>
    void write(I value)
    {
        integer(value);
    }
    template <std::unsigned_integral U>
    void write(U value)
    {
        natural(value);
    }
    void write(bool value) { m_out += value ? "true" : "false"; }
    void write(double value);
    void write(const std::string& value) { string(value); }
    void write(const Blob& value);
    void write(Timestamp value);

    void string(std::string_view text);
    void null() { m_out += "null"; }
    // The comma before all but the first member, then the name. Names are plain ASCII.
    void name(std::string_view name);

private:
    void integer(std::int64_t value);
    void natural(std::uint64_t value);

    std::string& m_out;
};

namespace detail {

// Go's notion of empty, which decides over omitempty: structs, times among them, never are (docker-api.md §7).
template <HasFields T>
constexpr bool isEmpty(const T&)
{
    return false;
}
constexpr bool isEmpty(Timestamp)
{
    return false;
}
inline bool isEmpty(const std::string& text)
{
    return text.empty();
}
inline bool isEmpty(const Blob& blob)
{
    return blob.data.empty();
}
template <class T>
bool isEmpty(const std::vector<T>& list)
{
    return list.empty();
}
template <class T>
bool isEmpty(const std::map<std::string, T>& map)
{
    return map.empty();
}
template <class T>
bool isEmpty(const std::optional<T>& value)
{
    return !value;
}
template <class T>
bool isEmpty(const Shared<T>& value)
{
    return !value;
}
template <TextEnum E>
bool isEmpty(E value)
{
    return text(value).empty();
}
template <class N>
    requires std::is_arithmetic_v<N>
bool isEmpty(N value)
{
    return value == N{};
}

template <class T>
inline constexpr bool IsListOrMap = false;
template <class T>
inline constexpr bool IsListOrMap<std::vector<T>> = true;
template <class T>
inline constexpr bool IsListOrMap<std::map<std::string, T>> = true;

template <class T>
struct JsonMembersWriter {
    JsonWriter& out;
    const T& value;

    template <class M>
    void operator()(unsigned, std::string_view name, M T::*member, Omit omit)
    {
        const M& field = value.*member;
        if (name.empty() || (omit == Omit::Empty && isEmpty(field)))
            return;
        out.name(name);
        if constexpr (IsListOrMap<M>) {
            if (omit == Omit::ToNull && field.empty())
                return out.null();
        }
        out.write(field);
    }

    template <class M>
    void inlined(unsigned, M T::*member)
    {
        JsonMembersWriter<M> inner{out, value.*member};
        M::fields(inner);
    }
};

} // namespace detail

template <HasFields T>
void JsonWriter::write(const T& value)
{
    m_out += '{';
    detail::JsonMembersWriter<T> members{*this, value};
    T::fields(members);
    m_out += '}';
}

template <class T>
void JsonWriter::write(const std::vector<T>& list)
{
    m_out += '[';
    bool first = true;
    for (const auto& item : list) {
        if (!std::exchange(first, false))
            m_out += ',';
        write(item);
    }
    m_out += ']';
}

template <class T>
void JsonWriter::write(const std::map<std::string, T>& map)
{
    m_out += '{';
    bool first = true;
    for (const auto& [key, item] : map) {
        if (!std::exchange(first, false))
            m_out += ',';
        string(key);
        m_out += ':';
        write(item);
    }
    m_out += '}';
}

template <class T>
void JsonWriter::write(const std::optional<T>& value)
{
    if (value)
        write(*value);
    else
        null();
}

template <class T>
void JsonWriter::write(const Shared<T>& value)
{
    if (value)
        write(*value);
    else
        null();
}

} // namespace skep::api
