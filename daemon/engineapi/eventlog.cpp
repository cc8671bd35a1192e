#include "daemon/engineapi/eventlog.h"

#include "daemon/engineapi/answer.h"
#include "shared/api/objects.h"

namespace skep::engineapi {
namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

void changed(Attributes& attributes, const std::string& name, std::string_view before, std::string_view after)
{
    if (before == after)
        return;
    attributes.emplace_back(name + ".new", after);
    attributes.emplace_back(name + ".old", before);
}

std::string replicasOf(const api::Service& service)
{
    return service.spec.mode.replicated ? std::to_string(service.spec.mode.replicated->replicas.value_or(1)) : "";
}

std::string imageOf(const api::Service& service) { return service.spec.task.container ? service.spec.task.container->image : ""; }

void describe(Attributes& attributes, const api::Service& now, const api::Service& before)
{
    changed(attributes, "image", imageOf(before), imageOf(now));
    changed(attributes, "replicas", replicasOf(before), replicasOf(now));
    const auto state = [](const api::Service& s) { return s.updateStatus ? api::text(s.updateStatus->state) : std::string_view{}; };
    if (state(now) != state(before)) {
        attributes.emplace_back("updatestate.new", state(now));
        if (!state(before).empty())
            attributes.emplace_back("updatestate.old", state(before));
    }
}

void describe(Attributes& attributes, const api::Node& now, const api::Node& before)
{
    changed(attributes, "availability", api::text(before.spec.availability), api::text(now.spec.availability));
    changed(attributes, "role", api::text(before.spec.role), api::text(now.spec.role));
    changed(attributes, "state", api::text(before.status.state), api::text(now.status.state));
}

template <class T>
std::optional<SwarmEvent> make(const store::Event& event, const char* type, auto&& nameOf)
{
    const auto object = store::as<T>(event.object);
    if (!object)
        return {};
    SwarmEvent made;
    made.type = type;
    made.id = object->id;
    made.attributes.emplace_back("name", nameOf(*object));
    made.at = event.action == store::Action::Create ? object->meta.createdAt : object->meta.updatedAt;
    if constexpr (requires(Attributes& a) { describe(a, *object, *object); })
        if (const auto before = store::as<T>(event.old); before && event.action == store::Action::Update)
            describe(made.attributes, *object, *before);
    return made;
}

} // namespace

std::optional<SwarmEvent> swarmEvent(const store::Event& event, std::uint64_t version, Timestamp now)
{
    const auto specName = [](const auto& object) { return object.spec.name; };
    auto made = make<api::Service>(event, "service", specName);
    if (!made)
        made = make<api::Node>(event, "node", [](const api::Node& node) { return node.description.hostname; });
    if (!made)
        made = make<api::Network>(event, "network", specName);
    if (!made)
        made = make<api::Secret>(event, "secret", specName);
    if (!made)
        made = make<api::Config>(event, "config", specName);
    if (!made)
        return {};
    switch (event.action) {
    case store::Action::Create: made->action = "create"; break;
    case store::Action::Update: made->action = "update"; break;
    case store::Action::Remove:
        made->action = "remove";
        made->at = now;
        break;
    }
    made->version = version;
    return made;
}

std::string SwarmEvent::json() const
{
    std::string line = "{\"Type\":" + quoted(type) + ",\"Action\":" + quoted(action) + ",\"Actor\":{\"ID\":" + quoted(id) + ",\"Attributes\":{";
    // Members sorted by name, as Go writes a map.
    auto sorted = attributes;
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 0; i < sorted.size(); ++i)
        line += (i ? "," : "") + quoted(sorted[i].first) + ":" + quoted(sorted[i].second);
    return line + "}},\"scope\":\"swarm\",\"time\":" + std::to_string(at.ns / 1'000'000'000) + ",\"timeNano\":" + std::to_string(at.ns) + "}\n";
}

bool SwarmEvent::passes(const Filters& filters) const
{
    const std::string& name = attributes.front().second;
    if (!filters.exact("type", type) || !filters.exact("event", action) || !filters.exact("scope", "swarm"))
        return false;
    // A filter on any kind of object leaves only those of that kind that it names, by id or name.
    for (const char* kind : {"service", "node", "network", "secret", "config", "container", "image", "volume", "plugin", "daemon"})
        if (filters.has(kind) && (type != kind || !(filters.exact(kind, id) || filters.exact(kind, name))))
            return false;
    api::Labels labels(attributes.begin(), attributes.end());
    return filters.labels("label", labels);
}

} // namespace skep::engineapi
