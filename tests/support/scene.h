#pragma once

#include "tests/support/fakemanager.h"
#include "tests/support/storedobjects.h"
#include "tests/support/windowdriver.h"

#include <QTemporaryDir>

namespace skep::test {

// A window of the program on a swarm that the test writes: what a person would see and do, and what leaves for the server.
class Scene : public WindowDriver {
public:
    explicit Scene(FakeManager::Level level = FakeManager::Level::Skep) : manager(socket(), level)
    {
        qputenv("XDG_DATA_HOME", m_directory.path().toLocal8Bit());
        manager.nodeId = "m1";
        manager.answer = [this](const http::Request& request, const std::string& body) { return respond(request, body); };
    }

    // --- the swarm
    template <class T>
    void put(T object)
    {
        store::Tx tx(manager.store);
        if (const auto known = manager.store.template get<T>(object.id)) {
            object.meta = known->meta;
            check(tx.update(std::move(object)));
        } else {
            check(tx.create(std::move(object)));
        }
        check(manager.store.apply(manager.store.version() + 1, {systemNow(), tx.changes()}));
    }
    template <class T>
    void edit(const std::string& id, const std::function<void(T&)>& change)
    {
        T object = *manager.store.template get<T>(id);
        change(object);
        put(std::move(object));
    }
    template <class T>
    void remove(const std::string& id)
    {
        store::Tx tx(manager.store);
        check(tx.template remove<T>(id));
        check(manager.store.apply(manager.store.version() + 1, {systemNow(), tx.changes()}));
    }
    void addManager(const std::string& id, bool leads = false)
    {
        api::Node node = machine(id);
        node.spec.role = api::NodeRole::Manager;
        node.managerStatus = api::ManagerStatus{.leader = leads, .reachability = api::Reachability::Reachable, .addr = "10.0.0.1:2377"};
        put(node);
    }
    void addWorker(const std::string& id) { put(machine(id)); }
    void addService(const std::string& name, std::uint64_t replicas)
    {
        api::Service service{.id = name, .spec = {.name = name}};
        service.spec.task.container = api::ContainerSpec{.image = name + ":1"};
        service.spec.mode.replicated = api::ReplicatedMode{.replicas = replicas};
        put(service);
    }
    void addTask(const std::string& service, std::uint64_t slot, const std::string& node, api::TaskState state = api::TaskState::Running)
    {
        api::Task task{.id = service + "-" + std::to_string(slot), .serviceId = service, .slot = slot, .nodeId = node, .serviceName = service};
        task.spec = manager.store.get<api::Service>(service)->spec.task;
        task.status.state = state;
        task.status.timestamp = systemNow();
        task.desiredState = api::TaskState::Running;
        put(task);
    }
    // Three managers of which m1 leads, and that many workers w1, w2, …
    void usual(int workers = 3)
    {
        addManager("m1", true);
        addManager("m2");
        addManager("m3");
        for (int i = 1; i <= workers; ++i)
            addWorker("w" + std::to_string(i));
    }

    // --- the window
    ui::MainWindow& open()
    {
        windowStore = std::make_unique<ui::MainWindow>(client::ClusterTarget{.name = "test", .endpoints = {http::Endpoint::unixSocket(socket())}});
        drive(windowStore.get());
        if (!QTest::qWaitFor([this] { return windowStore->settled() && windowStore->cluster().state().standing == client::Standing::Manager; }, 20'000))
            qFatal("the window does not settle: %s", windowStore->cluster().state().problem.c_str());
        return *windowStore;
    }
    void close() { windowStore.reset(); }

    // --- what left
    [[nodiscard]] std::vector<std::string> writes() const
    {
        std::vector<std::string> all;
        for (const std::string& request : manager.requests)
            if (!request.starts_with("GET ") && !request.starts_with("HEAD "))
                all.push_back(request);
        return all;
    }
    [[nodiscard]] bool left(const std::string& request)
    {
        return QTest::qWaitFor([&] { return manager.asked(request) > 0; }, 20'000);
    }

private:
    QTemporaryDir m_directory;

public:
    FakeManager manager;
    std::unique_ptr<ui::MainWindow> windowStore;
    // The test's own answers, before the scene's.
    std::function<std::optional<http::Response>(const http::Request&, const std::string& body)> respondFirst;

private:
    [[nodiscard]] std::string socket() const { return m_directory.filePath(QStringLiteral("s.sock")).toStdString(); }
    static void check(const Result<void>& result)
    {
        if (!result)
            qFatal("%s", result.error().message.c_str());
    }
    static api::Node machine(const std::string& id)
    {
        api::Node node{.id = id, .description = {.hostname = id}};
        node.status.state = api::NodeState::Ready;
        node.spec.availability = api::Availability::Active;
        node.spec.role = api::NodeRole::Worker;
        node.description.resources = {.nanoCpus = 4'000'000'000, .memoryBytes = std::int64_t(8) << 30};
        node.description.platform = {.architecture = "x86_64", .os = "linux"};
        return node;
    }
    std::optional<http::Response> respond(const http::Request& request, const std::string& body)
    {
        if (respondFirst)
            if (auto answer = respondFirst(request, body))
                return answer;
        // An update of a service, as the real manager takes it.
        if (request.method != "POST" || !request.path.starts_with("/services/") || !request.path.ends_with("/update"))
            return std::nullopt;
        const auto service = manager.store.get<api::Service>(request.path.substr(10, request.path.size() - 17));
        const auto spec = api::fromJson<api::ServiceSpec>(body);
        if (!service || !spec)
            return http::errorResponse(400, "no such service, or no specification");
        api::Service changed = *service;
        if (request.query.get("rollback").value_or("") == "previous") {
            changed.spec = *service->previousSpec;
            changed.updateStatus = api::UpdateStatus{.state = api::UpdateState::RollbackStarted};
        } else {
            changed.previousSpec = service->spec;
            changed.spec = *spec;
        }
        put(changed);
        return http::Response{200, {{"Content-Type", "application/json"}}, "{}"};
    }
};

} // namespace skep::test
