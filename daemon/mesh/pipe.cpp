#include "daemon/mesh/pipe.h"

#include <fcntl.h>
#include <unistd.h>

namespace skep::mesh {

std::optional<Pipe> Pipes::take()
{
    if (!m_spare.empty()) {
        Pipe pipe = std::move(m_spare.back());
        m_spare.pop_back();
        return pipe;
    }
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC) != 0)
        return std::nullopt;
    return Pipe{.read = Fd(ends[0]), .write = Fd(ends[1])};
}

void Pipes::giveBack(Pipe pipe)
{
    if (m_spare.size() < SpareIdlePipes)
        m_spare.push_back(std::move(pipe));
}

} // namespace skep::mesh
