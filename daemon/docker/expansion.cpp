#include "daemon/docker/expansion.h"

#include <algorithm>

namespace skep::docker {
namespace {

// Expands `text` in place.
Result<void> expand(std::string& text, const gotemplate::Value& dot, std::string_view place)
{
    if (text.find("{{") == std::string::npos)
        return {};
    auto expanded = gotemplate::expand(text, dot);
    if (!expanded)
        return fail(ErrorCode::InvalidArgument,
            "expanding " + std::string(place) + " failed: \"" + text + "\": " + expanded.error().message);
    text = std::move(*expanded);
    return {};
}

Result<void> expand(api::Labels& labels, const gotemplate::Value& dot, std::string_view place)
{
    for (auto& [key, value] : labels)
        SKEP_CHECK(expand(value, dot, place));
    return {};
}

Result<void> expand(api::Mount& mount, const gotemplate::Value& dot)
{
    SKEP_CHECK(expand(mount.source, dot, "mounts"));
    SKEP_CHECK(expand(mount.target, dot, "mounts"));
    if (mount.volumeOptions) {
        SKEP_CHECK(expand(mount.volumeOptions->labels, dot, "mounts"));
        if (mount.volumeOptions->driverConfig)
            SKEP_CHECK(expand(mount.volumeOptions->driverConfig->options, dot, "mounts"));
    }
    return {};
}

template <class Object>
const Object* findById(const std::vector<Object>& objects, const std::string& id)
{
    const auto found = std::ranges::find(objects, id, &Object::id);
    return found == objects.end() ? nullptr : &*found;
}

Result<std::string> nameArgument(const std::vector<gotemplate::Value>& arguments, const std::string& function)
{
    const auto* name = arguments.size() == 1 ? std::get_if<std::string>(&arguments.front().data) : nullptr;
    if (!name)
        return fail(ErrorCode::InvalidArgument, function + " needs one name");
    return *name;
}

// What a file of the task holds, by the name the container sees.
template <class Reference, class Object, class Id>
gotemplate::Function lookUp(std::string function, std::vector<Reference> references, const std::vector<Object>& objects, Id id)
{
    return [=, &objects](const std::vector<gotemplate::Value>& arguments) -> Result<gotemplate::Value> {
        SKEP_TRY(name, nameArgument(arguments, function));
        for (const auto& reference : references) {
            if (!reference.file || reference.file->name != name)
                continue;
            if (const auto* object = findById(objects, reference.*id))
                return gotemplate::Value::text(object->spec.data ? object->spec.data->data : Bytes());
        }
        return fail(ErrorCode::InvalidArgument, function + " target " + name + " not found");
    };
}

gotemplate::Function environment(std::vector<std::string> env)
{
    return [env = std::move(env)](const std::vector<gotemplate::Value>& arguments) -> Result<gotemplate::Value> {
        SKEP_TRY(name, nameArgument(arguments, "env"));
        for (const auto& entry : env)
            if (entry.starts_with(name + "="))
                return gotemplate::Value::text(entry.substr(name.size() + 1));
        return gotemplate::Value();
    };
}

} // namespace

gotemplate::Value templateContext(const agent::TaskContext& context)
{
    using Value = gotemplate::Value;
    const api::Task& task = context.task;
    const std::string slot = task.slot == 0 ? task.nodeId : std::to_string(task.slot);
    const Value platform{Value::Map{{"Architecture", Value::text(context.nodePlatform.architecture)},
        {"OS", Value::text(context.nodePlatform.os)}}};
    return {Value::Map{
        {"Service", {Value::Map{{"ID", Value::text(task.serviceId)}, {"Name", Value::text(task.serviceName)},
                        {"Labels", Value::dictionary(task.serviceLabels)}}}},
        {"Node", {Value::Map{{"ID", Value::text(context.nodeId)}, {"Hostname", Value::text(context.nodeHostname)},
                     {"Platform", platform}}}},
        {"Task", {Value::Map{{"ID", Value::text(task.id)}, {"Name", Value::text(api::taskName(task))},
                     {"Slot", Value::text(slot)}}}}}};
}

Result<api::ContainerSpec> expandSpec(const agent::TaskContext& context)
{
    if (!context.task.spec.container)
        return fail(ErrorCode::InvalidArgument, "task " + context.task.id + " has no container spec");
    api::ContainerSpec spec = *context.task.spec.container;
    const gotemplate::Value dot = templateContext(context);
    for (auto& entry : spec.env) {
        const auto equals = entry.find('=');
        if (equals == std::string::npos)
            continue;
        std::string value = entry.substr(equals + 1);
        SKEP_CHECK(expand(value, dot, "env"));
        entry.replace(equals + 1, std::string::npos, value);
    }
    for (auto& mount : spec.mounts)
        SKEP_CHECK(expand(mount, dot));
    SKEP_CHECK(expand(spec.hostname, dot, "hostname"));
    return spec;
}

Result<Bytes> fileContent(const agent::TaskContext& context, const api::ContainerSpec& spec,
    const std::optional<api::Driver>& templating, const Bytes& data, const std::string& what)
{
    if (!templating || templating->name.empty())
        return data;
    if (templating->name != "golang")
        return fail(ErrorCode::InvalidArgument, what + ": unrecognized template type \"" + templating->name + "\"");
    const gotemplate::Functions functions{
        {"secret", lookUp("secret", spec.secrets, context.secrets, &api::SecretReference::secretId)},
        {"config", lookUp("config", spec.configs, context.configs, &api::ConfigReference::configId)},
        {"env", environment(spec.env)},
    };
    auto content = gotemplate::expand(data, templateContext(context), functions);
    if (!content)
        return fail(ErrorCode::InvalidArgument, "expanding " + what + " failed: " + content.error().message);
    return content;
}

} // namespace skep::docker
