#pragma once

#include "shared/api/enums.h"

#include <QColor>
#include <QIcon>
#include <QPainter>
#include <QString>

namespace skep::ui {

// The colours of desktop-ux §5.1 by role. Marks carry state by hue and shape; running text never does.
struct Theme {
    bool dark = false;
    QColor window, surface, raised, hairline, border, selection;
    QColor text, muted, disabled, accent, onAccent;
    QColor textOk, textWarn, textError;
    QColor wait, move, run, done, fail, lost; // marks
    QColor warningBand, warningText, errorBand, errorText, danger, onDanger;
    QColor heat[5]; // −2 … +2
};

[[nodiscard]] const Theme& theme();
// "light", "dark"; "" follows the desktop. Sets palette and style of the application; widgets repaint by themselves.
void applyTheme(const QString& name);

// Hue of a task state's mark.
[[nodiscard]] QColor markColor(api::TaskState state);
// Draws the state's own shape, legible from 10 px and in one colour. `unhealthy` notches the ring of a running task.
void paintTaskMark(QPainter& painter, const QRectF& box, api::TaskState state, bool unhealthy = false);
// The same in a colour of one's own, such as a service's tint.
void paintTaskMark(QPainter& painter, const QRectF& box, api::TaskState state, const QColor& colour);
[[nodiscard]] QIcon taskIcon(api::TaskState state);
// One of the quiet hues that tell who belongs together, and are never a state: `index` modulo MembershipTints.
inline constexpr int MembershipTints = 8;
[[nodiscard]] QColor membershipTint(int index);
// For what machines read: commands, ids, files. As large as the text around it.
[[nodiscard]] QFont codeFont();
// An icon of resources/icons in the theme's text colour.
[[nodiscard]] QIcon icon(const QString& name);

} // namespace skep::ui
