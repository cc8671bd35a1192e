#include "shared/base/assert.h"

#include <cstdio>
#include <cstdlib>

namespace skep::detail {

void assertionFailed(const char* rule, const char* file, int line)
{
    std::fprintf(stderr, "broken rule: %s (%s:%d)\n", rule, file, line);
    std::abort();
}

} // namespace skep::detail
