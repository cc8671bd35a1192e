#include "shared/scheduler/ranking.h"

#include "shared/scheduler/nodeaccount.h"

#include <algorithm>
#include <tuple>

namespace skep::scheduler {

namespace {

bool isWorse(const Candidate& a, const Candidate& b)
{
    return isBetter(b, a);
}

} // namespace

std::uint64_t ringPosition(std::string_view name)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL; // FNV-1a
    for (const char c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    // FNV's high bits hardly change for short names that differ at the end; the finaliser of SplitMix64 spreads them.
    hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9ULL;
    hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebULL;
    return hash ^ (hash >> 31);
}

bool isBetter(const Candidate& a, const Candidate& b)
{
    const auto left = std::tie(a.failures, a.ofService, a.active, a.distance);
    const auto right = std::tie(b.failures, b.ofService, b.active, b.distance);
    return left != right ? left < right : a.node->id() < b.node->id();
}

void CandidateHeap::add(const Candidate& candidate)
{
    m_heap.push_back(candidate);
    std::push_heap(m_heap.begin(), m_heap.end(), isWorse);
}

Candidate CandidateHeap::take()
{
    std::pop_heap(m_heap.begin(), m_heap.end(), isWorse);
    const Candidate best = m_heap.back();
    m_heap.pop_back();
    return best;
}

} // namespace skep::scheduler
