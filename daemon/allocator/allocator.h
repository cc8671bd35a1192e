#pragma once

#include "daemon/allocator/networkbook.h"
#include "daemon/allocator/portbook.h"
#include "shared/orchestrator/reconciler.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace skep::allocator {

// Settles everything about networks: orchestration.md §8. Subnets for networks, published ports and virtual IPs for
// services, addresses for tasks; a task whose network side is settled goes from NEW to PENDING. Nothing is given out
// twice; what ended is given back at once.
//
// What cannot be settled says so in the error of the tasks that wait for it, and is tried again when something it may
// have waited for was given back or has come. Work per pass is bounded; what is left over is answered as "again now".
class Allocator final : public orchestrator::Reconciler {
public:
    // May be called again at any time: starts over from the view.
    void start(const store::View& view, Timestamp now) override;
    void observe(const store::Event& event) override;
    [[nodiscard]] std::optional<Timestamp> reconcile(store::Tx& tx, Timestamp now, Rng& rng) override;

private:
    using Addresses = std::map<std::string, std::string>; // network id → address/prefix

    struct Pass;
    // What a service holds, and whether its present spec could be settled.
    struct ServiceState {
        Addresses vips;
        bool isSettled = false;
        std::string error; // why not
    };
    // Why a task stays NEW: what it waits for, and what to tell.
    struct Obstacle {
        std::string waitsFor, error;
    };

    void observeNetwork(const store::Event& event, const store::Ptr<api::Network>& network);
    void observeService(const store::Event& event, const store::Ptr<api::Service>& service);
    void observeTask(const store::Event& event, const store::Ptr<api::Task>& task);
    void adoptService(const api::Service& service);
    void holdPorts(const std::string& serviceId, const std::vector<api::PortConfig>& ports);
    void holdAddresses(const std::string& taskId, Addresses now);

    void allocateNetworks(Pass& pass);
    void allocateServices(Pass& pass);
    void allocateService(Pass& pass, const api::Service& service);
    [[nodiscard]] Result<api::Endpoint> settle(const store::View& view, const api::Service& service);
    [[nodiscard]] Result<std::vector<api::VirtualIp>> settleVips(
        const api::Service& service, const std::vector<std::string>& networks);
    [[nodiscard]] Result<std::vector<std::string>> networksWithVip(const api::Service& service) const;
    void allocateTasks(Pass& pass);
    void allocateTask(Pass& pass, const std::string& id);
    [[nodiscard]] tl::expected<std::vector<api::NetworkAttachment>, Obstacle> attach(
        const store::View& view, const api::Task& task);
    [[nodiscard]] tl::expected<api::NetworkAttachment, Obstacle> attachTo(
        const std::string& networkId, const std::vector<std::string>& aliases, const api::Task& task);
    void allocateFreed(Pass& pass);
    void waitFor(const std::string& taskId, const std::string& what);
    void stopWaiting(const std::string& taskId);
    void wake(const std::string& what);
    void freed(const std::string& networkId);

    NetworkBook m_networks;
    PortBook m_ports;
    std::map<std::string, ServiceState, std::less<>> m_services;
    std::map<std::string, Addresses, std::less<>> m_addresses; // of tasks

    std::set<std::string> m_networksToDo, m_servicesToDo, m_tasksToDo; // ids
    std::map<std::string, std::string> m_networkErrors; // by id, of those that could not be allocated
    std::map<std::string, std::set<std::string>> m_waiting; // what they wait for → ids of tasks
    std::map<std::string, std::string> m_waitsFor; // and back
    std::set<std::string> m_freed; // networks that got addresses back
    bool m_retryServices = false; // something that services may lack has come or was given back
};

} // namespace skep::allocator
