#include "ui/forms/reviewpane.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeWidget>

namespace skep::ui {
namespace {

// Lines that go and come, in the theme's text colours; the sign in front says the same.
class DiffColours final : public QSyntaxHighlighter
{
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString& text) override
    {
        if (text.startsWith(u'-'))
            setFormat(0, int(text.size()), theme().textError);
        else if (text.startsWith(u'+'))
            setFormat(0, int(text.size()), theme().textOk);
    }
};

QPlainTextEdit* fixedText(const QString& name, const QString& title, QWidget* parent)
{
    auto* text = new QPlainTextEdit(parent);
    text->setObjectName(name);
    text->setAccessibleName(title);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(codeFont());
    return text;
}

QLabel* wrapped(const QString& name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ReviewPane::ReviewPane(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("review"));
    m_tabs->setDocumentMode(true);
    m_changes = new QTreeWidget(m_tabs);
    m_changes->setObjectName(QStringLiteral("changes"));
    m_changes->setAccessibleName(tr("Changes"));
    m_changes->setHeaderLabels({tr("Field"), tr("Now"), tr("Then")});
    m_changes->setRootIsDecorated(false);
    m_changes->setUniformRowHeights(true);
    m_changes->setFrameShape(QFrame::NoFrame);
    m_tabs->addTab(m_changes, tr("Changes"));
    m_diff = fixedText(QStringLiteral("diff"), tr("Documents compared"), m_tabs);
    m_diff->setLineWrapMode(QPlainTextEdit::NoWrap);
    new DiffColours(m_diff->document());
    m_tabs->addTab(m_diff, tr("JSON"));
    m_incomplete = wrapped(QStringLiteral("incomplete"), this);
    m_incomplete->setText(tr("The command has no option for some of it: this is as close as it comes."));
    m_command = addTextPage(QStringLiteral("command"), tr("The same as a command"), tr("Command"), tr("Copy the command"), m_incomplete);
    m_command->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    auto* where = new QWidget(m_tabs);
    auto* whereColumn = new QVBoxLayout(where);
    whereColumn->setContentsMargins(0, 4, 0, 0);
    m_about = wrapped(QStringLiteral("aboutPlacement"), where);
    m_whatIf = new WhatIfView(where);
    m_whatIf->setCompact();
    whereColumn->addWidget(m_about);
    whereColumn->addWidget(m_whatIf, 1);
    m_tabs->addTab(where, tr("Placement"));
    m_request = addTextPage(QStringLiteral("request"), tr("The request"), tr("Request"), tr("Copy the request"), nullptr);
    m_request->setLineWrapMode(QPlainTextEdit::NoWrap);
    column->addWidget(m_tabs, 1);
    m_effect = wrapped(QStringLiteral("effect"), this);
    QFont bold = m_effect->font();
    bold.setWeight(QFont::DemiBold);
    m_effect->setFont(bold);
    m_warnings = wrapped(QStringLiteral("warnings"), this);
    column->addWidget(m_effect);
    column->addWidget(m_warnings);
}

QPlainTextEdit* ReviewPane::addTextPage(
    const QString& name, const QString& title, const QString& tab, const QString& copyText, QLabel* below)
{
    auto* page = new QWidget(m_tabs);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 4, 0, 0);
    auto* text = fixedText(name, title, page);
    auto* copy = new QToolButton(page);
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setText(copyText);
    copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copy->setAccessibleName(copyText);
    connect(copy, &QToolButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text->toPlainText()); });
    column->addWidget(text, 1);
    if (below)
        column->addWidget(below);
    column->addWidget(copy, 0, Qt::AlignLeft);
    m_tabs->addTab(page, tab);
    return text;
}

void ReviewPane::show(const Content& content)
{
    m_changes->clear();
    for (const Draft::Change& change : content.changes) {
        auto* item = new QTreeWidgetItem(m_changes, {change.label, change.from, change.to});
        for (int i = 0; i < 3; ++i)
            item->setToolTip(i, item->text(i));
    }
    fitColumns();
    m_tabs->setTabText(0, content.changes.empty() ? tr("Changes") : tr("Changes (%1)").arg(content.changes.size()));
    if (m_diff->toPlainText() != content.diff)
        m_diff->setPlainText(content.diff);
    if (m_command->toPlainText() != content.command.text)
        m_command->setPlainText(content.command.text);
    m_incomplete->setVisible(!content.command.complete);
    if (m_request->toPlainText() != content.request)
        m_request->setPlainText(content.request);
    m_tabs->setTabVisible(m_tabs->indexOf(m_request->parentWidget()), !content.request.isEmpty());
    m_effect->setText(content.effect.sentence);
    QStringList warnings;
    for (const QString& warning : content.effect.warnings)
        warnings << QStringLiteral("⚠ ") + warning;
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
}

void ReviewPane::fitColumns()
{
    m_changes->resizeColumnToContents(0);
    m_changes->setColumnWidth(0, std::min(m_changes->columnWidth(0), width() * 2 / 5));
    m_changes->setColumnWidth(1, std::max(80, (width() - m_changes->columnWidth(0)) * 2 / 5));
}

void ReviewPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

void ReviewPane::simulate(const store::View& view, const std::optional<planning::Question>& question, bool exact)
{
    m_about->setText(!question ? tr("Nothing would move.")
            : exact            ? tr("By the rules of this server's scheduler, on what this window sees now:")
                               : tr("≈ By a model of this server's scheduler, on what this window sees now:"));
    m_whatIf->setVisible(question.has_value());
    if (question)
        m_whatIf->ask(view, *question);
}

} // namespace skep::ui
