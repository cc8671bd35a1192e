#pragma once

#include <QStringList>
#include <QTimer>

namespace skep::ui {

// A button must not send what nobody has read: after each change of what its sheet says it rests for a second.
class Arming final : public QObject
{
    Q_OBJECT
public:
    explicit Arming(QObject* parent);

    // What it says now, part by part; a part that comes for the first time changes nothing.
    void say(const QStringList& parts);
    // What is said next is the person's own doing.
    void begin() { m_said.clear(); }
    [[nodiscard]] bool resting() const { return m_rest.isActive(); }

Q_SIGNALS:
    void rested();

private:
    QStringList m_said;
    QTimer m_rest;
};

} // namespace skep::ui
