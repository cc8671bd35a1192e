// Requests as any client may send them: no input may crash, hang or grow the parser, and a request must mean the same
// however the network cuts it, or two hops would disagree about where it ends.
#include "shared/http/codec.h"

#include <cstdint>
#include <cstdlib>

namespace {

using skep::http::Parser;
using Stage = Parser::Stage;

struct Reading {
    Stage stage = Stage::Head;
    std::size_t used = 0;
    std::string what;
};

// Reads one request from pieces of at most `piece` bytes.
Reading read(std::string_view input, std::size_t piece)
{
    Parser parser(Parser::Kind::Request, {.headBytes = 1024, .headers = 20});
    Reading reading;
    std::size_t available = 0;
    for (;;) {
        const std::size_t used = parser.feed(input.substr(reading.used, available - reading.used));
        if (used > available - reading.used)
            std::abort();
        reading.used += used;
        reading.stage = parser.stage();
        if (reading.stage == Stage::Done || reading.stage == Stage::Failed)
            break;
        if (used == 0 && available == input.size())
            break;
        if (used == 0)
            available = std::min(input.size(), available + piece);
    }
    const auto& head = parser.head();
    reading.what = head.method + ' ' + head.target + ' ' + parser.body();
    for (const auto& field : head.headers)
        reading.what += '\n' + field.name + ':' + field.value;
    if (reading.stage == Stage::Done && !skep::http::parseTarget(head.target)
        && head.target.find('%') == std::string::npos)
        std::abort();
    return reading;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);

    const Reading whole = read(input, input.size());
    const Reading cut = read(input, std::size_t(data[0]) % 16 + 1);

    const bool anyDone = whole.stage == Stage::Done || cut.stage == Stage::Done;
    if (anyDone && (whole.stage != cut.stage || whole.used != cut.used || whole.what != cut.what))
        std::abort();
    return 0;
}
