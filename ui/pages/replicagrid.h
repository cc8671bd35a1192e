#pragma once

#include "shared/store/store.h"

#include <QWidget>

namespace skep::ui {

// One cell per slot: mark, slot and node of its newest task. Arrow keys move, Enter chooses.
class ReplicaGrid final : public QWidget {
    Q_OBJECT
public:
    explicit ReplicaGrid(QWidget* parent);
    void show(const store::View& view, const std::string& serviceId);
    [[nodiscard]] QSize sizeHint() const override { return {300, heightForWidth(300)}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    void chosen(const QString& taskId);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Cell {
        std::string taskId, error;
        QString label, node;
        api::TaskState state = api::TaskState::New;
    };
    static constexpr int CellWidth = 108;
    [[nodiscard]] int columns(int width) const { return std::max(1, width / CellWidth); }
    [[nodiscard]] int cellHeight() const { return fontMetrics().height() + 10; }
    [[nodiscard]] int at(const QPoint& position) const;

    std::vector<Cell> m_cells;
    int m_current = 0;
};

} // namespace skep::ui
