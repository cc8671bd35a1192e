#pragma once

#include <cstdint>
#include <string>

namespace skep {

// A small seeded generator (SplitMix64): the only source of randomness in pure rooms. Not for secrets.
class Rng {
public:
    explicit Rng(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = m_state += 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    // Uniform in [0, bound); bound must be positive.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

private:
    std::uint64_t m_state;
};

// Ids of swarm objects: 25 characters of base 36, about 129 bits (control-plane.md §0).
inline constexpr std::size_t IdLength = 25;
[[nodiscard]] std::string makeId(Rng& rng);

// From the operating system's generator; aborts if that fails.
[[nodiscard]] std::string secureBytes(std::size_t count);
[[nodiscard]] std::uint64_t secureRandom64();
[[nodiscard]] std::string makeSecureId();

} // namespace skep
