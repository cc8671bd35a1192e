#pragma once

#include "shared/orchestrator/reconciler.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace skep::test {

// A store and the reconcilers of a leader term, without Raft: a pass runs them all over one transaction, shows the
// writes of each to the others, applies it and shows the result to all.
class ClusterWorld {
public:
    store::Store store;
    Timestamp now{1'700'000'000'000'000'000};
    Rng rng{42};
    std::size_t written = 0; // changes made by reconcilers so far

    // Borrowed. Starts it from what the store holds.
    void run(orchestrator::Reconciler& reconciler)
    {
        reconciler.start(store, now);
        m_reconcilers.push_back(&reconciler);
    }
    // As a new leader does.
    void restart()
    {
        for (auto* reconciler : m_reconcilers)
            reconciler->start(store, now);
    }
    void stopAll() { m_reconcilers.clear(); }

    // Creates or replaces.
    template <class T>
    void put(T object)
    {
        store::Tx tx(store);
        if (const auto known = store.template get<T>(object.id)) {
            object.meta = known->meta;
            check(tx.update(std::move(object)));
        } else {
            check(tx.create(std::move(object)));
        }
        apply(tx);
    }
    template <class T>
    void edit(const std::string& id, const std::function<void(T&)>& change)
    {
        T object = *store.template get<T>(id);
        change(object);
        put(std::move(object));
    }
    template <class T>
    void remove(const std::string& id)
    {
        store::Tx tx(store);
        check(tx.template remove<T>(id));
        apply(tx);
    }
    // Several writes in one transaction.
    void write(const std::function<void(store::Tx&)>& writes)
    {
        store::Tx tx(store);
        writes(tx);
        apply(tx);
    }

    // Passes until nothing is left to do now. Aborts when that does not end.
    void settle()
    {
        for (int passes = 0; pass(); ++passes)
            if (passes > 10'000)
                qFatal("the reconcilers do not settle");
    }
    // One pass; whether another one is due.
    bool pass()
    {
        store::Tx tx(store);
        bool again = false;
        for (auto* reconciler : m_reconcilers) {
            const auto wake = reconciler->reconcile(tx, now, rng);
            again = again || (wake && *wake <= now);
            for (const auto& event : tx.takeEvents())
                for (auto* other : m_reconcilers)
                    if (other != reconciler)
                        other->observe(event);
        }
        const std::size_t changes = tx.changes().size();
        written += changes;
        apply(tx);
        return again || changes > 0;
    }

    [[nodiscard]] store::Ptr<api::Task> task(const std::string& id) const { return store.get<api::Task>(id); }
    [[nodiscard]] store::Ptr<api::Service> service(const std::string& id) const { return store.get<api::Service>(id); }
    [[nodiscard]] store::Ptr<api::Network> network(const std::string& id) const { return store.get<api::Network>(id); }

private:
    static void check(const Result<void>& result)
    {
        if (!result)
            qFatal("%s", result.error().message.c_str());
    }
    void apply(const store::Tx& tx)
    {
        std::vector<store::Event> seen;
        const auto subscription
            = store.subscribe([&seen](const std::vector<store::Event>& events, std::uint64_t) { seen = events; });
        auto changes = tx.changes();
        if (changes.empty())
            return;
        check(store.apply(store.version() + 1, {.at = now, .changes = std::move(changes)}));
        for (const auto& event : seen)
            for (auto* reconciler : m_reconcilers)
                reconciler->observe(event);
    }

    std::vector<orchestrator::Reconciler*> m_reconcilers;
};

} // namespace skep::test
