#pragma once

#include "shared/scheduler/demand.h"
#include "shared/store/store.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace skep::scheduler {

// One node and what the tasks on it hold: orchestration.md §7.9. What is free is computed from what the node declares
// now, so a node that shrinks or grows needs no correction; it may be negative.
class NodeAccount {
public:
    // `index` is small and unique among the nodes known at a time.
    NodeAccount(std::string id, std::uint32_t index);

    [[nodiscard]] const std::string& id() const { return m_id; }
    [[nodiscard]] std::uint32_t index() const { return m_index; }
    // Where the node stands on the ring that breaks ties (ranking.h).
    [[nodiscard]] std::uint64_t ring() const { return m_ring; }

    // Null when tasks name a node of which nothing is known (yet, or any more).
    [[nodiscard]] const store::Ptr<api::Node>& node() const { return m_node; }
    void setNode(store::Ptr<api::Node> node) { m_node = std::move(node); }
    // Takes new tasks: READY and active.
    [[nodiscard]] bool isReady() const;

    [[nodiscard]] std::int64_t freeNanoCpus() const { return m_node->description.resources.nanoCpus - m_nanoCpus; }
    [[nodiscard]] std::int64_t freeMemoryBytes() const
    {
        return m_node->description.resources.memoryBytes - m_memoryBytes;
    }
    [[nodiscard]] std::int64_t freeGeneric(std::string_view kind) const;
    [[nodiscard]] bool isPortFree(const HostPort& port) const { return !m_ports.contains(port); }
    // Whether all of CPU, memory and generic resources asked for are free.
    [[nodiscard]] bool hasResources(const Holding& asked) const;
    [[nodiscard]] bool hasPorts(const Holding& asked) const;

    // The values or amounts that a task asking for `needs` gets. Only what is free: check hasResources() first.
    [[nodiscard]] std::vector<api::GenericResource> pickGeneric(const std::vector<GenericNeed>& needs) const;

    // Books what a task takes (or gives back); `generic` is what it was assigned.
    void claim(const Holding& holding, const std::vector<api::GenericResource>& generic) { book(holding, generic, 1); }
    void release(const Holding& holding, const std::vector<api::GenericResource>& generic)
    {
        book(holding, generic, -1);
    }

    // Tasks here that are meant to run: tracked and desired <= COMPLETE (orchestration.md §7.6).
    [[nodiscard]] std::uint32_t active() const { return m_active; }
    void addActive() { ++m_active; }
    void removeActive() { --m_active; }

    // Tasks that point here.
    std::size_t users = 0;

private:
    void book(const Holding& holding, const std::vector<api::GenericResource>& generic, std::int64_t sign);

    std::string m_id;
    std::uint32_t m_index;
    std::uint64_t m_ring;
    store::Ptr<api::Node> m_node;
    std::int64_t m_nanoCpus = 0, m_memoryBytes = 0;
    std::map<std::string, std::map<std::string, std::int64_t>, std::less<>> m_named; // kind → value → holders
    std::map<std::string, std::int64_t, std::less<>> m_discrete; // kind → amount taken
    std::map<HostPort, std::int64_t, std::less<>> m_ports; // → holders
    std::uint32_t m_active = 0;
};

} // namespace skep::scheduler
