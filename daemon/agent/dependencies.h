#pragma once

#include "shared/api/objects.h"

#include <map>
#include <string>
#include <vector>

namespace skep::agent {

// The secrets and configs that this node was given. In memory only.
class Dependencies {
public:
    // What one task names.
    struct Found {
        std::vector<api::Secret> secrets;
        std::vector<api::Config> configs;
        std::string missing; // "secret web-key": the first that is not here; "" when all are
    };

    Dependencies() = default;
    ~Dependencies();
    Dependencies(const Dependencies&) = delete;
    Dependencies& operator=(const Dependencies&) = delete;

    void add(const std::vector<api::Secret>& secrets, const std::vector<api::Config>& configs);
    // Forgets what none of these tasks names.
    void keepOnly(const std::vector<const api::Task*>& tasks);
    void clear();
    [[nodiscard]] Found of(const api::Task& task) const;

private:
    std::map<std::string, api::Secret> m_secrets;
    std::map<std::string, api::Config> m_configs;
};

} // namespace skep::agent
