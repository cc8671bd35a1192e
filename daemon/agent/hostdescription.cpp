#include "daemon/agent/hostdescription.h"

#include <sys/utsname.h>
#include <unistd.h>

namespace skep::agent {

api::NodeDescription describeHost()
{
    api::NodeDescription description{.platform = {.os = "linux"}};
    utsname names{};
    if (::uname(&names) == 0) {
        description.hostname = names.nodename;
        description.platform.architecture = names.machine;
    }
    const long cores = ::sysconf(_SC_NPROCESSORS_ONLN);
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageSize = ::sysconf(_SC_PAGESIZE);
    if (cores > 0)
        description.resources.nanoCpus = std::int64_t(cores) * 1'000'000'000;
    if (pages > 0 && pageSize > 0)
        description.resources.memoryBytes = std::int64_t(pages) * std::int64_t(pageSize);
    return description;
}

} // namespace skep::agent
