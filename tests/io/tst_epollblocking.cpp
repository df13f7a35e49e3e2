// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/io/loopthread.h"
#include "tests/support/testcase.h"

#include <QAbstractEventDispatcher>
#include <QSemaphore>
#include <QTemporaryFile>

#include <atomic>
#include <memory>
#include <thread>

namespace phx::test {

using Notifier = QSocketNotifier;

//! What the dispatcher says when it is about to wait, and what is asked of it then.
class EpollBlockingTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhenItIsAboutToBlockAndAwake()
    {
        LoopThread loop;
        QStringList told;

        loop.run([&] {
            QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
            QEventLoop events;
            QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &events,
                             [&] { told.append(QStringLiteral("block")); });
            QObject::connect(dispatcher, &QAbstractEventDispatcher::awake, &events,
                             [&] { told.append(QStringLiteral("awake")); });
            QTimer::singleShot(5, &events, &QEventLoop::quit);
            events.exec();
        });

        QVERIFY(told.contains(QStringLiteral("block")));
        QCOMPARE(told.constLast(), QStringLiteral("awake"));
    }

    void whatIsAskedForAboutToBlockIsNotWaitedFor_data()
    {
        QTest::addColumn<bool>("isFile"); // or a posted event
        QTest::newRow("a file") << true;
        QTest::newRow("a posted event") << false;
    }
    void whatIsAskedForAboutToBlockIsNotWaitedFor()
    {
        QFETCH(const bool, isFile);
        LoopThread loop;
        std::atomic<bool> isLate = false;
        bool isServedInTime = false;

        loop.run([&] {
            QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
            QTemporaryFile file;
            QVERIFY(file.open());
            std::unique_ptr<Notifier> notifier;
            QEventLoop events;
            const auto serve = [&] {
                isServedInTime = !isLate;
                events.quit();
            };
            const auto ask = [&] {
                if (!isFile) {
                    QMetaObject::invokeMethod(&events, serve, Qt::QueuedConnection);
                    return;
                }
                notifier = std::make_unique<Notifier>(file.handle(), Notifier::Read);
                QObject::connect(notifier.get(), &Notifier::activated, &events, serve);
            };
            QObject::connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, &events, ask,
                             Qt::SingleShotConnection);
            // Nothing else would end the wait.
            QSemaphore served;
            std::thread giveUp([&] {
                if (served.tryAcquire(1, 5'000))
                    return;
                isLate = true;
                dispatcher->wakeUp();
            });
            events.exec();
            served.release();
            giveUp.join();
        });

        QVERIFY(isServedInTime);
    }
};

PHX_TEST_CLASS(EpollBlockingTest)

} // namespace phx::test

#include "tst_epollblocking.moc"
