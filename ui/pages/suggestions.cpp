#include "ui/pages/suggestions.h"

#include "ui/actions/action.h"
#include "ui/forms/labelsheet.h"
#include "ui/forms/serviceform.h"
#include "ui/pages/remedy.h"
#include "ui/text/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

constexpr int MostSuggestions = 5;

} // namespace

Suggestions::Suggestions(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("whySuggestions"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* heading = new QLabel(tr("Smallest changes that would place it:"), this);
    heading->setWordWrap(true);
    layout->addWidget(heading);
}

void Suggestions::show(Cluster& cluster, const api::Task& task, const scheduler::Explanation& explained)
{
    QStringList texts;
    for (const auto& suggestion : explained.suggestions)
        if (texts.size() < MostSuggestions)
            texts << tr("%1. %2 (fits %n node(s))", nullptr, int(suggestion.nodeIds.size())).arg(texts.size() + 1).arg(qstr(suggestion.text));
    const QString shown = qstr(task.id) + texts.join(u'\n');
    if (m_list && shown == m_shown)
        return; // a button that is about to be pressed stays
    m_shown = shown;
    delete m_list;
    m_list = new QWidget(this);
    layout()->addWidget(m_list);
    setVisible(!texts.isEmpty());
    auto* grid = new QGridLayout(m_list);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(0, 1);
    const auto button = [&](int row, int column, const QString& text, const char* name, const Action& action, const Selection& selection) {
        auto* made = new QPushButton(text, m_list);
        made->setObjectName(QStringLiteral("suggestion.%1.%2").arg(row).arg(QLatin1String(name)));
        made->setAccessibleName(QStringLiteral("%1 %2").arg(text, texts.at(row)));
        const auto refused = refusalOf(action, cluster, selection);
        made->setEnabled(!refused);
        made->setToolTip(refused.value_or(QString()));
        grid->addWidget(made, row, column, Qt::AlignTop);
        return made;
    };
    for (int row = 0; row < texts.size(); ++row) {
        auto* words = new QLabel(texts.at(row), m_list);
        words->setObjectName(QStringLiteral("suggestion.%1.text").arg(row));
        words->setWordWrap(true);
        words->setTextFormat(Qt::PlainText);
        words->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(words, row, 0);
        const Remedy remedy = remedyOf(cluster.store(), task, explained, explained.suggestions[std::size_t(row)]);
        if (!remedy.label.isEmpty()) {
            auto* add = button(row, 1, tr("Add label…"), "label", *findAction(QStringLiteral("node.labels")), {.kind = api::ObjectKind::Node, .ids = {remedy.nodeId}});
            connect(add, &QPushButton::clicked, this, [this, &cluster, remedy] {
                LabelSheet::open(cluster, window(), api::ObjectKind::Node, remedy.nodeId, remedy.label);
            });
        }
        if (!remedy.field.isEmpty() && !task.serviceId.empty()) {
            auto* edit = button(row, 2, tr("Edit…"), "edit", *findAction(QStringLiteral("service.edit")), {.kind = api::ObjectKind::Service, .ids = {task.serviceId}});
            connect(edit, &QPushButton::clicked, this, [this, &cluster, id = task.serviceId, field = remedy.field] {
                ServiceForm::open(cluster, window(), id, field);
            });
        }
    }
}

} // namespace skep::ui
