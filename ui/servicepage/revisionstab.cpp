#include "ui/servicepage/revisionstab.h"

#include "shared/api/json.h"
#include "shared/api/reports.h"
#include "shared/client/documents.h"
#include "ui/actions/action.h"
#include "ui/actions/servicechanges.h"
#include "ui/history/specchanges.h"
#include "ui/text/linediff.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/sheet.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

async::Task<void> askHistory(std::shared_ptr<client::EngineClient> engine, std::string id,
    std::function<void(Result<std::vector<Revision>>)> answer)
{
    const auto body = co_await engine->get("/skep/v1/services/" + id + "/history");
    if (body)
        answer(readRevisions(*body));
    else
        answer(Failure(body.error()));
}

} // namespace

std::vector<Revision> knownRevisions(const api::Service& service, const std::vector<HistoryFile::Spec>& recorded)
{
    std::vector<Revision> all{{.number = 0,
        .at = service.meta.updatedAt,
        .cause = RevisionsTab::tr("present"),
        .current = true,
        .spec = service.spec}};
    bool previous = false;
    for (const auto& one : recorded) {
        if (all.back().spec == one.spec || one.spec == service.spec)
            continue;
        const bool before = service.previousSpec && one.spec == *service.previousSpec && !previous;
        previous |= before;
        all.push_back({.number = 0,
            .at = one.at,
            .cause = before ? RevisionsTab::tr("the one before") : RevisionsTab::tr("recorded"),
            .spec = one.spec});
    }
    if (service.previousSpec && !previous && *service.previousSpec != service.spec)
        all.insert(all.begin() + 1,
            {.number = 0, .at = {}, .cause = RevisionsTab::tr("the one before"), .spec = *service.previousSpec});
    return all;
}

QString causeText(const std::string& cause)
{
    const QString text = qstr(cause);
    const auto last = text.section(u' ', -1);
    if (cause == "create")
        return RevisionsTab::tr("created");
    if (cause == "update")
        return RevisionsTab::tr("updated");
    if (text.startsWith(u"rollback to "))
        return RevisionsTab::tr("rolled back to %1").arg(last);
    if (text.startsWith(u"automatic rollback to "))
        return RevisionsTab::tr("rolled back to %1 by itself").arg(last);
    return text;
}

Result<std::vector<Revision>> readRevisions(const std::string& json)
{
    SKEP_TRY(elements, client::arrayElements(json));
    std::vector<Revision> all;
    for (const auto element : elements) {
        SKEP_TRY(row, api::fromJson<api::RevisionRow>(element));
        all.push_back({row.number, row.at, causeText(row.cause), row.current, std::move(row.spec)});
    }
    return all;
}

QString specText(const api::ServiceSpec& spec)
{
    return QString::fromUtf8(
        QJsonDocument::fromJson(QByteArray::fromStdString(api::toJson(spec))).toJson(QJsonDocument::Indented));
}

RevisionsTab::RevisionsTab(Cluster& cluster, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    m_list = new QTreeWidget(splitter);
    m_list->setObjectName(QStringLiteral("revisions"));
    m_list->setAccessibleName(tr("Specifications"));
    m_list->setHeaderLabels({tr("No."), tr("Since"), tr("How")});
    m_list->setRootIsDecorated(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->resizeSection(0, 56);
    m_list->header()->resizeSection(1, 150);
    auto* right = new QWidget(splitter);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(16, 8, 16, 8);
    m_summary = new QLabel(right);
    m_summary->setObjectName(QStringLiteral("revisionSummary"));
    m_summary->setWordWrap(true);
    m_summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_summary->setTextFormat(Qt::PlainText);
    m_diff = new QPlainTextEdit(right);
    m_diff->setObjectName(QStringLiteral("revisionDiff"));
    m_diff->setAccessibleName(tr("Differences"));
    m_diff->setReadOnly(true);
    m_diff->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_diff->setFont(codeFont());
    m_note = new QLabel(right);
    m_note->setObjectName(QStringLiteral("revisionNote"));
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_use = new QPushButton(icon(QStringLiteral("rollback")), tr("Use This Specification…"), right);
    m_use->setObjectName(QStringLiteral("useRevision"));
    column->addWidget(m_summary);
    column->addWidget(m_diff, 1);
    column->addStretch(0);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_note, 1);
    foot->addWidget(m_use);
    column->addLayout(foot);
    splitter->addWidget(m_list);
    splitter->addWidget(right);
    splitter->setSizes({380, 700});
    layout->addWidget(splitter);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &RevisionsTab::compare);
    connect(m_use, &QPushButton::clicked, this, &RevisionsTab::use);
    connect(&cluster, &Cluster::changed, this, [this](const std::vector<store::Event>& events) {
        for (const auto& event : events)
            if (store::kindOf(event.object) == api::ObjectKind::Service && store::idOf(event.object) == m_id
                && isVisible())
                return ask();
    });
    connect(&cluster, &Cluster::stateChanged, this, &RevisionsTab::compare);
    connect(&cluster, &Cluster::momentChanged, this, &RevisionsTab::compare);
}

void RevisionsTab::show(const std::string& id)
{
    if (std::exchange(m_id, id) == id)
        return;
    m_revisions.clear();
    m_list->clear();
    if (isVisible())
        ask();
}

void RevisionsTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    ask();
}

void RevisionsTab::ask()
{
    const auto service = m_cluster.store().get<api::Service>(m_id);
    if (!service)
        return;
    ++m_generation;
    const auto engine = m_cluster.connection().engine();
    if (!m_cluster.capabilities().has("history") || m_cluster.viewing() || !engine)
        return askRecorded();
    const auto answer
        = [self = QPointer<RevisionsTab>(this), mine = m_generation](Result<std::vector<Revision>> revisions) {
              if (!self || mine != self->m_generation)
                  return;
              if (revisions)
                  self->take(std::move(*revisions));
              else
                  self->askRecorded();
          };
    // Detached by intent: it ends with the request and asks whether anybody is still there.
    [[maybe_unused]] const auto running = askHistory(*engine, m_id, answer);
}

void RevisionsTab::askRecorded()
{
    m_cluster.history().specs(m_id, this, [this, mine = m_generation](const std::vector<HistoryFile::Spec>& recorded) {
        if (const auto service = m_cluster.store().get<api::Service>(m_id); service && mine == m_generation)
            take(knownRevisions(*service, m_cluster.viewing() ? std::vector<HistoryFile::Spec>() : recorded));
    });
}

void RevisionsTab::take(std::vector<Revision> revisions)
{
    std::set<std::uint64_t> selected;
    for (const QTreeWidgetItem* item : m_list->selectedItems())
        selected.insert(
            m_revisions[std::size_t(m_list->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item)))].number);
    m_revisions = std::move(revisions);
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const Revision& one : m_revisions) {
        auto* item = new QTreeWidgetItem(m_list,
            {one.number ? QString::number(one.number) : QStringLiteral("–"), momentText(one.at),
                one.current && one.number ? tr("%1 (present)").arg(one.cause) : one.cause});
        item->setToolTip(2, item->text(2));
        item->setSelected(one.number && selected.contains(one.number));
    }
    if (m_list->selectedItems().isEmpty() && m_revisions.size() > 1)
        m_list->topLevelItem(1)->setSelected(true);
    compare();
}

std::optional<std::size_t> RevisionsTab::chosen() const
{
    std::optional<std::size_t> found;
    for (const QTreeWidgetItem* item : m_list->selectedItems()) {
        const auto at = std::size_t(m_list->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item)));
        if (m_revisions[at].current)
            continue;
        if (found)
            return std::nullopt;
        found = at;
    }
    return found;
}

void RevisionsTab::compare()
{
    if (!isVisible() || m_revisions.empty())
        return;
    std::vector<std::size_t> picked;
    for (const QTreeWidgetItem* item : m_list->selectedItems())
        picked.push_back(std::size_t(m_list->indexOfTopLevelItem(const_cast<QTreeWidgetItem*>(item))));
    std::sort(picked.begin(), picked.end());
    if (picked.size() == 1 && picked.front() != 0)
        picked.insert(picked.begin(), 0);
    m_diff->clear();
    const auto nameOf = [this](std::size_t at) {
        const Revision& one = m_revisions[at];
        return one.number ? tr("no. %1").arg(one.number) : one.cause;
    };
    if (picked.size() == 2) {
        const Revision &newer = m_revisions[picked[0]], &older = m_revisions[picked[1]];
        const QStringList words = changesBetween(older.spec, newer.spec);
        m_summary->setText(tr("From %1 to %2: %3")
                               .arg(nameOf(picked[1]), nameOf(picked[0]),
                                   words.isEmpty() ? tr("no difference") : words.join(QStringLiteral("; "))));
        QTextCursor cursor(m_diff->document());
        for (const DiffLine& line : diffLines(specText(older.spec).split(u'\n'), specText(newer.spec).split(u'\n'))) {
            QTextCharFormat format;
            QString text = QStringLiteral("  ") + line.text;
            if (line.kind == DiffLine::Kind::Gone) {
                format.setForeground(theme().textError);
                text[0] = u'−';
            } else if (line.kind == DiffLine::Kind::New) {
                format.setForeground(theme().textOk);
                text[0] = u'+';
            } else if (line.kind == DiffLine::Kind::Skipped) {
                format.setForeground(theme().muted);
                text = tr("  … %n equal line(s)", nullptr, line.count);
            }
            cursor.insertText(text + u'\n', format);
        }
    } else {
        m_summary->setText(m_revisions.size() == 1
                ? tr("It was never changed since it was created: there is nothing to compare.")
                : tr("Select one to compare it with the present one, or two."));
    }
    m_diff->setVisible(picked.size() == 2);
    const Selection self{.kind = api::ObjectKind::Service, .ids = {m_id}};
    auto refused = refusalOf(*findAction(QStringLiteral("service.restart")), m_cluster, self);
    if (!chosen() && !refused)
        refused = tr("Select one former specification");
    m_use->setEnabled(!refused);
    m_use->setToolTip(refused.value_or(QString()));
    m_use->setVisible(m_revisions.size() > 1);
    m_note->setText(m_cluster.capabilities().has("history")
            ? QString()
            : tr("This server keeps one former specification; others are from what this computer has recorded."));
}

void RevisionsTab::use()
{
    const auto at = chosen();
    const auto service = m_cluster.store().get<api::Service>(m_id);
    if (!at || !service)
        return;
    const Revision wanted = m_revisions[*at];
    auto* sheet = new Sheet(window());
    const QString name = wanted.number
        ? tr("Use specification no. %1 of %2").arg(wanted.number).arg(qstr(service->spec.name))
        : tr("Use an earlier specification of %1").arg(qstr(service->spec.name));
    sheet->setTitle(tr("%1 — nothing has changed yet").arg(name));
    auto* words = new QLabel(changesBetween(service->spec, wanted.spec).join(u'\n'), sheet);
    words->setWordWrap(true);
    words->setTextFormat(Qt::PlainText);
    sheet->content()->addWidget(words);
    auto* cancel = sheet->addButton(tr("Cancel"), ButtonRole::Plain);
    auto* verb = sheet->addButton(verbUnder(m_cluster.guard(), tr("Use It")), ButtonRole::Primary);
    verb->setObjectName(QStringLiteral("verb"));
    connect(cancel, &QPushButton::clicked, sheet, &Sheet::close);
    const bool previous = service->previousSpec && wanted.spec == *service->previousSpec;
    connect(verb, &QPushButton::clicked, sheet, [sheet, cluster = &m_cluster, id = m_id, wanted, previous] {
        if (wanted.number)
            useRevision(*cluster, id, wanted.number, wanted.spec);
        else if (previous)
            rollbackService(*cluster, id);
        else
            useSpec(*cluster, id, wanted.spec);
        sheet->close();
    });
    sheet->present();
    verb->setFocus();
}

} // namespace skep::ui
