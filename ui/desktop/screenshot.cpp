#include "ui/desktop/screenshot.h"

#include <QPixmap>
#include <QWidget>

namespace skep::ui {

using namespace std::chrono_literals;

Screenshot::Screenshot(
    QWidget* window, QString file, std::function<bool()> settled, std::function<QString()> reason, std::chrono::milliseconds timeout)
    : QObject(window), m_window(window), m_file(std::move(file)), m_settled(std::move(settled))
{
    connect(&m_look, &QTimer::timeout, this, &Screenshot::look);
    m_look.start(50ms);
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this, reason = std::move(reason), timeout] {
        m_look.stop();
        Q_EMIT done(QStringLiteral("not everything was shown within %1 s: %2").arg(timeout / 1s).arg(reason()));
    });
    m_timeout.start(timeout);
}

void Screenshot::look()
{
    // A few looks in a row: layouts and badges follow the data by a turn or two.
    m_quiet = m_settled() ? m_quiet + 1 : 0;
    if (m_quiet >= 14)
        save();
}

void Screenshot::save()
{
    m_look.stop();
    m_timeout.stop();
    const bool saved = m_window->grab().save(m_file, "PNG");
    Q_EMIT done(saved ? QString() : QStringLiteral("cannot write ") + m_file);
}

} // namespace skep::ui
