#pragma once

#include "ui/swarm/requestsheet.h"

class QComboBox;
class QRadioButton;

// Tokens and keys of a swarm that is there.
namespace skep::ui {

// The command that lets a machine in: role and address are chosen, it is copied without being shown, and from then on
// the sheet waits for the node.
class AddNodeSheet final : public RequestSheet
{
    Q_OBJECT
public:
    AddNodeSheet(Cluster& cluster, QWidget* window, api::NodeRole role);
    // The token is new: there is nothing to call off any more.
    void followRotation();

private:
    void refresh();
    void act() override;
    void followWait(int id);
    [[nodiscard]] api::NodeRole role() const;

    QRadioButton *m_worker, *m_manager;
    QComboBox* m_address;
    QLabel *m_note, *m_waiting;
    int m_operation = 0;
};

// Puts the join command into the clipboard and begins to wait for the node. `failed` hears why not.
void copyJoinCommand(Cluster& cluster, QObject* owner, api::NodeRole role, const QString& address,
    std::function<void(int operation)> copied, std::function<void(const QString& why)> failed);

class RotateTokenSheet final : public RequestSheet
{
    Q_OBJECT
public:
    RotateTokenSheet(Cluster& cluster, QWidget* window, api::NodeRole role);

private:
    void act() override;
    const api::NodeRole m_role;
    QWidget* const m_window;
};

class RotateCaSheet final : public RequestSheet
{
    Q_OBJECT
public:
    RotateCaSheet(Cluster& cluster, QWidget* window);

private:
    void act() override;
};

// Locks the managers' disks or opens them; shows the key while it is on.
class AutolockSheet final : public RequestSheet
{
    Q_OBJECT
public:
    AutolockSheet(Cluster& cluster, QWidget* window);

private:
    void refresh();
    void act() override;
    void rotate();
    [[nodiscard]] bool on() const;

    QLabel* m_sentence;
    QWidget* m_key;
    QPushButton* m_rotate;
};

} // namespace skep::ui
