#pragma once

#include "shared/api/fields.h"

#include <concepts>
#include <map>
#include <optional>
#include <vector>

// How values become CBOR; used through cbor.h, and by rooms whose records are no plain structs.
namespace skep::api {

class CborWriter {
public:
    explicit CborWriter(Bytes& out) : m_out(out) { }

    template <HasFields T>
    void write(const T& value)
    {
        write(value, unset<T>());
    }
    template <class T>
    void write(const std::vector<T>& list);
    template <class T>
    void write(const std::map<std::string, T>& map);
    template <class E>
        requires std::is_enum_v<E>
    void write(E value)
    {
        write(static_cast<std::underlying_type_t<E>>(value));
    }
    template <std::unsigned_integral U>
    void write(U value)
    {
        head(Unsigned, value);
    }
    template <std::signed_integral I>
    void write(I value)
    {
        value < 0 ? head(Negative, static_cast<std::uint64_t>(-1 - std::int64_t{value}))
                  : head(Unsigned, static_cast<std::uint64_t>(value));
    }
    void write(bool value) { m_out += value ? '\xf5' : '\xf4'; }
    void write(double value);
    void write(const std::string& value);
    void write(const Blob& value);
    void write(Timestamp value) { write(value.ns); }

    // A map written by hand: beginMap(), then key() and write() with ascending keys, endMap().
    void beginMap() { m_out += '\xbf'; }
    void key(unsigned key) { head(Unsigned, key); }
    void endMap() { m_out += '\xff'; }
    // Followed by `count` values.
    void beginArray(std::size_t count) { head(Array, count); }

    // One field of a struct, or nothing when it may be left out. `unset` is what a new struct has there.
    template <class M>
    void field(unsigned key, const M& value, const M& unset, Omit omit);

    // A new T, which fields are compared with.
    template <class T>
    static const T& unset()
    {
        static const T value{};
        return value;
    }

private:
    enum Major : unsigned { Unsigned = 0, Negative = 1, ByteString = 2, TextString = 3, Array = 4, Map = 5 };

    template <HasFields T>
    void write(const T& value, const T& unset);
    void head(unsigned major, std::uint64_t number)
    {
        if (number < 24)
            m_out += static_cast<char>(major << 5 | static_cast<unsigned>(number));
        else
            longHead(major, number);
    }
    void longHead(unsigned major, std::uint64_t number);

    Bytes& m_out;
};

namespace detail {

template <class T>
inline constexpr bool IsOptional = false;
template <class T>
inline constexpr bool IsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool IsOptional<Shared<T>> = true;

template <class T>
struct CborFieldsWriter {
    CborWriter& out;
    const T& value;
    const T& unset;

    template <class M>
    void operator()(unsigned key, std::string_view, M T::*member, Omit omit)
    {
        out.field(key, value.*member, unset.*member, omit);
    }
    template <class M>
    void inlined(unsigned key, M T::*member)
    {
        out.field(key, value.*member, unset.*member, Omit::Empty);
    }
};

} // namespace detail

template <HasFields T>
void CborWriter::write(const T& value, const T& unset)
{
    beginMap();
    detail::CborFieldsWriter<T> fields{*this, value, unset};
    T::fields(fields);
    endMap();
}

template <class M>
void CborWriter::field(unsigned number, const M& value, const M& unset, Omit omit)
{
    if constexpr (HasFields<M>) {
        const std::size_t start = m_out.size();
        key(number);
        const std::size_t empty = m_out.size() + 2;
        write(value, unset);
        if (m_out.size() == empty && omit != Omit::Never)
            m_out.resize(start);
    } else if constexpr (detail::IsOptional<M>) {
        if (!value)
            return;
        key(number);
        write(*value);
    } else {
        const bool always = omit == Omit::Never && !std::is_same_v<M, Timestamp>;
        if (!always && value == unset)
            return;
        key(number);
        write(value);
    }
}

template <class T>
void CborWriter::write(const std::vector<T>& list)
{
    beginArray(list.size());
    for (const auto& item : list)
        write(item);
}

template <class T>
void CborWriter::write(const std::map<std::string, T>& map)
{
    head(Map, map.size());
    for (const auto& [key, item] : map) {
        write(key);
        write(item);
    }
}

} // namespace skep::api
