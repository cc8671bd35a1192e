#pragma once

#include <QWidget>

namespace skep::ui {

// What a window shows, with a frame around it while something is wrong with all of it: the managers have lost their majority.
class AlertFrame final : public QWidget {
    Q_OBJECT
public:
    explicit AlertFrame(QWidget* parent);
    void setAlert(bool alert);
    [[nodiscard]] bool alert() const { return m_alert; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_alert = false;
};

} // namespace skep::ui
