// Answers as a broken or hostile engine may send them.
#include "shared/http/codec.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using skep::http::Parser;
    if (size < 1)
        return 0;
    Parser parser(Parser::Kind::Response, {.headBytes = 1024, .headers = 20});
    parser.reset((data[0] & 0x80) != 0);
    const std::size_t piece = std::size_t(data[0]) % 16 + 1;
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);

    std::size_t body = 0;
    for (std::size_t at = 0, available = 0; available < input.size();) {
        available = std::min(input.size(), available + piece);
        for (std::size_t used = 1; used > 0;) {
            used = parser.feed(input.substr(at, available - at));
            at += used;
            body += parser.takeBody().size();
            if (parser.stage() == Parser::Stage::Done)
                parser.reset();
        }
    }
    parser.feedEnd();
    if (body > size)
        std::abort();
    return 0;
}
