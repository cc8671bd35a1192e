#include "daemon/agent/dependencies.h"

#include "shared/base/bytes.h"

#include <set>

namespace skep::agent {
namespace {

void wipeData(api::Secret& secret)
{
    if (secret.spec.data)
        wipe(secret.spec.data->data);
}

} // namespace

Dependencies::~Dependencies() { clear(); }

void Dependencies::add(const std::vector<api::Secret>& secrets, const std::vector<api::Config>& configs)
{
    for (const auto& secret : secrets)
        m_secrets[secret.id] = secret;
    for (const auto& config : configs)
        m_configs[config.id] = config;
}

void Dependencies::keepOnly(const std::vector<const api::Task*>& tasks)
{
    std::set<std::string> secrets, configs;
    for (const auto* task : tasks) {
        if (!task->spec.container)
            continue;
        for (const auto& reference : task->spec.container->secrets)
            secrets.insert(reference.secretId);
        for (const auto& reference : task->spec.container->configs)
            configs.insert(reference.configId);
    }
    for (auto& [id, secret] : m_secrets) {
        if (!secrets.contains(id))
            wipeData(secret);
    }
    std::erase_if(m_secrets, [&](const auto& entry) { return !secrets.contains(entry.first); });
    std::erase_if(m_configs, [&](const auto& entry) { return !configs.contains(entry.first); });
}

void Dependencies::clear()
{
    for (auto& [id, secret] : m_secrets)
        wipeData(secret);
    m_secrets.clear();
    m_configs.clear();
}

Dependencies::Found Dependencies::of(const api::Task& task) const
{
    Found found;
    if (!task.spec.container)
        return found;
    for (const auto& reference : task.spec.container->secrets) {
        const auto it = m_secrets.find(reference.secretId);
        if (it != m_secrets.end())
            found.secrets.push_back(it->second);
        else if (found.missing.empty())
            found.missing = "secret " + reference.secretName;
    }
    for (const auto& reference : task.spec.container->configs) {
        const auto it = m_configs.find(reference.configId);
        if (it != m_configs.end())
            found.configs.push_back(it->second);
        else if (found.missing.empty())
            found.missing = "config " + reference.configName;
    }
    return found;
}

} // namespace skep::agent
