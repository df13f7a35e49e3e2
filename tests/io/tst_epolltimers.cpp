// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/io/loopthread.h"
#include "tests/support/testcase.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>

using namespace phx;
using test::execute;
using test::LoopThread;
using test::SocketPair;

Q_DECLARE_METATYPE(Qt::TimerType)

//! Timers of the epoll dispatcher, as Qt promises them.
class EpollTimersTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void noTimerIsEarly_data()
    {
        QTest::addColumn<Qt::TimerType>("type");
        QTest::addColumn<int>("interval");
        QTest::newRow("precise, 1 ms") << Qt::PreciseTimer << 1;
        QTest::newRow("precise, 33 ms") << Qt::PreciseTimer << 33;
        QTest::newRow("coarse, 20 ms") << Qt::CoarseTimer << 20;
        QTest::newRow("coarse, 110 ms") << Qt::CoarseTimer << 110;
        QTest::newRow("very coarse, 1 s") << Qt::VeryCoarseTimer << 1'000;
    }
    void noTimerIsEarly()
    {
        QFETCH(const Qt::TimerType, type);
        QFETCH(const int, interval);
        LoopThread loop;
        qint64 elapsed = -1;

        loop.run([&] {
            QEventLoop events;
            QElapsedTimer clock;
            QTimer timer;
            timer.setTimerType(type);
            timer.setSingleShot(true);
            QObject::connect(&timer, &QTimer::timeout, &events, [&] {
                elapsed = clock.nsecsElapsed();
                events.quit();
            });
            clock.start();
            timer.start(interval);
            QVERIFY(execute(events));
        });

        QVERIFY2(elapsed >= qint64(interval) * 1'000'000, qPrintable(QString::number(elapsed)));
    }

    void timersFireInTheOrderOfTheirTimes()
    {
        LoopThread loop;
        QList<int> order;

        loop.run([&] {
            QEventLoop events;
            for (const int interval : {30, 10, 20, 40}) {
                QTimer::singleShot(interval, Qt::PreciseTimer, &events, [&, interval] {
                    order.append(interval);
                    if (order.size() == 4)
                        events.quit();
                });
            }
            QVERIFY(execute(events));
        });

        QCOMPARE(order, (QList<int> {10, 20, 30, 40}));
    }

    void aRepeatedTimerGoesOnUntilItIsStoppedInItsHandler()
    {
        LoopThread loop;
        int count = 0;
        int afterwards = 0;

        loop.run([&] {
            QEventLoop events;
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &events, [&] {
                if (++count == 5) {
                    timer.stop();
                    QTimer::singleShot(20, &events, &QEventLoop::quit);
                }
            });
            timer.start(2);
            QVERIFY(execute(events));
            afterwards = count;
        });

        QCOMPARE(afterwards, 5);
    }

    void aTimerOfNoIntervalFiresOnceATurnAndStarvesNobody()
    {
        LoopThread loop;
        int turns = 0;
        QByteArray received;

        loop.run([&] {
            SocketPair pair;
            QEventLoop events;
            QSocketNotifier notifier(pair.near(), QSocketNotifier::Read);
            QTimer idle;
            QObject::connect(&notifier, &QSocketNotifier::activated, &events, [&] {
                received = pair.read();
                events.quit();
            });
            QObject::connect(&idle, &QTimer::timeout, &events, [&] {
                if (++turns == 10)
                    pair.write("x");
            });
            idle.start(0);
            QVERIFY(execute(events));
        });

        QCOMPARE(received, "x");
        QVERIFY(turns >= 10);
    }

    void aHandlerThatRunsALoopIsNotEnteredAgain()
    {
        LoopThread loop;
        int depth = 0;
        int deepest = 0;
        int others = 0;

        loop.run([&] {
            QEventLoop events;
            QTimer slow;
            QTimer other;
            QObject::connect(&other, &QTimer::timeout, &events, [&] { ++others; });
            QObject::connect(&slow, &QTimer::timeout, &events, [&] {
                deepest = std::max(deepest, ++depth);
                QEventLoop nested;
                QTimer::singleShot(30, Qt::PreciseTimer, &nested, &QEventLoop::quit);
                nested.exec();
                --depth;
                events.quit();
            });
            other.start(1);
            slow.start(1);
            QVERIFY(execute(events));
        });

        QCOMPARE(deepest, 1);
        QVERIFY(others > 0);
    }

    void excludedTimersWait()
    {
        LoopThread loop;
        int whileExcluded = -1;
        int fired = 0;

        loop.run([&] {
            QTimer timer;
            QObject::connect(&timer, &QTimer::timeout, &timer, [&] { ++fired; });
            timer.start(0);
            for (int i = 0; i < 3; ++i)
                QCoreApplication::processEvents(QEventLoop::X11ExcludeTimers);
            whileExcluded = fired;
            QCoreApplication::processEvents();
        });

        QCOMPARE(whileExcluded, 0);
        QCOMPARE(fired, 1);
    }

    void tellsWhichTimersThereAre()
    {
        LoopThread loop;
        QList<QAbstractEventDispatcher::TimerInfo> timers;
        int remaining = 0;
        int unknown = 0;
        int left = -1;

        loop.run([&] {
            QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
            QObject object;
            const int id = object.startTimer(60'000, Qt::PreciseTimer);
            timers = dispatcher->registeredTimers(&object);
            remaining = dispatcher->remainingTime(id);
            object.killTimer(id);
            unknown = dispatcher->remainingTime(id);
            left = int(dispatcher->registeredTimers(&object).size());
        });

        QCOMPARE(timers.size(), 1);
        QCOMPARE(timers[0].interval, 60'000);
        QCOMPARE(timers[0].timerType, Qt::PreciseTimer);
        QVERIFY(remaining > 0 && remaining <= 60'000);
        QCOMPARE(unknown, -1);
        QCOMPARE(left, 0);
    }

    void timersMoveWithTheirObjectToTheLoop()
    {
        LoopThread loop;
        auto *timer = new QTimer;
        bool isThere = false;
        timer->setSingleShot(true);
        timer->start(10);

        timer->moveToThread(loop.context()->thread());
        loop.run([&] {
            QEventLoop events;
            QObject::connect(timer, &QTimer::timeout, &events, [&] {
                isThere = true;
                events.quit();
            });
            QVERIFY(execute(events));
            delete timer;
        });

        QVERIFY(isThere);
    }
};

PHX_TEST_CLASS(EpollTimersTest)
#include "tst_epolltimers.moc"
