#include "ui/actions/action.h"

namespace skep::ui {

std::vector<Action> serviceActions()
{
    return {};
}

} // namespace skep::ui
