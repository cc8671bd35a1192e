#include "ui/tables/objecttable.h"

#include "ui/actions/action.h"
#include "ui/actions/prefernode.h"
#include "ui/tables/changeflash.h"
#include "ui/text/text.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QAction>
#include <QContextMenuEvent>
#include <QDrag>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace skep::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto FilterSlice = 4ms;
constexpr auto GrowPause = 500ms; // between two looks at how wide columns should be
const QKeySequence CopyJson(Qt::CTRL | Qt::SHIFT | Qt::Key_C);

// Rows have one height: when many changed nothing has to be laid out, only painted. Qt looks at each of them.
class RowsView final : public QTreeView {
public:
    using QTreeView::QTreeView;
    void dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) override
    {
        if (first.row() == last.row())
            return QTreeView::dataChanged(first, last, roles);
        viewport()->update();
        if (!QAccessible::isActive())
            return;
        QAccessibleTableModelChangeEvent event(this, QAccessibleTableModelChangeEvent::DataChanged);
        event.setFirstRow(first.row());
        event.setLastRow(last.row());
        event.setFirstColumn(first.column());
        event.setLastColumn(last.column());
        QAccessible::updateAccessibility(&event);
    }

protected:
    // The one under the pointer, whatever else is selected.
    void startDrag(Qt::DropActions) override
    {
        const auto service = store::as<api::Service>(static_cast<ObjectModel*>(model())->object(currentIndex().row()));
        if (!service)
            return;
        auto* drag = new QDrag(this);
        drag->setMimeData(mimeOfService(*service).release());
        drag->setPixmap(ghostOf(qstr(service->spec.name)));
        drag->setHotSpot({-12, -8});
        drag->exec(Qt::CopyAction);
    }

private:
    [[nodiscard]] QPixmap ghostOf(const QString& name) const
    {
        const QSize size(fontMetrics().horizontalAdvance(name) + 24, fontMetrics().height() + 12);
        QPixmap pixmap(size * devicePixelRatioF());
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(theme().raised);
        painter.setPen(QPen(theme().accent, 1.5));
        painter.drawRoundedRect(QRectF(QPointF(), size).adjusted(1, 1, -1, -1), 5, 5);
        painter.setPen(theme().text);
        painter.setFont(font());
        painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, name);
        return pixmap;
    }
};

} // namespace

ObjectTable::ObjectTable(Cluster& cluster, TableKind kind, QWidget* parent)
    : QWidget(parent)
    , m_cluster(cluster)
{
    m_model = new ObjectModel(std::move(kind), cluster.store(), &systemNow, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);

    auto* line = new QHBoxLayout;
    line->setContentsMargins(PageMargin, 0, PageMargin, 8);
    line->setSpacing(12);
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("filter"));
    m_filter->setClearButtonEnabled(true);
    QStringList fields;
    for (const Column& column : m_model->kind().columns)
        if (fields.size() < 3)
            fields << column.id + u':';
    m_filter->setPlaceholderText(tr("Filter: any words, or %1…").arg(fields.join(u' ')));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->addAction(icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_count = new QLabel(this);
    m_count->setObjectName(QStringLiteral("count"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    m_paused = new QLabel(tr("order paused"), this);
    m_paused->setToolTip(tr("Rows that changed go to their new places when the pointer leaves the list"));
    m_paused->setForegroundRole(QPalette::PlaceholderText);
    m_paused->hide();
    m_clear = new QToolButton(this);
    m_clear->setText(tr("Clear"));
    m_clear->setAccessibleName(tr("Clear the filter"));
    m_clear->hide();
    line->addWidget(m_filter, 1);
    line->addWidget(m_paused);
    line->addWidget(m_count);
    line->addWidget(m_clear);
    m_columns = new QToolButton(this);
    m_columns->setObjectName(QStringLiteral("columns"));
    m_columns->setIcon(icon(QStringLiteral("columns")));
    m_columns->setToolTip(tr("Choose columns"));
    m_columns->setAccessibleName(m_columns->toolTip());
    m_columns->setAutoRaise(true);
    connect(m_columns, &QToolButton::clicked, this, &ObjectTable::showColumns);
    line->addWidget(m_columns);
    layout->addLayout(line);

    m_view = new RowsView(this);
    m_view->setObjectName(QStringLiteral("table.") + m_model->kind().id);
    m_view->setAccessibleName(tr("List"));
    m_view->setModel(m_model);
    std::vector<bool> quiet;
    for (const Column& column : m_model->kind().columns)
        quiet.push_back(column.ages);
    m_flash = new ChangeFlash(m_view, std::move(quiet), ObjectModel::IdRole);
    m_view->setItemDelegate(m_flash);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setDragEnabled(m_model->kind().kind == api::ObjectKind::Service);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    setRowInset(m_view, PageRowInset);
    m_view->header()->setSortIndicator(m_model->kind().sortColumn, Qt::AscendingOrder);
    m_view->setSortingEnabled(true); // the model begins in that order
    buildColumns();
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    m_filter->installEventFilter(this);

    auto* body = new QWidget(this);
    m_stack = new QStackedLayout(body);
    m_emptyPane = new QWidget(body);
    auto* centred = new QVBoxLayout(m_emptyPane);
    centred->addStretch(1);
    m_emptyLayout = new QVBoxLayout;
    m_emptyLayout->setSpacing(12);
    centred->addLayout(m_emptyLayout);
    centred->addStretch(2);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_emptyPane);
    layout->addWidget(body, 1);
    setFocusProxy(m_view);

    m_filtering.setSingleShot(true);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& line) {
        m_model->beginFilter(line);
        filterMore();
    });
    connect(&m_filtering, &QTimer::timeout, this, &ObjectTable::filterMore);
    connect(m_clear, &QToolButton::clicked, m_filter, &QLineEdit::clear);
    m_resort.setInterval(1500ms);
    connect(&m_resort, &QTimer::timeout, this, [this] {
        const bool busy = m_view->viewport()->underMouse();
        m_paused->setVisible(m_model->disordered() && busy);
        if (!busy)
            m_model->resort();
    });
    m_resort.start();
    m_tick.setInterval(10s);
    connect(&m_tick, &QTimer::timeout, m_model, &ObjectModel::tick);
    m_tick.start();
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ObjectTable::fromView);
    // A list begun anew has nothing selected, which is not the person's doing.
    connect(m_model, &ObjectModel::modelAboutToBeReset, this, [this] { m_syncing = true; });
    connect(m_model, &ObjectModel::modelReset, this, [this] {
        m_syncing = false;
        fromCluster();
    });
    connect(m_view, &QTreeView::activated, this,
        [this](const QModelIndex& index) { Q_EMIT activated(index.data(ObjectModel::IdRole).toString()); });
    connect(m_view, &QTreeView::customContextMenuRequested, this, &ObjectTable::showMenu);
    connect(&cluster, &Cluster::changed, this, &ObjectTable::take);
    connect(&cluster, &Cluster::momentChanged, this, [this] {
        m_model->setView(m_cluster.store());
        m_flash->forget();
    });
    connect(&cluster, &Cluster::selectionChanged, this, &ObjectTable::fromCluster);
    m_share.setSingleShot(true);
    connect(&m_share, &QTimer::timeout, this, &ObjectTable::shareRoom);
    m_grow.setSingleShot(true);
    connect(&m_grow, &QTimer::timeout, this, &ObjectTable::growColumns);
    refreshCounts();
    fromCluster();
}

ObjectTable::~ObjectTable()
{
    if (m_arranged)
        saveColumns();
}

void ObjectTable::take(const std::vector<store::Event>& events)
{
    m_model->take(events);
    // What was selected before it came: somebody just made it.
    const Selection& selection = m_cluster.selection();
    const auto arrived = [&](const store::Event& event) {
        return event.action == store::Action::Create && store::kindOf(event.object) == selection.kind
            && std::find(selection.ids.begin(), selection.ids.end(), store::idOf(event.object)) != selection.ids.end();
    };
    if (std::any_of(events.begin(), events.end(), arrived))
        fromCluster();
    refreshCounts();
    if (!m_grow.isActive())
        m_grow.start(GrowPause);
}

void ObjectTable::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

void ObjectTable::setFilter(const QString& line)
{
    m_filter->setText(line);
    m_model->setFilter(line);
    filterMore();
}

void ObjectTable::setEmpty(const QString& sentence, const QString& actionId, const QString& hint)
{
    while (QLayoutItem* item = m_emptyLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto* text = new QLabel(sentence, m_emptyPane);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    m_emptyLayout->addWidget(text);
    if (!hint.isEmpty()) {
        auto* sample = new QLabel(hint, m_emptyPane);
        sample->setFont(codeFont());
        sample->setAlignment(Qt::AlignCenter);
        sample->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        sample->setForegroundRole(QPalette::PlaceholderText);
        m_emptyLayout->addWidget(sample);
    }
    if (const Action* action = actionId.isEmpty() ? nullptr : findAction(actionId)) {
        auto* button = new QPushButton(action->text, m_emptyPane);
        if (!action->icon.isEmpty())
            button->setIcon(icon(action->icon));
        connect(button, &QPushButton::clicked, this, [this, actionId] { Q_EMIT trigger(actionId); });
        m_emptyLayout->addWidget(button, 0, Qt::AlignHCenter);
    }
}

void ObjectTable::filterMore()
{
    if (!m_model->filterMore(FilterSlice))
        return m_filtering.start(0);
    refreshCounts();
}

QString ObjectTable::countText() const
{
    const QLocale locale;
    const int shown = m_model->rowCount(), total = m_model->total();
    if (shown == total)
        return tr("%1 in all").arg(locale.toString(total));
    if (shown == 0)
        return tr("0 of %1 match").arg(locale.toString(total));
    return tr("showing %1 of %2").arg(locale.toString(shown), locale.toString(total));
}

void ObjectTable::refreshCounts()
{
    m_count->setText(countText());
    if (!m_fitted && isVisible() && m_model->rowCount() > 0)
        fitColumns();
    m_clear->setVisible(m_model->rowCount() == 0 && m_model->total() > 0);
    m_stack->setCurrentIndex(m_model->total() == 0 && m_emptyLayout->count() > 0 ? 1 : 0);
    Q_EMIT counted();
}

void ObjectTable::fromView()
{
    if (m_syncing || !isVisible())
        return;
    Selection selection{.kind = m_model->kind().kind, .ids = {}};
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        selection.ids.push_back(store::idOf(m_model->object(index.row())));
    std::sort(selection.ids.begin(), selection.ids.end());
    m_syncing = true;
    m_cluster.select(std::move(selection));
    m_syncing = false;
}

void ObjectTable::fromCluster()
{
    if (m_syncing || m_cluster.selection().kind != m_model->kind().kind)
        return;
    m_syncing = true;
    QItemSelection chosen;
    QModelIndex first;
    for (const std::string& id : m_cluster.selection().ids) {
        const int row = m_model->rowOf(id);
        if (row < 0)
            continue;
        chosen.select(m_model->index(row, 0), m_model->index(row, m_model->columnCount() - 1));
        if (!first.isValid())
            first = m_model->index(row, 0);
    }
    m_view->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    if (first.isValid()) {
        m_view->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_view->scrollTo(first);
    }
    m_syncing = false;
}

void ObjectTable::showMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const Selection& selection = m_cluster.selection();
    for (const Action& action : ui::actions()) {
        if (action.kind != m_model->kind().kind || selection.ids.empty() || !isOffered(action, m_cluster))
            continue;
        auto* item = menu->addAction(action.icon.isEmpty() ? QIcon() : icon(action.icon), textOf(action, m_cluster));
        const auto refused = refusalOf(action, m_cluster, selection);
        item->setEnabled(!refused);
        item->setToolTip(refused.value_or(QString()));
        connect(item, &QAction::triggered, this, [this, id = action.id] { Q_EMIT trigger(id); });
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    auto* copyRows = menu->addAction(icon(QStringLiteral("copy")), tr("Copy Rows"));
    copyRows->setEnabled(!selection.ids.empty());
    copyRows->setShortcut(QKeySequence::Copy);
    connect(copyRows, &QAction::triggered, this, &ObjectTable::copy);
    auto* copyObjects = menu->addAction(tr("Copy as JSON"));
    copyObjects->setEnabled(!selection.ids.empty());
    copyObjects->setShortcut(CopyJson);
    connect(copyObjects, &QAction::triggered, this, &ObjectTable::copyJson);
    auto* save = menu->addAction(icon(QStringLiteral("save")), tr("Export as CSV…"));
    save->setEnabled(m_model->rowCount() > 0);
    connect(save, &QAction::triggered, this, &ObjectTable::exportCsv);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

bool ObjectTable::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        // The row where the keyboard is, before it goes elsewhere: a list of one row has nowhere else.
        if (watched == m_view && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up || key->key() == Qt::Key_Home || key->key() == Qt::Key_End)
            && key->modifiers() == Qt::NoModifier && !m_view->selectionModel()->hasSelection() && m_view->currentIndex().isValid())
            m_view->selectionModel()->select(m_view->currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        if (watched == m_view && QKeySequence(key->keyCombination()) == CopyJson) {
            copyJson();
            return true;
        }
        if (watched == m_view && key->matches(QKeySequence::Copy)) {
            copy();
            return true;
        }
        if (watched == m_view && key->text() == u"/") {
            focusFilter();
            return true;
        }
        if (watched == m_filter && key->key() == Qt::Key_Escape) {
            m_filter->clear();
            m_view->setFocus();
            return true;
        }
        if (watched == m_filter && key->key() == Qt::Key_Down) {
            m_view->setFocus();
            if (!m_view->currentIndex().isValid() && m_model->rowCount() > 0)
                m_view->setCurrentIndex(m_model->index(0, 0));
            return true;
        }
    }
    if (watched == m_view->viewport() && event->type() == QEvent::Resize)
        m_share.start(0); // after the header itself, which stretches its last section
    // A header's section resized by the mouse is the person's wish; by the layout it is not.
    if (event->type() == QEvent::MouseButtonRelease && watched == m_view->header()->viewport()) {
        m_arranged = m_fitted = true;
        m_wanted.clear();
    }
    return QWidget::eventFilter(watched, event);
}

void ObjectTable::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    fromCluster();
    refreshCounts();
}

} // namespace skep::ui
