#pragma once

#include "daemon/agent/executor.h"
#include "shared/gotemplate/template.h"

namespace skep::docker {

// The task's container spec with its placeholders filled in, where Docker allows them (orchestration.md §9.3): values of the
// environment, host name, source and target of mounts, labels and driver options of volumes. Pure.
// Error: InvalidArgument naming the place and the template: `expanding env failed: "{{.Nope}}": unknown field "Nope"`.
[[nodiscard]] Result<api::ContainerSpec> expandSpec(const agent::TaskContext& context);

// What {{.Service…}}, {{.Node…}} and {{.Task…}} mean for this task.
[[nodiscard]] gotemplate::Value templateContext(const agent::TaskContext& context);

// The content of a secret's or config's file. With the templating driver "golang" the data is a template that may also use
// secret "target", config "target" and env "NAME", which give what the same task sees under these names. `spec` is expanded.
// Error: InvalidArgument naming the object `what` ("config app"), never its data.
[[nodiscard]] Result<Bytes> fileContent(const agent::TaskContext& context, const api::ContainerSpec& spec,
    const std::optional<api::Driver>& templating, const Bytes& data, const std::string& what);

} // namespace skep::docker
