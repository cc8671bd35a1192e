#pragma once

#include <QApplication>
#include <QTest>

// The precompiled header has read QTest without widgets; this is what it left out then.
#include <QtTest/qtest_gui.h>
#include <QtTest/qtest_widgets.h>
#include <QtTest/qtestkeyboard.h>
#include <QtTest/qtestmouse.h>

#undef QTEST_MAIN_SETUP
#define QTEST_MAIN_SETUP() QTEST_QAPP_SETUP(QApplication)
