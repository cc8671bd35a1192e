#include "shared/api/constraint.h"
#include "shared/api/defaults.h"
#include "shared/api/imagereference.h"
#include "shared/api/json.h"
#include "shared/api/validation.h"

#include <cstdlib>

// Bodies of API requests: read, defaults, validation. Whatever is accepted must come out the same once written and read
// again. The first octet chooses the type.

using namespace skep;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

template <class T>
Result<T> tryOne(std::string_view json)
{
    auto read = api::fromJson<T>(json);
    if (read) {
        const std::string written = api::toJson(*read);
        const auto again = api::fromJson<T>(written);
        require(again && api::toJson(*again) == written);
    }
    return read;
}

void tryService(std::string_view json)
{
    auto spec = tryOne<api::ServiceSpec>(json);
    if (!spec)
        return;
    (void)api::checkRequest(*spec);
    api::applyDefaults(*spec);
    (void)api::validate(*spec);
    const api::ServiceSpec complete = api::withDefaults(*spec);
    require(api::toJson(api::withDefaults(complete)) == api::toJson(complete));
}

template <class T>
void tryValidated(std::string_view json)
{
    if (const auto spec = tryOne<T>(json))
        (void)api::validate(*spec);
}

void tryTexts(const std::string& text)
{
    if (const auto image = api::parseImageReference(text))
        require(api::parseImageReference(image->text()) == *image
            && api::parseImageReference(image->familiarText()) == *image);
    (void)api::parseConstraints({text});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 8) {
    case 0:
    case 1: tryService(text); break;
    case 2: tryOne<api::NodeSpec>(text); break;
    case 3: tryValidated<api::ClusterSpec>(text); break;
    case 4: tryValidated<api::SecretSpec>(text); break;
    case 5: tryOne<api::Task>(text); break;
    case 6: tryOne<api::Service>(text); break;
    default: tryTexts(std::string(text)); break;
    }
    return 0;
}
