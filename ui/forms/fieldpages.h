#pragma once

#include "ui/forms/draft.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QStackedWidget;
class QTreeWidget;
class QVBoxLayout;

namespace skep::ui {

class FieldEditor;

// The sections of a form: their names on the left, the fields of the chosen one beside them. Marks where something was
// changed and where something is wrong.
class FieldPages final : public QWidget
{
    Q_OBJECT
public:
    FieldPages(const std::vector<FieldSection>& sections, std::function<const FormNames&()> names, QWidget* parent);

    // Above the fields of the first section.
    void setHint(const QString& sentence);
    // Fields that this server does not know are left out; `fixed` ones can be read only.
    void setShown(const std::function<bool(const Field&)>& shown, const std::function<bool(const Field&)>& fixed);
    // Everything as the draft has it.
    void load(const Draft& draft, const FormNames& names);
    // What depends on other fields: which ones make sense, marks, errors, "was …".
    void refresh(const Draft& draft, const FormNames& names);
    void setNote(const QString& id, const QString& sentence);
    void setError(const QString& id, const QString& sentence);
    // Goes to the section of a field, or to a section, and puts the cursor there.
    bool reveal(const QString& id);
    [[nodiscard]] FieldEditor* editor(const QString& id) const;

Q_SIGNALS:
    void edited(const QString& id);

private:
    struct Page
    {
        const FieldSection* section;
        int row = 0; // of the list and of the stack
        std::vector<FieldEditor*> editors;
    };
    void showOthers(const Draft& draft);

    const std::vector<FieldSection>& m_sections;
    std::function<bool(const Field&)> m_shown;
    QListWidget* m_list;
    QStackedWidget* m_stack;
    QLabel* m_hint;
    QTreeWidget* m_others;
    std::vector<Page> m_pages;
    std::map<QString, QString> m_notes;
};

} // namespace skep::ui
