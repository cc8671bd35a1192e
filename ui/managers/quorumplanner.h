#pragma once

#include "ui/managers/quorumplan.h"
#include "ui/swarm/card.h"

class QGridLayout;
class QPushButton;
class QTableWidget;
class QVBoxLayout;

namespace skep::ui {

// "What if": managers are ticked off as failing, and a sentence says what would follow.
class QuorumPlanner final : public SwarmCard
{
    Q_OBJECT
public:
    explicit QuorumPlanner(QWidget* parent);
    void show(const std::vector<ManagerFact>& managers);
    [[nodiscard]] QString sentence() const;

private:
    void rebuild();
    void judge();
    void failZone(const std::set<std::string>& managers);

    std::vector<ManagerFact> m_managers;
    std::set<std::string> m_failing;
    std::vector<std::pair<std::string, QPushButton*>> m_buttons;
    QGridLayout* m_grid;
    QVBoxLayout* m_zones;
    QLabel* m_sentence;
};

// How many managers there have to be to lose how many; the row of this swarm is marked.
class ToleranceTable final : public SwarmCard
{
    Q_OBJECT
public:
    explicit ToleranceTable(QWidget* parent);
    void show(int managers, const QString& advice);

private:
    QTableWidget* m_table;
    QLabel* m_advice;
};

} // namespace skep::ui
