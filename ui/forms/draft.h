#pragma once

#include "ui/forms/field.h"

namespace skep::ui {

// What a person is changing in a document: the document as it was fetched, and for each field that was touched what is
// wanted instead. What no field shows is never touched. Values in, values out.
class Draft
{
public:
    struct Change
    {
        QString id, label; // "update.delay", "Update · Delay between"
        QString from, to;
    };
    // Two people changed one field.
    struct Conflict
    {
        QString id, label;
        QString base, mine, theirs;
    };

    Draft(QJsonObject base, const std::vector<FieldSection>& sections)
        : m_base(std::move(base))
        , m_sections(&sections)
    {
    }

    [[nodiscard]] const QJsonObject& base() const { return m_base; }
    // With the changes made. What an update or rollback section needs besides what was written is filled in as docker's
    // commands do.
    [[nodiscard]] QJsonObject document() const;
    [[nodiscard]] Rows rows(const Field& field, const FormNames& names) const;
    // Remembers it, or why it cannot be; writing what stands there already forgets the change.
    void set(const Field& field, const Rows& rows, const FormNames& names);
    [[nodiscard]] QString error(const QString& id) const;
    [[nodiscard]] bool changed(const QString& id) const { return m_edits.contains(id); }
    [[nodiscard]] bool empty() const { return m_edits.empty(); }
    // Of fields that are wrong: label and sentence.
    [[nodiscard]] std::vector<std::pair<QString, QString>> errors() const;
    [[nodiscard]] std::vector<Change> changes(const FormNames& names) const;

    // Somebody else changed the document meanwhile: from now on it is `theirs`. Changes of different fields, and of
    // different rows of one, stand side by side; the others become conflicts, and mine are kept until they are settled.
    // Answers what came in.
    std::vector<Change> rebase(const QJsonObject& theirs, const FormNames& names);
    [[nodiscard]] const std::vector<Conflict>& conflicts() const { return m_conflicts; }
    void settle(const QString& id, bool keepMine);

    // What was typed, and what stood there before, for a file: {"fields": {id: {"rows", "was"}}, "left": [id]}. Fields
    // that may hold a secret are only named, in "left".
    [[nodiscard]] QJsonObject kept() const;
    // The same again, on a document that differs from `newest` in just what stood in the kept fields; rebase() leads to
    // it.
    [[nodiscard]] static Draft restored(
        const QJsonObject& kept, QJsonObject newest, const std::vector<FieldSection>& sections, const FormNames& names);
    // The labels of fields that kept() only names.
    [[nodiscard]] static QStringList left(const QJsonObject& kept, const std::vector<FieldSection>& sections);

private:
    struct Edit
    {
        Rows rows;
        QJsonValue value;
        QString error;
    };
    template <class F>
    void each(const F& visit) const;

    QJsonObject m_base;
    const std::vector<FieldSection>* m_sections;
    std::map<QString, Edit> m_edits;
    std::vector<Conflict> m_conflicts;
};

// Rows of two people who began with the same ones, told apart by their cell in column `key` (-1: by all of it). Nothing
// when they changed the same row, or when rows cannot be told apart.
[[nodiscard]] std::optional<Rows> mergeRows(const Rows& base, const Rows& mine, const Rows& theirs, int key);

} // namespace skep::ui
