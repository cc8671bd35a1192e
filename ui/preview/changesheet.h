#pragma once

#include "ui/actions/nodechanges.h"
#include "ui/preview/arming.h"
#include "ui/preview/whatifview.h"
#include "ui/widgets/sheet.h"

class QCheckBox;
class QLabel;
class QRadioButton;

namespace skep::ui {

class Confirmation;

// What a change to nodes would do, before it is done. Drag, menu and keys all open it; its verb button is the only
// thing that sends; another one puts it into the change set instead. While it is open it follows the mirror; after each
// change of what it says the button is disarmed for a second.
class ChangeSheet final : public Sheet
{
    Q_OBJECT
public:
    static ChangeSheet* open(Cluster& cluster, QWidget* window, NodeChange change, NodeIds ids);

private:
    ChangeSheet(Cluster& cluster, QWidget* window, NodeChange change, NodeIds ids);
    void refresh();
    void addChecklist();
    void addDrainKinds();
    void refreshDrainKinds();
    [[nodiscard]] NodeManner manner() const;
    [[nodiscard]] std::set<std::string> keptServices() const;
    void send();
    void stage();

    Cluster& m_cluster;
    NodeChange m_change;
    NodeIds m_ids;
    QLabel *m_sentence, *m_warnings, *m_command;
    QCheckBox* m_gone = nullptr; // Remove: the node does not come back
    QRadioButton *m_now = nullptr, *m_gapFree = nullptr; // Drain
    bool m_byScaling = false; // the server has no such drain of its own
    QLabel* m_left = nullptr; // what cannot be drained so, and why
    WhatIfView* m_whatIf = nullptr; // Drain: what moves where
    Confirmation* m_confirmation;
    QPushButton *m_cancel, *m_stage, *m_verb;
    Arming m_arming{this};
};

} // namespace skep::ui
