#pragma once

#include "shared/async/task.h"
#include "shared/base/result.h"

#include <QTimer>
#include <QWidget>

#include <chrono>
#include <functional>

class QLabel;
class QToolButton;

namespace skep::ui {

// Puts a secret into the clipboard, and takes it out again after `keep` unless something else was copied meanwhile.
void copySecret(const QString& text, std::chrono::milliseconds keep = std::chrono::seconds(60));

// One secret on a line: masked, shown for 20 s on demand, copied without being shown. It is asked for each time and
// kept nowhere.
class SecretLine final : public QWidget
{
    Q_OBJECT
public:
    using Fetch = std::function<async::Task<Result<QString>>()>;

    // `what` is its name for screen readers and tooltips: "Worker token".
    SecretLine(const QString& what, const QString& mask, Fetch fetch, QWidget* parent);

    void setRevealTime(std::chrono::milliseconds time) { m_hide.setInterval(time); }
    [[nodiscard]] bool revealed() const { return m_hide.isActive(); }
    void hideSecret();

Q_SIGNALS:
    void copied();
    void failed(const QString& why);

private:
    void reveal();
    void copy();

    QString m_mask;
    Fetch m_fetch;
    QLabel* m_text;
    QToolButton *m_reveal, *m_copy;
    QTimer m_hide;
};

} // namespace skep::ui
