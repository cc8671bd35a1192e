#include "shared/orchestrator/revisions.h"

#include <algorithm>
#include <utility>

namespace skep::orchestrator {

namespace {

api::ServiceRevision present(const api::Service& service)
{
    return {.number = std::max<std::uint64_t>(service.revision, 1),
        .at = service.revisedAt.isZero() ? service.meta.createdAt : service.revisedAt,
        .cause = service.revisionCause.empty() ? "create" : service.revisionCause,
        .spec = service.spec,
        .specVersion = service.specVersion};
}

} // namespace

void revise(
    api::Service& service, api::ServiceSpec spec, const api::Version& specVersion, Timestamp now, std::string cause)
{
    service.pastRevisions.push_back(present(service));
    if (service.pastRevisions.size() > RevisionLimit)
        service.pastRevisions.erase(service.pastRevisions.begin());
    service.revision = service.pastRevisions.back().number + 1;
    service.revisedAt = now;
    service.revisionCause = std::move(cause);
    service.spec = std::move(spec);
    service.specVersion = specVersion;
}

std::vector<api::ServiceRevision> revisionsOf(const api::Service& service)
{
    std::vector<api::ServiceRevision> revisions = service.pastRevisions;
    revisions.push_back(present(service));
    return revisions;
}

std::optional<api::ServiceRevision> pastRevision(const api::Service& service, std::uint64_t number)
{
    for (const api::ServiceRevision& revision : service.pastRevisions)
        if (revision.number == number)
            return revision;
    return std::nullopt;
}

std::uint64_t revisionLike(
    const api::Service& service, const api::ServiceSpec& spec, const api::Version& specVersion)
{
    const auto& past = service.pastRevisions;
    for (auto it = past.rbegin(); it != past.rend(); ++it)
        if (it->specVersion == specVersion && it->spec == spec)
            return it->number;
    for (auto it = past.rbegin(); it != past.rend(); ++it)
        if (it->spec == spec)
            return it->number;
    return 0;
}

} // namespace skep::orchestrator
