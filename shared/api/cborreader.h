#pragma once

#include "shared/api/fields.h"

#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <vector>

// How values are filled from CBOR in one pass; used through cbor.h, and by rooms whose records are no plain structs.
// After an error every read leaves its value as it is, so that callers look at ok() once, at the end. Input is hostile:
// lengths are checked against the octets left, nesting against MaxDepth, and memory against a multiple of the input's
// size.
namespace skep::api {

class CborReader {
public:
    static constexpr unsigned MaxDepth = 32;

    explicit CborReader(BytesView bytes)
        : m_rest(bytes),
          m_size(bytes.size()),
          m_budget(BudgetBase + BudgetPerOctet * bytes.size())
    {
    }

    template <HasFields T>
    void read(T& value);
    template <class T>
    void read(std::vector<T>& list);
    template <class T>
    void read(std::map<std::string, T>& map);
    template <class T>
    void read(std::optional<T>& value)
    {
        read(value.emplace());
    }
    template <class T>
    void read(Shared<T>& value)
    {
        read(value.emplace());
    }
    template <class E>
        requires std::is_enum_v<E>
    void read(E& value);
    template <std::unsigned_integral U>
    void read(U& value);
    template <std::signed_integral I>
    void read(I& value);
    void read(bool& value);
    void read(double& value);
    void read(std::string& value);
    void read(Blob& value) { read(value.data); }
    void read(Timestamp& value) { read(value.ns); }

    // A map as CborWriter writes it, read by ascending key:
    //   Fields fields = in.beginMap(); if (in.seek(fields, 1)) in.read(x); … in.endMap(fields);
    // seek() passes over the keys below `key` and tells whether `key` is there; its value must then be read.
    struct Fields {
        std::uint64_t next = 0; // the key whose value comes next, or End
        bool pending = false; // `next` was found by seek(), so that its value is read by now
    };
    [[nodiscard]] Fields beginMap();
    [[nodiscard]] bool seek(Fields& fields, std::uint64_t key);
    void endMap(Fields& fields);
    // The number of values that follow; 0 after an error.
    [[nodiscard]] std::size_t beginArray();
    // Passes over one value of any kind.
    void skip();

    void fail();
    [[nodiscard]] bool ok() const { return !m_failedAt; }
    // Nothing went wrong and nothing is left.
    [[nodiscard]] bool complete() const { return ok() && m_rest.empty(); }
    // Where reading stopped: the offset of the first thing refused, or of what is left over.
    [[nodiscard]] std::size_t offset() const { return m_failedAt.value_or(m_size - m_rest.size()); }

private:
    enum Major : unsigned {
        Unsigned = 0,
        Negative = 1,
        ByteString = 2,
        TextString = 3,
        Array = 4,
        Map = 5,
        Tag = 6,
        Simple = 7
    };
    static constexpr std::uint64_t End = std::numeric_limits<std::uint64_t>::max();
    // Vectors may take this much memory before the size of the input counts, and this much for each octet of it.
    static constexpr std::size_t BudgetBase = 1 << 20, BudgetPerOctet = 128;

    struct Head {
        unsigned major = 0, info = 0;
        std::uint64_t number = 0;
    };
    Head head();
    // The number of a head that must be of this kind and of definite length.
    std::uint64_t number(unsigned major);
    unsigned octet();
    void nextKey(Fields& fields, std::uint64_t above);
    BytesView take(std::uint64_t count);
    bool charge(std::size_t memory);
    bool descend();
    void skipItems(std::uint64_t count);
    void skipIndefinite(unsigned major);

    BytesView m_rest;
    std::size_t m_size;
    std::size_t m_budget;
    unsigned m_depth = 0;
    std::optional<std::size_t> m_failedAt;
};

namespace detail {

template <class T>
struct CborFieldsReader {
    CborReader& in;
    CborReader::Fields& at;
    T& value;

    template <class M>
    void operator()(unsigned key, std::string_view, M T::*member, Omit)
    {
        if (in.seek(at, key))
            in.read(value.*member);
    }
    template <class M>
    void inlined(unsigned key, M T::*member)
    {
        if (in.seek(at, key))
            in.read(value.*member);
    }
};

template <class E>
constexpr bool isKnown(E value)
{
    if constexpr (TextEnum<E>) {
        for (const auto& row : EnumText<E>::Table)
            if (row.first == value)
                return true;
        return false;
    } else {
        return true;
    }
}

} // namespace detail

template <HasFields T>
void CborReader::read(T& value)
{
    Fields at = beginMap();
    detail::CborFieldsReader<T> fields{*this, at, value};
    T::fields(fields);
    endMap(at);
}

template <class T>
void CborReader::read(std::vector<T>& list)
{
    list.clear();
    const std::size_t count = beginArray();
    if (!charge(count * sizeof(T)) || !descend())
        return;
    list.reserve(count);
    for (std::size_t i = 0; i < count && ok(); ++i)
        read(list.emplace_back());
    --m_depth;
}

template <class T>
void CborReader::read(std::map<std::string, T>& map)
{
    map.clear();
    const std::uint64_t count = number(Map);
    if (count > m_rest.size() / 2)
        return fail();
    if (!descend())
        return;
    std::string key;
    for (std::uint64_t i = 0; i < count && ok(); ++i) {
        read(key);
        if (!map.empty() && key <= map.rbegin()->first)
            return fail();
        read(map.emplace_hint(map.end(), key, T{})->second);
    }
    --m_depth;
}

template <class E>
    requires std::is_enum_v<E>
void CborReader::read(E& value)
{
    std::underlying_type_t<E> number{};
    read(number);
    if (!ok())
        return;
    const E read = static_cast<E>(number);
    if (!detail::isKnown(read))
        return fail();
    value = read;
}

template <std::unsigned_integral U>
void CborReader::read(U& value)
{
    const std::uint64_t found = number(Unsigned);
    if (!std::in_range<U>(found))
        return fail();
    if (ok())
        value = static_cast<U>(found);
}

template <std::signed_integral I>
void CborReader::read(I& value)
{
    const Head found = head();
    if (found.major > Negative || found.number > static_cast<std::uint64_t>(std::numeric_limits<I>::max()))
        return fail();
    const I size = static_cast<I>(found.number);
    if (ok())
        value = found.major == Negative ? static_cast<I>(-1 - size) : size;
}

} // namespace skep::api
