#pragma once

#include "shared/store/lookup.h"

namespace skep::engineapi {

using store::look;

} // namespace skep::engineapi
