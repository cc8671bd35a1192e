#include "ui/activity/notices.h"

#include "ui/changes/changeset.h"
#include "ui/forms/drafts.h"
#include "ui/history/eventfeed.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace skep::ui {

Notices::Notices(Cluster& cluster, QObject* parent)
    : QObject(parent)
    , m_cluster(cluster)
{
    connect(&cluster.history(), &History::told, this, [this](const std::vector<Recorded>& events) {
        for (const Recorded& event : events) {
            if (event.gap())
                add({.at = event.until,
                    .text = tr("Connected again; nothing was seen since %1").arg(momentText(event.at)),
                    .tone = Told::Tone::Info,
                    .page = {},
                    .selection = {}});
            else if (event.told.tone >= Told::Tone::Warning)
                add({.at = event.at,
                    .text = tr("%1 %2: %3", "kind, name, what happened")
                                .arg(kindText(event.told.kind), event.told.name, event.told.text),
                    .tone = event.told.tone,
                    .page = pageOf(event.told.kind),
                    .selection = {.kind = event.told.kind, .ids = {event.told.id}}});
        }
    });
    connect(&cluster.operations(), &Operations::changed, this, &Notices::operationChanged);
    connect(&ChangeSet::of(cluster), &ChangeSet::restored, this, [this] {
        add({.at = systemNow(),
            .text = tr("Changes of nodes that were staged before are staged again; nothing has been sent"),
            .tone = Told::Tone::Info,
            .page = {},
            .selection = {}});
    });
    connect(&Drafts::of(cluster), &Drafts::restored, this, [this] {
        add({.at = systemNow(),
            .text = tr("Changes that were not sent are kept: they can be continued under Services"),
            .tone = Told::Tone::Info,
            .page = QStringLiteral("services"),
            .selection = {}});
    });
}

void Notices::operationChanged(int id)
{
    using Stage = Operation::Stage;
    for (const Operation& operation : m_cluster.operations().all()) {
        if (operation.id != id)
            continue;
        const Stage before = m_stages.contains(id) ? m_stages[id] : Stage::Requested;
        m_stages[id] = operation.stage;
        if (before == operation.stage)
            return;
        Notice notice{.at = systemNow(), .text = {}, .page = {}, .selection = {}};
        switch (operation.stage) {
        case Stage::Failed:
            notice.text = tr("%1 failed: %2").arg(operation.title, operation.error);
            notice.tone = Told::Tone::Error;
            break;
        case Stage::Converged:
            notice.text = tr("%1: done").arg(operation.title);
            notice.tone = Told::Tone::Good;
            break;
        case Stage::Cancelled:
            notice.text = operation.progress.isEmpty() ? tr("%1: no longer waited for").arg(operation.title)
                                                       : tr("%1: %2").arg(operation.title, operation.progress);
            break;
        case Stage::Requested:
        case Stage::Accepted:
            return;
        }
        add(std::move(notice));
        return;
    }
}

void Notices::add(Notice notice)
{
    m_all.push_front(std::move(notice));
    if (m_all.size() > Limit)
        m_all.pop_back();
    m_unread = std::min(m_unread + 1, int(Limit));
    Q_EMIT changed();
}

void Notices::markRead()
{
    if (std::exchange(m_unread, 0) != 0)
        Q_EMIT changed();
}

Bell::Bell(Cluster& cluster, QWidget* parent)
    : QToolButton(parent)
    , m_notices(new Notices(cluster, this))
{
    setObjectName(QStringLiteral("bell"));
    setIcon(ui::icon(QStringLiteral("bell")));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(this, &QToolButton::clicked, this, &Bell::open);
    connect(m_notices, &Notices::changed, this, &Bell::refresh);
    refresh();
}

void Bell::refresh()
{
    const int unread = m_notices->unread();
    setText(unread > 0 ? QString::number(unread) : QString());
    setToolButtonStyle(unread > 0 ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    const QString what = unread > 0 ? tr("%n new notice(s)", nullptr, unread) : tr("Notices");
    setToolTip(what);
    setAccessibleName(what);
}

void Bell::open()
{
    auto* popup = new QFrame(window(), Qt::Popup);
    popup->setObjectName(QStringLiteral("notices"));
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFrameShape(QFrame::StyledPanel);
    auto* layout = new QVBoxLayout(popup);
    layout->setContentsMargins(8, 8, 8, 8);
    auto* title = new QLabel(
        m_notices->all().empty() ? tr("Nothing has needed your attention so far.") : tr("Notices, newest first"),
        popup);
    layout->addWidget(title);
    auto* list = new QListWidget(popup);
    list->setObjectName(QStringLiteral("noticeList"));
    list->setAccessibleName(tr("Notices"));
    list->setFrameShape(QFrame::NoFrame);
    list->setWordWrap(true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (const Notice& notice : m_notices->all())
        list->addItem(new QListWidgetItem(
            ui::icon(iconOf(notice.tone)), momentText(notice.at) + QStringLiteral("  ") + notice.text));
    list->setVisible(list->count() > 0);
    layout->addWidget(list);
    connect(list, &QListWidget::itemActivated, popup, [this, popup, list](QListWidgetItem* item) {
        const Notice notice = m_notices->all()[std::size_t(list->row(item))];
        popup->close();
        if (!notice.page.isEmpty())
            Q_EMIT goTo(notice.page, notice.selection);
    });
    connect(m_notices, &Notices::changed, popup, [list, popup] { // rows would no longer be what was clicked
        list->clearSelection();
        list->setEnabled(false);
        popup->close();
    });
    popup->resize(440, list->count() ? 360 : title->sizeHint().height() + 24);
    popup->move(mapToGlobal(QPoint(width() - popup->width(), height() + 2)));
    const QSignalBlocker quiet(m_notices);
    m_notices->markRead();
    refresh();
    popup->show();
    list->setFocus();
}

} // namespace skep::ui
