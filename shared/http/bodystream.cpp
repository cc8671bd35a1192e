#include "shared/http/bodystream.h"

#include "shared/http/clientstream.h"

namespace skep::http {
namespace {

constexpr std::size_t LargestLine = std::size_t(16) * 1024 * 1024;

using Piece = Result<std::optional<Bytes>>;

async::Task<Piece> nextPiece(std::shared_ptr<ClientStream> stream, async::Stop stop)
{
    for (;;) {
        if (auto piece = stream->take())
            co_return std::move(*piece);
        const auto arrived = stream->wait();
        const auto handle = stop.then([arrived] { arrived.resolve(fail(ErrorCode::Cancelled, "stopped")); });
        const auto woken = co_await arrived;
        if (!woken)
            co_return Failure(woken.error());
    }
}

// Cuts a line that is complete, or the rest if `atEnd`. Nothing: more is needed.
std::optional<std::string> cutLine(ClientStream& stream, bool atEnd)
{
    Bytes& buffer = stream.lineBuffer;
    while (stream.lineStart < buffer.size()) {
        auto end = buffer.find('\n', stream.lineScanned);
        const bool complete = end != Bytes::npos;
        if (!complete && !atEnd) {
            stream.lineScanned = buffer.size();
            break;
        }
        if (!complete)
            end = buffer.size();
        std::string line = buffer.substr(stream.lineStart, end - stream.lineStart);
        stream.lineStart = std::min(end + 1, buffer.size());
        stream.lineScanned = stream.lineStart;
        while (!line.empty() && line.back() == '\r')
            line.pop_back();
        if (!line.empty())
            return line;
    }
    buffer.erase(0, stream.lineStart);
    stream.lineScanned -= std::min(stream.lineScanned, stream.lineStart);
    stream.lineStart = 0;
    return std::nullopt;
}

async::Task<Result<std::optional<std::string>>> readLine(std::shared_ptr<ClientStream> stream, async::Stop stop)
{
    for (;;) {
        if (auto line = cutLine(*stream, false))
            co_return line;
        if (stream->lineBuffer.size() > LargestLine)
            co_return fail(ErrorCode::ResourceExhausted, "a line of the stream is longer than 16 MiB");
        auto piece = co_await nextPiece(stream, stop);
        if (!piece)
            co_return Failure(piece.error());
        if (!*piece)
            co_return cutLine(*stream, true);
        stream->lineBuffer += **piece;
    }
}

} // namespace

BodyStream::BodyStream(std::shared_ptr<ClientStream> stream) : m_stream(std::move(stream)) {}

BodyStream::~BodyStream() { close(); }

const Response& BodyStream::head() const { return m_stream->head(); }

async::Task<Result<std::optional<Bytes>>> BodyStream::next(async::Stop stop)
{
    return nextPiece(m_stream, std::move(stop));
}

async::Task<Result<std::optional<std::string>>> BodyStream::nextLine(async::Stop stop)
{
    return readLine(m_stream, std::move(stop));
}

void BodyStream::close() { m_stream->close(); }

} // namespace skep::http
