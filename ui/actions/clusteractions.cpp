#include "ui/actions/action.h"

namespace skep::ui {

std::vector<Action> clusterActions()
{
    return {};
}

} // namespace skep::ui
