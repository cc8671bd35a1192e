#pragma once

#include "daemon/engineapi/answer.h"
#include "daemon/engineapi/backend.h"
#include "daemon/engineapi/engine.h"
#include "shared/http/message.h"

#include <memory>
#include <string>
#include <vector>

namespace skep::engineapi {

// One request on its way through a handler.
struct Context {
    Backend& backend;
    Engine& engine;
    std::shared_ptr<const http::Request> request; // with its body
    ApiNumber version;
    std::vector<std::string> parameters; // what stood for the {…} of the route

    [[nodiscard]] const std::string& parameter() const { return parameters.front(); }
    [[nodiscard]] std::string query(std::string_view name) const { return request->query.get(name).value_or(""); }
    // The lenient boolean of §1: false for "", 0, no, false, none.
    [[nodiscard]] bool flag(std::string_view name) const;
    // The strict boolean of §1. Error InvalidArgument as Docker words it.
    [[nodiscard]] Result<bool> strictFlag(std::string_view name) const;
    // The required version of an update. Error InvalidArgument "invalid service version '': strconv.ParseUint: …".
    [[nodiscard]] Result<std::uint64_t> updateVersion(std::string_view kind) const;
    // Whether the body may be read as JSON. Error InvalidArgument as in §1.
    [[nodiscard]] Result<void> checkJsonBody() const;
};

} // namespace skep::engineapi
