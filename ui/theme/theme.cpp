#include "ui/theme/theme.h"

#include "ui/theme/contrast.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmapCache>

// The linker drops a library's resources unless they are asked for; Qt's macro cannot stand in a namespace.
static void loadResources() { Q_INIT_RESOURCE(skep); }

namespace skep::ui {
namespace {

QColor rgb(unsigned value)
{
    return QColor::fromRgb(value);
}

Theme light()
{
    return {.dark = false, .window = rgb(0xF6F7F9), .surface = rgb(0xFFFFFF), .raised = rgb(0xFFFFFF), .hairline = rgb(0xD5DBE2),
        .border = rgb(0x808B99), .selection = rgb(0xEDF4FE), .text = rgb(0x1B2430), .muted = rgb(0x56616F), .disabled = rgb(0x8A95A3),
        .accent = rgb(0x0B63CE), .onAccent = rgb(0xFFFFFF), .textOk = rgb(0x00704F), .textWarn = rgb(0x7A5900), .textError = rgb(0xA61E2B),
        .wait = rgb(0xA97C00), .move = rgb(0x1D4ED8), .run = rgb(0x009E73), .done = rgb(0x374151), .fail = rgb(0xA61E2B),
        .lost = rgb(0x86198F), .warningBand = rgb(0xFFF3CD), .warningText = rgb(0x3D2E00), .errorBand = rgb(0xFDE3E1),
        .errorText = rgb(0x5C0F16), .danger = rgb(0xA61E2B), .onDanger = rgb(0xFFFFFF),
        .heat = {rgb(0x1D4ED8), rgb(0x7F9BE8), rgb(0xE9ECF0), rgb(0xD9BE6A), rgb(0xA97C00)}};
}

Theme dark()
{
    return {.dark = true, .window = rgb(0x14181D), .surface = rgb(0x1C2229), .raised = rgb(0x242B34), .hairline = rgb(0x303943),
        .border = rgb(0x6B7886), .selection = rgb(0x1E324A), .text = rgb(0xE6EAEF), .muted = rgb(0xA3AEBB), .disabled = rgb(0x6B7886),
        .accent = rgb(0x6EA8FE), .onAccent = rgb(0x0B1A2E), .textOk = rgb(0x5FE0B0), .textWarn = rgb(0xF0E442), .textError = rgb(0xFF9A73),
        .wait = rgb(0xF0E442), .move = rgb(0x3F8CFF), .run = rgb(0x34D399), .done = rgb(0x7C8794), .fail = rgb(0xFF7A45),
        .lost = rgb(0xF0A6F0), .warningBand = rgb(0x3A3210), .warningText = rgb(0xF7E9B0), .errorBand = rgb(0x43201A),
        .errorText = rgb(0xFFD3C2), .danger = rgb(0xFF7A45), .onDanger = rgb(0x1A0B05),
        .heat = {rgb(0x3F8CFF), rgb(0x2C5BA8), rgb(0x2A323C), rgb(0x8F8732), rgb(0xF0E442)}};
}

Theme& current()
{
    static Theme instance = light();
    return instance;
}

QPalette paletteOf(const Theme& t)
{
    QPalette p;
    const auto set = [&p](QPalette::ColorRole role, const QColor& colour, const QColor& disabled) {
        p.setColor(QPalette::All, role, colour);
        p.setColor(QPalette::Disabled, role, disabled);
    };
    set(QPalette::Window, t.window, t.window);
    set(QPalette::Base, t.surface, t.window);
    set(QPalette::AlternateBase, t.window, t.window);
    set(QPalette::Button, t.raised, t.window);
    set(QPalette::ToolTipBase, t.raised, t.raised);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        set(role, t.text, t.disabled);
    set(QPalette::PlaceholderText, t.muted, t.disabled);
    set(QPalette::BrightText, t.onDanger, t.onDanger);
    set(QPalette::Highlight, t.accent, t.hairline);
    set(QPalette::HighlightedText, t.onAccent, t.muted);
    set(QPalette::Link, t.accent, t.disabled);
    set(QPalette::LinkVisited, t.accent, t.disabled);
    set(QPalette::Light, t.raised, t.raised);
    set(QPalette::Midlight, t.hairline, t.hairline);
    set(QPalette::Mid, t.border, t.hairline);
    set(QPalette::Dark, t.border, t.hairline);
    set(QPalette::Shadow, t.dark ? rgb(0x000000) : t.border, t.hairline);
    return p;
}

bool desktopIsDark()
{
    // Qt before 6.5 cannot tell; the palette that the platform gave the program does.
    static const bool dark = [] {
        const QPalette p = QGuiApplication::palette();
        return p.color(QPalette::WindowText).lightness() > p.color(QPalette::Window).lightness();
    }();
    return dark;
}

} // namespace

Theme themeFor(bool isDark)
{
    return isDark ? dark() : light();
}

const Theme& theme()
{
    return current();
}

QColor membershipTint(int index)
{
    static constexpr int Hues[MembershipTints] = {208, 158, 34, 268, 322, 92, 184, 12};
    const int hue = Hues[std::size_t(index) % MembershipTints];
    return theme().dark ? QColor::fromHsl(hue, 110, 168) : QColor::fromHsl(hue, 120, 88);
}

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (const double size = QApplication::font().pointSizeF(); size > 0)
        font.setPointSizeF(size * 0.92); // its letters are larger
    return font;
}

void applyTheme(const QString& name)
{
    loadResources();
    const bool isDark = name == u"dark" || (name != u"light" && desktopIsDark());
    current() = themeFor(isDark);
    QPixmapCache::clear();
    if (!qobject_cast<Style*>(QApplication::style())) {
        QApplication::setStyle(new Style);
        QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
        if (QFontDatabase::families().contains(QStringLiteral("Inter")))
            font.setFamilies({QStringLiteral("Inter"), font.family()});
        font.setPointSizeF(std::max(font.pointSizeF(), 10.0));
        // What people typed is shown as they typed it: Inter would make 2x4 into 2×4 and -> into an arrow.
        font.setStyleStrategy(QFont::PreferNoShaping);
        QApplication::setFont(font);
    }
    QApplication::setPalette(paletteOf(current()));
    for (QWidget* widget : QApplication::topLevelWidgets())
        widget->update();
}

} // namespace skep::ui
