#include "shared/planning/copy.h"

#include <algorithm>
#include <utility>

namespace skep::planning {

Copy copyOf(const store::View& view)
{
    Copy copy;
    const auto add = [&copy]<class T>(std::vector<store::Ptr<T>> objects) {
        for (auto& object : objects) {
            copy.version = std::max(copy.version, object->meta.version.index);
            copy.objects.emplace_back(std::move(object));
        }
    };
    copy.objects.reserve(view.count<api::Task>() + view.count<api::Node>() + view.count<api::Service>() + view.count<api::Network>() + 1);
    add(view.all<api::Cluster>());
    add(view.all<api::Node>());
    add(view.all<api::Service>());
    add(view.all<api::Network>());
    add(view.all<api::Task>());
    return copy;
}

} // namespace skep::planning
