#pragma once

#include "shared/base/rng.h"
#include "shared/base/time.h"

namespace skep::pki {

// When to renew a certificate: uniform in [50 %, 80 %) of its validity, so that a cluster made in one minute does not
// renew in one minute (control-plane.md §A.10). May lie in the past. An empty validity gives `notBefore`.
[[nodiscard]] Timestamp renewalTime(Timestamp notBefore, Timestamp notAfter, Rng& rng);

} // namespace skep::pki
