#pragma once

#include <QWidget>

namespace skep::ui {

// A strip in the colour that a person gave their cluster (Guard::colour), to tell windows apart; not there without one.
class ClusterStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit ClusterStrip(QWidget* parent);
    void setColour(int tint);
    [[nodiscard]] int colour() const { return m_tint; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_tint = -1;
};

// A swatch of it, for menus and lists; an empty icon for none.
[[nodiscard]] QIcon clusterSwatch(int tint);

} // namespace skep::ui
