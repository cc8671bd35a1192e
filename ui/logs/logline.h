#pragma once

#include "shared/base/bytes.h"
#include "shared/base/time.h"

#include <QString>

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// Lines of logs on their way from the wire to the screen. Values in, values out.
namespace skep::ui {

enum class LogOrigin : std::uint8_t
{
    Stdout = 1,
    Stderr = 2,
    System = 3, // the engine's own words about the stream
    Marker = 4, // ours
};

struct LogLine
{
    Timestamp at; // zero when the server gave none
    std::string taskId, nodeId; // "" of system lines
    QString text; // without escape sequences
    LogOrigin origin = LogOrigin::Stdout;
};

struct LogFrame
{
    LogOrigin origin = LogOrigin::Stdout;
    Bytes payload; // without its line end
};

// Bytes of a log stream to frames: with Docker's 8-byte headers, or, of a terminal, as lines.
class LogFrames
{
public:
    explicit LogFrames(bool terminal)
        : m_terminal(terminal)
    {
    }

    [[nodiscard]] std::vector<LogFrame> take(BytesView bytes);
    // What came without a line end before the stream did end.
    [[nodiscard]] std::vector<LogFrame> rest();

private:
    bool m_terminal;
    Bytes m_waiting;
};

// "2026-…Z com.docker.swarm.node.id=…,com.docker.swarm.task.id=… text" as `timestamps` and `details` make it. What is
// missing is left empty, and the text is all that is no such beginning.
[[nodiscard]] LogLine parseLogLine(const LogFrame& frame);
// Colours and cursor movements of terminals taken out; tabs become spaces.
[[nodiscard]] QString plainLogText(BytesView text);

// Puts the lines of many tasks in order of their time, as far as they come within the window of each other; those of
// one task keep their order whatever their clocks say.
class LogMerge
{
public:
    static constexpr Nanoseconds Window = std::chrono::milliseconds(300);

    void put(LogLine line, Nanoseconds arrived);
    // What has waited long enough.
    [[nodiscard]] std::vector<LogLine> take(Nanoseconds now);
    [[nodiscard]] std::vector<LogLine> takeAll();
    [[nodiscard]] bool empty() const { return m_waiting.empty(); }

private:
    struct Waiting
    {
        LogLine line;
        Nanoseconds arrived;
    };
    std::multimap<Timestamp, Waiting> m_waiting; // equal times in order of arrival
    std::map<std::string, Timestamp> m_newest; // by task
};

// The newest lines, numbered from the first that ever came.
class LogBuffer
{
public:
    static constexpr std::size_t Usual = 200'000;

    explicit LogBuffer(std::size_t capacity = Usual)
        : m_capacity(capacity)
    {
    }

    void append(LogLine line);
    void clear();
    [[nodiscard]] std::uint64_t begin() const { return m_begin; }
    [[nodiscard]] std::uint64_t end() const { return m_begin + m_lines.size(); }
    // Oldest lines that had to go since it was cleared.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }
    [[nodiscard]] const LogLine& at(std::uint64_t number) const { return m_lines[std::size_t(number - m_begin)]; }

private:
    std::size_t m_capacity;
    std::uint64_t m_begin = 0, m_dropped = 0;
    std::deque<LogLine> m_lines;
};

} // namespace skep::ui
