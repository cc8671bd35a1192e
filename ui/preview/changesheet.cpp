#include "ui/preview/changesheet.h"

#include "ui/actions/action.h"
#include "ui/actions/gapfreedrain.h"
#include "ui/changes/changesetsheet.h"
#include "ui/changes/stagednodes.h"
#include "ui/forms/sheetparts.h"
#include "ui/guard/confirmation.h"
#include "ui/text/text.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>

namespace skep::ui {
namespace {

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
        m_byScaling = !m_cluster.capabilities().has("drain");
        addDrainKinds();
        connect(m_whatIf, &WhatIfView::changed, this, [this] {
            // Enter must not be what takes an only copy away.
            if (m_whatIf->troubled() && m_cluster.guard().level != Guard::Level::Relaxed && m_verb->hasFocus())
                m_cancel->setFocus();
            refresh();
        });
    }
    m_command = addCommand(*this);
    m_confirmation = new Confirmation(m_cluster, this);
    content()->addWidget(m_confirmation);
    connect(m_confirmation, &Confirmation::changed, this, &ChangeSheet::refresh);
    content()->addStretch(1);

    m_cancel = addButton(tr("Cancel"), ButtonRole::Plain);
    m_stage = addButton(tr("Add to Change Set"), ButtonRole::Plain);
    m_stage->setObjectName(QStringLiteral("stage"));
    connect(m_stage, &QPushButton::clicked, this, &ChangeSheet::stage);
    m_verb = addButton(verbUnder(m_cluster.guard(), verb), m_change == NodeChange::Remove ? ButtonRole::Danger : ButtonRole::Primary);
    m_verb->setObjectName(QStringLiteral("verb"));
    connect(m_cancel, &QPushButton::clicked, this, &Sheet::close);
    connect(m_verb, &QPushButton::clicked, this, &ChangeSheet::send);
    connect(&m_arming, &Arming::rested, this, &ChangeSheet::refresh);
    connect(&m_cluster, &Cluster::changed, this, [this] { refresh(); });
    connect(&m_cluster, &Cluster::stateChanged, this, [this] { refresh(); });
    refresh();
    if (m_whatIf)
        m_whatIf->follow(m_cluster, {effectsOf(m_change, m_ids)});
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
    m_now = new QRadioButton(tr("Drain now: tasks stop here, then start elsewhere"), this);
    m_now->setObjectName(QStringLiteral("drainNow"));
    m_now->setChecked(true);
    m_gapFree = new QRadioButton(
        tr("Drain without gaps: each task of a replicated service runs on until another one runs elsewhere"), this);
    m_gapFree->setObjectName(QStringLiteral("drainGapFree"));
    m_gapFree->setToolTip(m_byScaling
            ? tr("The nodes are paused, and the services get more replicas for a while. Once those run, the nodes are drained and the numbers go back.")
            : tr("What has no other place stays until there is one. Tasks of global services stop when the others have left."));
    content()->addWidget(m_now);
    content()->addWidget(m_gapFree);
    m_left = wrapped(this);
    m_left->setObjectName(QStringLiteral("drainLeft"));
    content()->addWidget(m_left);
    connect(m_gapFree, &QRadioButton::toggled, this, [this] {
        m_arming.begin();
        m_whatIf->keep(keptServices());
        refresh();
    });
}

// Where no task can go that way the choice says why; where there is none it is not offered.
void ChangeSheet::refreshDrainKinds()
{
    if (!m_byScaling)
        return m_left->hide();
    const GapFreePlan plan = gapFreePlan(m_cluster.store(), m_ids);
    const bool offered = !plan.services.empty() || m_gapFree->isChecked();
    QStringList lines;
    for (const auto& [name, why] : plan.left)
        lines << tr("%1 has a gap all the same: %2.", "service, why").arg(name, why);
    m_gapFree->setEnabled(offered);
    for (QRadioButton* choice : {m_now, m_gapFree})
        choice->setVisible(offered || !plan.left.empty());
    m_left->setText(lines.join(u'\n'));
    m_left->setVisible(!lines.isEmpty() && (m_gapFree->isChecked() || !offered));
}

// Those that the chosen manner leaves without a gap.
std::set<std::string> ChangeSheet::keptServices() const
{
    std::set<std::string> kept;
    if (!m_gapFree || !m_gapFree->isChecked())
        return kept;
    if (m_byScaling) {
        for (const auto& service : gapFreePlan(m_cluster.store(), m_ids).services)
            kept.insert(service.id);
    } else {
        for (const auto& service : m_cluster.store().all<api::Service>())
            if (service->spec.mode.replicated)
                kept.insert(service->id);
    }
    return kept;
}

NodeManner ChangeSheet::manner() const
{
    const bool gapFree = m_gapFree && m_gapFree->isChecked();
    return {.force = m_gone && m_gone->isChecked(), .gapFree = gapFree, .byScaling = gapFree && m_byScaling};
}

void ChangeSheet::refresh()
{
    const store::View& view = m_cluster.store();
    if (m_gapFree)
        refreshDrainKinds();
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
    const auto staged = whyStaged(m_cluster.guard(), int(m_ids.size()));
    if (m_change == NodeChange::Remove && !staged) {
        int running = 0;
        for (const auto& id : m_ids)
            running += runningAmong(view.tasksOfNode(id));
        m_confirmation->setDeed({.irreversible = true,
            .name = m_ids.size() == 1 ? nodeNames(view, m_ids) : QString(),
            .dependants = running,
            .objects = int(m_ids.size())});
    }
    if (refused)
        notes.prepend(*refused);
    if (staged)
        notes << *staged;
    m_sentence->setText(consequence(m_change, view, m_ids));
    m_warnings->setText(notes.join(u'\n'));
    m_warnings->setVisible(!notes.isEmpty());
    m_command->setText(command(m_change, view, m_ids, manner()));
    m_arming.say({m_sentence->text() + m_warnings->text(), m_whatIf ? m_whatIf->digest() : QString()});
    if (!refused)
        refused = changeRefusal(m_cluster);
    const bool applying = ChangeSet::of(m_cluster).applying();
    // Removing a node has no undo: it is not staged unless it has to be.
    m_stage->setVisible(staged || m_change != NodeChange::Remove);
    m_stage->setEnabled(!refused && !applying && !(staged && m_arming.resting()));
    const auto held = refused ? refused : staged ? staged : m_confirmation->refusal();
    m_verb->setEnabled(!held && !m_arming.resting());
    m_verb->setToolTip(held.value_or(QString()));
}

void ChangeSheet::stage()
{
    for (const auto& id : m_ids)
        ChangeSet::of(m_cluster).stage(stagedNodeChange(m_cluster, m_change, id, manner()));
    const bool reviewed = whyStaged(m_cluster.guard(), int(m_ids.size())).has_value();
    close();
    if (reviewed)
        ChangeSetSheet::open(m_cluster, window());
}

void ChangeSheet::send()
{
    m_cluster.operations().start(nodeWork(m_cluster, m_change, m_ids, manner()));
    close();
}

} // namespace skep::ui
