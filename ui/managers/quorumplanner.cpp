#include "ui/managers/quorumplanner.h"

#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

namespace skep::ui {
namespace {

constexpr int PerRow = 3, MostRows = 9;

QString key(const ManagerFact& manager)
{
    return qstr(manager.id) + manager.name + manager.zone + (manager.leader ? u'L' : u'-')
        + (manager.reachable ? u'R' : u'-');
}

bool same(const std::vector<ManagerFact>& a, const std::vector<ManagerFact>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const ManagerFact& x, const ManagerFact& y) { return key(x) == key(y); });
}

void empty(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace

QuorumPlanner::QuorumPlanner(QWidget* parent)
    : SwarmCard(tr("What if managers fail?"), parent)
{
    setObjectName(QStringLiteral("quorumPlanner"));
    addText(tr("Press the managers that fail. Nothing is sent."), true);
    m_grid = new QGridLayout;
    m_grid->setSpacing(6);
    for (int column = 0; column < PerRow; ++column)
        m_grid->setColumnStretch(column, 1);
    body()->addLayout(m_grid);
    m_sentence = addText({});
    m_sentence->setObjectName(QStringLiteral("whatIfSentence"));
    m_zones = new QVBoxLayout;
    m_zones->setSpacing(4);
    body()->addLayout(m_zones);
    body()->addStretch(1);
}

QString QuorumPlanner::sentence() const
{
    return m_sentence->text();
}

void QuorumPlanner::show(const std::vector<ManagerFact>& managers)
{
    const bool changed = !same(m_managers, managers) || m_buttons.size() != managers.size();
    m_managers = managers;
    std::erase_if(m_failing, [this](const std::string& id) {
        return std::none_of(
            m_managers.begin(), m_managers.end(), [&id](const ManagerFact& manager) { return manager.id == id; });
    });
    if (changed)
        rebuild();
    judge();
}

void QuorumPlanner::rebuild()
{
    const auto* focused = qobject_cast<QPushButton*>(focusWidget());
    const QString hadFocus = focused && focused->hasFocus() ? focused->objectName() : QString();
    empty(m_grid);
    empty(m_zones);
    m_buttons.clear();
    int at = 0;
    for (const ManagerFact& manager : m_managers) {
        auto* button = new QPushButton(manager.name, this);
        button->setObjectName(QStringLiteral("fail.") + qstr(manager.id));
        button->setCheckable(true);
        button->setChecked(m_failing.contains(manager.id));
        if (manager.leader)
            button->setIcon(icon(QStringLiteral("crown")));
        button->setAccessibleName(tr("%1 fails").arg(manager.name));
        if (!manager.reachable)
            button->setToolTip(tr("cannot be reached now"));
        connect(button, &QPushButton::toggled, this, [this, id = manager.id](bool on) {
            on ? void(m_failing.insert(id)) : void(m_failing.erase(id));
            judge();
        });
        m_grid->addWidget(button, at / PerRow, at % PerRow);
        m_buttons.emplace_back(manager.id, button);
        ++at;
    }
    for (const ZoneLoss& loss : zoneLosses(m_managers)) {
        auto* row = new QPushButton(loss.sentence, this);
        row->setObjectName(QStringLiteral("zone.") + loss.zone);
        row->setIcon(icon(loss.held ? QStringLiteral("check") : QStringLiteral("warning")));
        row->setFlat(true);
        row->setToolTip(tr("Let all managers of zone %1 fail").arg(loss.zone));
        connect(row, &QPushButton::clicked, this, [this, managers = loss.managers] { failZone(managers); });
        m_zones->addWidget(row);
    }
    if (!hadFocus.isEmpty())
        if (auto* again = findChild<QPushButton*>(hadFocus))
            again->setFocus();
}

void QuorumPlanner::failZone(const std::set<std::string>& managers)
{
    m_failing = managers;
    for (const auto& [id, button] : m_buttons) {
        const QSignalBlocker quiet(button);
        button->setChecked(m_failing.contains(id));
    }
    judge();
}

void QuorumPlanner::judge()
{
    const WhatIfManagersFail answer = whatIfManagersFail(m_managers, m_failing);
    m_sentence->setText(answer.sentence);
    m_sentence->setAccessibleName(answer.sentence);
    setTone(m_sentence, m_failing.empty() ? TextTone::Muted : answer.held ? TextTone::Ok : TextTone::Error);
    for (const auto& [id, button] : m_buttons) {
        const auto manager = std::find_if(
            m_managers.begin(), m_managers.end(), [id = id](const ManagerFact& one) { return one.id == id; });
        // Not by colour alone: the name says it too.
        button->setText(m_failing.contains(id) ? tr("✗ %1").arg(manager->name) : manager->name);
    }
}

ToleranceTable::ToleranceTable(QWidget* parent)
    : SwarmCard(tr("How many managers?"), parent)
{
    setObjectName(QStringLiteral("tolerance"));
    m_table = new QTableWidget(MostRows, 4, this);
    m_table->setObjectName(QStringLiteral("toleranceTable"));
    m_table->setAccessibleName(tr("How many managers may be lost"));
    m_table->setHorizontalHeaderLabels({tr("Managers"), tr("Majority"), tr("May lose"), QString()});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(24);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    body()->addWidget(m_table);
    m_advice = addText({});
    m_advice->setObjectName(QStringLiteral("advice"));
    body()->addStretch(1);
}

void ToleranceTable::show(int managers, const QString& advice)
{
    const auto rows = toleranceTable(std::max(MostRows, managers));
    m_table->setRowCount(int(rows.size()));
    for (const Tolerance& row : rows) {
        const bool own = row.managers == managers;
        const QStringList texts{QString::number(row.managers), QString::number(row.majority),
            QString::number(row.tolerates),
            own                         ? tr("◀ this swarm")
                : row.managers % 2 == 0 ? tr("no better than %1").arg(row.managers - 1)
                                        : QString()};
        for (int column = 0; column < 4; ++column) {
            auto* item = m_table->item(row.managers - 1, column);
            if (!item)
                m_table->setItem(row.managers - 1, column, item = new QTableWidgetItem);
            item->setText(texts[column]);
            item->setForeground(own || column < 3 ? theme().text : theme().muted);
            item->setBackground(own ? theme().selection : theme().surface);
            QFont font = m_table->font();
            font.setWeight(own ? QFont::DemiBold : QFont::Normal);
            item->setFont(font);
        }
    }
    m_table->setFixedHeight(int(rows.size()) * 24 + m_table->horizontalHeader()->sizeHint().height() + 2);
    m_advice->setText(advice);
    m_advice->setVisible(!advice.isEmpty());
}

} // namespace skep::ui
