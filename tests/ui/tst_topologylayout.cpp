#include "ui/topology/topologylayout.h"

#include <QTest>

#include <algorithm>

using namespace skep::ui::topology;

namespace {

std::vector<Spot> swarm(int managers, int workers)
{
    std::vector<Spot> spots;
    for (int i = 1; i <= managers; ++i)
        spots.push_back({"m" + std::to_string(i), QStringLiteral("manager-%1").arg(i), true, false, i % 2 ? QStringLiteral("a") : QStringLiteral("b")});
    for (int i = 1; i <= workers; ++i)
        spots.push_back({"w" + std::to_string(i), QStringLiteral("worker-%1").arg(i), false, false, i % 3 ? QStringLiteral("a") : QString()});
    return spots;
}

std::vector<std::string> idsIn(const Layout& layout, int band)
{
    std::vector<std::string> ids;
    for (const Card& card : layout.cards)
        if (card.band == band)
            ids.push_back(card.id);
    return ids;
}

} // namespace

class TestTopologyLayout final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void the_order_in_which_nodes_come_does_not_matter()
    {
        auto spots = swarm(3, 40);
        const Layout first = layOut(spots, true, 1.6);
        std::reverse(spots.begin(), spots.end());
        std::rotate(spots.begin(), spots.begin() + 7, spots.end());
        QVERIFY(layOut(spots, true, 1.6) == first);
    }

    void names_are_in_natural_order()
    {
        QVERIFY(naturalLess(QStringLiteral("worker-2"), QStringLiteral("worker-10")));
        QVERIFY(!naturalLess(QStringLiteral("worker-10"), QStringLiteral("worker-2")));
        QVERIFY(naturalLess(QStringLiteral("a"), QStringLiteral("a1")));
        QVERIFY(naturalLess(QStringLiteral("w007"), QStringLiteral("w8")));
        QVERIFY(naturalLess(QStringLiteral("Alpha"), QStringLiteral("beta")));
        QVERIFY(!naturalLess(QStringLiteral("same"), QStringLiteral("same")));
        const Layout layout = layOut(swarm(0, 12), true, 1);
        QCOMPARE(idsIn(layout, 1), (std::vector<std::string>{"w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "w10", "w11", "w12"}));
    }

    void managers_stand_above_workers_and_both_bands_are_always_there()
    {
        const Layout layout = layOut(swarm(1, 0), true, 1.5);
        QCOMPARE(layout.bands.size(), 2u);
        QCOMPARE(layout.bands[0].kind, BandKind::Managers);
        QCOMPARE(layout.bands[1].kind, BandKind::Workers);
        QVERIFY(layout.bands[0].rect.bottom() < layout.bands[1].rect.top());
        QVERIFY(layout.bands[1].rect.height() >= CardHeight);
    }

    void by_label_there_is_a_band_for_each_value_and_one_for_none_at_the_end()
    {
        const Layout layout = layOut(swarm(3, 9), false, 1.5);
        QCOMPARE(layout.bands.size(), 3u);
        QCOMPARE(layout.bands[0].group, QStringLiteral("a"));
        QCOMPARE(layout.bands[1].group, QStringLiteral("b"));
        QCOMPARE(layout.bands[2].group, QString());
        QCOMPARE(idsIn(layout, 2), (std::vector<std::string>{"w3", "w6", "w9"}));
    }

    void cards_lie_in_their_bands_and_never_on_each_other()
    {
        for (const int workers : {1, 2, 7, 100}) {
            const Layout layout = layOut(swarm(5, workers), true, 1.6);
            for (std::size_t i = 0; i < layout.cards.size(); ++i) {
                QVERIFY(layout.bands[std::size_t(layout.cards[i].band)].rect.contains(layout.cards[i].rect));
                for (std::size_t j = i + 1; j < layout.cards.size(); ++j)
                    QVERIFY(!layout.cards[i].rect.intersects(layout.cards[j].rect));
            }
            for (const Band& band : layout.bands)
                QVERIFY(!band.rect.intersects(layout.dock) && layout.bounds.contains(band.rect));
            QVERIFY(layout.bounds.contains(layout.dock));
        }
    }

    void drained_nodes_keep_their_place_and_have_a_ticket_in_the_dock()
    {
        auto spots = swarm(3, 3);
        const Layout before = layOut(spots, true, 1.5);
        spots[4].drained = true;
        const Layout after = layOut(spots, true, 1.5);
        QVERIFY(after.cards == before.cards);
        QCOMPARE(after.tickets.size(), 1u);
        QCOMPARE(after.tickets[0].id, "w2");
        QVERIFY(after.dock.contains(after.tickets[0].rect));
    }

    void a_wider_window_gets_more_columns()
    {
        const auto spots = swarm(3, 200);
        QVERIFY(layOut(spots, true, 3).columns > layOut(spots, true, 0.7).columns);
    }

    void a_typed_name_leads_to_the_card_that_begins_with_it_else_contains_it()
    {
        const std::vector<Named> cards{{"m1", QStringLiteral("manager-1")}, {"w1", QStringLiteral("worker-1")}, {"w2", QStringLiteral("Worker-2")},
            {"w10", QStringLiteral("worker-10")}};
        QCOMPARE(typedAhead(cards, QStringLiteral("wor"), "m1"), "w1");
        QCOMPARE(typedAhead(cards, QStringLiteral("WORKER-10"), "m1"), "w10");
        QCOMPARE(typedAhead(cards, QStringLiteral("worker-2"), "w10"), "w2"); // round the end
        QCOMPARE(typedAhead(cards, QStringLiteral("wo"), "w2"), "w2");        // it stays where it fits
        QCOMPARE(typedAhead(cards, QStringLiteral("r-1"), "w1"), "w1"); // none begins with it
        QCOMPARE(typedAhead(cards, QStringLiteral("x"), "m1"), "");
        QCOMPARE(typedAhead(cards, QString(), "m1"), "");
        QCOMPARE(typedAhead({}, QStringLiteral("w"), "m1"), "");
    }

    void one_letter_again_and_again_leads_from_card_to_card()
    {
        const std::vector<Named> cards{{"m1", QStringLiteral("manager-1")}, {"w1", QStringLiteral("worker-1")}, {"w2", QStringLiteral("worker-2")}};
        QCOMPARE(typedAhead(cards, QStringLiteral("w"), ""), "w1");
        QCOMPARE(typedAhead(cards, QStringLiteral("ww"), "w1"), "w2");
        QCOMPARE(typedAhead(cards, QStringLiteral("www"), "w2"), "w1");
    }

    void home_and_end_go_to_the_edges_of_a_band_and_from_there_to_the_next_one()
    {
        const Layout layout = layOut(swarm(3, 3), true, 1.5);
        QCOMPARE(bandEdge(layout, "w2", false), "w1");
        QCOMPARE(bandEdge(layout, "w1", false), "m1");
        QCOMPARE(bandEdge(layout, "m1", false), "m1");
        QCOMPARE(bandEdge(layout, "m1", true), "m3");
        QCOMPARE(bandEdge(layout, "m3", true), "w3");
        QCOMPARE(bandEdge(layout, "w3", true), "w3");
        QCOMPARE(bandEdge(layout, "", false), "m1");
        QCOMPARE(bandEdge(layout, "", true), "w3");
        QCOMPARE(bandEdge({}, "w1", true), "");
    }

    void arrow_keys_go_to_the_card_that_is_seen_there()
    {
        const Layout layout = layOut(swarm(3, 3), true, 1.5);
        QCOMPARE(neighbour(layout, "m1", Qt::Key_Right), "m2");
        QCOMPARE(neighbour(layout, "m2", Qt::Key_Left), "m1");
        QCOMPARE(neighbour(layout, "m2", Qt::Key_Down), "w2");
        QCOMPARE(neighbour(layout, "w3", Qt::Key_Up), "m3");
        QCOMPARE(neighbour(layout, "m1", Qt::Key_Left), "");
        QCOMPARE(neighbour(layout, "unknown", Qt::Key_Down), "m1");
    }
};

QTEST_GUILESS_MAIN(TestTopologyLayout)
#include "tst_topologylayout.moc"
