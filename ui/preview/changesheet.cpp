#include "ui/preview/changesheet.h"

#include "ui/changes/changeset.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

bool isDown(const store::View& view, const std::string& id)
{
    const auto node = view.get<api::Node>(id);
    return !node || node->status.state == api::NodeState::Down;
}

QLabel* wrapped(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

// What a simulation is asked about: roles move no tasks.
std::vector<planning::Change> effects(NodeChange change, const NodeIds& ids)
{
    const auto kind = change == NodeChange::Drain ? planning::ChangeKind::Drain
        : change == NodeChange::Pause             ? planning::ChangeKind::Pause
        : change == NodeChange::Activate          ? planning::ChangeKind::Activate
                                                  : planning::ChangeKind::None;
    std::vector<planning::Change> all;
    if (kind != planning::ChangeKind::None)
        for (const auto& id : ids)
            all.push_back({.kind = kind, .node = id, .service = {}, .replicas = {}, .spec = {}});
    return all;
}

std::vector<Draft::Change> fieldChanges(NodeChange change, const store::View& view, const NodeIds& ids)
{
    const bool role = change == NodeChange::Promote || change == NodeChange::Demote;
    const auto availability = change == NodeChange::Drain ? api::Availability::Drain
        : change == NodeChange::Pause                     ? api::Availability::Pause
                                                          : api::Availability::Active;
    const QString what = role ? ChangeSheet::tr("Role") : ChangeSheet::tr("Availability");
    std::vector<Draft::Change> all;
    for (const auto& id : ids) {
        const auto node = view.get<api::Node>(id);
        if (!node)
            continue;
        const QString label = ids.size() == 1 ? what : QStringLiteral("%1 · %2").arg(nodeName(*node), what);
        all.push_back({qstr(id), label, role ? roleText(node->spec.role) : availabilityText(node->spec.availability),
            role ? roleText(change == NodeChange::Promote ? api::NodeRole::Manager : api::NodeRole::Worker)
                 : availabilityText(availability)});
    }
    return all;
}

} // namespace

ChangeSheet* ChangeSheet::open(Cluster& cluster, QWidget* window, NodeChange change, NodeIds ids)
{
    auto* sheet = new ChangeSheet(cluster, window, change, std::move(ids));
    sheet->present();
    sheet->m_verb->setFocus();
    return sheet;
}

ChangeSheet::ChangeSheet(Cluster& cluster, QWidget* window, NodeChange change, NodeIds ids)
    : Sheet(window)
    , m_cluster(cluster)
    , m_change(change)
    , m_ids(std::move(ids))
{
    const QString verb = verbText(m_change, m_cluster.store(), m_ids);
    setTitle(tr("%1 — preview, nothing has changed yet").arg(verb));
    m_sentence = wrapped(this);
    m_warnings = wrapped(this);
    content()->addWidget(m_sentence);
    content()->addWidget(m_warnings);
    if (m_change == NodeChange::Remove)
        addChecklist();
    if (m_change == NodeChange::Drain) {
        m_whatIf = new WhatIfView(this);
        content()->addWidget(m_whatIf, 1);
        if (m_cluster.capabilities().has("drain"))
            addDrainKinds();
        connect(m_whatIf, &WhatIfView::changed, this, &ChangeSheet::refresh);
        m_again.setSingleShot(true);
        connect(&m_again, &QTimer::timeout, this, &ChangeSheet::simulate);
        connect(&m_cluster, &Cluster::changed, this, [this] {
            if (!m_again.isActive())
                m_again.start(500ms);
        });
    }
    auto* line = new QHBoxLayout;
    m_command = wrapped(this);
    m_command->setFont(codeFont());
    auto* copy = new QToolButton(this);
    copy->setIcon(icon(QStringLiteral("copy")));
    copy->setToolTip(tr("Copy the command"));
    copy->setAccessibleName(copy->toolTip());
    connect(copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
    line->addWidget(m_command, 1);
    line->addWidget(copy);
    content()->addLayout(line);
    content()->addStretch(1);

    auto* cancel = addButton(tr("Cancel"), ButtonRole::Plain);
    m_stage = addButton(tr("Add to Change Set"), ButtonRole::Plain);
    m_stage->setObjectName(QStringLiteral("stage"));
    connect(m_stage, &QPushButton::clicked, this, &ChangeSheet::stage);
    m_verb = addButton(verb, m_change == NodeChange::Remove ? ButtonRole::Danger : ButtonRole::Primary);
    m_verb->setObjectName(QStringLiteral("verb"));
    connect(cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_verb, &QPushButton::clicked, this, &ChangeSheet::send);
    m_disarmed.setSingleShot(true);
    connect(&m_disarmed, &QTimer::timeout, this, &ChangeSheet::refresh);
    connect(&m_cluster, &Cluster::changed, this, [this] { refresh(); });
    connect(&m_cluster, &Cluster::stateChanged, this, [this] { refresh(); });
    refresh();
    if (m_whatIf)
        simulate();
}

void ChangeSheet::simulate()
{
    m_whatIf->ask(m_cluster.store(), {effects(m_change, m_ids)});
}

void ChangeSheet::addChecklist()
{
    m_gone = new QCheckBox(tr("It is gone for good: remove it although it is not down"), this);
    m_gone->setObjectName(QStringLiteral("gone"));
    content()->addWidget(m_gone);
    connect(m_gone, &QCheckBox::toggled, this, &ChangeSheet::refresh);
}

void ChangeSheet::addDrainKinds()
{
    auto* now = new QRadioButton(tr("Drain now: tasks stop here, then start elsewhere"), this);
    now->setObjectName(QStringLiteral("drainNow"));
    now->setChecked(true);
    m_gapFree = new QRadioButton(
        tr("Drain without gaps: each task of a replicated service runs on until another one runs elsewhere"), this);
    m_gapFree->setObjectName(QStringLiteral("drainGapFree"));
    m_gapFree->setToolTip(tr(
        "What has no other place stays until there is one. Tasks of global services stop when the others have left."));
    content()->addWidget(now);
    content()->addWidget(m_gapFree);
    connect(m_gapFree, &QRadioButton::toggled, this, [this] {
        m_shown.clear(); // the person's doing is no change of the world
        refresh();
    });
}

bool ChangeSheet::gapFree() const
{
    return m_gapFree && m_gapFree->isChecked();
}

void ChangeSheet::refresh()
{
    const store::View& view = m_cluster.store();
    QStringList notes = warnings(m_change, view, m_ids);
    std::optional<QString> refused = refusal(m_change, view, m_ids);
    if (m_change == NodeChange::Remove) {
        const bool down
            = std::all_of(m_ids.begin(), m_ids.end(), [&view](const std::string& id) { return isDown(view, id); });
        m_gone->setVisible(!down);
        if (!down)
            notes << tr("It still answers. The clean way is to run “docker swarm leave” on it first, and to remove it "
                        "when it shows as down.");
        if (!down && !m_gone->isChecked() && !refused)
            refused = tr("It is not down");
    }
    if (refused)
        notes.prepend(*refused);
    m_sentence->setText(consequence(m_change, view, m_ids));
    m_warnings->setText(notes.join(u'\n'));
    m_warnings->setVisible(!notes.isEmpty());
    const QString words = gapFree() ? gapFreeCommand(view, m_ids) : command(m_change, view, m_ids);
    m_command->setText(words + (m_gone && m_gone->isChecked() ? QStringLiteral(" --force") : QString()));
    const QString shown = m_sentence->text() + m_warnings->text() + (m_whatIf ? m_whatIf->digest() : QString());
    const bool first = m_whatIf && !m_simulated && !m_whatIf->digest().isEmpty();
    m_simulated |= first;
    if (!m_shown.isEmpty() && shown != m_shown && !first)
        m_disarmed.start(1s);
    m_shown = shown;
    const bool live
        = m_cluster.state().liveness == client::Liveness::Live || m_cluster.state().liveness == client::Liveness::Slow;
    m_verb->setEnabled(!refused && live && !m_disarmed.isActive());
    m_verb->setToolTip(refused.value_or(QString()));
    // Removing a node has no undo, and the other drain is the server's own plan of several steps.
    m_stage->setVisible(m_change != NodeChange::Remove && !gapFree());
    m_stage->setEnabled(!refused && live && !ChangeSet::of(m_cluster).applying());
}

void ChangeSheet::stage()
{
    Cluster* cluster = &m_cluster;
    const auto work = [cluster, change = m_change, ids = m_ids] { return nodeWork(*cluster, change, ids); };
    ChangeSet::of(m_cluster).stage({.key = QStringLiteral("nodes:") + verbText(m_change, m_cluster.store(), m_ids),
        .title = verbText(m_change, m_cluster.store(), m_ids),
        .changes = fieldChanges(m_change, m_cluster.store(), m_ids),
        .diff = {},
        .command = {command(m_change, m_cluster.store(), m_ids), true},
        .effects = effects(m_change, m_ids),
        .refusal = [change = m_change, ids = m_ids](const store::View& view) { return refusal(change, view, ids); },
        .work = work});
    close();
}

void ChangeSheet::send()
{
    if (gapFree())
        startGapFreeDrain(m_cluster, m_ids);
    else
        startNodeChange(m_cluster, m_change, m_ids, m_gone && m_gone->isChecked());
    close();
}

} // namespace skep::ui
