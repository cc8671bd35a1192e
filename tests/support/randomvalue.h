#pragma once

#include "shared/api/fields.h"
#include "shared/base/rng.h"

#include <map>
#include <optional>
#include <vector>

namespace skep::test {

// Fills any struct with fields() from a seed: every member is sometimes empty, sometimes extreme.
class RandomValue {
public:
    explicit RandomValue(std::uint64_t seed) : m_rng(seed) { }

    // Limits integers to what JSON carries exactly here, and strings to valid UTF-8.
    bool forJson = false;

    template <class T>
    T make()
    {
        T value{};
        fill(value);
        return value;
    }

    template <api::HasFields T>
    void fill(T& value)
    {
        Fields<T> fields{*this, value};
        T::fields(fields);
    }
    template <class T>
    void fill(std::vector<T>& list)
    {
        for (std::uint64_t left = m_rng.below(4); left > 0; --left)
            fill(list.emplace_back());
    }
    template <class T>
    void fill(std::map<std::string, T>& map)
    {
        for (std::uint64_t left = m_rng.below(4); left > 0; --left) {
            std::string key;
            fill(key);
            fill(map[key]);
        }
    }
    template <class T>
    void fill(std::optional<T>& value)
    {
        if (m_rng.below(2) == 0)
            fill(value.emplace());
    }
    template <class T>
    void fill(Shared<T>& value)
    {
        if (m_rng.below(2) == 0)
            fill(value.emplace());
    }
    template <api::TextEnum E>
    void fill(E& value)
    {
        const auto& table = api::EnumText<E>::Table;
        value = table[m_rng.below(std::size(table))].first;
    }
    template <class I>
        requires std::is_integral_v<I>
    void fill(I& value)
    {
        static constexpr std::uint64_t Interesting[] = {0, 1, 23, 24, 255, 256, 65535, 65536, 0x7fffffff, 0xffffffff,
            0x100000000, 0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff};
        const std::uint64_t number
            = m_rng.below(2) == 0 ? Interesting[m_rng.below(std::size(Interesting))] : m_rng.next() >> m_rng.below(64);
        value = static_cast<I>(forJson && std::is_unsigned_v<I> ? number >> 1 : number);
    }
    void fill(bool& value) { value = m_rng.below(2) == 0; }
    void fill(double& value)
    {
        static constexpr double Interesting[] = {0, 0.4, 1, -1, 1e-7, 1e21, 123456.789, 5e-324, 1.7976931348623157e308};
        value = Interesting[m_rng.below(std::size(Interesting))];
    }
    void fill(Timestamp& value)
    {
        constexpr std::int64_t Day = 86'400'000'000'000;
        if (m_rng.below(4) != 0)
            value.ns = static_cast<std::int64_t>(m_rng.below(100'000)) * Day / 2
                - static_cast<std::int64_t>(m_rng.below(Day));
    }
    void fill(api::Blob& value)
    {
        for (std::uint64_t left = m_rng.below(40); left > 0; --left)
            value.data += static_cast<char>(m_rng.next());
    }
    void fill(std::string& value)
    {
        static constexpr std::string_view Parts[] = {"a", "web", "node.labels.disk==ssd", "é", "蜂", "🐝", "\"", "\\",
            "\n", "\x01", "<&>", "\xe2\x80\xa8", " ", "0123456789012345678901234567890123456789"};
        for (std::uint64_t left = m_rng.below(5); left > 0; --left)
            value += Parts[m_rng.below(std::size(Parts))];
        if (!forJson && m_rng.below(8) == 0)
            value += '\xff';
    }

private:
    template <class T>
    struct Fields {
        RandomValue& random;
        T& value;

        template <class M>
        void operator()(unsigned, std::string_view, M T::*member, api::Omit)
        {
            random.fill(value.*member);
        }
        template <class M>
        void inlined(unsigned, M T::*member)
        {
            random.fill(value.*member);
        }
    };

    Rng m_rng;
};

} // namespace skep::test
