#include "ui/theme/motion.h"

#include <QLatin1String>
#include <QSettings>

#include <optional>

namespace skep::ui {
namespace {

constexpr QLatin1String Key("reducedMotion");
std::optional<bool> wished; // as the settings say; read once, since painting asks

} // namespace

bool reducedMotion()
{
    if (!wished)
        wished = QSettings().value(Key).toBool();
    return *wished;
}

void setReducedMotion(bool reduced)
{
    wished = reduced;
    QSettings().setValue(Key, reduced);
}

} // namespace skep::ui
