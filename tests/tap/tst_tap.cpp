// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/tap/tap.h"
#include "tests/support/testcase.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace phx::tap {

namespace {

TapEvent eventWith(const QByteArray &frame)
{
    return {.kind = EventKind::MessageIn, .frame = frame};
}

} // namespace

class TestTap : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void stampsAscendingSequencesAndTimes();
    void keepsTheEventAsItWas();
    void dropsAndCountsWhenTheSlotsAreUsedUp();
    void dropsAndCountsWhenTheBytesAreUsedUp();
    void aDroppedEventTakesNoSequence();
    void recordsAgainAfterDraining();
    void aSequenceCanContinueAnEarlierRecording();
    void twoTapsShareOneSequence();
};

void TestTap::stampsAscendingSequencesAndTimes()
{
    Tap tap;
    tap.record(eventWith("a"));
    tap.record(eventWith("b"));

    std::vector<TapEvent> out;
    QCOMPARE(tap.drain(out), 2);

    QVERIFY(out[0].sequence > 0);
    QCOMPARE(out[1].sequence, out[0].sequence + 1);
    QVERIFY(out[0].timeUs > 1'600'000'000'000'000); // after 2020: µs of the Unix epoch
    QVERIFY(out[1].timeUs >= out[0].timeUs);
}

void TestTap::keepsTheEventAsItWas()
{
    Tap tap;
    tap.record({.kind = EventKind::FanOut, .topic = "room:1", .frame = "xy", .recipients = {3, 1}});

    std::vector<TapEvent> out;
    tap.drain(out);

    QCOMPARE(out[0].kind, EventKind::FanOut);
    QCOMPARE(out[0].topic, QByteArray("room:1"));
    QCOMPARE(out[0].recipients, (QList<quint64> {3, 1}));
}

void TestTap::dropsAndCountsWhenTheSlotsAreUsedUp()
{
    Tap tap({.maxEvents = 2});
    for (int i = 0; i < 5; ++i)
        tap.record(eventWith("a"));

    std::vector<TapEvent> out;
    QCOMPARE(tap.drain(out), 2);
    QCOMPARE(tap.dropped(), quint64(3));
}

void TestTap::dropsAndCountsWhenTheBytesAreUsedUp()
{
    Tap tap({.maxEvents = 100, .maxBytes = 10'000});
    tap.record(eventWith(QByteArray(6'000, 'a')));
    tap.record(eventWith(QByteArray(6'000, 'b')));

    std::vector<TapEvent> out;
    QCOMPARE(tap.drain(out), 1);
    QCOMPARE(tap.dropped(), quint64(1));
}

void TestTap::aDroppedEventTakesNoSequence()
{
    Tap tap({.maxEvents = 2});
    for (int i = 0; i < 5; ++i)
        tap.record(eventWith("a"));
    std::vector<TapEvent> out;
    tap.drain(out);
    tap.record(eventWith("a"));
    tap.drain(out);

    QCOMPARE(out.size(), std::size_t(3));
    QCOMPARE(out[2].sequence, out[1].sequence + 1);
}

void TestTap::recordsAgainAfterDraining()
{
    Tap tap({.maxEvents = 2, .maxBytes = 10'000});
    std::vector<TapEvent> out;
    for (int i = 0; i < 50; ++i) {
        tap.record(eventWith(QByteArray(6'000, 'a')));
        tap.drain(out);
    }

    QCOMPARE(out.size(), std::size_t(50));
    QCOMPARE(tap.dropped(), quint64(0));
}

void TestTap::aSequenceCanContinueAnEarlierRecording()
{
    const quint64 before = nextSequence();
    continueSequenceAfter(before + 1'000);
    QCOMPARE(nextSequence(), before + 1'001);

    continueSequenceAfter(5);
    QCOMPARE(nextSequence(), before + 1'002);
}

void TestTap::twoTapsShareOneSequence()
{
    constexpr int Count = 20'000;
    Tap first({.maxEvents = Count});
    Tap second({.maxEvents = Count});
    const auto recordAll = [](Tap &tap) {
        for (int i = 0; i < Count; ++i)
            tap.record(eventWith("a"));
    };
    std::thread one([&] { recordAll(first); });
    std::thread two([&] { recordAll(second); });
    std::vector<TapEvent> events;
    first.drain(events);
    second.drain(events);
    one.join();
    two.join();
    first.drain(events);
    second.drain(events);

    std::vector<quint64> sequences;
    for (const TapEvent &event : events)
        sequences.push_back(event.sequence);
    std::sort(sequences.begin(), sequences.end());
    QCOMPARE(sequences.size(), std::size_t(2 * Count));
    QCOMPARE(sequences.back() - sequences.front(), quint64(2 * Count - 1));
    QVERIFY(std::adjacent_find(sequences.begin(), sequences.end()) == sequences.end());
}

PHX_TEST_CLASS(TestTap)

} // namespace phx::tap

#include "tst_tap.moc"
