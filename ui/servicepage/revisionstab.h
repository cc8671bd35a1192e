#pragma once

#include "ui/cluster/cluster.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace skep::ui {

// A specification that a service has or had. Number 0: the server does not count them.
struct Revision
{
    std::uint64_t number = 0;
    Timestamp at;
    QString cause;
    bool current = false;
    api::ServiceSpec spec;
};

// What is known without asking the server: the present specification, those that were recorded, and the one before the present.
[[nodiscard]] std::vector<Revision> knownRevisions(const api::Service& service, const std::vector<HistoryFile::Spec>& recorded);
[[nodiscard]] Result<std::vector<Revision>> readRevisions(const std::string& json);
[[nodiscard]] QString causeText(const std::string& cause);
// As people read it: JSON, indented.
[[nodiscard]] QString specText(const api::ServiceSpec& spec);

// The specifications of a service, newest first; two of them compared; one of them used again.
class RevisionsTab final : public QWidget
{
    Q_OBJECT
public:
    RevisionsTab(Cluster& cluster, QWidget* parent);
    void show(const std::string& id);
    [[nodiscard]] const std::vector<Revision>& revisions() const { return m_revisions; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void ask();
    void askRecorded();
    void take(std::vector<Revision> revisions);
    void compare();
    void use();
    [[nodiscard]] std::optional<std::size_t> chosen() const; // the one that is not the present one

    Cluster& m_cluster;
    std::string m_id;
    std::vector<Revision> m_revisions;
    QTreeWidget* m_list;
    QLabel *m_summary, *m_note;
    QPlainTextEdit* m_diff;
    QPushButton* m_use;
    std::uint64_t m_generation = 0;
};

} // namespace skep::ui
