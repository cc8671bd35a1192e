#pragma once

#include <memory>
#include <optional>
#include <utility>

namespace skep {

// An optional value that copies share until one of them is edited: copying costs a reference count. Reads like std::optional;
// what is to be changed is asked for by edit(). Like any value it may be read from several threads and written from one.
template <class T>
class Shared {
public:
    Shared() = default;
    Shared(std::nullopt_t) { }
    Shared(T value) : m_value(std::make_shared<T>(std::move(value))) { }

    [[nodiscard]] bool has_value() const { return m_value != nullptr; }
    explicit operator bool() const { return has_value(); }
    const T& operator*() const { return *m_value; }
    const T* operator->() const { return m_value.get(); }
    [[nodiscard]] T value_or(T other) const { return m_value ? *m_value : std::move(other); }

    // There must be a value. Only for use at once: a copy made later would share what the reference can still change.
    [[nodiscard]] T& edit()
    {
        if (m_value.use_count() > 1)
            m_value = std::make_shared<T>(*m_value);
        return *m_value;
    }
    T& emplace() { return *(m_value = std::make_shared<T>()); }
    void reset() { m_value.reset(); }

    // Holds the other's value instead of its own when they are equal, so that only one stays in memory. Whether they are.
    bool shareWith(const Shared& other)
    {
        if (*this != other)
            return false;
        m_value = other.m_value;
        return true;
    }
    [[nodiscard]] bool isSharedWith(const Shared& other) const { return m_value && m_value == other.m_value; }

    bool operator==(const Shared& other) const
    {
        return m_value == other.m_value || (m_value && other.m_value && *m_value == *other.m_value);
    }
    bool operator==(const T& other) const { return m_value && *m_value == other; }

private:
    std::shared_ptr<T> m_value;
};

} // namespace skep
