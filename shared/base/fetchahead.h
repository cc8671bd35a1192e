#pragma once

#include <cstddef>

namespace skep {

// How many objects ahead an object itself and, once that is near, what it points to are fetched.
inline constexpr std::size_t FarAhead = 8, NearAhead = 4;

// For walks over many objects that lie anywhere in memory: has this one brought near while those before it are dealt with. A hint; null
// is allowed.
template <class T>
void fetchAhead(const T* object)
{
    constexpr std::size_t CacheLine = 64;
    for (std::size_t at = 0; at < sizeof(T); at += CacheLine)
        __builtin_prefetch(reinterpret_cast<const char*>(object) + at);
}

} // namespace skep
