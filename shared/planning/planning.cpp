#include "shared/planning/planning.h"

#include "shared/orchestrator/rebalance.h"
#include "shared/planning/change.h"
#include "shared/planning/copy.h"
#include "shared/planning/snapshot.h"
#include "shared/planning/world.h"
#include "shared/scheduler/constraintmatch.h"
#include "shared/scheduler/quantity.h"
#include "shared/store/lookup.h"

#include <algorithm>
#include <set>
#include <utility>

namespace skep::planning {

namespace {

struct Managers {
    std::size_t all = 0, up = 0;

    [[nodiscard]] bool haveQuorum() const { return all == 0 || up > all / 2; }
};

Managers managersOf(const store::View& view)
{
    Managers managers;
    for (const auto& node : view.all<api::Node>()) {
        if (scheduler::roleOf(*node) != api::NodeRole::Manager)
            continue;
        ++managers.all;
        managers.up += node->status.state != api::NodeState::Down ? 1 : 0;
    }
    return managers;
}

std::string noteOnNewNodes(const store::View& view)
{
    const auto model = modelOfNewNodes(view);
    if (!model)
        return {};
    const api::NodeDescription& like = model->description;
    return "new nodes are taken to be like " + (like.hostname.empty() ? model->id : like.hostname)
        + " where nothing else was said: " + like.platform.os + '/' + like.platform.architecture + ", "
        + scheduler::cpuText(like.resources.nanoCpus) + " CPUs, " + scheduler::memoryText(like.resources.memoryBytes)
        + ", the same plugins";
}

// What else there is to know about a change to a node, before it is made; "": nothing.
std::string noteOn(const store::View& view, const Change& change)
{
    if (change.kind == ChangeKind::AddNode)
        return noteOnNewNodes(view);
    const bool isOfNode = change.kind == ChangeKind::Drain || change.kind == ChangeKind::Pause
        || change.kind == ChangeKind::Activate || change.kind == ChangeKind::Lose;
    const auto found = isOfNode ? store::look<api::Node>(view, "node", change.node) : fail(ErrorCode::NotFound, {});
    if (!found)
        return {};
    const api::Node& node = **found;
    const std::string name = node.description.hostname.empty() ? node.id : node.description.hostname;
    const bool isDown = node.status.state == api::NodeState::Down;
    if (change.kind == ChangeKind::Lose)
        return isDown ? "node " + name + " is down already" : std::string();
    if (isDown)
        return "node " + name + " is down: what runs there is decided when it is back";
    const api::Availability wanted = change.kind == ChangeKind::Drain ? api::Availability::Drain
        : change.kind == ChangeKind::Pause                            ? api::Availability::Pause
                                                                      : api::Availability::Active;
    const bool isActive = wanted == api::Availability::Active
        && node.spec.availability != api::Availability::Drain && node.spec.availability != api::Availability::Pause;
    if (node.spec.availability == wanted || isActive)
        return "the availability of node " + name + " is " + std::string(api::text(wanted)) + " already";
    return {};
}

std::string noteOnManagers(const Managers& before, const Managers& after)
{
    if (before.up == after.up)
        return {};
    if (after.up > before.up) {
        const std::size_t spare = after.up - after.all / 2 - 1;
        return "there would be " + std::to_string(after.all) + " managers, of which "
            + (after.haveQuorum() && spare > 0 ? std::to_string(spare) : std::string("none")) + " may fail";
    }
    const std::string left = std::to_string(after.up) + " of " + std::to_string(after.all) + " managers would be left";
    const std::size_t needed = after.all / 2 + 1;
    if (!after.haveQuorum())
        return left + ", " + std::to_string(needed)
            + " are needed: the swarm could change nothing until enough of them are back; tasks on other nodes run on";
    const std::size_t spare = after.up - needed;
    return left + (spare == 0 ? ", and none more may fail" : ", and " + std::to_string(spare) + " more may fail");
}

} // namespace

struct Simulation::State {
    enum class Stage
    {
        Present,
        Future,
        Evened,
        Over
    };

    State(const Scope& scope, Timestamp now)
        : world(scope, now)
        , question(scope.question)
    {
    }

    Result<void> makeChanges(store::Tx& tx)
    {
        for (const Change& change : question.changes)
            SKEP_CHECK(apply(tx, change, world.now(), rng));
        return {};
    }

    void turn()
    {
        if (stage != Stage::Present) {
            stage = stage == Stage::Future && rebalance() ? Stage::Evened : Stage::Over;
            return;
        }
        before = snapshotOf(world);
        world.watchCopies();
        const Managers managers = managersOf(world.store());
        for (const Change& change : question.changes)
            addNote(noteOn(world.store(), change));
        // Cannot fail: they were rehearsed, and nothing that changes name takes part in coming to rest.
        (void)world.write([this](store::Tx& tx) { return makeChanges(tx); });
        const Managers left = managersOf(world.store());
        addNote(noteOnManagers(managers, left));
        isQuorumLost = managers.haveQuorum() && !left.haveQuorum();
        stage = isQuorumLost ? Stage::Over : Stage::Future;
    }

    // Begins what moves are asked for. Answers whether there are any.
    bool rebalance()
    {
        std::set<std::string> ids;
        for (const Change& change : question.changes) {
            if (change.kind != ChangeKind::Rebalance)
                continue;
            if (const auto named = store::look<api::Service>(world.store(), "service", change.service))
                ids.insert((*named)->id);
            else
                for (const auto& service : world.store().all<api::Service>())
                    ids.insert(service->id);
        }
        bool moves = false;
        for (const std::string& id : ids) {
            const auto service = world.store().get<api::Service>(id);
            const auto plan = orchestrator::planRebalance(world.store(), *service, 0);
            if (!plan && service->spec.mode.replicated)
                addNote(plan.error().message);
            if (!plan || plan->moves.empty())
                continue;
            moves = true;
            // Cannot fail: the tasks were read from this store.
            (void)world.write([&](store::Tx& tx) { return orchestrator::beginRebalance(tx, *plan, world.now()); });
        }
        return moves;
    }

    void addNote(std::string note)
    {
        if (!note.empty() && std::ranges::find(notes, note) == notes.end())
            notes.push_back(std::move(note));
    }

    World world;
    Question question;
    Rng rng{2};
    Stage stage = Stage::Present;
    Snapshot before;
    std::vector<std::string> notes;
    bool isQuorumLost = false, isSettled = true;
};

Simulation::Simulation(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;
Simulation::~Simulation() = default;

Result<Simulation> Simulation::start(const store::View& view, const Question& question, Timestamp now)
{
    return start(copyOf(view), question, now);
}

Result<Simulation> Simulation::start(Copy whole, const Question& question, Timestamp now)
{
    if (question.changes.empty())
        return fail(ErrorCode::InvalidArgument, "a simulation needs at least one change");
    SKEP_TRY(scope, scopeOf(std::move(whole), question, now));
    return Simulation(std::make_unique<State>(scope, now));
}

bool Simulation::advance()
{
    State& state = *m_state;
    if (state.stage == State::Stage::Over)
        return false;
    const bool isWithinBounds = state.world.isWithinBounds();
    if (isWithinBounds && state.world.advance())
        return true;
    state.isSettled = state.isSettled && isWithinBounds;
    state.turn();
    return state.stage != State::Stage::Over;
}

Answer Simulation::answer() const
{
    Answer answer = compare(m_state->before, m_state->world);
    answer.notes = m_state->notes;
    answer.quorumLost = m_state->isQuorumLost;
    answer.settled = m_state->isSettled;
    if (!answer.settled)
        answer.notes.emplace_back("the cluster does not come to rest: this is how far the simulation went");
    return answer;
}

Result<Answer> simulate(const store::View& view, const Question& question, Timestamp now)
{
    return simulate(copyOf(view), question, now);
}

Result<Answer> simulate(Copy whole, const Question& question, Timestamp now)
{
    SKEP_TRY(simulation, Simulation::start(std::move(whole), question, now));
    while (simulation.advance()) { }
    return simulation.answer();
}

std::string sentence(const Outcome& outcome)
{
    const std::string& node = outcome.from.empty() ? outcome.to : outcome.from;
    const std::string task = outcome.service + '.' + (outcome.slot != 0 ? std::to_string(outcome.slot) : node);
    switch (outcome.fate) {
    case Fate::Moves:
        return task + " moves from " + outcome.from + " to " + outcome.to;
    case Fate::Restarts:
        return task + " is replaced on " + outcome.to;
    case Fate::Starts:
        return task + " starts on " + outcome.to;
    case Fate::Stops:
        return task + " stops on " + outcome.from;
    case Fate::Waits:
        return task + (outcome.from.empty() ? " would wait" : " leaves " + outcome.from + " and would wait");
    }
    return {};
}

} // namespace skep::planning
