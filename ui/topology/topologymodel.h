#pragma once

#include "shared/store/store.h"
#include "ui/topology/topologylayout.h"

#include <QColor>

namespace skep::ui::topology {

// What makes the bands of the map: the role of a node, or the value of one of its labels.
struct Grouping
{
    enum class By
    {
        Role,
        NodeLabel, // given by people
        EngineLabel // of the node's own configuration
    };

    By by = By::Role;
    QString key; // of the label; "" by role

    [[nodiscard]] bool byRole() const { return by == By::Role; }
    // "" by role, "node.labels.zone", "engine.labels.rack": as constraints name it and settings keep it.
    [[nodiscard]] QString name() const;
    // Of name(); by role for anything else.
    [[nodiscard]] static Grouping named(const QString& name);
    // "zone", "rack (engine)": as people read it.
    [[nodiscard]] QString title() const;
    // The value that this node has; "" for none.
    [[nodiscard]] QString valueOf(const api::Node& node) const;
    // Over the nodes that share a value: "zone = b", "no zone".
    [[nodiscard]] QString bandTitle(const QString& value) const;
    bool operator==(const Grouping&) const = default;
};

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
[[nodiscard]] NodeView nodeView(const store::View& view, const api::Node& node, const Grouping& grouping);
// "web slot 3, running on worker-5, 2 h": as a screen reader says it.
[[nodiscard]] QString taskSentence(const store::View& view, const api::Task& task, Timestamp now);
[[nodiscard]] bool isUnplaced(const api::Task& task);
[[nodiscard]] Unplaced unplacedView(const api::Task& task);
// Every label that some node has, those given by people first, each in natural order.
[[nodiscard]] std::vector<Grouping> labelGroupings(const store::View& view);
// One of eight quiet hues; membership, never a status.
[[nodiscard]] QColor serviceTint(std::string_view serviceId);

} // namespace skep::ui::topology
