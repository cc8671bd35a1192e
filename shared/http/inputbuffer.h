#pragma once

#include "shared/base/bytes.h"

namespace skep::http {

// Received bytes that wait to be understood.
class InputBuffer {
public:
    [[nodiscard]] BytesView view() const { return BytesView(m_data).substr(m_at); }
    [[nodiscard]] bool empty() const { return m_at == m_data.size(); }
    [[nodiscard]] std::size_t size() const { return m_data.size() - m_at; }
    void append(BytesView data) { m_data += data; }
    void consume(std::size_t count)
    {
        m_at += count;
        if (m_at == m_data.size())
            clear();
        else if (m_at > m_data.size() / 2)
            m_data.erase(0, std::exchange(m_at, 0));
    }
    void clear()
    {
        m_data.clear();
        m_at = 0;
    }

private:
    Bytes m_data;
    std::size_t m_at = 0;
};

} // namespace skep::http
