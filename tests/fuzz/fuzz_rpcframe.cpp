#include "daemon/rpc/frame.h"

#include <cstdlib>

using namespace skep;
using namespace skep::rpc;

// What a peer sends before anybody knows who it is. The first octet says in which portions the rest arrives; however it
// is cut, the same frames must come out, and each must survive being written and read again.
namespace {

struct Outcome {
    std::vector<Frame> frames;
    bool failed = false;

    bool operator==(const Outcome&) const = default;
};

Outcome readInPortions(BytesView octets, std::size_t portion)
{
    Outcome outcome;
    FrameReader reader(64 * 1024);
    while (!octets.empty() && !outcome.failed) {
        const BytesView part = octets.substr(0, portion);
        octets.remove_prefix(part.size());
        reader.append(part);
        for (;;) {
            auto frame = reader.next();
            outcome.failed = !frame;
            if (!frame || !*frame)
                break;
            outcome.frames.push_back(std::move(**frame));
        }
    }
    return outcome;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const BytesView octets(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Outcome outcome = readInPortions(octets, octets.size() + 1);
    if (readInPortions(octets, std::size_t(1) + data[0]) != outcome)
        std::abort();
    for (const Frame& frame : outcome.frames) {
        Bytes again;
        appendFrame(again, frame);
        const auto decoded = decodeFrame(BytesView(again).substr(FrameHeaderBytes));
        if (!decoded || *decoded != frame)
            std::abort();
    }
    return 0;
}
