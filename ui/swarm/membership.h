#pragma once

#include "ui/swarm/requestsheet.h"

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;

// Getting into a swarm and out of it again.
namespace skep::ui {

// What leaving means for the others, and whether the node does it only by force.
struct Leaving
{
    QString sentence;
    QString forceText; // "" when no force is needed; else what the check box says
    bool dissolves = false; // it is the last manager
};
[[nodiscard]] Leaving leaving(const store::View& view, const std::string& nodeId);

class InitSheet final : public RequestSheet
{
    Q_OBJECT
public:
    InitSheet(Cluster& cluster, QWidget* window);

private:
    void refresh();
    void act() override;
    void showUnlockKey();

    QComboBox* m_advertise;
    QCheckBox* m_autolock;
    QLineEdit *m_pool, *m_port, *m_dataPort; // "" for the usual ones
    bool m_done = false;
};

class JoinSheet final : public RequestSheet
{
    Q_OBJECT
public:
    JoinSheet(Cluster& cluster, QWidget* window);

private:
    void read();
    void refresh();
    void act() override;

    QPlainTextEdit* m_text;
    QLabel* m_found;
    QLineEdit* m_manager;
    QComboBox* m_advertise;
};

class UnlockSheet final : public RequestSheet
{
    Q_OBJECT
public:
    UnlockSheet(Cluster& cluster, QWidget* window);

private:
    void act() override;
    QLineEdit* m_key;
};

class LeaveSheet final : public RequestSheet
{
    Q_OBJECT
public:
    LeaveSheet(Cluster& cluster, QWidget* window);

private:
    void refresh();
    void act() override;

    QLabel* m_sentence;
    QCheckBox* m_force;
};

// The majority is gone for good: one manager goes on alone.
class ForceNewSheet final : public RequestSheet
{
    Q_OBJECT
public:
    ForceNewSheet(Cluster& cluster, QWidget* window);

private:
    void refresh();
    void act() override;

    QComboBox* m_advertise = nullptr;
};

} // namespace skep::ui
