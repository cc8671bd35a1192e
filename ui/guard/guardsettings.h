#pragma once

#include "ui/cluster/cluster.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace skep::ui {

// The guard of one cluster in the preferences: its level, its tag, its colour, and what they mean.
class GuardSettings final : public QWidget
{
    Q_OBJECT
public:
    GuardSettings(Cluster& cluster, QWidget* parent);
    void save();

private:
    [[nodiscard]] Guard chosen() const;
    void refresh();

    const std::string m_clusterId;
    QComboBox* m_level;
    QLineEdit* m_tag;
    QComboBox* m_colour;
    QLabel* m_meaning;
};

} // namespace skep::ui
