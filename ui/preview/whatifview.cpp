#include "ui/preview/whatifview.h"

#include "ui/cluster/cluster.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPromise>
#include <QTableWidget>
#include <QThreadPool>
#include <QTimer>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

constexpr int MostRows = 200;
constexpr int LeastHeight = 110, MostHeight = 380; // px of the table
constexpr int GapColumn = 3;

} // namespace

WhatIfView::WhatIfView(QWidget* parent) : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    m_table = new QTableWidget(0, 5, this);
    m_table->setObjectName(QStringLiteral("whatIf"));
    m_table->setAccessibleName(tr("What would happen to each service"));
    m_table->setHorizontalHeaderLabels({tr("Service"), tr("Leaves"), tr("Would go to"), tr("Gap"), tr("Note")});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(26);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(4, QHeaderView::Stretch);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setMinimumSize(680, LeastHeight);
    m_after = new QLabel(this);
    m_after->setWordWrap(true);
    m_after->setTextFormat(Qt::PlainText);
    column->addWidget(m_summary);
    column->addWidget(m_table, 1);
    column->addWidget(m_after);
    // Notes wrap: rows are as high as the last column's width makes them.
    m_fit.setSingleShot(true);
    m_fit.setInterval(0);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, &m_fit, qOverload<>(&QTimer::start));
    connect(&m_fit, &QTimer::timeout, this, [this] {
        m_table->resizeRowsToContents();
        const int rows = m_table->verticalHeader()->length() + m_table->horizontalHeader()->height() + 2 * m_table->frameWidth();
        if (!m_compact)
            m_table->setMinimumHeight(std::clamp(rows, LeastHeight, MostHeight));
    });
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &WhatIfView::take);
}

void WhatIfView::setCompact()
{
    m_compact = true;
    m_summary->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_table->setMinimumSize(0, 80);
    m_table->setColumnHidden(1, true);
}

void WhatIfView::ask(const store::View& view, const planning::Question& question)
{
    planning::Copy copy = planning::copyOf(view);
    if (m_digest.isEmpty())
        m_summary->setText(tr("Working out what would move…"));
    if (m_running)
        m_next = {std::move(copy), question};
    else
        begin(std::move(copy), question);
}

void WhatIfView::follow(Cluster& cluster, planning::Question question)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this, &cluster, question] { ask(cluster.store(), question); });
    connect(&cluster, &Cluster::changed, this, [this] {
        if (!m_again.isActive())
            m_again.start(500ms);
    });
    ask(cluster.store(), question);
}

void WhatIfView::begin(planning::Copy copy, planning::Question question)
{
    m_running = true;
    auto promise = std::make_shared<QPromise<Outcome>>();
    m_watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, copy = std::move(copy), question = std::move(question), now = systemNow()]() mutable {
        promise->start();
        promise->addResult(planning::simulate(std::move(copy), question, now));
        promise->finish();
    });
}

void WhatIfView::take()
{
    m_running = false;
    const Outcome outcome = m_watcher.result();
    if (m_next) {
        auto next = *std::exchange(m_next, std::nullopt);
        begin(std::move(next.first), std::move(next.second));
    }
    m_answer.reset();
    if (outcome) {
        m_answer = *outcome;
        present();
    } else {
        fail(errorText(outcome.error()));
    }
}

void WhatIfView::fail(const QString& reason)
{
    m_summary->setText(tr("What would move cannot be worked out: %1").arg(reason));
    m_digest = m_summary->text();
    m_eventful = false;
    m_table->hide();
    m_after->hide();
    Q_EMIT changed();
}

void WhatIfView::keep(std::set<std::string> services)
{
    m_kept = std::move(services);
    if (m_answer)
        present();
}

void WhatIfView::present()
{
    const planning::Answer& answer = *m_answer;
    const auto rows = whatIfRows(answer, m_kept);
    m_summary->setText(whatIfSummary(answer));
    m_summary->setToolTip(tr("Simulated with the scheduler's own rules on what this window sees now."));
    m_digest = m_summary->text();
    m_troubled = std::any_of(rows.begin(), rows.end(), [](const WhatIfRow& row) { return row.trouble; });
    m_eventful = !rows.empty();
    m_table->setVisible(m_eventful);
    m_table->setRowCount(std::min(MostRows, int(rows.size())));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const WhatIfRow& shown = rows[std::size_t(row)];
        m_digest += shown.service + shown.target + shown.note;
        int at = 0;
        for (const QString& text : {shown.service, shown.here, shown.target, shown.gap, shown.note}) {
            auto* cell = new QTableWidgetItem(text);
            cell->setToolTip(at == GapColumn
                    ? tr("%1\nPut together from the delays of restarts and updates, from how long tasks of this service took to start, "
                         "and for the most from the grace period of each stop.")
                          .arg(text)
                    : text);
            m_table->setItem(row, at++, cell);
        }
        if (shown.trouble)
            m_table->item(row, 4)->setIcon(icon(QStringLiteral("warning")));
    }
    m_fit.start();
    QStringList after = whatIfLoads(answer);
    if (!after.isEmpty())
        after = {tr("After: %1").arg(after.join(QStringLiteral(" · ")))};
    for (const auto& note : answer.notes)
        after << qstr(note);
    if (!answer.settled)
        after << tr("It does not come to rest: this is how far it was worked out.");
    m_after->setText(after.join(u'\n'));
    m_after->setVisible(!after.isEmpty());
    Q_EMIT changed();
}

} // namespace skep::ui
