// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/client/clientfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

using client::Channel;
using protocol::Payload;
using State = client::Channel::State;

//! protocol.md §12 I: joins, rejoins, errors and leaves; pushes are in tst_clientpush.cpp.
class ClientChannelTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item198_joiningTwiceAndPushingBeforeIsRefused();
    void item199_bufferedPushesLeaveBeforeTheUsersHooks();
    void item200_aRefusedJoinIsTriedAgainAfterTheTable();
    void item201_aJoinWithoutAnswerIsLeftAndTriedAgain();
    void item202_hooksOfAJoinAreCalledAgain();
    void item203_paramsAreAskedAtEachJoin();
    void item210_anErrorFromTheServerIsFollowedByARejoin();
    void item211_aCloseFromTheServerEndsTheChannel();
    void item212_messagesOfAnOlderJoinAreDropped();
    void item213_leavingIsDoneAtOnce();
    void item214_leavingWhileDisconnectedIsDoneAtOnce();
    void item215_anotherChannelOfTheTopicLeavesTheFirst();
    void item216_theEndOfTheConnectionIsAnErrorOfItsChannels();
    void item217_channelsThatAreNotOpenGetNoError_data();
    void item217_channelsThatAreNotOpenGetNoError();
    void item223_channelsDoNotSeeEachOthersMessages();
    void aChannelOutlivesItsSocket();
};

void ClientChannelTest::item198_joiningTwiceAndPushingBeforeIsRefused()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.socket().channel("t");

    const auto push = channel->push("e");
    QVERIFY(!push);
    QVERIFY(push.error().startsWith(QStringLiteral("tried to push 'e' to 't' before joining")));
    QVERIFY(channel->join());
    const auto again = channel->join();

    QVERIFY(!again);
    QVERIFY(again.error().startsWith(QStringLiteral("tried to join multiple times")));
    QCOMPARE(fixture.log.sent.size(), 1);
}

void ClientChannelTest::item199_bufferedPushesLeaveBeforeTheUsersHooks()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.socket().channel("t");
    qsizetype sentBefore = -1;
    channel->join().value()->receive(
        "ok", [&](const Payload &) { sentBefore = fixture.log.sent.size(); });
    QVERIFY(channel->push("e"));

    fixture.reply(*channel->joinPush(), "t", "ok");

    QCOMPARE(channel->state(), State::Joined);
    QCOMPARE(sentBefore, 2);
    QCOMPARE(fixture.log.sent.last(), QByteArray(R"(["3","5","t","e",{}])"));
}

void ClientChannelTest::item200_aRefusedJoinIsTriedAgainAfterTheTable()
{
    ClientFixture fixture;
    fixture.options.heartbeatInterval = 10min;
    fixture.open();
    const auto channel = fixture.socket().channel("t");
    int refusals = 0;
    channel->join().value()->receive("error", [&refusals](const Payload &) { ++refusals; });
    fixture.takeSent();

    for (const auto delay : {1000ms, 2000ms, 5000ms, 10'000ms, 10'000ms}) {
        fixture.reply(*channel->joinPush(), "t", "error");
        QCOMPARE(channel->state(), State::Errored);
        QCOMPARE(channel->rejoinIn(), delay);
        const QByteArray before = channel->joinRef().bytes();
        fixture.timers.advance(delay);
        QVERIFY(channel->joinRef().bytes() != before);
        QCOMPARE(fixture.takeSent().size(), 1);
    }
    QCOMPARE(refusals, 5);
}

void ClientChannelTest::item201_aJoinWithoutAnswerIsLeftAndTriedAgain()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.socket().channel("t");
    int timeouts = 0;
    channel->join(500ms).value()->receive("timeout", [&timeouts](const Payload &) { ++timeouts; });
    fixture.takeSent();

    fixture.timers.advance(500ms);
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"(["3","4","t","phx_leave",{}])"}));
    QCOMPARE(channel->state(), State::Errored);
    QCOMPARE(timeouts, 1);
    fixture.transport().receive(R"(["3","3","t","phx_reply",{"status":"ok","response":{}}])");
    QCOMPARE(channel->state(), State::Errored);
    fixture.timers.advance(1000ms);

    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"(["5","5","t","phx_join",{}])"}));
}

void ClientChannelTest::item202_hooksOfAJoinAreCalledAgain()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.socket().channel("t");
    int joins = 0;
    channel->join().value()->receive("ok", [&joins](const Payload &) { ++joins; });
    fixture.reply(*channel->joinPush(), "t", "ok");
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);
    fixture.transport().open();

    fixture.reply(*channel->joinPush(), "t", "ok");

    QCOMPARE(joins, 2);
    QCOMPARE(channel->joinCount(), 2);
}

void ClientChannelTest::item203_paramsAreAskedAtEachJoin()
{
    ClientFixture fixture;
    fixture.open();
    int asked = 0;
    const auto channel = fixture.socket().channel(
        "t", [&asked] { return Payload::json(QByteArray::number(++asked)); });
    QVERIFY(channel->join());
    fixture.reply(*channel->joinPush(), "t", "error");

    fixture.timers.advance(1s);

    QCOMPARE(fixture.takeSent(),
             (QByteArrayList {R"(["3","3","t","phx_join",1])", R"(["4","4","t","phx_join",2])"}));
}

void ClientChannelTest::item210_anErrorFromTheServerIsFollowedByARejoin()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArray reason;
    channel->onError([&reason](const Payload &payload, const auto &, const auto &) {
        reason = payload.bytes();
    });

    fixture.transport().receive(R"(["3","3","t","phx_error",{"reason":"channel_crash"}])");

    QCOMPARE(reason, QByteArray(R"({"reason":"channel_crash"})"));
    QCOMPARE(channel->state(), State::Errored);
    fixture.timers.advance(999ms);
    QCOMPARE(fixture.takeSent(), QByteArrayList());
    fixture.timers.advance(1ms);
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"(["4","4","t","phx_join",{}])"}));
}

void ClientChannelTest::item211_aCloseFromTheServerEndsTheChannel()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArray payloadOfClose;
    channel->onClose([&payloadOfClose](const Payload &payload, const auto &, const auto &) {
        payloadOfClose = payload.bytes();
    });

    fixture.transport().receive(R"(["3","3","t","phx_close",{}])");
    fixture.timers.advance(20s);

    QCOMPARE(payloadOfClose, QByteArray("{}"));
    QCOMPARE(channel->state(), State::Closed);
    QVERIFY(fixture.socket().channels().isEmpty());
    QCOMPARE(fixture.takeSent(), QByteArrayList());
}

void ClientChannelTest::item212_messagesOfAnOlderJoinAreDropped()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArrayList payloads;
    channel->on("e", [&payloads](const Payload &payload, const auto &, const auto &) {
        payloads.append(payload.bytes());
    });

    fixture.transport().receive(R"(["2",null,"t","e",1])");
    fixture.transport().receive(R"([3,null,"t","e",2])");
    fixture.transport().receive(R"(["3",null,"t","e",3])");
    fixture.transport().receive(R"([null,null,"t","e",4])");
    fixture.transport().receive(R"(["",null,"t","e",5])");

    QCOMPARE(payloads, (QByteArrayList {"3", "4", "5"}));
}

void ClientChannelTest::item213_leavingIsDoneAtOnce()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    QByteArrayList happened;
    channel->onClose([&happened](const Payload &payload, const auto &, const auto &) {
        happened.append(payload.bytes());
    });
    channel->on("e", [&happened](const auto &...) { happened.append("e"); });

    channel->leave()->receive("ok", [&happened](const Payload &) { happened.append("ok"); });
    fixture.transport().receive(R"(["3",null,"t","e",{}])");
    fixture.transport().receive(R"(["3","3","t","phx_close",{}])");

    QCOMPARE(happened, (QByteArrayList {"\"leave\"", "ok"}));
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"(["3","4","t","phx_leave",{}])"}));
    QCOMPARE(channel->state(), State::Closed);
}

void ClientChannelTest::item214_leavingWhileDisconnectedIsDoneAtOnce()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    fixture.transport().end({.code = 1006});

    channel->leave();

    QCOMPARE(channel->state(), State::Closed);
    QCOMPARE(fixture.socket().bufferedMessages(), 1);
    // The next connection knows no such channel, so phoenix.js 1.8.16 drops it there.
    fixture.timers.advance(10ms);
    fixture.transport().open();
    QCOMPARE(fixture.takeSent(), QByteArrayList());
}

void ClientChannelTest::item215_anotherChannelOfTheTopicLeavesTheFirst()
{
    ClientFixture fixture;
    fixture.open();
    const auto first = fixture.joined("t");
    bool isClosed = false;
    first->onClose([&isClosed](const auto &...) { isClosed = true; });
    const auto second = fixture.socket().channel("t");

    QVERIFY(second->join());

    QVERIFY(isClosed);
    QCOMPARE(
        fixture.takeSent(),
        (QByteArrayList {R"(["3","6","t","phx_leave",{}])", R"(["7","7","t","phx_join",{}])"}));
}

void ClientChannelTest::item216_theEndOfTheConnectionIsAnErrorOfItsChannels()
{
    ClientFixture fixture;
    fixture.open();
    const auto joined = fixture.joined("a");
    const auto joining = fixture.socket().channel("b");
    QVERIFY(joining->join());
    QByteArrayList reasons;
    for (const auto &channel : {joined, joining}) {
        channel->onError([&reasons](const Payload &payload, const auto &, const auto &) {
            reasons.append(payload.bytes());
        });
    }
    fixture.takeSent();

    fixture.transport().end({.code = 1006});
    QCOMPARE(reasons, QByteArrayList(2, R"({"source":"transport","reason":"connection_closed"})"));
    QCOMPARE(joined->rejoinIn(), std::nullopt);
    fixture.timers.advance(10ms);
    fixture.transport().open();

    QCOMPARE(fixture.takeSent(),
             (QByteArrayList {R"(["7","7","a","phx_join",{}])", R"(["8","8","b","phx_join",{}])"}));
}

void ClientChannelTest::item217_channelsThatAreNotOpenGetNoError_data()
{
    QTest::addColumn<int>("state");
    QTest::newRow("closed") << int(State::Closed);
    QTest::newRow("errored") << int(State::Errored);
}

void ClientChannelTest::item217_channelsThatAreNotOpenGetNoError()
{
    QFETCH(const int, state);
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    // A channel that is leaving is closed before anybody can see it.
    if (State(state) == State::Closed)
        channel->leave();
    else
        fixture.transport().receive(R"(["3","3","t","phx_error",{}])");
    QCOMPARE(int(channel->state()), state);
    int errors = 0;
    channel->onError([&errors](const auto &...) { ++errors; });

    fixture.transport().end({.code = 1006});

    QCOMPARE(errors, 0);
}

void ClientChannelTest::item223_channelsDoNotSeeEachOthersMessages()
{
    ClientFixture one;
    ClientFixture other;
    one.open();
    other.open();
    QByteArray seen;
    const auto listen = [&seen](ClientFixture &fixture, const char *topic, char mark) {
        const auto channel = fixture.joined(topic);
        channel->on("e", [&seen, mark](const auto &...) { seen += mark; });
        return channel;
    };
    const auto a = listen(one, "a", 'a');
    const auto b = listen(one, "b", 'b');
    const auto c = listen(other, "a", 'c');

    one.transport().receive(R"([null,null,"b","e",{}])");
    other.transport().receive(R"([null,null,"a","e",{}])");

    QCOMPARE(seen, QByteArray("bc"));
}

void ClientChannelTest::aChannelOutlivesItsSocket()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("t");
    const auto push = channel->push("e").value();
    QByteArray status;
    push->receive("timeout", [&status](const Payload &) { status = "timeout"; });

    fixture.destroy();
    fixture.timers.advance(1min);

    QCOMPARE(status, QByteArray("timeout"));
    QVERIFY(!channel->push("e"));
    QVERIFY(!channel->canPush());
}

PHX_TEST_CLASS(ClientChannelTest)

} // namespace phx::test

#include "tst_clientchannel.moc"
