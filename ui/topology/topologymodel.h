#pragma once

#include "shared/store/store.h"
#include "ui/topology/topologylayout.h"

#include <QColor>

namespace skep::ui::topology {

struct Pip
{
    std::string id, serviceId;
    QString name; // "web.3"
    api::TaskState state = api::TaskState::New;
};

// A node as the map shows it.
struct NodeView
{
    std::string id;
    QString name, group, platform;
    bool manager = false, leader = false, reachable = true;
    api::NodeState state = api::NodeState::Unknown;
    api::Availability availability = api::Availability::Active;
    std::vector<Pip> pips; // by service and slot
    double cpuShare = -1, memoryShare = -1; // reserved of what there is; -1: nobody knows what there is
    QString cpuText, memoryText; // "3 of 8 CPUs reserved"

    [[nodiscard]] Spot spot() const { return {id, name, manager, availability == api::Availability::Drain, group}; }
    // For what cannot show them all: failed before waiting before on its way before running.
    [[nodiscard]] QColor worstColour() const;
    // As a screen reader says it.
    [[nodiscard]] QString sentence() const;
};

// A task that nobody runs, and why.
struct Unplaced
{
    std::string id;
    QString name, reason;
};

// Whether the map shows the task: what runs, is to run or has not ended yet.
[[nodiscard]] bool shown(const api::Task& task);
// `label`: the node label that groups; "" for none.
[[nodiscard]] NodeView nodeView(const store::View& view, const api::Node& node, const QString& label);
// "web slot 3, running on worker-5, 2 h": as a screen reader says it.
[[nodiscard]] QString taskSentence(const store::View& view, const api::Task& task, Timestamp now);
[[nodiscard]] bool isUnplaced(const api::Task& task);
[[nodiscard]] Unplaced unplacedView(const api::Task& task);
// Every key that some node has as a label, in order.
[[nodiscard]] QStringList labelKeys(const store::View& view);
// One of eight quiet hues; membership, never a status.
[[nodiscard]] QColor serviceTint(std::string_view serviceId);

} // namespace skep::ui::topology
