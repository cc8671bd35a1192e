#pragma once

#include "ui/topology/heat.h"

#include <QWidget>

class QLabel;

namespace skep::ui::topology {

// The shapes of tasks in use, with their words.
class Legend final : public QWidget
{
public:
    explicit Legend(QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;

private:
    std::vector<std::pair<QLabel*, api::TaskState>> m_marks;
};

// The colours of the heat map with the loads they stand for, and the mean.
class HeatLegend final : public QWidget
{
public:
    explicit HeatLegend(QWidget* parent);
    void tell(const HeatScale& scale);

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintSwatches();

    QLabel* m_mean;
    std::vector<std::pair<QLabel*, QLabel*>> m_steps; // swatch and loads, −2 … +2, then what is not compared
};

} // namespace skep::ui::topology
