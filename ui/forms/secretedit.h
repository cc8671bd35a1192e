#pragma once

#include <QPlainTextEdit>

namespace skep::ui {

// Text of several lines that shows dots instead of its characters until it is told to reveal them. It gives nothing to
// the clipboard while hidden and remembers no undo.
class SecretEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit SecretEdit(QWidget* parent);
    void setRevealed(bool revealed);
    [[nodiscard]] bool revealed() const { return m_revealed; }

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;
    [[nodiscard]] QVariant inputMethodQuery(Qt::InputMethodQuery query) const override;

private:
    bool m_revealed = false;
};

} // namespace skep::ui
