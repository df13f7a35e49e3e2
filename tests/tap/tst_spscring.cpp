// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/tap/spscring.h"
#include "tests/support/testcase.h"

#include <memory>
#include <thread>
#include <vector>

namespace phx::tap {

class TestSpscRing : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasPushedInOrder();
    void roundsTheCapacityUpToAPowerOfTwo();
    void refusesWhenFullAndLeavesTheValueUntouched();
    void hasRoomAgainAfterItWasEmptied();
    void keepsTheOrderWhenTheIndicesWrapAround();
    void destroysWhatNobodyFetched();
    void aPoppedSlotHoldsNothing();
    void losesAndDoublesNothingBetweenTwoThreads();
    void whatTwoThreadsAcceptArrivesInOrderEvenWhenFull();
};

void TestSpscRing::givesBackWhatWasPushedInOrder()
{
    SpscRing<int> ring(4);
    QVERIFY(ring.push(1));
    QVERIFY(ring.push(2));

    std::vector<int> out {0};
    QCOMPARE(ring.popAll(out), std::size_t(2));

    QCOMPARE(out, (std::vector<int> {0, 1, 2}));
    QCOMPARE(ring.popAll(out), std::size_t(0));
}

void TestSpscRing::roundsTheCapacityUpToAPowerOfTwo()
{
    QCOMPARE(SpscRing<int>(0).capacity(), std::size_t(2));
    QCOMPARE(SpscRing<int>(5).capacity(), std::size_t(8));
    QCOMPARE(SpscRing<int>(8).capacity(), std::size_t(8));
}

void TestSpscRing::refusesWhenFullAndLeavesTheValueUntouched()
{
    SpscRing<std::unique_ptr<int>> ring(2);
    QVERIFY(ring.push(std::make_unique<int>(1)));
    QVERIFY(ring.push(std::make_unique<int>(2)));
    auto third = std::make_unique<int>(3);

    QVERIFY(!ring.hasRoom());
    QVERIFY(!ring.push(std::move(third)));

    QVERIFY(third != nullptr);
    QCOMPARE(*third, 3);
}

void TestSpscRing::hasRoomAgainAfterItWasEmptied()
{
    SpscRing<int> ring(2);
    QVERIFY(ring.push(1));
    QVERIFY(ring.push(2));
    QVERIFY(!ring.push(3));

    std::vector<int> out;
    ring.popAll(out);

    QVERIFY(ring.hasRoom());
    QVERIFY(ring.push(3));
}

void TestSpscRing::keepsTheOrderWhenTheIndicesWrapAround()
{
    SpscRing<int> ring(4);
    std::vector<int> out;
    for (int i = 0; i < 30; i += 3) {
        QVERIFY(ring.push(int(i)));
        QVERIFY(ring.push(i + 1));
        QVERIFY(ring.push(i + 2));
        ring.popAll(out);
    }

    QCOMPARE(out.size(), std::size_t(30));
    for (int i = 0; i < 30; ++i)
        QCOMPARE(out[std::size_t(i)], i);
}

void TestSpscRing::destroysWhatNobodyFetched()
{
    const auto shared = std::make_shared<int>(1);
    {
        SpscRing<std::shared_ptr<int>> ring(4);
        QVERIFY(ring.push(std::shared_ptr<int>(shared)));
        QVERIFY(ring.push(std::shared_ptr<int>(shared)));
        QCOMPARE(shared.use_count(), 3L);
    }

    QCOMPARE(shared.use_count(), 1L);
}

void TestSpscRing::aPoppedSlotHoldsNothing()
{
    const auto shared = std::make_shared<int>(1);
    SpscRing<std::shared_ptr<int>> ring(4);
    QVERIFY(ring.push(std::shared_ptr<int>(shared)));

    std::vector<std::shared_ptr<int>> out;
    ring.popAll(out);
    out.clear();

    QCOMPARE(shared.use_count(), 1L);
}

void TestSpscRing::losesAndDoublesNothingBetweenTwoThreads()
{
    constexpr int Count = 100'000;
    SpscRing<std::unique_ptr<int>> ring(256);
    std::thread writer([&ring] {
        for (int i = 0; i < Count; ++i) {
            auto value = std::make_unique<int>(i);
            while (!ring.push(std::move(value)))
                std::this_thread::yield();
        }
    });

    std::vector<std::unique_ptr<int>> out;
    while (out.size() < Count) {
        if (ring.popAll(out) == 0)
            std::this_thread::yield();
    }
    writer.join();

    QCOMPARE(out.size(), std::size_t(Count));
    int wrong = 0;
    for (int i = 0; i < Count; ++i)
        wrong += *out[std::size_t(i)] == i ? 0 : 1;
    QCOMPARE(wrong, 0);
}

void TestSpscRing::whatTwoThreadsAcceptArrivesInOrderEvenWhenFull()
{
    constexpr int Count = 100'000;
    SpscRing<int> ring(16);
    std::atomic<bool> isDone {false};
    std::vector<int> accepted;
    std::thread writer([&] {
        for (int i = 0; i < Count; ++i) {
            if (ring.push(int(i)))
                accepted.push_back(i);
        }
        isDone.store(true, std::memory_order_release);
    });

    std::vector<int> out;
    while (!isDone.load(std::memory_order_acquire)) {
        if (ring.popAll(out) == 0)
            std::this_thread::yield();
    }
    writer.join();
    ring.popAll(out);

    QVERIFY(out == accepted);
}

PHX_TEST_CLASS(TestSpscRing)

} // namespace phx::tap

#include "tst_spscring.moc"
