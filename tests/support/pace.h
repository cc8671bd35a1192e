#pragma once

#include "shared/client/clusterconnection.h"

namespace skep::test {

// Everything often, so that nothing has to be waited for long.
inline client::Pace quick()
{
    using namespace std::chrono_literals;
    client::Pace pace;
    pace.ping = pace.nodes = pace.services = pace.tasks = pace.cluster = pace.rest = 20ms;
    pace.afterEvent = 1ms;
    pace.backOff = {5ms, 10ms};
    return pace;
}

} // namespace skep::test
