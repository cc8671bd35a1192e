#include "ui/logs/logline.h"

#include <algorithm>

namespace skep::ui {
namespace {

constexpr std::size_t HeaderSize = 8;
// A header that claims more is none: lines are at most 16 KiB, system messages little more.
constexpr std::size_t FrameLimit = 16 << 20;

Bytes withoutLineEnd(BytesView text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.remove_suffix(1);
    return Bytes(text);
}

// The value of a key in "a=1,b=2"; values are percent-encoded, ids need no decoding.
std::string valueOf(std::string_view details, std::string_view key)
{
    while (!details.empty()) {
        const auto comma = std::min(details.find(','), details.size());
        const std::string_view pair = details.substr(0, comma);
        if (pair.size() > key.size() && pair.substr(0, key.size()) == key && pair[key.size()] == '=')
            return std::string(pair.substr(key.size() + 1));
        details.remove_prefix(std::min(comma + 1, details.size()));
    }
    return {};
}

} // namespace

std::vector<LogFrame> LogFrames::take(BytesView bytes)
{
    m_waiting += bytes;
    std::vector<LogFrame> frames;
    std::size_t at = 0;
    if (m_terminal) {
        for (std::size_t end; (end = m_waiting.find('\n', at)) != Bytes::npos; at = end + 1)
            frames.push_back({LogOrigin::Stdout, withoutLineEnd(BytesView(m_waiting).substr(at, end - at))});
        m_waiting.erase(0, at);
        return frames;
    }
    while (m_waiting.size() - at >= HeaderSize) {
        const auto octet = [&](std::size_t i) { return std::uint32_t(static_cast<unsigned char>(m_waiting[at + i])); };
        const std::size_t size = octet(4) << 24 | octet(5) << 16 | octet(6) << 8 | octet(7);
        if (octet(0) > 3 || octet(1) != 0 || size > FrameLimit) {
            // No frames after all (a terminal that its specification does not mention): lines from here on.
            m_terminal = true;
            m_waiting.erase(0, at);
            auto more = take({});
            frames.insert(frames.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
            return frames;
        }
        if (m_waiting.size() - at < HeaderSize + size)
            break;
        const auto origin = static_cast<LogOrigin>(octet(0) == 0 ? 1 : octet(0));
        const BytesView payload = BytesView(m_waiting).substr(at + HeaderSize, size);
        frames.push_back({origin, withoutLineEnd(payload)});
        at += HeaderSize + size;
    }
    m_waiting.erase(0, at);
    return frames;
}

std::vector<LogFrame> LogFrames::rest()
{
    std::vector<LogFrame> frames;
    if (m_terminal && !m_waiting.empty())
        frames.push_back({LogOrigin::Stdout, withoutLineEnd(m_waiting)});
    m_waiting.clear();
    return frames;
}

QString plainLogText(BytesView text)
{
    const QString all = QString::fromUtf8(text.data(), qsizetype(text.size()));
    if (std::none_of(all.begin(), all.end(), [](QChar c) { return c < u' '; }))
        return all;
    QString plain;
    plain.reserve(all.size());
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QChar c = all[i];
        if (c == u'\x1b') {
            if (i + 1 < all.size() && all[i + 1] == u'[') { // CSI … final byte
                i += 2;
                while (i < all.size() && !(all[i] >= u'@' && all[i] <= u'~'))
                    ++i;
            } else if (i + 1 < all.size() && all[i + 1] == u']') { // OSC … BEL or ESC backslash
                while (i < all.size() && all[i] != u'\a' && !(all[i] == u'\\' && all[i - 1] == u'\x1b'))
                    ++i;
            } else {
                ++i;
            }
        } else if (c == u'\t') {
            plain += QString(8 - plain.size() % 8, u' ');
        } else if (c == u'\n') {
            plain += u'⏎';
        } else if (c >= u' ') {
            plain += c;
        }
    }
    return plain;
}

LogLine parseLogLine(const LogFrame& frame)
{
    LogLine line;
    line.origin = frame.origin;
    BytesView rest = frame.payload;
    if (frame.origin == LogOrigin::System) {
        line.text = plainLogText(rest);
        return line;
    }
    const auto space = rest.find(' ');
    if (space != BytesView::npos && space >= 20 && rest[4] == '-' && rest[10] == 'T') {
        if (const auto at = parseRfc3339(rest.substr(0, space))) {
            line.at = *at;
            rest.remove_prefix(space + 1);
        }
    }
    static constexpr std::string_view Swarm = "com.docker.swarm.";
    const auto end = std::min(rest.find(' '), rest.size());
    const BytesView details = rest.substr(0, end);
    // Attributes of log drivers may stand before those of the swarm.
    if (const auto at = details.find(Swarm);
        at != BytesView::npos && details.find('=') != BytesView::npos && (at == 0 || details[at - 1] == ',')) {
        line.nodeId = valueOf(details, "com.docker.swarm.node.id");
        line.taskId = valueOf(details, "com.docker.swarm.task.id");
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    line.text = plainLogText(rest);
    return line;
}

void LogMerge::put(LogLine line, Nanoseconds arrived)
{
    Timestamp& newest = m_newest[line.taskId];
    newest = std::max(newest, line.at);
    m_waiting.emplace(newest, Waiting{std::move(line), arrived});
}

std::vector<LogLine> LogMerge::take(Nanoseconds now)
{
    // Up to the last one that may not wait any longer: what is older than it goes with it.
    auto end = m_waiting.begin();
    for (auto it = m_waiting.begin(); it != m_waiting.end(); ++it)
        if (it->second.arrived + Window <= now)
            end = std::next(it);
    std::vector<LogLine> lines;
    for (auto it = m_waiting.begin(); it != end; ++it)
        lines.push_back(std::move(it->second.line));
    m_waiting.erase(m_waiting.begin(), end);
    return lines;
}

std::vector<LogLine> LogMerge::takeAll()
{
    std::vector<LogLine> lines;
    for (auto& [key, one] : m_waiting)
        lines.push_back(std::move(one.line));
    m_waiting.clear();
    return lines;
}

void LogBuffer::append(LogLine line)
{
    m_lines.push_back(std::move(line));
    if (m_lines.size() > m_capacity) {
        m_lines.pop_front();
        ++m_begin;
        ++m_dropped;
    }
}

void LogBuffer::clear()
{
    m_begin += m_lines.size();
    m_dropped = 0;
    m_lines.clear();
}

} // namespace skep::ui
