#include "tests/support/scene.h"
#include "ui/forms/field.h"
#include "ui/pages/inspector.h"
#include "ui/pages/page.h"
#include "ui/swarm/swarmspec.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/buttonrow.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/valuelabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QGlyphRun>
#include <QPushButton>
#include <QTextLayout>
#include <QTranslator>

#include <set>

using namespace skep;
using namespace skep::test;

namespace {

// Every text longer and with accents: what was forgotten in tr() stands out, and what has no room for longer words is clipped.
class Pseudo final : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char*, const char* source, const char*, int n) const override
    {
        QString text = QString::fromUtf8(source), out;
        if (n >= 0)
            text.replace(QStringLiteral("%n"), QString::number(n));
        bool argument = false;
        for (const QChar c : text) {
            static const QString plain = QStringLiteral("aeiouAEOU"), accented = QStringLiteral("åéîöüÅÉÖÜ");
            const auto at = plain.indexOf(c);
            out += at >= 0 && !argument && !text.contains(u'<') ? accented[at] : c;
            argument = c == u'%';
        }
        return out + QString(text.size() * 4 / 10, u'~');
    }
};

// Buttons and one-line labels that have less room than their words need.
QStringList clipped(QWidget& window)
{
    QStringList found;
    for (const QAbstractButton* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty() && button->width() < button->minimumSizeHint().width())
            found << QStringLiteral("button “%1”: %2 of %3").arg(button->text()).arg(button->width()).arg(button->minimumSizeHint().width());
    for (const QLabel* label : window.findChildren<QLabel*>()) {
        if (const int needed = label->heightForWidth(label->width()); label->isVisible() && label->wordWrap() && label->height() < needed)
            found << QStringLiteral("label “%1”: %2 of %3 high").arg(label->text()).arg(label->height()).arg(needed);
        const bool elides = label->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
        if (!label->isVisible() || label->wordWrap() || elides || label->text().isEmpty() || label->textFormat() == Qt::RichText)
            continue;
        if (label->width() < label->minimumSizeHint().width())
            found << QStringLiteral("label “%1”: %2 of %3").arg(label->text()).arg(label->width()).arg(label->minimumSizeHint().width());
    }
    return found;
}

// The program in a language, or in the one that is longer than any ("pseudo").
struct Spoken {
    explicit Spoken(const QString& language) : isLonger(language == u"pseudo")
    {
        ui::installTranslations(isLonger ? QLocale(QLocale::English) : ui::localeOf(language));
        if (isLonger)
            QCoreApplication::installTranslator(&pseudo);
    }
    ~Spoken() { QCoreApplication::removeTranslator(&pseudo); }
    Spoken(const Spoken&) = delete;
    Spoken& operator=(const Spoken&) = delete;

    Pseudo pseudo;
    bool isLonger;
};

ui::Sheet* shownSheet(QWidget& window)
{
    const auto sheets = window.findChildren<ui::Sheet*>();
    const auto shown = std::find_if(sheets.begin(), sheets.end(), [](const ui::Sheet* sheet) { return sheet->isVisible(); });
    return shown == sheets.end() ? nullptr : *shown;
}

void fill(Scene& scene)
{
    scene.usual();
    scene.addService("web", 2);
    scene.addTask("web", 1, "w1");
    scene.addTask("web", 2, "", api::TaskState::Pending);
}

} // namespace

class TestLook final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_settings.isValid());
        startProgram(m_settings.path());
    }
    void cleanup()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        ui::installTranslations(QLocale());
        ui::applyTheme(QStringLiteral("light"));
    }

    void the_theme_changes_while_the_window_is_open() // journey 30
    {
        Scene scene;
        fill(scene);
        scene.open();
        scene.manager.refusal = {500, "rpc error: code = Unknown desc = The swarm does not have a leader."};
        auto* banner = scene.find<ui::Banner>(QStringLiteral("banner"));
        QVERIFY(banner);
        for (const bool dark : {true, false}) {
            QVERIFY(scene.window().book().trigger(dark ? QStringLiteral("view.theme.dark") : QStringLiteral("view.theme.light")));
            QTest::qWait(50);
            QCOMPARE(ui::theme().dark, dark);
            const QImage picture = scene.window().grab().toImage();
            const ui::topology::Canvas* canvas = scene.canvas();
            QVERIFY(canvas);
            QCOMPARE(picture.pixelColor(canvas->viewport()->mapTo(&scene.window(), QPoint(1, canvas->viewport()->height() - 2))), ui::theme().window);
            // Whatever says something has to be readable on the new ground.
            for (const QLabel* label : banner->findChildren<QLabel*>())
                if (!label->text().isEmpty())
                    QCOMPARE(label->palette().color(QPalette::WindowText), ui::theme().errorText);
        }
    }

    void what_people_typed_is_shown_as_they_typed_it()
    {
        // Together the characters are drawn as each by itself: no font makes 2x4 into 2×4 or -> into an arrow.
        const auto glyphs = [](const QString& text) {
            QTextLayout layout(text, QApplication::font());
            layout.beginLayout();
            layout.createLine();
            layout.endLayout();
            QList<quint32> all;
            for (const QGlyphRun& run : layout.glyphRuns())
                all += run.glyphIndexes();
            return all;
        };
        for (const QString& text : {QStringLiteral("thumbs-1024x768"), QStringLiteral("web:2x4"), QStringLiteral("a->b"), QStringLiteral("10:20")}) {
            QList<quint32> each;
            for (const QChar c : text)
                each += glyphs(QString(c));
            QCOMPARE(glyphs(text), each);
        }
    }

    void long_words_wrap_and_are_copied_as_they_are()
    {
        ui::ValueLabel label(nullptr);
        const QString digest = QStringLiteral("sha256:") + QString(64, u'a');
        label.say(digest);
        label.resize(120, label.heightForWidth(120));
        label.show();
        QVERIFY(label.heightForWidth(120) > 3 * label.fontMetrics().height());
        label.setSelection(0, int(label.text().size()));
        QTest::keyClick(&label, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), digest);
    }

    void no_words_are_clipped_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("German") << QStringLiteral("de");
        QTest::newRow("Japanese") << QStringLiteral("ja");
        QTest::newRow("longer than any") << QStringLiteral("pseudo");
    }

    void no_words_are_clipped() // journey 30
    {
        QFETCH(QString, language);
        const Spoken spoken(language);
        Scene scene;
        fill(scene);
        scene.open();
        scene.window().resize(1440, 900);
        const std::map<QString, ui::Selection> chosen{{QStringLiteral("nodes"), {api::ObjectKind::Node, {"w1"}}},
            {QStringLiteral("tasks"), {api::ObjectKind::Task, {"web-2"}}}};
        for (const ui::PageEntry& page : ui::pages()) {
            if (page.available && !page.available(scene.window().cluster()))
                continue;
            const auto selection = chosen.find(page.id);
            QVERIFY(scene.window().go(page.id, selection == chosen.end() ? ui::Selection{} : selection->second));
            QTest::qWait(60); // what the page asks for
            QStringList found; // until everything is laid out
            const auto fits = [&] { return (found = clipped(scene.window())).isEmpty(); };
            QVERIFY2(QTest::qWaitFor(fits), qPrintable(page.id + QStringLiteral(": ") + found.join(QStringLiteral("; "))));
            QVERIFY2(spoken.isLonger || scene.window().minimumSizeHint().width() <= 1440, qPrintable(QStringLiteral("%1 needs %2 pixels").arg(page.id).arg(scene.window().minimumSizeHint().width())));
        }
    }

    void what_asks_has_room_for_its_words_data() { no_words_are_clipped_data(); }
    void what_asks_has_room_for_its_words()
    {
        QFETCH(QString, language);
        const Spoken spoken(language);
        Scene scene;
        fill(scene);
        scene.manager.capabilities = R"("watch","raft","drain","rebalance","pause","rootrotation")";
        scene.put(api::Secret{.id = "password", .spec = {.name = "password"}});
        scene.put(api::Config{.id = "motd", .spec = {.name = "motd"}});
        scene.open();
        scene.window().resize(1280, 800);
        const std::map<api::ObjectKind, std::vector<std::string>> one{{api::ObjectKind::Node, {"w1"}}, {api::ObjectKind::Service, {"web"}},
            {api::ObjectKind::Task, {"web-2"}}, {api::ObjectKind::Secret, {"password"}}, {api::ObjectKind::Config, {"motd"}}};
        int seen = 0;
        for (const ui::Action& action : ui::actions()) {
            const auto objects = one.find(action.kind);
            const ui::Selection selection = objects == one.end() ? ui::Selection{} : ui::Selection{objects->first, objects->second};
            ui::Cluster& cluster = scene.window().cluster();
            if (action.asks == ui::Action::Asks::Nothing || !ui::isOffered(action, cluster) || ui::refusalOf(action, cluster, selection))
                continue;
            QVERIFY(scene.window().book().trigger(action, selection));
            QPointer<ui::Sheet> sheet;
            const auto comes = [&] { return (sheet = shownSheet(scene.window())) != nullptr; };
            if (!QTest::qWaitFor(comes, 300)) { // it asks in a window or a line of its own
                for (QWidget* other : QApplication::topLevelWidgets())
                    if (other != &scene.window() && other->isWindow() && other->isVisible())
                        other->close();
                continue;
            }
            ++seen;
            QTest::qWait(60); // what it asks for
            QStringList found;
            const auto fits = [&] { return !sheet || (found = clipped(*sheet)).isEmpty(); };
            QVERIFY2(QTest::qWaitFor(fits, 2000), qPrintable(action.id + QStringLiteral(": ") + found.join(QStringLiteral("; "))));
            QVERIFY2(!sheet || scene.window().rect().contains(sheet->geometry()), qPrintable(action.id + QStringLiteral(" is larger than the window")));
            // For those who want to look: SKEP_SHOTS=DIRECTORY.
            if (const QString shots = qEnvironmentVariable("SKEP_SHOTS"); !shots.isEmpty() && sheet)
                sheet->grab().save(QStringLiteral("%1/%2-%3.png").arg(shots, action.id, language));
            if (sheet)
                sheet->close();
            QTRY_VERIFY(!shownSheet(scene.window()));
        }
        QVERIFY2(seen >= 15, qPrintable(QString::number(seen)));

        // What each level of the guard means.
        QVERIFY(scene.window().book().trigger(QStringLiteral("file.preferences")));
        QPointer<ui::Sheet> sheet;
        QTRY_VERIFY((sheet = shownSheet(scene.window())));
        auto* levels = sheet->findChild<QComboBox*>(QStringLiteral("guardLevel"));
        for (int level = 0; level < levels->count(); ++level) {
            levels->setCurrentIndex(level);
            QStringList found;
            QVERIFY2(QTest::qWaitFor([&] { return (found = clipped(*sheet)).isEmpty(); }, 2000), qPrintable(found.join(QStringLiteral("; "))));
            if (const QString shots = qEnvironmentVariable("SKEP_SHOTS"); !shots.isEmpty())
                sheet->grab().save(QStringLiteral("%1/guard%2-%3.png").arg(shots).arg(level).arg(language));
        }
    }

    void the_program_speaks_the_language_that_was_chosen()
    {
        std::set<QString> verbs, fields, settings, facts;
        for (const QString& language : ui::languages()) {
            ui::installTranslations(ui::localeOf(language));
            verbs.insert(ui::findAction(QStringLiteral("node.drain"))->text);
            fields.insert(ui::findServiceField(QStringLiteral("env"))->label);
            settings.insert(ui::swarmSettings().front().title);
            facts.insert(ui::factsOf(store::Store(), api::Config{}).front().facts.front().label);
        }
        for (const auto& words : {verbs, fields, settings, facts})
            QCOMPARE(words.size(), std::size_t(ui::languages().size()));
        ui::installTranslations(ui::localeOf(QStringLiteral("en")));
        QCOMPARE(ui::findAction(QStringLiteral("node.drain"))->text, QStringLiteral("Drain…"));
    }

    void buttons_without_room_for_words_stay_icons_when_their_words_change()
    {
        QWidget window;
        ui::ButtonRow row(&window);
        auto* button = new QPushButton(ui::icon(QStringLiteral("remove")), QStringLiteral("Remove"));
        row.add(button);
        window.resize(400, 60);
        window.show();
        row.resize(row.minimumSizeHint());
        QTRY_COMPARE(button->text(), QString());
        row.setText(button, QStringLiteral("Remove on PROD"));
        QCOMPARE(button->text(), QString());
        QCOMPARE(button->accessibleName(), QStringLiteral("Remove on PROD"));
        row.resize(row.sizeHint());
        QTRY_COMPARE(button->text(), QStringLiteral("Remove on PROD"));
    }

private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestLook)
#include "tst_look.moc"
