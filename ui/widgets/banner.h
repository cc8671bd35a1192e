#pragma once

#include "ui/mainwindow/guidance.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;

namespace skep::ui {

// A band across the window with a sentence and what one can do. Hidden while there is nothing to say.
class Banner final : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent);
    void say(const std::optional<Guidance>& guidance);
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void asked(const QString& action);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void colour();

    std::optional<Guidance> m_shown;
    QLabel* m_icon;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace skep::ui
