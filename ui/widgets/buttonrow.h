#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QPushButton;

namespace skep::ui {

// Buttons beside a title. Where there is no room for all their words, those at the end are their icons alone.
class ButtonRow final : public QWidget {
    Q_OBJECT
public:
    explicit ButtonRow(QWidget* parent);

    void add(QPushButton* button);
    // Other words, when there is room for words. A button that is an icon by itself stays one; it only says them to readers.
    void setText(QPushButton* button, const QString& text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Entry {
        QPushButton* button;
        QString text;
        int wide = 0, narrow = 0; // px, with and without the text
    };
    void measure(Entry& entry);
    void arrange();
    [[nodiscard]] int total(int Entry::*width) const;

    QHBoxLayout* m_layout;
    std::vector<Entry> m_entries;
};

} // namespace skep::ui
