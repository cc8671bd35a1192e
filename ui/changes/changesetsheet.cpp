#include "ui/changes/changesetsheet.h"

#include "ui/actions/action.h"
#include "ui/forms/reviewpane.h"
#include "ui/guard/confirmation.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

// All of them as one, each line with the name of what it belongs to.
ReviewPane::Content together(const std::vector<StagedChange>& all)
{
    ReviewPane::Content content;
    QStringList diffs, commands;
    for (const StagedChange& one : all) {
        for (Draft::Change change : one.changes) {
            change.label = QStringLiteral("%1 · %2").arg(one.title, change.label);
            content.changes.push_back(std::move(change));
        }
        if (!one.diff.isEmpty())
            diffs << QStringLiteral("  %1\n%2").arg(one.title, one.diff);
        commands << one.command.text;
        content.command.complete &= one.command.complete;
    }
    content.diff = diffs.join(QStringLiteral("\n\n"));
    content.command.text = commands.join(u'\n');
    return content;
}

// What a guard has to know of them together.
Deed together(const std::vector<StagedChange>& all, Deed deed)
{
    int irreversible = 0;
    for (const StagedChange& one : all) {
        if (!one.deed.irreversible)
            continue;
        deed.irreversible = true;
        deed.dependants += one.deed.dependants;
        deed.name = ++irreversible == 1 ? one.deed.name : QString();
    }
    return deed;
}

} // namespace

ChangeSetSheet* ChangeSetSheet::open(Cluster& cluster, QWidget* window)
{
    auto* sheet = new ChangeSetSheet(cluster, window);
    sheet->present();
    sheet->m_list->setFocus();
    return sheet;
}

ChangeSetSheet::ChangeSetSheet(Cluster& cluster, QWidget* window)
    : Sheet(window)
    , m_cluster(cluster)
    , m_set(ChangeSet::of(cluster))
    , m_window(window)
{
    setObjectName(QStringLiteral("changeSetSheet"));
    build();
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ChangeSetSheet::refreshButtons);
    connect(m_up, &QPushButton::clicked, this, [this] {
        const int at = current();
        m_set.move(std::size_t(at), std::size_t(at - 1));
        m_list->setCurrentItem(m_list->topLevelItem(at - 1));
    });
    connect(m_down, &QPushButton::clicked, this, [this] {
        const int at = current();
        m_set.move(std::size_t(at), std::size_t(at + 1));
        m_list->setCurrentItem(m_list->topLevelItem(at + 1));
    });
    connect(m_edit, &QPushButton::clicked, this, [this] {
        const auto edit = m_set.all()[std::size_t(current())].edit;
        edit(m_window); // its sheet takes our place
    });
    connect(m_remove, &QPushButton::clicked, this, [this] { m_set.remove(std::size_t(current())); });
    connect(m_discard, &QPushButton::clicked, &m_set, &ChangeSet::clear);
    connect(m_verb, &QPushButton::clicked, this, [this] {
        m_set.apply();
        close();
    });
    m_simulate.setSingleShot(true);
    m_simulate.setInterval(400ms);
    connect(&m_simulate, &QTimer::timeout, this, &ChangeSetSheet::simulate);
    connect(&m_set, &ChangeSet::changed, this, &ChangeSetSheet::refill);
    connect(&m_cluster, &Cluster::stateChanged, this, &ChangeSetSheet::refreshButtons);
    connect(&m_cluster, &Cluster::changed, this, [this] {
        refreshButtons();
        if (!m_simulate.isActive())
            m_simulate.start();
    });
    refill();
    simulate();
}

void ChangeSetSheet::build()
{
    auto* sentence = new QLabel(
        tr("They are applied in this order. Each is waited for before the next one begins; at the first that fails the "
           "rest stays here. What was applied can be undone one by one in Activity."),
        this);
    sentence->setWordWrap(true);
    content()->addWidget(sentence);
    auto* body = new QSplitter(Qt::Horizontal, this);
    body->setChildrenCollapsible(false);
    body->setHandleWidth(12);
    auto* left = new QWidget(body);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    m_list = new QTreeWidget(left);
    m_list->setObjectName(QStringLiteral("staged"));
    m_list->setAccessibleName(tr("Staged changes, in the order in which they are applied"));
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    column->addWidget(m_list, 1);
    auto* tools = new QHBoxLayout;
    const auto tool = [&](const char* name, const QString& text) {
        auto* button = new QPushButton(text, left);
        button->setObjectName(QLatin1String(name));
        tools->addWidget(button);
        return button;
    };
    m_up = tool("up", tr("Earlier"));
    m_down = tool("down", tr("Later"));
    m_edit = tool("edit", tr("Edit…"));
    m_remove = tool("remove", tr("Take Out"));
    column->addLayout(tools);
    m_review = new ReviewPane(body);
    body->addWidget(left);
    body->addWidget(m_review);
    body->setStretchFactor(0, 2);
    body->setStretchFactor(1, 3);
    body->setSizes({380, 600});
    body->setMinimumSize(fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 22);
    content()->addWidget(body, 1);
    m_confirmation = new Confirmation(m_cluster, this);
    content()->addWidget(m_confirmation);
    connect(m_confirmation, &Confirmation::changed, this, &ChangeSetSheet::refreshButtons);
    m_discard = addButton(tr("Discard All"), ButtonRole::Plain);
    m_discard->setObjectName(QStringLiteral("discardAll"));
    auto* cancel = addButton(tr("Close"), ButtonRole::Plain);
    cancel->setObjectName(QStringLiteral("cancel"));
    connect(cancel, &QPushButton::clicked, this, &Sheet::close);
    m_verb = addButton({}, ButtonRole::Primary);
    m_verb->setObjectName(QStringLiteral("verb"));
}

int ChangeSetSheet::current() const
{
    return m_list->indexOfTopLevelItem(m_list->currentItem());
}

void ChangeSetSheet::refill()
{
    const auto& all = m_set.all();
    if (all.empty() || m_set.applying())
        return close();
    const int count = int(all.size()), before = std::max(0, current());
    setTitle(tr("%n staged change(s) — nothing has been sent yet", nullptr, count));
    m_verb->setText(verbUnder(m_cluster.guard(), tr("Apply %n Change(s)", nullptr, count)));
    m_confirmation->setDeed(together(all, {}));
    m_list->clear();
    for (int i = 0; i < count; ++i)
        new QTreeWidgetItem(m_list,
            QStringList{tr("%1  %2", "place in the order, what is done").arg(i + 1).arg(all[std::size_t(i)].title)});
    m_list->setCurrentItem(m_list->topLevelItem(std::min(before, count - 1)));
    refreshButtons();
    m_simulate.start();
}

void ChangeSetSheet::refreshButtons()
{
    const auto& all = m_set.all();
    if (all.empty())
        return; // it is closing
    const int at = current(), count = int(all.size());
    m_up->setEnabled(at > 0);
    m_down->setEnabled(at >= 0 && at + 1 < count);
    m_edit->setEnabled(at >= 0 && all[std::size_t(at)].edit);
    m_remove->setEnabled(at >= 0);
    ReviewPane::Content content = together(all);
    for (const StagedChange& one : all)
        if (const auto refused = one.refusal ? one.refusal(m_cluster.live()) : std::nullopt)
            content.effect.warnings << tr("%1: %2").arg(one.title, *refused);
    m_review->show(content);
    auto refused = refusalOf(*findAction(QStringLiteral("changes.review")), m_cluster, {});
    if (!refused)
        refused = m_confirmation->refusal();
    m_verb->setEnabled(!refused);
    m_verb->setToolTip(refused.value_or(QString()));
}

void ChangeSetSheet::simulate()
{
    planning::Question question;
    for (const StagedChange& one : m_set.all())
        question.changes.insert(question.changes.end(), one.effects.begin(), one.effects.end());
    m_review->simulate(m_cluster.store(), question.changes.empty() ? std::nullopt : std::optional(question),
        m_cluster.capabilities().has("simulate"));
}

} // namespace skep::ui
