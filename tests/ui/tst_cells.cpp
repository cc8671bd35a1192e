#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeView>

using namespace skep;
using namespace skep::ui;

namespace {

// A list of a few rows as the program's lists are.
class List
{
public:
    List()
    {
        model.setHorizontalHeaderLabels({QStringLiteral("Task"), QStringLiteral("State"), QStringLiteral("Running")});
        for (int row = 0; row < 6; ++row) {
            auto* name = new QStandardItem(row == 2
                    ? QStringLiteral("a name that is far too long for the column that it stands in")
                    : QStringLiteral("web.%1").arg(row));
            name->setIcon(taskIcon(row % 2 ? api::TaskState::Running : api::TaskState::Failed));
            auto* state = new QStandardItem(row == 3 ? QString() : QStringLiteral("läuft"));
            state->setForeground(theme().textOk);
            auto* number = new QStandardItem(QString::number(row * 37));
            number->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            model.appendRow({name, state, number});
        }
        view.setModel(&model);
        view.setRootIsDecorated(false);
        view.setAllColumnsShowFocus(true);
        view.setSelectionMode(QAbstractItemView::ExtendedSelection);
        view.setFrameShape(QFrame::NoFrame);
        view.header()->resizeSection(0, 150);
        view.resize(420, 220);
        view.selectionModel()->select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    // Cells of rows of one height are ours; others are painted by Fusion.
    QImage picture(bool ours)
    {
        view.setUniformRowHeights(ours);
        view.show();
        return view.viewport()->grab().toImage();
    }

    QStandardItemModel model;
    QTreeView view;
};

int firstInk(const QImage& image, const QRect& within)
{
    const QRgb ground = image.pixel(within.left(), within.top());
    for (int x = within.left(); x <= within.right(); ++x)
        for (int y = within.top(); y <= within.bottom(); ++y)
            if (image.pixel(x, y) != ground)
                return x;
    return -1;
}

} // namespace

class tst_cells : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { applyTheme(QStringLiteral("light")); }

    void cells_look_as_fusion_paints_them_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << QStringLiteral("light");
        QTest::newRow("dark") << QStringLiteral("dark");
    }
    void cells_look_as_fusion_paints_them()
    {
        QFETCH(QString, theme);
        applyTheme(theme);
        List list;
        const QImage ours = list.picture(true), fusions = list.picture(false);
        QCOMPARE(ours.size(), fusions.size());
        int far = 0, differing = 0;
        for (int y = 0; y < ours.height(); ++y)
            for (int x = 0; x < ours.width(); ++x) {
                const QRgb a = ours.pixel(x, y), b = fusions.pixel(x, y);
                const int by = std::max(
                    {std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
                far = std::max(far, by);
                differing += by > 40;
            }
        QVERIFY2(differing < 60, qPrintable(QStringLiteral("%1 pixels differ, by %2 at most").arg(differing).arg(far)));
    }

    void a_changed_text_font_or_width_is_seen_at_once()
    {
        List list;
        const QImage before = list.picture(true);
        list.model.item(0, 0)->setText(QStringLiteral("db.7"));
        const QImage changed = list.picture(true);
        QVERIFY(changed != before);
        list.view.header()->resizeSection(0, 60);
        const QImage narrow = list.picture(true);
        QVERIFY(narrow != changed);
        QFont font = list.view.font();
        font.setBold(true);
        list.view.setFont(font);
        QVERIFY(list.picture(true) != narrow);
    }

    void the_first_column_begins_where_the_list_is_told_to()
    {
        List list;
        const QRect state = list.view.visualRect(list.model.index(0, 1));
        const QRect name = list.view.visualRect(list.model.index(0, 0));
        const QImage flush = list.picture(true);
        setRowInset(&list.view, 13);
        const QImage inset = list.picture(true);
        QCOMPARE(firstInk(inset, name), firstInk(flush, name) + 13);
        QCOMPARE(firstInk(inset, state), firstInk(flush, state));
        // A selected row reaches to the edge nevertheless, and the title stands above its column.
        const QRect selected = list.view.visualRect(list.model.index(1, 0));
        QCOMPARE(inset.pixel(selected.left() + 1, selected.center().y()),
            flush.pixel(selected.left() + 1, selected.center().y()));
        QHeaderView* header = list.view.header();
        const QRect title(0, 1, header->sectionSize(0) - 30, header->height() - 4);
        const int moved = firstInk(header->viewport()->grab().toImage(), title);
        setRowInset(&list.view, 0);
        QCOMPARE(moved, firstInk(header->viewport()->grab().toImage(), title) + 13);
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    applyTheme(QStringLiteral("light"));
    tst_cells test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_cells.moc"
