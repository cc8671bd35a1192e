#pragma once

namespace skep::detail {

// Prints and aborts.
[[noreturn]] void assertionFailed(const char* rule, const char* file, int line);

} // namespace skep::detail

// A rule that our own code must keep; stays on in release. Names the rule. What is wrong must stop, not go on.
#define SKEP_ASSERT(condition, rule)                                                                                   \
    do {                                                                                                               \
        if (!(condition)) [[unlikely]]                                                                                 \
            ::skep::detail::assertionFailed(rule, __FILE__, __LINE__);                                                 \
    } while (false)
