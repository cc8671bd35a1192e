#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace skep::ui {

// Asks where to, without waiting, and writes what `content` answers then: wholly or not at all. `told` hears what came
// of it, "saved" or why not; neither is called when `owner` is gone by then or the person thinks better of it.
void saveFile(QWidget* owner, const QString& title, const QString& name, const QString& filter,
    std::function<QByteArray()> content, std::function<void(const QString& outcome)> told);

} // namespace skep::ui
