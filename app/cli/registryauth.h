#pragma once

#include <string>

namespace skep::cli {

// X-Registry-Auth for the registry of an image: the credentials that `docker login` left in Docker's configuration, or of its credential
// helper; "" when there are none.
[[nodiscard]] std::string registryAuthFor(const std::string& image);

} // namespace skep::cli
