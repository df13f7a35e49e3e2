// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/io/loopthread.h"
#include "tests/support/testcase.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryFile>

#include <thread>
#include <vector>

using namespace phx;
using test::execute;
using test::LoopThread;
using test::SocketPair;
using Notifier = QSocketNotifier;

//! The dispatcher's contract: notifiers, posted events, wake-ups, nested loops.
class EpollEventDispatcherTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void postedCallsOfManyThreadsAllArriveInTheirOrder()
    {
        constexpr int Threads = 4;
        constexpr int Calls = 2'000;
        LoopThread loop;
        std::array<std::vector<int>, Threads> seen;

        std::vector<std::thread> senders;
        for (int t = 0; t < Threads; ++t) {
            senders.emplace_back([&seen, &loop, t] {
                for (int i = 0; i < Calls; ++i)
                    QMetaObject::invokeMethod(
                        loop.context(), [&seen, t, i] { seen.at(size_t(t)).push_back(i); },
                        Qt::QueuedConnection);
            });
        }
        for (std::thread &sender : senders)
            sender.join();
        loop.run([] {});

        for (const std::vector<int> &calls : seen) {
            QCOMPARE(calls.size(), size_t(Calls));
            QVERIFY(std::is_sorted(calls.begin(), calls.end()));
        }
    }

    void aReadNotifierFiresWhileBytesAreThere()
    {
        LoopThread loop;
        QByteArray received;
        int activations = 0;

        loop.run([&] {
            SocketPair pair;
            Notifier notifier(pair.near(), Notifier::Read);
            QEventLoop events;
            QObject::connect(&notifier, &Notifier::activated, &notifier, [&] {
                // The first time nothing is taken: it must fire again.
                if (++activations == 1)
                    return;
                received += pair.read();
                events.quit();
            });
            pair.write("hello");
            QVERIFY(execute(events));
        });

        QCOMPARE(received, "hello");
        QCOMPARE(activations, 2);
    }

    void readersWritersAndHangUpsReachTheirNotifiers()
    {
        LoopThread loop;
        QStringList fired;

        loop.run([&] {
            auto pair = std::make_unique<SocketPair>();
            Notifier reader(pair->near(), Notifier::Read);
            Notifier writer(pair->near(), Notifier::Write);
            QEventLoop events;
            QObject::connect(&writer, &Notifier::activated, &writer, [&] {
                fired.append(QStringLiteral("write"));
                writer.setEnabled(false);
                pair->write("x");
            });
            QObject::connect(&reader, &Notifier::activated, &reader, [&] {
                fired.append(QStringLiteral("read"));
                reader.setEnabled(false);
                events.quit();
            });
            QVERIFY(execute(events));
        });

        QCOMPARE(fired, (QStringList {QStringLiteral("write"), QStringLiteral("read")}));
    }

    void aNotifierThatIsSwitchedOffAndOnWithinATurnStillFires()
    {
        LoopThread loop;
        int activations = 0;

        loop.run([&] {
            SocketPair pair;
            Notifier notifier(pair.near(), Notifier::Read);
            QEventLoop events;
            QObject::connect(&notifier, &Notifier::activated, &notifier, [&] {
                notifier.setEnabled(false);
                notifier.setEnabled(true);
                if (++activations == 3)
                    events.quit();
            });
            pair.write("x");
            QVERIFY(execute(events));
        });

        QCOMPARE(activations, 3);
    }

    void aDescriptorThatIsClosedAndOpenedAgainWithinATurnIsWatched()
    {
        LoopThread loop;
        int oldActivations = 0;
        QByteArray received;
        bool isSameNumber = false;

        loop.run([&] {
            auto first = std::make_unique<SocketPair>();
            auto old = std::make_unique<Notifier>(first->near(), Notifier::Read);
            QObject::connect(old.get(), &Notifier::activated, old.get(),
                             [&oldActivations] { ++oldActivations; });
            // Let the kernel know of it.
            QCoreApplication::processEvents();

            const int number = first->near();
            first->write("for the old one");
            old.reset();
            first.reset();
            SocketPair second;
            isSameNumber = second.near() == number;
            Notifier notifier(second.near(), Notifier::Read);
            QEventLoop events;
            QObject::connect(&notifier, &Notifier::activated, &notifier, [&] {
                received += second.read();
                events.quit();
            });
            second.write("for the new one");
            QVERIFY(execute(events));
        });

        QVERIFY(isSameNumber);
        QCOMPARE(oldActivations, 0);
        QCOMPARE(received, "for the new one");
    }

    void whoIsRemovedByAnotherHandlerIsNotCalledAnyMore()
    {
        LoopThread loop;
        int activations = 0;

        loop.run([&] {
            SocketPair pairs[2];
            std::unique_ptr<Notifier> notifiers[2];
            QEventLoop events;
            for (int i = 0; i < 2; ++i) {
                notifiers[i] = std::make_unique<Notifier>(pairs[i].near(), Notifier::Read);
                QObject::connect(notifiers[i].get(), &Notifier::activated, &events, [&, i] {
                    ++activations;
                    notifiers[1 - i].reset();
                    notifiers[i]->setEnabled(false);
                    QTimer::singleShot(20, &events, &QEventLoop::quit);
                });
                pairs[i].write("x");
            }
            QVERIFY(execute(events));
        });

        QCOMPARE(activations, 1);
    }

    void moreReadyDescriptorsThanFitIntoATurnAreAllServed()
    {
        constexpr int Count = 700;
        LoopThread loop;
        int served = 0;

        loop.run([&] {
            std::vector<std::unique_ptr<SocketPair>> pairs;
            std::vector<std::unique_ptr<Notifier>> notifiers;
            QEventLoop events;
            for (int i = 0; i < Count; ++i) {
                const SocketPair &pair = *pairs.emplace_back(std::make_unique<SocketPair>());
                Notifier &notifier = *notifiers.emplace_back(
                    std::make_unique<Notifier>(pair.near(), Notifier::Read));
                QObject::connect(&notifier, &Notifier::activated, &notifier, [&] {
                    notifier.setEnabled(false);
                    if (++served == Count)
                        events.quit();
                });
                pair.write("x");
            }
            QVERIFY(execute(events));
        });

        QCOMPARE(served, Count);
    }

    void aFileIsAlwaysReady()
    {
        LoopThread loop;
        int activations = 0;

        loop.run([&] {
            QTemporaryFile file;
            QVERIFY(file.open());
            Notifier notifier(file.handle(), Notifier::Read);
            QEventLoop events;
            QObject::connect(&notifier, &Notifier::activated, &notifier, [&] {
                if (++activations == 2)
                    events.quit();
            });
            QVERIFY(execute(events));
        });

        QCOMPARE(activations, 2);
    }

    void excludedSocketsWaitForTheirTurn()
    {
        LoopThread loop;
        int whileExcluded = 0;
        int activations = 0;

        loop.run([&] {
            SocketPair pair;
            Notifier notifier(pair.near(), Notifier::Read);
            QObject::connect(&notifier, &Notifier::activated, &notifier, [&] {
                ++activations;
                static_cast<void>(pair.read());
            });
            pair.write("x");
            for (int i = 0; i < 3; ++i)
                QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
            whileExcluded = activations;
            while (activations == 0)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        });

        QCOMPARE(whileExcluded, 0);
        QCOMPARE(activations, 1);
    }

    void aNestedLoopServesOtherSocketsAndPostedEvents()
    {
        LoopThread loop;
        QStringList order;

        loop.run([&] {
            SocketPair outer;
            SocketPair inner;
            Notifier outerNotifier(outer.near(), Notifier::Read);
            Notifier innerNotifier(inner.near(), Notifier::Read);
            QEventLoop events;
            QEventLoop nested;
            QObject::connect(&innerNotifier, &Notifier::activated, &nested, [&] {
                static_cast<void>(inner.read());
                order.append(QStringLiteral("inner"));
                QMetaObject::invokeMethod(&nested, &QEventLoop::quit, Qt::QueuedConnection);
            });
            QObject::connect(&outerNotifier, &Notifier::activated, &events, [&] {
                static_cast<void>(outer.read());
                order.append(QStringLiteral("outer begins"));
                inner.write("x");
                nested.exec();
                order.append(QStringLiteral("outer ends"));
                events.quit();
            });
            outer.write("x");
            QVERIFY(execute(events));
        });

        QCOMPARE(order,
                 (QStringList {QStringLiteral("outer begins"), QStringLiteral("inner"),
                               QStringLiteral("outer ends")}));
    }

    void deletedLaterIsDeletedByTheLoop()
    {
        LoopThread loop;
        bool isDeleted = false;

        loop.run([&] {
            auto *object = new QObject;
            QEventLoop events;
            QObject::connect(object, &QObject::destroyed, &events, [&] {
                isDeleted = true;
                events.quit();
            });
            QTimer::singleShot(0, object, [object] { object->deleteLater(); });
            QVERIFY(execute(events));
        });

        QVERIFY(isDeleted);
    }

    void aWaitEndsByAWakeUpOrAnInterruptOfAnotherThread()
    {
        LoopThread loop;
        int returns = 0;

        loop.run([&] {
            QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
            QVERIFY(dynamic_cast<server::EpollEventDispatcher *>(dispatcher) != nullptr);
            while (dispatcher->processEvents(QEventLoop::AllEvents)) { }
            for (const bool isInterrupt : {false, true}) {
                std::thread other([dispatcher, isInterrupt] {
                    if (isInterrupt)
                        dispatcher->interrupt();
                    else
                        dispatcher->wakeUp();
                });
                dispatcher->processEvents(QEventLoop::WaitForMoreEvents);
                ++returns;
                other.join();
            }
        });

        QCOMPARE(returns, 2);
    }
};

PHX_TEST_CLASS(EpollEventDispatcherTest)
#include "tst_epolleventdispatcher.moc"
