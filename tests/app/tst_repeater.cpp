// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/compose/repeater.h"
#include "tests/support/testcase.h"

using namespace phx::app;
using std::chrono::milliseconds;

class TestRepeater : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void doesItTheGivenNumberOfTimes()
    {
        Repeater repeater;
        int turns = 0;

        repeater.start(milliseconds(1), 3, [&turns] { return ++turns > 0; });

        QCOMPARE(turns, 1);
        QTRY_VERIFY(!repeater.isRunning());
        QCOMPARE(turns, 3);
        QCOMPARE(repeater.done(), quint64(3));
    }

    void goesOnUntilItIsStopped()
    {
        Repeater repeater;
        int turns = 0;
        repeater.start(milliseconds(1), 0, [&turns] { return ++turns > 0; });
        QTRY_VERIFY(turns > 3);

        repeater.stop();
        const int before = turns;

        QVERIFY(!repeater.isRunning());
        QTRY_COMPARE(turns, before);
    }

    void aTurnThatFailsEndsIt()
    {
        Repeater repeater;
        int turns = 0;

        repeater.start(milliseconds(1), 0, [&turns] { return ++turns < 3; });

        QTRY_VERIFY(!repeater.isRunning());
        QCOMPARE(turns, 3);
        QCOMPARE(repeater.done(), quint64(2));
    }
};

PHX_TEST_CLASS(TestRepeater)

#include "tst_repeater.moc"
