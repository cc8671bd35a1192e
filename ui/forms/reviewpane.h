#pragma once

#include "ui/forms/draft.h"
#include "ui/forms/effect.h"
#include "ui/forms/servicecommand.h"
#include "ui/preview/whatifview.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QTabWidget;
class QTreeWidget;

namespace skep::ui {

// What would be sent: the changes, the documents line by line, the command, the request, and where the tasks would run;
// below it what it does and what to beware of.
class ReviewPane final : public QWidget
{
    Q_OBJECT
public:
    explicit ReviewPane(QWidget* parent);

    struct Content
    {
        std::vector<Draft::Change> changes;
        QString diff;
        ServiceCommand command;
        QString request = {}; // as it goes over the wire; "" where it is not one
        Effect effect;
    };
    void show(const Content& content);
    // Empty: there is nothing to simulate. `exact`: the server's own scheduler follows the same rules.
    void simulate(const store::View& view, const std::optional<planning::Question>& question, bool exact);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
    QPlainTextEdit* addTextPage(const QString& name, const QString& title, const QString& tab, const QString& copyText, QLabel* below);

    QTabWidget* m_tabs;
    QTreeWidget* m_changes;
    QPlainTextEdit *m_diff, *m_command, *m_request;
    QLabel *m_incomplete, *m_about, *m_effect, *m_warnings;
    WhatIfView* m_whatIf;
};

} // namespace skep::ui
