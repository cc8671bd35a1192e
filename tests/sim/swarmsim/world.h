#pragma once

#include "tests/sim/swarmsim/checker.h"
#include "tests/support/virtualloop.h"

namespace skep::swarmsim {

// The swarm, its users and its bad luck.
class World {
public:
    explicit World(const Options& options);
    ~World();

    Report run();

private:
    void found();
    void step(std::chrono::nanoseconds duration);
    void trace(const std::string& line);
    void traceEvents(const std::vector<store::Event>& events);
    [[nodiscard]] bool chance(unsigned percent) { return m_rng.below(100) < percent; }
    template <class T>
    [[nodiscard]] T& any(std::vector<T>& all) { return all[std::size_t(m_rng.below(all.size()))]; }

    void change();
    void changeService(const std::string& id);
    void changeNode();
    void harm();
    void mend(bool everything);
    void finish(async::Task<void> task);

    Options m_options;
    Rng m_rng;
    test::VirtualLoop m_loop;
    Weather m_weather;
    ControlPlane m_plane;
    Wire m_wire;
    Checker::Machines m_machines;
    Checker m_checker;
    std::vector<std::string> m_services;
    std::uint64_t m_names = 0;
    Counters m_counters;
};

} // namespace skep::swarmsim
