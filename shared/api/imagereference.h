#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>

namespace skep::api {

// Where an image is: [domain[:port]/]path[:tag][@digest], normalised as Docker does it: "nginx" is
// docker.io/library/nginx.
struct ImageReference {
    std::string domain; // "docker.io", "registry.example:5000"
    std::string path; // "library/nginx"
    std::string tag; // "" when none was given
    std::string digest; // "sha256:…"; "" when none was given

    // In full: "docker.io/library/nginx", with tag and digest.
    [[nodiscard]] std::string name() const { return domain + "/" + path; }
    [[nodiscard]] std::string text() const { return name() + suffix(); }
    // As people write it: "nginx:1.25".
    [[nodiscard]] std::string familiarName() const;
    [[nodiscard]] std::string familiarText() const { return familiarName() + suffix(); }
    // What a registry is asked for when nothing else is said.
    [[nodiscard]] std::string tagOrLatest() const { return tag.empty() ? "latest" : tag; }

    bool operator==(const ImageReference&) const = default;

private:
    [[nodiscard]] std::string suffix() const
    {
        return (tag.empty() ? "" : ":" + tag) + (digest.empty() ? "" : "@" + digest);
    }
};

// Error InvalidArgument: "invalid reference format…", "invalid repository name (…), cannot specify 64-byte hexadecimal
// strings".
[[nodiscard]] Result<ImageReference> parseImageReference(std::string_view text);

} // namespace skep::api
