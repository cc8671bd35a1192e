#pragma once

#include "ui/logs/logsession.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QToolButton;

namespace skep::ui {

class LogView;

// The logs of one service or task with everything to read them by: replicas to tick, a filter, wrapping, following,
// copying, saving. It reads while it is visible.
class LogsPane final : public QWidget
{
    Q_OBJECT
public:
    LogsPane(Cluster& cluster, QWidget* parent);

    void show(api::ObjectKind kind, const std::string& id);
    void focusFilter();
    [[nodiscard]] const LogSource& source() const { return m_source; }
    [[nodiscard]] LogSession& session() { return *m_session; }
    [[nodiscard]] LogView& view() { return *m_view; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeTools();
    void reopen();
    void applyFilter();
    void refreshLanes();
    void refreshNotes();
    void save();

    Cluster& m_cluster;
    LogSource m_source;
    LogSession* m_session;
    LogView* m_view;
    QLineEdit* m_filter;
    QToolButton *m_regex, *m_wrap, *m_times, *m_follow;
    QComboBox* m_past;
    QListWidget* m_lanes;
    QLabel *m_count, *m_problem, *m_terminal, *m_dropped, *m_waiting;
    QPushButton* m_chip;
    QString m_badFilter, m_saved;
    bool m_open = false, m_filling = false;
    std::map<std::string, int> m_tints;
};

} // namespace skep::ui
