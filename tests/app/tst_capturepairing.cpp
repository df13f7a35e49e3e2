// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/pairing.h"
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

namespace phx::app {

using tap::EventKind;
using tap::TapEvent;
using test::lifecycle;
using test::messageIn;
using test::replyTo;

namespace {

TapEvent at(qint64 timeUs, quint64 sequence, TapEvent event)
{
    event.timeUs = timeUs;
    event.sequence = sequence;
    return event;
}

} // namespace

class TestPairing : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aReplyIsPairedWithItsRequestAndTimed();
    void aReplyNeedsTheSameConnectionTopicAndRef();
    void theFirstReplyWins();
    void aReusedRefBelongsToTheLatestRequest();
    void aHeartbeatIsPaired();
    void aRequestWithoutRefIsNotPaired();
    void forgetsTheOldestRequestBeyondTheLimit();
    void aJoinWithoutJoinRefIsKnownByItsRef();
    void aSecondJoinWithTheSameRefIsAGenerationOfItsOwn();
    void anUnknownJoinRefIsSupersededAndOfNoGeneration();
    void nothingIsSupersededOnATopicThatNobodyJoined();
    void aJoinThatWasNotObservedCountsWhenTheChannelIsThere();
    void generationsAreCountedForEachConnectionAndTopic();
    void aClosedConnectionStartsAgain();
    void aFloodOfTopicsIsBounded();
};

void TestPairing::aReplyIsPairedWithItsRequestAndTimed()
{
    Pairing pairing;
    pairing.fold(at(1'000, 10, messageIn({.joinRef = "1", .ref = "2"})));

    const RowFacts facts = pairing.fold(at(4'500, 11, replyTo({.joinRef = "1", .ref = "2"})));

    QCOMPARE(facts.pairSequence, quint64(10));
    QCOMPARE(facts.rttUs, 3'500);
}

void TestPairing::aReplyNeedsTheSameConnectionTopicAndRef()
{
    Pairing pairing;
    pairing.fold(at(0, 10, messageIn({.connection = 1, .ref = "2", .topic = "a"})));

    const auto pairOf = [&pairing](const test::MessageText &request) {
        return pairing.fold(at(1, 11, replyTo(request))).pairSequence;
    };
    QCOMPARE(pairOf({.connection = 2, .ref = "2", .topic = "a"}), quint64(0));
    QCOMPARE(pairOf({.connection = 1, .ref = "3", .topic = "a"}), quint64(0));
    QCOMPARE(pairOf({.connection = 1, .ref = "2", .topic = "b"}), quint64(0));
    QCOMPARE(pairOf({.connection = 1, .ref = "2", .topic = "a"}), quint64(10));
}

void TestPairing::theFirstReplyWins()
{
    Pairing pairing;
    pairing.fold(at(0, 10, messageIn({.ref = "2"})));

    QCOMPARE(pairing.fold(at(1, 11, replyTo({.ref = "2"}))).pairSequence, quint64(10));
    const RowFacts second = pairing.fold(at(2, 12, replyTo({.ref = "2"})));
    QCOMPARE(second.pairSequence, quint64(0));
    QCOMPARE(second.rttUs, -1);
}

void TestPairing::aReusedRefBelongsToTheLatestRequest()
{
    Pairing pairing;
    pairing.fold(at(0, 10, messageIn({.ref = "2"})));
    pairing.fold(at(5, 11, messageIn({.ref = "2"})));

    QCOMPARE(pairing.fold(at(6, 12, replyTo({.ref = "2"}))).pairSequence, quint64(11));
}

void TestPairing::aHeartbeatIsPaired()
{
    Pairing pairing;
    const test::MessageText heartbeat {.ref = "9", .topic = "phoenix", .event = "heartbeat"};
    pairing.fold(at(0, 10, messageIn(heartbeat)));

    const RowFacts facts = pairing.fold(at(7, 11, replyTo(heartbeat)));

    QCOMPARE(facts.pairSequence, quint64(10));
    QCOMPARE(facts.generation, 0);
}

void TestPairing::aRequestWithoutRefIsNotPaired()
{
    Pairing pairing;
    pairing.fold(at(0, 10, messageIn({})));

    QCOMPARE(pairing.fold(at(7, 11, replyTo({}))).pairSequence, quint64(0));
}

void TestPairing::forgetsTheOldestRequestBeyondTheLimit()
{
    Pairing pairing({.maxOpenRequests = 2});
    for (quint64 i = 1; i <= 3; ++i)
        pairing.fold(at(0, i, messageIn({.ref = QByteArray::number(i)})));

    QCOMPARE(pairing.forgotten(), quint64(1));
    QCOMPARE(pairing.fold(at(1, 11, replyTo({.ref = "1"}))).pairSequence, quint64(0));
    QCOMPARE(pairing.fold(at(1, 12, replyTo({.ref = "2"}))).pairSequence, quint64(2));
    QCOMPARE(pairing.fold(at(1, 13, replyTo({.ref = "3"}))).pairSequence, quint64(3));
}

void TestPairing::aJoinWithoutJoinRefIsKnownByItsRef()
{
    Pairing pairing;
    pairing.fold(messageIn({.ref = "3", .event = "phx_join"}));
    pairing.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "3"}));

    const RowFacts facts = pairing.fold(replyTo({.joinRef = "3", .ref = "3"}));

    QCOMPARE(facts.generation, 1);
    QVERIFY(!facts.superseded);
}

void TestPairing::aSecondJoinWithTheSameRefIsAGenerationOfItsOwn()
{
    Pairing pairing;
    pairing.fold(messageIn({.joinRef = "1", .ref = "1", .event = "phx_join"}));

    const RowFacts facts =
        pairing.fold(messageIn({.joinRef = "1", .ref = "1", .event = "phx_join"}));

    QCOMPARE(facts.generation, 2);
    QVERIFY(!facts.superseded);
}

void TestPairing::anUnknownJoinRefIsSupersededAndOfNoGeneration()
{
    Pairing pairing;
    pairing.fold(messageIn({.joinRef = "1", .ref = "1", .event = "phx_join"}));

    const RowFacts facts = pairing.fold(messageIn({.joinRef = "77", .ref = "2"}));

    QCOMPARE(facts.generation, 0);
    QVERIFY(facts.superseded);
}

void TestPairing::nothingIsSupersededOnATopicThatNobodyJoined()
{
    Pairing pairing;

    const RowFacts facts = pairing.fold(messageIn({.joinRef = "77", .ref = "2"}));

    QCOMPARE(facts.generation, 0);
    QVERIFY(!facts.superseded);
}

void TestPairing::aJoinThatWasNotObservedCountsWhenTheChannelIsThere()
{
    Pairing pairing;

    QCOMPARE(pairing.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "4"})).generation, 1);
    QCOMPARE(pairing.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "6"})).generation, 2);
}

void TestPairing::generationsAreCountedForEachConnectionAndTopic()
{
    Pairing pairing;
    const auto join = [&pairing](quint64 connection, const QByteArray &topic) {
        return pairing
            .fold(messageIn(
                {.connection = connection, .ref = "1", .topic = topic, .event = "phx_join"}))
            .generation;
    };

    QCOMPARE(join(1, "a"), 1);
    QCOMPARE(join(1, "b"), 1);
    QCOMPARE(join(2, "a"), 1);
    QCOMPARE(join(1, "a"), 2);
}

void TestPairing::aClosedConnectionStartsAgain()
{
    Pairing pairing;
    pairing.fold(messageIn({.joinRef = "1", .ref = "1", .event = "phx_join"}));
    pairing.fold(lifecycle(EventKind::Closed, {}));

    QCOMPARE(pairing.fold(messageIn({.ref = "1", .event = "phx_join"})).generation, 1);
}

void TestPairing::aFloodOfTopicsIsBounded()
{
    Pairing pairing({.maxTopicsPerConnection = 3});
    for (int i = 0; i < 10; ++i) {
        const test::MessageText join {
            .ref = "1", .topic = QByteArray::number(i), .event = "phx_join"};
        QCOMPARE(pairing.fold(messageIn(join)).generation, 1);
    }

    QCOMPARE(pairing.forgotten(), quint64(7));
}

PHX_TEST_CLASS(TestPairing)

} // namespace phx::app

#include "tst_capturepairing.moc"
