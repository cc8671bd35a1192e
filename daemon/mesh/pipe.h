#pragma once

#include "daemon/mesh/defaults.h"
#include "daemon/mesh/sockets.h"

#include <optional>
#include <vector>

namespace skep::mesh {

struct Pipe {
    Fd read, write;
};

// Pipes that carry bytes between two sockets without copying them. A connection holds one only while bytes wait in it, so most
// connections need none.
class Pipes {
public:
    // Nothing when the kernel gives no more.
    [[nodiscard]] std::optional<Pipe> take();
    // `pipe` must be empty.
    void giveBack(Pipe pipe);

private:
    std::vector<Pipe> m_spare;
};

} // namespace skep::mesh
