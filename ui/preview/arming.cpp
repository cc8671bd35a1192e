#include "ui/preview/arming.h"

#include <chrono>

namespace skep::ui {

using namespace std::chrono_literals;

Arming::Arming(QObject* parent)
    : QObject(parent)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(1s);
    connect(&m_rest, &QTimer::timeout, this, &Arming::rested);
}

void Arming::say(const QStringList& parts)
{
    const QStringList before = std::exchange(m_said, parts);
    for (qsizetype i = 0; i < before.size(); ++i)
        if (!before[i].isEmpty() && before[i] != parts.value(i))
            return m_rest.start();
}

} // namespace skep::ui
