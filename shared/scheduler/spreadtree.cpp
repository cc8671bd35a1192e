#include "shared/scheduler/spreadtree.h"

#include "shared/scheduler/constraintmatch.h"

#include <algorithm>
#include <tuple>

namespace skep::scheduler {

SpreadTree::Branch& SpreadTree::leaf(const std::vector<std::string>& path, std::uint64_t tasks)
{
    Branch* branch = &m_root;
    branch->tasks += tasks;
    for (const std::string& value : path) {
        auto& child = branch->children[value];
        if (!child) {
            child = std::make_unique<Branch>();
            child->distance = ringDistance(m_ring, ringPosition(value));
        }
        branch = child.get();
        branch->tasks += tasks;
    }
    return *branch;
}

void SpreadTree::addTasks(const std::vector<std::string>& path, std::uint64_t tasks)
{
    (void)leaf(path, tasks);
}

void SpreadTree::addCandidate(const std::vector<std::string>& path, const Candidate& candidate)
{
    leaf(path, 0).candidates.add(candidate);
}

bool SpreadTree::comesLater(const Branch* a, const Branch* b)
{
    return std::tie(a->tasks, a->distance) > std::tie(b->tasks, b->distance);
}

void SpreadTree::start(Branch& branch)
{
    for (auto& [value, child] : branch.children) {
        start(*child);
        branch.usable.push_back(child.get());
    }
    std::make_heap(branch.usable.begin(), branch.usable.end(), comesLater);
}

NodeAccount* SpreadTree::next(const std::function<bool(const NodeAccount&)>& fits)
{
    if (!m_hasStarted)
        start(m_root);
    m_hasStarted = true;
    return nextBelow(m_root, fits);
}

NodeAccount* SpreadTree::nextBelow(Branch& branch, const std::function<bool(const NodeAccount&)>& fits)
{
    while (!branch.candidates.empty()) {
        Candidate best = branch.candidates.take();
        if (!fits(*best.node))
            continue;
        ++best.ofService;
        ++best.active;
        branch.candidates.add(best);
        return best.node;
    }
    while (!branch.usable.empty()) {
        std::pop_heap(branch.usable.begin(), branch.usable.end(), comesLater);
        Branch* emptiest = branch.usable.back();
        branch.usable.pop_back();
        NodeAccount* node = nextBelow(*emptiest, fits);
        if (!node)
            continue; // full: out of the balance
        ++emptiest->tasks;
        branch.usable.push_back(emptiest);
        std::push_heap(branch.usable.begin(), branch.usable.end(), comesLater);
        return node;
    }
    return nullptr;
}

std::vector<std::string> spreadLevels(const std::vector<std::string>& descriptors)
{
    std::vector<std::string> levels;
    for (const std::string& descriptor : descriptors)
        if (!nodeLabelOf(descriptor).empty() || !engineLabelOf(descriptor).empty())
            levels.push_back(descriptor);
    return levels;
}

} // namespace skep::scheduler
