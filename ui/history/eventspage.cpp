#include "ui/history/eventspage.h"

#include "ui/history/eventfeed.h"
#include "ui/history/scrubber.h"
#include "ui/pages/tablepage.h"
#include "ui/text/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/savefile.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

namespace skep::ui {
namespace {

using namespace std::chrono_literals;

struct Tr
{
    Q_DECLARE_TR_FUNCTIONS(EventsPage)
};

class EventsPage final : public Page
{
public:
    EventsPage(Cluster& shown, QWidget* parent)
        : Page(shown, parent)
    {
        const auto [layout, header] = layOutPage(Tr::tr("Events"), this);
        header->addStretch(1);
        m_problem = new QLabel(this);
        m_problem->setObjectName(QStringLiteral("historyProblem"));
        m_problem->setForegroundRole(QPalette::PlaceholderText);
        header->addWidget(m_problem);
        auto* line = new QHBoxLayout;
        line->setContentsMargins(16, 0, 16, 8);
        line->setSpacing(8);
        m_filter = new QLineEdit(this);
        m_filter->setObjectName(QStringLiteral("filter"));
        m_filter->setPlaceholderText(Tr::tr("Filter: any words, or kind: name: text:…"));
        m_filter->setAccessibleName(Tr::tr("Filter"));
        m_filter->setClearButtonEnabled(true);
        m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
        m_range = new QComboBox(this);
        m_range->setObjectName(QStringLiteral("eventRange"));
        m_range->setAccessibleName(Tr::tr("Time range"));
        m_range->addItem(Tr::tr("all that is recorded"), 0);
        m_range->addItem(Tr::tr("last 15 minutes"), 15);
        m_range->addItem(Tr::tr("last hour"), 60);
        m_range->addItem(Tr::tr("last day"), 24 * 60);
        m_range->addItem(Tr::tr("up to the moment shown"), -1);
        m_count = new QLabel(this);
        m_count->setObjectName(QStringLiteral("count"));
        m_count->setForegroundRole(QPalette::PlaceholderText);
        line->addWidget(m_filter, 1);
        line->addWidget(m_range);
        line->addWidget(m_count);
        layout->addLayout(line);
        m_feed = new EventFeed(shown, this);
        layout->addWidget(m_feed, 1);
        auto* foot = new QHBoxLayout;
        foot->setContentsMargins(16, 6, 12, 8);
        foot->addWidget(new Scrubber(shown, this));
        layout->addLayout(foot);
        setFocusProxy(m_feed);
        connect(m_filter, &QLineEdit::textChanged, this, &EventsPage::ask);
        connect(m_range, &QComboBox::activated, this, &EventsPage::ask);
        connect(&shown, &Cluster::momentChanged, this, [this] {
            if (m_range->currentData().toInt() < 0)
                ask();
        });
        connect(m_feed, &EventFeed::counted, this,
            [this] { m_count->setText(Tr::tr("%n event(s)", nullptr, m_feed->model().rowCount())); });
        connect(m_feed, &EventFeed::opened, this, &EventsPage::open);
        connect(&shown.history(), &History::extentChanged, this, &EventsPage::refreshProblem);
        refreshProblem();
    }

    bool focusFilter() override
    {
        m_filter->setFocus();
        m_filter->selectAll();
        return true;
    }
    bool exportTable() override
    {
        saveFile(
            this, Tr::tr("Export as CSV"), QStringLiteral("events.csv"), Tr::tr("Comma-separated values (*.csv)"),
            [this] { return m_feed->model().csv(); }, [this](const QString& outcome) { m_count->setText(outcome); });
        return true;
    }
    bool settled() const override { return m_feed->settled(); }

private:
    void ask()
    {
        HistoryFile::Query query = eventQuery(m_filter->text());
        const int minutes = m_range->currentData().toInt();
        if (minutes > 0)
            query.from = systemNow() - std::chrono::minutes(minutes);
        else if (minutes < 0)
            query.to = cluster().viewing().value_or(systemNow());
        m_feed->setQuery(std::move(query));
    }

    // The object as it was then.
    void open(const Recorded& event)
    {
        if (event.gap())
            return;
        cluster().showMoment(event.at + 1s); // it was written down within the second
        if (const QString page = pageOf(event.told.kind); !page.isEmpty())
            Q_EMIT goTo(page, Selection{.kind = event.told.kind, .ids = {event.told.id}});
    }

    void refreshProblem()
    {
        const QString problem = cluster().history().problem();
        m_problem->setText(problem.isEmpty() ? QString() : Tr::tr("Kept in memory only: %1").arg(problem));
    }

    QLineEdit* m_filter;
    QComboBox* m_range;
    QLabel *m_count, *m_problem;
    EventFeed* m_feed;
};

} // namespace

PageEntry eventsEntry()
{
    return {.id = QStringLiteral("events"),
        .title = Tr::tr("Events"),
        .icon = QStringLiteral("events"),
        .available = [](const Cluster&) { return true; },
        .badge = nullptr,
        .make = [](Cluster& cluster, QWidget* parent) -> Page* { return new EventsPage(cluster, parent); }};
}

} // namespace skep::ui
