#pragma once

#include "ui/cluster/cluster.h"
#include "ui/forms/draft.h"
#include "ui/forms/servicecommand.h"

#include "shared/planning/planning.h"

namespace skep::ui {

// One edit that waits to be applied with others.
struct StagedChange
{
    QString key; // what it changes, "service:ID"; a newer edit of the same takes its place
    QString title; // "Update web"
    std::vector<Draft::Change> changes;
    QString diff; // of the documents, line by line; "" where there is none
    ServiceCommand command;
    std::vector<planning::Change> effects; // what a simulation is asked about
    // Why it cannot be applied as things are; nullopt when it can.
    std::function<std::optional<QString>(const store::View&)> refusal;
    // Made when its turn comes.
    std::function<Operations::Work()> work;
    QJsonObject kept = {}; // makes it again after a restart; empty: it is not kept here
    Deed deed = {}; // for the cluster's guard, when it is applied
    // Runs when the server has it.
    std::function<void()> accepted = {};
    // Opens its form again; empty: it has none.
    std::function<void(QWidget* window)> edit = {};
};

// The staged edits of one cluster, in the order in which they are applied. Each is waited for before the next one
// begins; at the first that fails, is refused, or is no longer waited for, it and those after it stay staged. Each is
// an operation of its own, with its own undo. They live as long as the cluster's window;
// those of nodes outlive it (KeptChanges).
class ChangeSet final : public QObject
{
    Q_OBJECT
public:
    static ChangeSet& of(Cluster& cluster);
    // Null while nobody has asked for it.
    [[nodiscard]] static const ChangeSet* existing(const Cluster& cluster);

    [[nodiscard]] const std::vector<StagedChange>& all() const { return m_all; }
    [[nodiscard]] bool has(const QString& key) const;
    [[nodiscard]] bool applying() const { return m_step != 0; }
    // While they are applied nothing below does anything.
    void stage(StagedChange change);
    void withdraw(const QString& key); // it was done otherwise
    void remove(std::size_t index);
    void move(std::size_t from, std::size_t to);
    void clear();
    void apply();

Q_SIGNALS:
    void changed();
    // What an earlier run of the program has left is staged again.
    void restored();

private:
    explicit ChangeSet(Cluster& cluster);
    void begin();
    void follow(int operation);
    void end(const QString& problem);

    Cluster& m_cluster;
    std::vector<StagedChange> m_all;
    int m_whole = 0; // the operation that stands for all of them
    int m_step = 0; // the operation of the change that is applied now; 0: none
    bool m_accepted = false; // by the server
    int m_done = 0, m_total = 0;
    QString m_problem; // what ended the last run
};

} // namespace skep::ui
