#pragma once

#include "ui/preview/whatif.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QTableWidget;

namespace skep::ui {

// What a hypothetical change would do to tasks and nodes. The simulation runs in pieces between other events; asking again drops
// the one before.
class WhatIfView final : public QWidget {
    Q_OBJECT
public:
    explicit WhatIfView(QWidget* parent);

    // For a narrow place beside other things.
    void setCompact();
    void ask(const store::View& view, const planning::Question& question);
    [[nodiscard]] bool answered() const { return !m_simulation; }
    // The summary and what waits, to notice when an answer changes.
    [[nodiscard]] QString digest() const { return m_digest; }

Q_SIGNALS:
    void changed();

private:
    void work();
    void present(const planning::Answer& answer);
    void fail(const QString& reason);

    std::optional<planning::Simulation> m_simulation;
    QString m_digest;
    bool m_compact = false;
    QTimer m_turn;
    QLabel *m_summary, *m_after;
    QTableWidget* m_table;
};

} // namespace skep::ui
