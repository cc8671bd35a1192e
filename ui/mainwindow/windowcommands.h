#pragma once

#include <QString>

class QWidget;

namespace skep::ui {

// What a window can do that is about itself, not about the cluster. The actions of "View" and "File" ask for it.
class WindowCommands {
public:
    virtual ~WindowCommands() = default;

    virtual void showPalette() = 0;
    virtual void focusFilter() = 0;
    virtual void exportTable() = 0;
    virtual void goBack() = 0;
    virtual void goForward() = 0;
    virtual void toggleSidebar() = 0;
    virtual void toggleTable() = 0;
    virtual void chooseGrouping() = 0;
    virtual void toggleHeat() = 0;
    virtual void toggleActivity() = 0;
    virtual void showConnect() = 0;
    virtual void showFleet() = 0;
    virtual void duplicate() = 0;
    virtual void closeWindow() = 0;
    // In the language that the settings name by now: the windows are made anew.
    virtual void retranslate() = 0;

    // That of the window a widget is in; null in none.
    [[nodiscard]] static WindowCommands* of(QWidget* widget);
};

} // namespace skep::ui
