#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace skep::ui {

// A titled surface on a page of cards.
class SwarmCard : public QFrame
{
    Q_OBJECT
public:
    SwarmCard(const QString& title, QWidget* parent);

    // Right of the title.
    [[nodiscard]] QHBoxLayout* head() const { return m_head; }
    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    QLabel* addText(const QString& text, bool muted = false);

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QHBoxLayout* m_head;
    QVBoxLayout* m_body;
};

enum class TextTone
{
    Plain,
    Muted,
    Ok,
    Warn,
    Error
};
// In the theme's colour for it; a card repeats it for what is in it when the theme changes.
void setTone(QLabel* label, TextTone tone);

} // namespace skep::ui
