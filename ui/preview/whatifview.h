#pragma once

#include "shared/planning/copy.h"
#include "ui/preview/whatif.h"

#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QTableWidget;

namespace skep::ui {

class Cluster;

// What a hypothetical change would do to tasks and nodes. The simulation runs in a thread of its own over a copy of what the window
// sees; one that is asked for meanwhile comes after it.
class WhatIfView final : public QWidget {
    Q_OBJECT
public:
    explicit WhatIfView(QWidget* parent);

    // For a narrow place beside other things.
    void setCompact();
    void ask(const store::View& view, const planning::Question& question);
    // Asks now, and again when the mirror changes, at most twice a second.
    void follow(Cluster& cluster, planning::Question question);
    // Services, by id, whose copies all run on until others run elsewhere.
    void keep(std::set<std::string> services);
    [[nodiscard]] bool answered() const { return !m_running && !m_next; }
    // Something would wait, or an only copy would be away for a while.
    [[nodiscard]] bool troubled() const { return m_troubled; }
    // Something would happen at all.
    [[nodiscard]] bool eventful() const { return m_eventful; }
    // The summary and what waits, to notice when an answer changes.
    [[nodiscard]] QString digest() const { return m_digest; }

Q_SIGNALS:
    void changed();

private:
    using Outcome = Result<planning::Answer>;

    void begin(planning::Copy copy, planning::Question question);
    void take();
    void present();
    void fail(const QString& reason);

    QFutureWatcher<Outcome> m_watcher;
    QTimer m_fit;
    QTimer m_again;
    bool m_compact = false, m_troubled = false, m_eventful = false;
    bool m_running = false;
    std::optional<std::pair<planning::Copy, planning::Question>> m_next;
    std::optional<planning::Answer> m_answer; // that is shown
    std::set<std::string> m_kept;
    QString m_digest;
    QLabel *m_summary, *m_after;
    QTableWidget* m_table;
};

} // namespace skep::ui
