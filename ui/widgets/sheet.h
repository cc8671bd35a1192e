#pragma once

#include "ui/theme/style.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace skep::ui {

// A question or a preview laid over a window, which goes on living underneath. Esc and Cancel close it; closing deletes it. A new
// sheet takes the place of the one before.
class Sheet : public QFrame {
    Q_OBJECT
public:
    explicit Sheet(QWidget* window);

    void setTitle(const QString& title);
    [[nodiscard]] QVBoxLayout* content() const { return m_content; }
    QPushButton* addButton(const QString& text, ButtonRole role);
    // Shows it in the middle of the window, as large as its content wants and the window allows.
    void present();
    void close();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent* event) override;

private:
    void place();

    QLabel* m_title;
    QVBoxLayout* m_content;
    QHBoxLayout* m_buttons;
};

} // namespace skep::ui
