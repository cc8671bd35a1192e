#pragma once

#include "shared/store/store.h"

#include <QString>
#include <QStringList>

namespace skep::ui {

// What a new specification of a service would do, as far as the two specifications and the mirror tell.
struct Effect
{
    enum class Kind
    {
        Nothing,
        Metadata,
        Scales,
        Restarts,
        Creates
    };

    Kind kind = Kind::Nothing;
    QString sentence;
    QStringList warnings;
};

// `service` is null for one that is to be created; `before` is the specification that was fetched.
[[nodiscard]] Effect effectOf(const store::View& view, const api::Service* service, const api::ServiceSpec& before,
    const api::ServiceSpec& after);

// How many nodes meet the constraints, of how many. An error where they cannot be read.
struct NodeMatch
{
    int matching = 0, nodes = 0;
    QString error;
};
[[nodiscard]] NodeMatch matchingNodes(const store::View& view, const std::vector<std::string>& constraints);
[[nodiscard]] QString matchText(const NodeMatch& match);

} // namespace skep::ui
