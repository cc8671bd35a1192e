#include "ui/forms/draft.h"

#include "shared/api/defaults.h"

#include <QJsonArray>

namespace skep::ui {
namespace {

QString labelOf(const FieldSection& section, const Field& field)
{
    return section.id == u"general" ? field.label : section.title + QStringLiteral(" · ") + field.label;
}

// The daemon takes what is left out as 0, which here means "all at once": what a new section needs is what docker's
// commands write.
void completeUpdates(QJsonObject& document, const QJsonObject& base)
{
    for (const QString& name : {QStringLiteral("UpdateConfig"), QStringLiteral("RollbackConfig")}) {
        if (base.contains(name) || !document.contains(name))
            continue;
        QJsonObject config = document.value(name).toObject();
        const auto fill = [&config](const QString& member, const QJsonValue& value) {
            if (!config.contains(member))
                config.insert(member, value);
        };
        fill(QStringLiteral("Parallelism"), 1);
        fill(QStringLiteral("Monitor"), qint64(api::DefaultUpdateMonitor));
        fill(QStringLiteral("FailureAction"), QStringLiteral("pause"));
        fill(QStringLiteral("MaxFailureRatio"), 0);
        fill(QStringLiteral("Order"), QStringLiteral("stop-first"));
        document.insert(name, config);
    }
}

std::optional<std::map<QString, QStringList>> keyed(const Rows& rows, int key)
{
    std::map<QString, QStringList> map;
    for (const QStringList& row : rows)
        if (!map.emplace(key < 0 ? row.join(QChar(0x1f)) : row.value(key), row).second)
            return std::nullopt;
    return map;
}

} // namespace

template <class F>
void Draft::each(const F& visit) const
{
    for (const FieldSection& section : *m_sections)
        for (const Field& field : section.fields)
            visit(section, field);
}

QJsonObject Draft::document() const
{
    QJsonObject document = m_base;
    each([&](const FieldSection&, const Field& field) {
        const auto edit = m_edits.find(field.id);
        if (edit != m_edits.end() && edit->second.error.isEmpty() && (!field.applies || field.applies(document)))
            setValueAt(document, field.path, edit->second.value);
    });
    completeUpdates(document, m_base);
    return document;
}

Rows Draft::rows(const Field& field, const FormNames& names) const
{
    const auto edit = m_edits.find(field.id);
    return edit == m_edits.end() ? field.show(valueAt(m_base, field.path), names) : edit->second.rows;
}

void Draft::set(const Field& field, const Rows& rows, const FormNames& names)
{
    const QJsonValue before = valueAt(m_base, field.path);
    const FieldValue read = field.read(rows, before, names);
    if (read.error.isEmpty() && (read.value == before || field.show(read.value, names) == field.show(before, names)))
        m_edits.erase(field.id);
    else
        m_edits[field.id] = {rows, read.value, read.error};
}

QString Draft::error(const QString& id) const
{
    const auto edit = m_edits.find(id);
    return edit == m_edits.end() ? QString() : edit->second.error;
}

std::vector<std::pair<QString, QString>> Draft::errors() const
{
    std::vector<std::pair<QString, QString>> all;
    each([&](const FieldSection& section, const Field& field) {
        if (const QString wrong = error(field.id); !wrong.isEmpty())
            all.emplace_back(labelOf(section, field), wrong);
    });
    return all;
}

std::vector<Draft::Change> Draft::changes(const FormNames& names) const
{
    std::vector<Change> all;
    const QJsonObject now = document();
    each([&](const FieldSection& section, const Field& field) {
        const auto edit = m_edits.find(field.id);
        if (edit == m_edits.end() || !edit->second.error.isEmpty() || (field.applies && !field.applies(now)))
            return;
        all.push_back({field.id, labelOf(section, field), describe(field, valueAt(m_base, field.path), names),
            describe(field, edit->second.value, names)});
    });
    return all;
}

std::vector<Draft::Change> Draft::rebase(const QJsonObject& theirs, const FormNames& names)
{
    const QJsonObject before = std::exchange(m_base, theirs);
    std::vector<Change> taken;
    each([&](const FieldSection& section, const Field& field) {
        const QJsonValue was = valueAt(before, field.path), is = valueAt(theirs, field.path);
        const auto edit = m_edits.find(field.id);
        if (was == is && edit == m_edits.end())
            return;
        if (const QString from = describe(field, was, names), to = describe(field, is, names); from != to)
            taken.push_back({field.id, labelOf(section, field), from, to});
        if (edit == m_edits.end())
            return;
        const Rows mine = edit->second.rows;
        const auto merged = was == is ? std::optional(mine)
            : field.kind == Field::Kind::Table
            ? mergeRows(field.show(was, names), mine, field.show(is, names), field.key)
            : std::nullopt;
        set(field, merged.value_or(mine), names);
        if (merged || !m_edits.contains(field.id))
            return;
        std::erase_if(m_conflicts, [&field](const Conflict& known) { return known.id == field.id; });
        m_conflicts.push_back({field.id, labelOf(section, field), describe(field, was, names),
            describe(field, m_edits[field.id].value, names), describe(field, is, names)});
    });
    std::erase_if(m_conflicts, [this](const Conflict& known) { return !m_edits.contains(known.id); });
    return taken;
}

void Draft::settle(const QString& id, bool keepMine)
{
    std::erase_if(m_conflicts, [&id](const Conflict& known) { return known.id == id; });
    if (!keepMine)
        m_edits.erase(id);
}

QJsonObject Draft::kept() const
{
    QJsonObject fields;
    QJsonArray left;
    each([&](const FieldSection&, const Field& field) {
        const auto edit = m_edits.find(field.id);
        if (edit == m_edits.end())
            return;
        if (field.mayHoldSecret)
            return left.append(field.id);
        QJsonArray rows;
        for (const QStringList& row : edit->second.rows)
            rows.append(QJsonArray::fromStringList(row));
        QJsonObject one{{QStringLiteral("rows"), rows}};
        if (const QJsonValue was = valueAt(m_base, field.path); !was.isUndefined())
            one.insert(QStringLiteral("was"), was);
        fields.insert(field.id, one);
    });
    return {{QStringLiteral("fields"), fields}, {QStringLiteral("left"), left}};
}

Draft Draft::restored(
    const QJsonObject& kept, QJsonObject newest, const std::vector<FieldSection>& sections, const FormNames& names)
{
    const QJsonObject fields = kept.value(u"fields").toObject();
    const auto eachKept = [&](const auto& visit) {
        for (const FieldSection& section : sections)
            for (const Field& field : section.fields)
                if (fields.contains(field.id) && !field.mayHoldSecret)
                    visit(field, fields.value(field.id).toObject());
    };
    eachKept([&](const Field& field, const QJsonObject& one) { setValueAt(newest, field.path, one.value(u"was")); });
    Draft draft(std::move(newest), sections);
    eachKept([&](const Field& field, const QJsonObject& one) {
        Rows rows;
        for (const QJsonValue& row : one.value(u"rows").toArray()) {
            QStringList cells;
            for (const QJsonValue& cell : row.toArray())
                cells << cell.toString();
            rows << cells;
        }
        draft.set(field, rows, names);
    });
    return draft;
}

QStringList Draft::left(const QJsonObject& kept, const std::vector<FieldSection>& sections)
{
    const QJsonArray ids = kept.value(u"left").toArray();
    QStringList labels;
    for (const FieldSection& section : sections)
        for (const Field& field : section.fields)
            if (ids.contains(field.id))
                labels << labelOf(section, field);
    return labels;
}

std::optional<Rows> mergeRows(const Rows& base, const Rows& mine, const Rows& theirs, int key)
{
    const auto b = keyed(base, key), m = keyed(mine, key), t = keyed(theirs, key);
    if (!b || !m || !t)
        return std::nullopt;
    const auto at = [](const auto& map, const QString& name) {
        const auto found = map->find(name);
        return found == map->end() ? std::optional<QStringList>() : std::optional(found->second);
    };
    std::map<QString, QStringList> chosen;
    for (const auto* map : {&*b, &*m, &*t}) {
        for (const auto& [name, ignored] : *map) {
            const auto was = at(b, name), mineNow = at(m, name), theirsNow = at(t, name);
            if (mineNow != was && theirsNow != was && mineNow != theirsNow)
                return std::nullopt;
            const auto& wanted = mineNow == was ? theirsNow : mineNow;
            if (wanted)
                chosen[name] = *wanted;
        }
    }
    Rows rows; // in their order, then what I added in mine
    for (const Rows& order : {theirs, mine})
        for (const QStringList& row : order)
            if (const auto next = chosen.extract(key < 0 ? row.join(QChar(0x1f)) : row.value(key)); !next.empty())
                rows.append(next.mapped());
    return rows;
}

} // namespace skep::ui
