#include "tests/support/scene.h"
#include "ui/theme/theme.h"
#include "ui/topology/cardpictures.h"
#include "ui/topology/topologycanvas.h"

#include <QStyleOptionGraphicsItem>
#include <QTemporaryDir>
#include <QTest>

using namespace skep;
using namespace skep::test;
using namespace skep::ui::topology;

namespace {

using Pace = CardPictures::Pace;

// Some cards in a row, and frames of them.
class Cards
{
public:
    explicit Cards(int count)
    {
        for (int i = 0; i < count; ++i) {
            items.push_back(std::make_unique<NodeItem>(look));
            items.back()->setPos(i * (CardWidth + Gap) + 0.3, 0.4);
            items.back()->set(view(i, 20));
            all.push_back(items.back().get());
        }
    }
    static NodeView view(int number, int tasks)
    {
        NodeView node;
        node.id = "n" + std::to_string(number);
        node.name = QStringLiteral("worker-%1").arg(number);
        node.state = api::NodeState::Ready;
        for (int i = 0; i < tasks; ++i)
            node.pips.push_back(
                {"t" + std::to_string(i), "web", QStringLiteral("web.%1").arg(i), api::TaskState::Running});
        return node;
    }
    bool frame(CardPictures& pictures, double zoom, Pace pace)
    {
        QPainter painter(&image);
        painter.fillRect(image.rect(), Qt::white);
        painter.scale(zoom, zoom);
        return pictures.draw(painter, all, pace);
    }

    Look look;
    std::vector<std::unique_ptr<NodeItem>> items;
    std::vector<NodeItem*> all;
    QImage image{1200, 300, QImage::Format_ARGB32_Premultiplied};
};

} // namespace

class tst_cardpictures : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_settings;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }

    void a_picture_is_what_the_card_paints()
    {
        for (const double zoom : {0.1, 0.2, 0.28, 0.4, 1.0, 1.7}) {
            Cards cards(1);
            cards.items[0]->setPos(10 / zoom, 10 / zoom); // on whole pixels
            CardPictures pictures;
            QVERIFY(cards.frame(pictures, zoom, Pace::Whole));
            QImage direct(cards.image.size(), cards.image.format());
            direct.fill(Qt::white);
            QPainter painter(&direct);
            painter.scale(zoom, zoom);
            painter.translate(cards.items[0]->pos());
            QStyleOptionGraphicsItem option;
            option.exposedRect = cards.items[0]->boundingRect();
            cards.items[0]->paint(&painter, &option, nullptr);
            painter.end();
            int far = 0; // blending over white at once or by way of a picture rounds differently
            for (int y = 0; y < direct.height(); ++y)
                for (int x = 0; x < direct.width(); ++x) {
                    const QRgb a = direct.pixel(x, y), b = cards.image.pixel(x, y);
                    far = std::max({far, std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)),
                        std::abs(qBlue(a) - qBlue(b))});
                }
            QVERIFY2(far <= 24, qPrintable(QStringLiteral("zoom %1: differs by %2").arg(zoom).arg(far)));
        }
    }

    void while_it_moves_pictures_are_stretched_and_afterwards_made_anew()
    {
        Cards cards(6);
        CardPictures pictures(0);
        QVERIFY(cards.frame(pictures, 1, Pace::Whole));
        QVERIFY(!cards.frame(pictures, 0.8, Pace::Moving));
        for (NodeItem* item : cards.all)
            QCOMPARE(item->picture().zoom, 1.);
        CardPictures patient(1000);
        QVERIFY(cards.frame(patient, 0.8, Pace::Settling));
        for (NodeItem* item : cards.all)
            QCOMPARE(item->picture().zoom, 0.8);
    }

    void a_card_without_a_picture_waits_only_while_it_moves()
    {
        Cards cards(3);
        CardPictures pictures(0); // time for one card
        QVERIFY(!cards.frame(pictures, 1, Pace::Moving));
        QVERIFY(!cards.all[0]->picture().pixmap.isNull());
        QVERIFY(cards.all[1]->picture().pixmap.isNull());
        QVERIFY(cards.frame(pictures, 1, Pace::Settling));
        for (NodeItem* item : cards.all)
            QVERIFY(!item->picture().pixmap.isNull());
    }

    void what_is_the_same_is_not_painted_again()
    {
        Cards cards(3);
        CardPictures pictures;
        QVERIFY(cards.frame(pictures, 0.7, Pace::Whole));
        const auto before = cards.all[1]->picture().pixmap.cacheKey();
        const QImage image = cards.image;
        QVERIFY(cards.frame(pictures, 0.7, Pace::Whole));
        QCOMPARE(cards.all[1]->picture().pixmap.cacheKey(), before);
        QCOMPARE(cards.image, image);
    }

    void each_frame_makes_some_more_sharp()
    {
        Cards cards(3);
        CardPictures pictures(0);
        QVERIFY(cards.frame(pictures, 1, Pace::Whole));
        QVERIFY(!cards.frame(pictures, 0.8, Pace::Settling));
        QVERIFY(!cards.frame(pictures, 0.8, Pace::Settling));
        QVERIFY(cards.frame(pictures, 0.8, Pace::Settling));
    }

    void what_changed_is_painted_at_once()
    {
        Cards cards(2);
        CardPictures pictures(0);
        QVERIFY(cards.frame(pictures, 1, Pace::Whole));
        const QImage before = cards.all[1]->picture().pixmap.toImage();
        cards.items[1]->set(Cards::view(1, 3));
        QVERIFY(!cards.frame(pictures, 0.9, Pace::Moving));
        QCOMPARE(cards.all[0]->picture().zoom, 1.);
        QCOMPARE(cards.all[1]->picture().zoom, 0.9);
        QVERIFY(cards.all[1]->picture().pixmap.toImage() != before);
        cards.items[1]->setChosen(true, false);
        QVERIFY(!cards.all[1]->picture().fresh);
    }

    void pictures_out_of_view_are_forgotten_when_they_are_many()
    {
        Cards cards(4);
        CardPictures pictures(5, 1000);
        QVERIFY(cards.frame(pictures, 1, Pace::Whole));
        const std::vector<NodeItem*> everything = std::exchange(cards.all, {cards.all[0]});
        QVERIFY(cards.frame(pictures, 1, Pace::Whole));
        pictures.trim(everything);
        QVERIFY(!everything[0]->picture().pixmap.isNull());
        for (std::size_t i = 1; i < everything.size(); ++i)
            QVERIFY(everything[i]->picture().pixmap.isNull());
    }

    void the_map_is_sharp_after_a_zoom()
    {
        Scene scene;
        scene.usual(12);
        scene.addService("web", 30);
        for (int i = 1; i <= 30; ++i)
            scene.addTask("web", std::uint64_t(i), "w" + std::to_string(i % 12 + 1));
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        QTRY_VERIFY(canvas->item("w12") && canvas->item("w7")->node().pips.size() > 1);
        const auto picture = [&] { return canvas->viewport()->grab().toImage(); };
        for (const double factor : {1.4, 1.3, 0.3, 0.4}) {
            canvas->zoomBy(factor);
            (void)picture();
            QTest::qWait(1000);
            const QImage settled = picture();
            canvas->setByService(false); // every card anew
            QCOMPARE(picture(), settled);
        }
    }

    void a_tip_says_what_the_card_is()
    {
        Scene scene;
        scene.usual(1);
        scene.open();
        Canvas* canvas = scene.canvas();
        QVERIFY(canvas);
        QTRY_VERIFY(canvas->item("w1"));
        const QPoint at = canvas->mapFromScene(canvas->item("w1")->sceneBoundingRect().center());
        QVERIFY(canvas->itemAt(at));
        QVERIFY(canvas->itemAt(at)->toolTip().startsWith(QStringLiteral("w1, worker, ready")));
    }
};

QTEST_MAIN(tst_cardpictures)
#include "tst_cardpictures.moc"
