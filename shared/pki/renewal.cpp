#include "shared/pki/renewal.h"

namespace skep::pki {

Timestamp renewalTime(Timestamp notBefore, Timestamp notAfter, Rng& rng)
{
    const std::int64_t validity = (notAfter - notBefore).count();
    if (notBefore.isZero() || validity <= 0)
        return notBefore;
    const std::int64_t earliest = validity / 2;
    const std::int64_t span = validity / 10 * 8 - earliest;
    if (span <= 0)
        return notBefore + Nanoseconds(earliest);
    const auto chosen = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(span)));
    return notBefore + Nanoseconds(earliest + chosen);
}

} // namespace skep::pki
