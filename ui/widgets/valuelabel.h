#pragma once

#include <QLabel>

namespace skep::ui {

// A text to read and to copy, in as many lines as it needs. Long words with digits, such as ids and digests, may break anywhere;
// what is copied is the text all the same.
class ValueLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ValueLabel(QWidget* parent);

    void say(const QString& text);
    // What is selected, as it was said.
    [[nodiscard]] QString chosenText() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
};

} // namespace skep::ui
