// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/deadlines.h"
#include "tests/support/testcase.h"

#include <QElapsedTimer>

#include <functional>

namespace phx::server {

namespace {

class Waiter : public Deadlines::Client
{
public:
    void handleDeadline() override
    {
        at = Deadlines::nowMs();
        ++count;
        if (then)
            then();
    }

    qint64 at = 0;
    int count = 0;
    std::function<void()> then;
};

} // namespace

class DeadlinesTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void neverWakesEarly();
    void theEarlierEntryStays();
    void aCancelledClientIsNotWoken();
    void aClientMayCancelAnotherThatIsDue();
    void aClientMayScheduleItselfAgain();
};

void DeadlinesTest::neverWakesEarly()
{
    Deadlines deadlines;
    Waiter waiter;
    const qint64 at = Deadlines::nowMs() + 30;

    deadlines.schedule(waiter, at);

    QTRY_COMPARE(waiter.count, 1);
    QVERIFY(waiter.at >= at);
}

void DeadlinesTest::theEarlierEntryStays()
{
    Deadlines deadlines;
    Waiter waiter;
    const qint64 now = Deadlines::nowMs();

    deadlines.schedule(waiter, now + 3'600'000);
    deadlines.schedule(waiter, now + 20);
    deadlines.schedule(waiter, now + 3'600'000);

    QTRY_COMPARE(waiter.count, 1);
}

void DeadlinesTest::aCancelledClientIsNotWoken()
{
    Deadlines deadlines;
    Waiter cancelled;
    Waiter other;
    const qint64 now = Deadlines::nowMs();
    deadlines.schedule(cancelled, now + 1);
    deadlines.schedule(other, now + 40);

    deadlines.cancel(cancelled);

    QTRY_COMPARE(other.count, 1);
    QCOMPARE(cancelled.count, 0);
}

void DeadlinesTest::aClientMayCancelAnotherThatIsDue()
{
    Deadlines deadlines;
    Waiter one;
    Waiter two;
    one.then = [&] { deadlines.cancel(two); };
    two.then = [&] { deadlines.cancel(one); };

    deadlines.schedule(one, 1);
    deadlines.schedule(two, 1);

    QTRY_COMPARE(one.count + two.count, 1);
    Waiter later;
    deadlines.schedule(later, Deadlines::nowMs() + 20);
    QTRY_COMPARE(later.count, 1);
    QCOMPARE(one.count + two.count, 1);
}

void DeadlinesTest::aClientMayScheduleItselfAgain()
{
    Deadlines deadlines;
    Waiter waiter;
    waiter.then = [&] {
        if (waiter.count < 3)
            deadlines.schedule(waiter, Deadlines::nowMs() + 5);
    };

    deadlines.schedule(waiter, Deadlines::nowMs() + 5);

    QTRY_COMPARE(waiter.count, 3);
}

PHX_TEST_CLASS(DeadlinesTest)

} // namespace phx::server

#include "tst_deadlines.moc"
