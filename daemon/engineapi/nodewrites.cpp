#include "daemon/engineapi/nodewrites.h"

namespace skep::engineapi {

Result<void> drainNode(store::Tx& tx, const std::string& id, bool gapFree, Timestamp now)
{
    const auto present = tx.get<api::Node>(id);
    if (!present)
        return fail(ErrorCode::NotFound, "node " + id + " not found");
    api::Node node = *present;
    const bool goesOn = gapFree && node.gapFreeDrain && node.spec.availability == api::Availability::Drain;
    node.spec.availability = api::Availability::Drain;
    if (!gapFree)
        node.gapFreeDrain.reset();
    else if (!goesOn)
        node.gapFreeDrain = api::GapFreeDrain{now};
    if (node == *present)
        return {};
    return tx.update(std::move(node));
}

} // namespace skep::engineapi
