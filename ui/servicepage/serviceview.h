#pragma once

#include "ui/cluster/cluster.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace skep::ui {

class ButtonRow;
class Inspector;
class LogsPane;
class RevisionsTab;
class ServiceDetail;

// One service over the whole page: what it is, its update, its logs, its specification and those it had.
class ServiceView final : public QWidget
{
    Q_OBJECT
public:
    ServiceView(Cluster& cluster, QWidget* parent);

    void show(const std::string& id);
    void showTab(const QString& name); // "overview", "update", "logs", "spec", "history"
    [[nodiscard]] const std::string& id() const { return m_id; }
    void focusFilter();

Q_SIGNALS:
    void left(); // back to the list
    void trigger(const QString& actionId);
    void taskChosen(const QString& id);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void refreshActions();

    Cluster& m_cluster;
    std::string m_id;
    QLabel *m_name, *m_about, *m_gone, *m_settings;
    QTabWidget* m_tabs;
    Inspector* m_inspector;
    ServiceDetail *m_replicas, *m_update;
    LogsPane* m_logs;
    ButtonRow* m_row;
    QPlainTextEdit* m_spec;
    RevisionsTab* m_revisions;
    std::vector<std::pair<QString, QPushButton*>> m_buttons;
};

} // namespace skep::ui
