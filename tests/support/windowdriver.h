#pragma once

#include "tests/support/widgettest.h"
#include "ui/mainwindow/actionbook.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/text/text.h"
#include "ui/text/translations.h"
#include "ui/theme/theme.h"
#include "ui/topology/topologycanvas.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMouseEvent>
#include <QSettings>

namespace skep::test {

// The program as a test runs it: its own settings, one theme, English with its plural forms.
inline void startProgram(const QString& settings)
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings);
    QApplication::setOrganizationName(QStringLiteral("skep"));
    QApplication::setApplicationName(QStringLiteral("skep-test"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    ui::installTranslations(QLocale());
    ui::applyTheme(QStringLiteral("light"));
}

// The hands and eyes of a person in front of one window. What is looked for is waited for.
class WindowDriver {
public:
    void drive(ui::MainWindow* window)
    {
        m_window = window;
        window->resize(1280, 800);
        window->show();
        QApplication::setActiveWindow(window);
    }
    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    [[nodiscard]] const store::View& seen() { return m_window->cluster().store(); }

    // What is on the window under that name and visible; waits for it. Null when it does not come.
    template <class T>
    T* find(const QString& name)
    {
        T* found = nullptr;
        const auto look = [&] {
            for (T* one : m_window->findChildren<T*>(name))
                if (one->isVisible())
                    found = one;
            return found != nullptr;
        };
        return QTest::qWaitFor(look, 20'000) ? found : nullptr;
    }
    bool click(const QString& name)
    {
        auto* button = find<QAbstractButton>(name);
        if (!button || !QTest::qWaitFor([button] { return button->isEnabled(); }, 20'000))
            return false;
        QTest::mouseClick(button, Qt::LeftButton);
        return true;
    }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* to = QApplication::focusWidget() ? QApplication::focusWidget() : m_window;
        QTest::keyClick(to, Qt::Key(key), modifiers);
    }
    // Every text of a label on the window that is visible.
    [[nodiscard]] QString texts()
    {
        QStringList all;
        for (const QLabel* label : m_window->findChildren<QLabel*>())
            if (label->isVisible())
                all << label->text();
        return all.join(u'\n');
    }
    [[nodiscard]] bool says(const QString& text)
    {
        return QTest::qWaitFor([&] { return texts().contains(text); }, 20'000);
    }

    // On the map: down there, over in steps, and unless it is only held, let go.
    static void drag(ui::topology::Canvas& canvas, const QPoint& from, const QPoint& to, bool drop = true)
    {
        QTest::mousePress(canvas.viewport(), Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step) {
            const QPoint at = from + (to - from) * step / 4;
            QMouseEvent move(QEvent::MouseMove, at, canvas.viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(canvas.viewport(), &move);
        }
        if (drop)
            QTest::mouseRelease(canvas.viewport(), Qt::LeftButton, {}, to);
    }
    [[nodiscard]] ui::topology::Canvas* canvas() { return find<ui::topology::Canvas>(QStringLiteral("topologyCanvas")); }
    [[nodiscard]] static QPoint middleOf(const ui::topology::Canvas& canvas, const std::string& node)
    {
        return canvas.mapFromScene(canvas.item(node)->sceneBoundingRect().center());
    }
    [[nodiscard]] static QPoint dockOf(const ui::topology::Canvas& canvas) { return canvas.mapFromScene(canvas.layout().dock.center()); }
    // The corner of a band, where no card is.
    [[nodiscard]] static QPoint bandOf(const ui::topology::Canvas& canvas, ui::topology::BandKind kind)
    {
        for (const auto& band : canvas.layout().bands)
            if (band.kind == kind)
                return canvas.mapFromScene(QPointF(band.rect.right() - 8, band.rect.bottom() - 4));
        return {};
    }

private:
    ui::MainWindow* m_window = nullptr;
};

} // namespace skep::test
