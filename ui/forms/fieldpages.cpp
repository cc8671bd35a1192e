#include "ui/forms/fieldpages.h"

#include "ui/forms/fieldeditor.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeWidget>

namespace skep::ui {

FieldPages::FieldPages(
    const std::vector<FieldSection>& sections, std::function<const FormNames&()> names, QWidget* parent)
    : QWidget(parent)
    , m_sections(sections)
{
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(12);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("sections"));
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedWidth(fontMetrics().averageCharWidth() * 24);
    m_stack = new QStackedWidget(this);
    columns->addWidget(m_list);
    columns->addWidget(m_stack, 1);
    m_hint = new QLabel(this);
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->hide();
    const auto addPage = [this](const QString& title, const QString& id) {
        auto* scroll = new QScrollArea(m_stack);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setFocusPolicy(Qt::NoFocus);
        auto* body = new QWidget(scroll);
        scroll->viewport()->setAutoFillBackground(false); // the sheet's own shines through
        auto* column = new QVBoxLayout(body);
        column->setContentsMargins(2, 2, 8, 8);
        column->setSpacing(8);
        scroll->setWidget(body);
        body->setAutoFillBackground(false);
        m_stack->addWidget(scroll);
        auto* item = new QListWidgetItem(title, m_list);
        item->setData(Qt::UserRole, id);
        item->setSizeHint({0, std::max(24, fontMetrics().height() + 10)});
        return column;
    };
    for (const FieldSection& section : m_sections) {
        Page page{&section, m_list->count(), {}};
        QVBoxLayout* column = addPage(section.title, section.id);
        if (m_pages.empty())
            column->addWidget(m_hint);
        for (const Field& field : section.fields) {
            auto* editor = new FieldEditor(field, names, column->parentWidget());
            connect(editor, &FieldEditor::edited, this, [this, id = field.id] { Q_EMIT edited(id); });
            column->addWidget(editor);
            page.editors.push_back(editor);
        }
        column->addStretch(1);
        m_pages.push_back(std::move(page));
    }
    QVBoxLayout* column = addPage(tr("Other fields"), QStringLiteral("other"));
    auto* kept = new QLabel(tr("Other fields (kept as they are)"), column->parentWidget());
    column->addWidget(kept);
    m_others = new QTreeWidget(column->parentWidget());
    m_others->setObjectName(QStringLiteral("otherFields"));
    m_others->setAccessibleName(kept->text());
    m_others->setHeaderLabels({tr("Field"), tr("Value")});
    m_others->setRootIsDecorated(false);
    m_others->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    column->addWidget(m_others, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    m_list->setCurrentRow(0);
}

void FieldPages::setHint(const QString& sentence)
{
    m_hint->setText(sentence);
    m_hint->setVisible(!sentence.isEmpty());
}

void FieldPages::setShown(
    const std::function<bool(const Field&)>& shown, const std::function<bool(const Field&)>& fixed)
{
    m_shown = shown;
    for (const Page& page : m_pages)
        for (FieldEditor* editor : page.editors)
            editor->setFixed(fixed(editor->field()));
}

void FieldPages::load(const Draft& draft, const FormNames& names)
{
    for (const Page& page : m_pages)
        for (FieldEditor* editor : page.editors)
            editor->setRows(draft.rows(editor->field(), names));
    showOthers(draft);
    refresh(draft, names);
}

void FieldPages::showOthers(const Draft& draft)
{
    m_others->clear();
    for (const OtherMember& member : otherMembers(draft.base(), m_sections)) {
        auto* item = new QTreeWidgetItem(m_others, {member.path, member.value});
        item->setToolTip(1, member.value);
    }
    m_list->item(m_list->count() - 1)->setHidden(m_others->topLevelItemCount() == 0);
}

void FieldPages::refresh(const Draft& draft, const FormNames& names)
{
    const QJsonObject document = draft.document();
    for (const Page& page : m_pages) {
        bool any = false, changed = false, wrong = false;
        for (FieldEditor* editor : page.editors) {
            const Field& field = editor->field();
            const bool shown = (!m_shown || m_shown(field)) && (!field.applies || field.applies(document));
            editor->setVisible(shown);
            any |= shown;
            if (!shown)
                continue;
            const QString error = draft.error(field.id);
            editor->setError(error);
            const auto note = m_notes.find(field.id);
            QString below = note == m_notes.end() ? QString() : note->second;
            if (draft.changed(field.id) && !draft.base().value(QStringLiteral("Name")).toString().isEmpty()) {
                const QString before = describe(field, valueAt(draft.base(), field.path), names);
                below = (below.isEmpty() ? QString() : below + QStringLiteral(" · "))
                    + (before == u'–' ? tr("was not given") : tr("was %1").arg(before));
            }
            editor->setNote(below);
            changed |= draft.changed(field.id);
            wrong |= !error.isEmpty();
        }
        QListWidgetItem* item = m_list->item(page.row);
        item->setHidden(!any);
        item->setText(changed ? page.section->title + QStringLiteral("  •") : page.section->title);
        item->setIcon(wrong ? icon(QStringLiteral("warning")) : QIcon());
        item->setData(Qt::AccessibleTextRole,
            wrong         ? tr("%1, something is wrong").arg(page.section->title)
                : changed ? tr("%1, changed").arg(page.section->title)
                          : page.section->title);
    }
}

void FieldPages::setNote(const QString& id, const QString& sentence)
{
    m_notes[id] = sentence;
}

void FieldPages::setError(const QString& id, const QString& sentence)
{
    if (FieldEditor* wanted = editor(id))
        wanted->setError(sentence);
}

FieldEditor* FieldPages::editor(const QString& id) const
{
    for (const Page& page : m_pages)
        for (FieldEditor* each : page.editors)
            if (each->field().id == id)
                return each;
    return nullptr;
}

bool FieldPages::reveal(const QString& id)
{
    for (const Page& page : m_pages) {
        for (FieldEditor* each : page.editors) {
            if (each->field().id != id && page.section->id != id)
                continue;
            m_list->setCurrentRow(page.row);
            each->focusInput();
            return true;
        }
    }
    return false;
}

} // namespace skep::ui
