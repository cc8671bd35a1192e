#include "ui/theme/contrast.h"

#include <QTest>

using namespace skep;
using namespace skep::ui;

namespace {

using Named = std::pair<const char*, QColor>;

std::vector<Named> states(const Theme& t)
{
    return {{"wait", t.wait}, {"move", t.move}, {"run", t.run}, {"done", t.done}, {"fail", t.fail}, {"lost", t.lost}};
}

std::vector<Named> backgrounds(const Theme& t)
{
    return {{"window", t.window}, {"surface", t.surface}, {"raised", t.raised}, {"selection", t.selection}};
}

} // namespace

// desktop-ux §5.1, the sentence in brackets.
class TestTheme final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_state_colour_stands_out_three_to_one_from_every_ground()
    {
        for (const bool dark : {false, true}) {
            const Theme t = themeFor(dark);
            for (const auto& [state, colour] : states(t))
                for (const auto& [ground, behind] : backgrounds(t))
                    QVERIFY2(contrast(colour, behind) >= 3, qPrintable(QStringLiteral("%1 on %2: %3").arg(QLatin1String(state), QLatin1String(ground)).arg(contrast(colour, behind))));
        }
    }

    void text_stands_out_four_and_a_half_to_one_from_window_and_surface()
    {
        for (const bool dark : {false, true}) {
            const Theme t = themeFor(dark);
            for (const auto& colour : {t.text, t.muted, t.accent, t.textOk, t.textWarn, t.textError})
                for (const auto& behind : {t.window, t.surface})
                    QVERIFY2(contrast(colour, behind) >= 4.5, qPrintable(colour.name() + u' ' + behind.name()));
            for (const auto& [colour, behind] : {std::pair(t.onAccent, t.accent), {t.onDanger, t.danger}, {t.warningText, t.warningBand}, {t.errorText, t.errorBand}})
                QVERIFY2(contrast(colour, behind) >= 4.5, qPrintable(colour.name() + u' ' + behind.name()));
        }
    }

    void state_colours_stay_apart_for_every_kind_of_sight()
    {
        for (const bool dark : {false, true}) {
            const auto all = states(themeFor(dark));
            for (const Sight sight : {Sight::Normal, Sight::Protan, Sight::Deutan, Sight::Tritan})
                for (std::size_t i = 0; i < all.size(); ++i)
                    for (std::size_t j = i + 1; j < all.size(); ++j) {
                        const double apart = difference(asSeenBy(sight, all[i].second), asSeenBy(sight, all[j].second));
                        QVERIFY2(apart >= (dark ? 23 : 26),
                            qPrintable(QStringLiteral("%1 and %2 for sight %3: %4").arg(QLatin1String(all[i].first), QLatin1String(all[j].first)).arg(int(sight)).arg(apart)));
                    }
        }
    }

    void heat_ramps_go_one_way_in_lightness_on_each_side()
    {
        for (const bool dark : {false, true}) {
            const Theme t = themeFor(dark);
            const double sign = dark ? -1 : 1; // light: the middle is lightest
            for (int i = 0; i < 2; ++i) {
                QVERIFY(sign * lightness(t.heat[i]) < sign * lightness(t.heat[i + 1]));
                QVERIFY(sign * lightness(t.heat[4 - i]) < sign * lightness(t.heat[3 - i]));
            }
        }
    }

    void every_task_state_has_a_shape_of_its_own_in_one_colour_at_ten_pixels()
    {
        using api::TaskState;
        std::map<QByteArray, int> seen;
        for (const auto& [state, word] : api::EnumText<TaskState>::Table) {
            QImage image(10, 10, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintTaskMark(painter, QRectF(0, 0, 10, 10), state, QColor(Qt::black));
            painter.end();
            const QByteArray bytes(reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes());
            QVERIFY2(!seen.contains(bytes), word.data());
            seen.emplace(bytes, int(state));
        }
    }

    void every_icon_of_the_catalogue_is_there()
    {
        for (const char* name : {"topology", "nodes", "drain", "promote", "demote", "remove", "search", "crown", "shield"})
            QVERIFY2(!icon(QString::fromLatin1(name)).isNull(), name);
        QVERIFY(icon(QStringLiteral("no such icon")).isNull());
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
