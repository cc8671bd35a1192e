#include "ui/forms/labelsheet.h"

#include "shared/api/quantities.h"
#include "ui/actions/action.h"
#include "ui/forms/draft.h"
#include "ui/forms/rowseditor.h"
#include "ui/forms/sheetparts.h"
#include "ui/tables/tablekind.h"
#include "ui/text/text.h"

#include <QLabel>
#include <QPushButton>
#include <QShortcut>

namespace skep::ui {
namespace {

Rows rowsOf(const api::Labels& labels)
{
    Rows rows;
    for (const auto& [name, value] : labels)
        rows.append({qstr(name), qstr(value)});
    return rows;
}

Rows labelsOf(const store::View& view, api::ObjectKind kind, const std::string& id)
{
    const store::ObjectPtr object = objectOf(view, kind, id);
    if (const auto node = store::as<api::Node>(object))
        return rowsOf(node->spec.labels);
    if (const auto secret = store::as<api::Secret>(object))
        return rowsOf(secret->spec.labels);
    if (const auto config = store::as<api::Config>(object))
        return rowsOf(config->spec.labels);
    return {};
}

// What changed from `before` to `after`, put on the labels that stand there now; they are written down in `seen`.
client::ClusterConnection::Edit labelEdit(
    Rows before, Rows after, std::shared_ptr<Rows> seen = std::make_shared<Rows>())
{
    return [before = std::move(before), after = std::move(after), seen = std::move(seen)](
               QJsonObject& spec) -> Result<void> {
        const Rows live = labelsField().show(spec.value(QStringLiteral("Labels")), {});
        *seen = live;
        const auto merged = mergeRows(before, after, live, 0);
        if (!merged)
            return fail(ErrorCode::Aborted, "somebody else changed the same label meanwhile");
        spec.insert(QStringLiteral("Labels"), readLabels(*merged).value);
        return {};
    };
}

QString valueOf(const Rows& rows, const QString& name)
{
    for (const QStringList& row : rows)
        if (row.value(0) == name)
            return row.value(1);
    return {};
}

bool has(const Rows& rows, const QString& name)
{
    return std::any_of(rows.begin(), rows.end(), [&name](const QStringList& row) { return row.value(0) == name; });
}

// Theirs, with what I changed in mine.
Rows overlaid(const Rows& base, const Rows& mine, const Rows& theirs)
{
    Rows rows;
    for (const QStringList& row : theirs) {
        const QString& name = row.value(0);
        if (has(mine, name))
            rows.append(
                base.contains(QStringList{name, valueOf(mine, name)}) ? row : QStringList{name, valueOf(mine, name)});
        else if (!has(base, name))
            rows.append(row);
    }
    for (const QStringList& row : mine)
        if (!has(theirs, row.value(0)) && !base.contains(row))
            rows.append(row);
    return rows;
}

// Those of the labels that were changed from `before` to `after` and are different by now.
QStringList contestedLabels(const Rows& before, const Rows& after, const Rows& now)
{
    QStringList lines;
    for (const Rows& rows : {before, after})
        for (const QStringList& row : rows) {
            const QString& name = row.value(0);
            const auto differ = [&name](const Rows& a, const Rows& b) {
                return has(a, name) != has(b, name) || valueOf(a, name) != valueOf(b, name);
            };
            if (differ(before, after) && differ(after, now))
                lines << (has(now, name) ? name + u'=' + valueOf(now, name) : LabelSheet::tr("without %1").arg(name));
        }
    lines.removeDuplicates();
    return lines;
}

async::Task<Result<void>> edit(
    client::ClusterConnection* connection, api::ObjectKind kind, std::string id, client::ClusterConnection::Edit change)
{
    auto running = kind == api::ObjectKind::Node ? connection->editNode(id, change)
        : kind == api::ObjectKind::Secret        ? connection->editSecret(id, change)
                                                 : connection->editConfig(id, change);
    auto result = co_await running;
    co_return result;
}

async::Task<Result<void>> done()
{
    co_return Result<void>();
}

} // namespace

QString nodeLabelCommand(const Rows& before, const Rows& after, const QString& node)
{
    Rows added;
    QString removed;
    for (const QStringList& row : after)
        if (!before.contains(row))
            added.append(row);
    for (const QStringList& row : before)
        if (std::none_of(after.begin(), after.end(),
                [&row](const QStringList& other) { return other.value(0) == row.value(0); }))
            removed += QStringLiteral(" --label-rm ") + qstr(api::quotedWord(row.value(0).toStdString()));
    return QStringLiteral("docker node update%1%2 %3")
        .arg(labelOptions(added, "--label-add"), removed, qstr(api::quotedWord(node.toStdString())));
}

LabelSheet* LabelSheet::open(
    Cluster& cluster, QWidget* window, api::ObjectKind kind, const std::string& id, const QStringList& suggestion)
{
    auto* sheet = new LabelSheet(cluster, window, kind, id, suggestion);
    sheet->present();
    (suggestion.isEmpty() ? static_cast<QWidget*>(sheet->m_labels->findChild<QWidget*>(QStringLiteral("labels.add")))
                          : sheet->m_verb)
        ->setFocus();
    return sheet;
}

LabelSheet::LabelSheet(
    Cluster& cluster, QWidget* window, api::ObjectKind kind, std::string id, const QStringList& suggestion)
    : Sheet(window)
    , m_cluster(cluster)
    , m_kind(kind)
    , m_id(std::move(id))
    , m_base(labelsOf(cluster.store(), m_kind, m_id))
{
    setTitle(tr("Labels of %1").arg(nameOf(objectOf(cluster.store(), m_kind, m_id))));
    if (kind == api::ObjectKind::Node)
        setWords(addWords(*this, QStringLiteral("about")),
            tr("Services choose nodes by them, as in the constraint node.labels.zone == a. Tasks that must not stay on "
               "the node then leave it at once."));
    m_labels = new RowsEditor(
        QStringLiteral("labels"), tr("Labels"), labelsField().columns,
        [names = formNames(cluster.store())]() -> const FormNames& { return names; }, this);
    Rows rows = m_base;
    if (!suggestion.isEmpty()) {
        rows.removeIf([&suggestion](const QStringList& row) { return row.value(0) == suggestion.value(0); });
        rows.append(suggestion);
    }
    m_labels->setRows(rows);
    content()->addWidget(m_labels);
    m_command = kind == api::ObjectKind::Node ? addCommand(*this) : nullptr; // docker has no command for the others
    m_refusal = addRefusal(*this);
    content()->addStretch(1);
    auto* cancel = addButton(tr("Cancel"), ButtonRole::Plain);
    cancel->setObjectName(QStringLiteral("cancel"));
    m_verb = addButton({}, ButtonRole::Primary);
    m_verb->setObjectName(QStringLiteral("verb"));
    connect(cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_verb, &QPushButton::clicked, this, &LabelSheet::send);
    connect(m_labels, &RowsEditor::edited, this, &LabelSheet::refresh);
    connect(&m_cluster, &Cluster::stateChanged, this, &LabelSheet::refresh);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &LabelSheet::send);
    }
    refresh();
}

void LabelSheet::refresh()
{
    const Rows rows = m_labels->rows();
    const FieldValue read = readLabels(rows);
    setWords(m_refusal, read.error);
    if (m_command) {
        m_command->setText(nodeLabelCommand(m_base, rows, nameOf(objectOf(m_cluster.store(), m_kind, m_id))));
        m_command->parentWidget()->setVisible(rows != m_base);
    }
    const auto refused = changeRefusal(m_cluster);
    m_verb->setText(verbUnder(m_cluster.guard(), tr("Save Labels")));
    m_verb->setEnabled(!m_busy && !refused && read.error.isEmpty() && rows != m_base);
    m_verb->setToolTip(refused.value_or(QString()));
}

void LabelSheet::send()
{
    if (!m_verb->isEnabled())
        return;
    m_busy = true;
    refresh();
    Rows wanted;
    for (const QStringList& row : m_labels->rows())
        if (!row.value(0).trimmed().isEmpty())
            wanted.append({row.value(0).trimmed(), row.value(1)});
    [[maybe_unused]] const auto running = sending(this, wanted);
}

async::Task<void> LabelSheet::sending(QPointer<LabelSheet> sheet, Rows wanted)
{
    const auto seen = std::make_shared<Rows>();
    const client::ClusterConnection::Edit change = labelEdit(sheet->m_base, wanted, seen);
    const auto written = co_await edit(&sheet->m_cluster.connection(), sheet->m_kind, sheet->m_id, change);
    if (!sheet)
        co_return;
    sheet->m_busy = false;
    sheet->refresh();
    if (!written) {
        QString sentence = errorText(written.error());
        if (written.error().code == ErrorCode::Aborted) {
            // From now on it is a change of what is there; saving again means it.
            const Rows mine = overlaid(sheet->m_base, wanted, *seen);
            QStringList theirs;
            for (const QStringList& row : *seen)
                if (!sheet->m_base.contains(row))
                    theirs << row.join(u'=');
            sheet->m_base = *seen;
            sheet->m_labels->setRows(mine);
            sheet->refresh();
            if (!theirs.isEmpty())
                sentence += u' '
                    + tr("Now: %1. Saving again puts yours in its place.").arg(theirs.join(QStringLiteral(", ")));
        }
        setWords(sheet->m_refusal, sentence);
        co_return;
    }
    Operations::Work work;
    work.title = tr("Labels of %1").arg(nameOf(objectOf(sheet->m_cluster.store(), sheet->m_kind, sheet->m_id)));
    work.request = done;
    work.undoText = tr("Undo");
    work.undo = [connection = &sheet->m_cluster.connection(), kind = sheet->m_kind, id = sheet->m_id, wanted,
                    base = sheet->m_base](bool anyway) {
        const client::ClusterConnection::Edit over = [wanted, base](QJsonObject& spec) -> Result<void> {
            const Rows live = labelsField().show(spec.value(QStringLiteral("Labels")), {});
            spec.insert(QStringLiteral("Labels"), readLabels(overlaid(wanted, base, live)).value);
            return {};
        };
        return edit(connection, kind, id, anyway ? over : labelEdit(wanted, base));
    };
    work.contested = [mirror = &sheet->m_cluster, kind = sheet->m_kind, id = sheet->m_id, wanted, base = sheet->m_base] {
        return contestedLabels(base, wanted, labelsOf(mirror->live(), kind, id)).join(u'\n');
    };
    sheet->m_cluster.operations().start(std::move(work));
    sheet->close();
}

} // namespace skep::ui
