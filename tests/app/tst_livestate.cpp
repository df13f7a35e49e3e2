// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/state/livestate.h"
#include "app/state/useragent.h"
#include "tests/app/capturefixture.h"
#include "tests/support/testcase.h"

namespace phx::app {

using tap::EventKind;
using tap::TapEvent;
using test::fanOut;
using test::lifecycle;
using test::messageIn;
using test::replyTo;

namespace {

constexpr qint64 Second = 1'000'000;
constexpr qint64 Start = 1'700'000'000 * Second;

TapEvent at(qint64 timeUs, TapEvent event)
{
    event.timeUs = timeUs;
    return event;
}

TapEvent handshake(quint64 connection)
{
    TapEvent event {.kind = EventKind::HandshakeAccepted,
                    .transport = tap::TransportKind::WebSocket,
                    .vsn = 2,
                    .code = 101,
                    .connection = connection};
    event.frame = "GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nHost: localhost\r\n"
                  "User-Agent: curl/8.5.0\r\n\r\n";
    event.peer = "127.0.0.1:50000";
    event.socketId = "user:1";
    return event;
}

LiveSnapshot snapshotOf(LiveState &state, qint64 nowUs = Start)
{
    LiveSnapshot snapshot;
    state.update(snapshot, nowUs);
    return snapshot;
}

const TopicState *topicOf(const LiveSnapshot &snapshot, const QByteArray &name)
{
    for (const TopicState &topic : snapshot.topics) {
        if (topic.topic == name)
            return &topic;
    }
    return nullptr;
}

} // namespace

class TestLiveState : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aHandshakeIsAClient();
    void aClosedClientStaysWithItsCode();
    void theOldestClosedClientGoesBeyondTheLimit();
    void joinsAndLeavesCountSubscribers();
    void aRejoinKeepsOneSubscriberAndCountsTheGeneration();
    void theEndOfAnOldJoinDoesNotEndTheNewOne();
    void aCrashStaysUntilTheNextJoin();
    void aRefusedJoinMarksTheTopic();
    void aClosedConnectionLeavesItsTopics();
    void aStoppedServerHasNoClients();
    void whatFollowsTheEndOfAClientBringsItNotBack();
    void aTopicThatWasGivenUpNeverHasFewerThanNoSubscribers();
    void aBroadcastIsOneMessageAndManyDeliveries();
    void heartbeatsCountOnTheirTopic();
    void ratesFadeAfterTwoSeconds();
    void saysWhetherAnythingChanged();
    void dropsTheQuietestTopicsAndCountsThem();
    void namesClientsByTheirUserAgent_data();
    void namesClientsByTheirUserAgent();
};

void TestLiveState::aHandshakeIsAClient()
{
    LiveState state;
    state.fold(at(Start, handshake(3)), 0);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(snapshot.connected, 1);
    QCOMPARE(snapshot.clients.size(), 1);
    const ClientState &client = snapshot.clients[0];
    QCOMPARE(client.connection, quint64(3));
    QCOMPARE(client.label, QStringLiteral("curl 8.5"));
    QCOMPARE(client.peer, QByteArray("127.0.0.1:50000"));
    QCOMPARE(client.socketId, QByteArray("user:1"));
    QCOMPARE(client.connectedUs, Start);
    QVERIFY(client.connected);
}

void TestLiveState::aClosedClientStaysWithItsCode()
{
    LiveState state;
    state.fold(at(Start, handshake(3)), 0);
    state.fold(at(Start + 5, {.kind = EventKind::Closed, .code = 1001, .connection = 3}), 0);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(snapshot.connected, 0);
    QVERIFY(!snapshot.clients[0].connected);
    QCOMPARE(snapshot.clients[0].closeCode, quint16(1001));
    QCOMPARE(snapshot.clients[0].closedUs, Start + 5);
}

void TestLiveState::theOldestClosedClientGoesBeyondTheLimit()
{
    LiveState state({.maxClosedClients = 2});
    for (const quint64 connection : {1U, 2U, 3U, 4U})
        state.fold(at(Start, handshake(connection)), 0);
    for (const quint64 connection : {3U, 1U, 2U})
        state.fold({.kind = EventKind::Closed, .connection = connection}, 0);

    QList<quint64> connections;
    for (const ClientState &client : snapshotOf(state).clients)
        connections.append(client.connection);
    QCOMPARE(connections, (QList<quint64> {1, 2, 4}));
}

void TestLiveState::joinsAndLeavesCountSubscribers()
{
    LiveState state;
    state.fold(lifecycle(EventKind::ChannelJoined, {.connection = 1, .joinRef = "1"}), 1);
    state.fold(lifecycle(EventKind::ChannelJoined, {.connection = 2, .joinRef = "1"}), 1);
    QCOMPARE(topicOf(snapshotOf(state), "room:1")->subscribers, 2);

    state.fold(lifecycle(EventKind::ChannelClosed, {.connection = 1, .joinRef = "1"}), 1);

    const LiveSnapshot snapshot = snapshotOf(state);
    QCOMPARE(topicOf(snapshot, "room:1")->subscribers, 1);
    QCOMPARE(snapshot.clients[0].channels[0].state, ChannelState::State::Closed);
    QCOMPARE(snapshot.clients[0].channels[0].detail, QByteArray("for a reason"));
    QCOMPARE(snapshot.clients[1].channels[0].state, ChannelState::State::Joined);
}

void TestLiveState::aRejoinKeepsOneSubscriberAndCountsTheGeneration()
{
    LiveState state;
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "1"}), 1);
    state.fold(lifecycle(EventKind::ChannelClosed, {.joinRef = "1"}), 1);
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "4"}), 2);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(topicOf(snapshot, "room:1")->subscribers, 1);
    QCOMPARE(snapshot.clients[0].channels.size(), 1);
    QCOMPARE(snapshot.clients[0].channels[0].generation, 2);
    QCOMPARE(snapshot.clients[0].channels[0].joinRef, QByteArray("4"));
}

void TestLiveState::theEndOfAnOldJoinDoesNotEndTheNewOne()
{
    LiveState state;
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "1"}), 1);
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "4"}), 2);
    state.fold(lifecycle(EventKind::ChannelClosed, {.joinRef = "1"}), 1);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(topicOf(snapshot, "room:1")->subscribers, 1);
    QCOMPARE(snapshot.clients[0].channels[0].state, ChannelState::State::Joined);
}

void TestLiveState::aCrashStaysUntilTheNextJoin()
{
    LiveState state;
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "1"}), 1);
    state.fold(lifecycle(EventKind::ChannelCrashed, {.joinRef = "1"}), 1);
    state.fold(lifecycle(EventKind::ChannelClosed, {.joinRef = "1"}), 1);

    LiveSnapshot snapshot = snapshotOf(state);
    QCOMPARE(snapshot.clients[0].channels[0].state, ChannelState::State::Crashed);
    QCOMPARE(topicOf(snapshot, "room:1")->subscribers, 0);
    QVERIFY(topicOf(snapshot, "room:1")->refused);

    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "2"}), 2);

    snapshot = snapshotOf(state);
    QCOMPARE(snapshot.clients[0].channels[0].state, ChannelState::State::Joined);
    QVERIFY(!topicOf(snapshot, "room:1")->refused);
}

void TestLiveState::aRefusedJoinMarksTheTopic()
{
    LiveState state;
    state.fold(lifecycle(EventKind::JoinRefused, {.joinRef = "1"}), 1);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(snapshot.clients[0].channels[0].state, ChannelState::State::Refused);
    QVERIFY(topicOf(snapshot, "room:1")->refused);
    QCOMPARE(topicOf(snapshot, "room:1")->subscribers, 0);
}

void TestLiveState::aClosedConnectionLeavesItsTopics()
{
    LiveState state;
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "1", .topic = "a"}), 1);
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "2", .topic = "b"}), 1);
    state.fold(lifecycle(EventKind::ChannelClosed, {.joinRef = "2", .topic = "b"}), 1);
    state.fold({.kind = EventKind::Closed, .connection = 1}, 0);
    state.fold(lifecycle(EventKind::ChannelClosed, {.joinRef = "1", .topic = "a"}), 1);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(topicOf(snapshot, "a")->subscribers, 0);
    QCOMPARE(topicOf(snapshot, "b")->subscribers, 0);
    QCOMPARE(snapshot.clients[0].channels[0].state, ChannelState::State::Closed);
}

void TestLiveState::aStoppedServerHasNoClients()
{
    LiveState state;
    state.fold(at(Start, handshake(1)), 0);
    state.fold(at(Start, handshake(2)), 0);
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "1"}), 1);
    state.fold({.kind = EventKind::ServerStopped}, 0);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(snapshot.connected, 0);
    QCOMPARE(topicOf(snapshot, "room:1")->subscribers, 0);
}

void TestLiveState::whatFollowsTheEndOfAClientBringsItNotBack()
{
    LiveState state({.maxClosedClients = 1});
    for (const quint64 connection : {1U, 2U})
        state.fold(at(Start, handshake(connection)), 0);
    state.fold({.kind = EventKind::ServerStopped}, 0);
    for (const quint64 connection : {1U, 2U}) {
        state.fold(lifecycle(EventKind::ChannelClosed, {.connection = connection}), 1);
        state.fold({.kind = EventKind::Closed, .code = 1012, .connection = connection}, 0);
    }

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(snapshot.connected, 0);
    QCOMPARE(snapshot.clients.size(), 1);
    QCOMPARE(snapshot.clients[0].closeCode, quint16(1012));
}

void TestLiveState::aTopicThatWasGivenUpNeverHasFewerThanNoSubscribers()
{
    LiveState state({.maxTopics = 1});
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "1", .topic = "a"}), 1);
    state.fold(lifecycle(EventKind::ChannelJoined, {.joinRef = "2", .topic = "b"}), 1);
    state.fold({.kind = EventKind::Closed, .connection = 1}, 0);

    for (const TopicState &topic : snapshotOf(state).topics)
        QCOMPARE(topic.subscribers, 0);
}

void TestLiveState::aBroadcastIsOneMessageAndManyDeliveries()
{
    LiveState state;
    state.fold(at(Start, messageIn({.ref = "1"})), 0);
    state.fold(at(Start, fanOut({}, {1, 2, 3})), 0);
    state.fold(at(Start, replyTo({.ref = "1"})), 0);

    const LiveSnapshot snapshot = snapshotOf(state, Start + Second);

    QCOMPARE(topicOf(snapshot, "room:1")->messages, quint64(3));
    QCOMPARE(topicOf(snapshot, "room:1")->perSecond, 1.5);
    QCOMPARE(snapshot.inPerSecond, 0.5);
    QCOMPARE(snapshot.outPerSecond, 2.0);
}

void TestLiveState::heartbeatsCountOnTheirTopic()
{
    LiveState state;
    TapEvent heartbeat = messageIn({.ref = "1", .topic = "phoenix", .event = "heartbeat"});
    heartbeat.heartbeat = true;
    state.fold(at(Start, heartbeat), 0);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(topicOf(snapshot, "phoenix")->messages, quint64(1));
    QCOMPARE(snapshot.clients[0].lastHeardUs, Start);
}

void TestLiveState::ratesFadeAfterTwoSeconds()
{
    LiveState state;
    for (int i = 0; i < 10; ++i)
        state.fold(at(Start + i * Second / 10, messageIn({})), 0);
    QCOMPARE(snapshotOf(state, Start + Second).inPerSecond, 5.0);
    QCOMPARE(snapshotOf(state, Start + 2 * Second + Second / 2).inPerSecond, 2.0);
    QCOMPARE(snapshotOf(state, Start + 3 * Second).inPerSecond, 0.0);

    state.fold(at(Start + 100 * Second, messageIn({})), 0);
    QCOMPARE(snapshotOf(state, Start + 100 * Second).inPerSecond, 0.5);
}

void TestLiveState::saysWhetherAnythingChanged()
{
    LiveState state;
    LiveSnapshot snapshot;
    QVERIFY(!state.update(snapshot, Start));

    state.fold(at(Start, messageIn({})), 0);
    QVERIFY(state.update(snapshot, Start));
    const quint64 version = snapshot.stateVersion;
    QVERIFY(!state.update(snapshot, Start + 1));
    QCOMPARE(snapshot.stateVersion, version);

    QVERIFY(state.update(snapshot, Start + 5 * Second));
    QCOMPARE(snapshot.stateVersion, version + 1);
    QCOMPARE(snapshot.topics[0].perSecond, 0.0);
    QVERIFY(!state.update(snapshot, Start + 6 * Second));
}

void TestLiveState::dropsTheQuietestTopicsAndCountsThem()
{
    LiveState state({.maxTopics = 16});
    state.fold(at(Start, lifecycle(EventKind::ChannelJoined, {.joinRef = "1", .topic = "kept"})),
               1);
    for (int i = 0; i < 16; ++i)
        state.fold(at(Start + 1 + i, messageIn({.topic = "t" + QByteArray::number(i)})), 0);

    const LiveSnapshot snapshot = snapshotOf(state);

    QCOMPARE(snapshot.topics.size(), 14);
    QCOMPARE(snapshot.droppedTopics, quint64(3));
    QVERIFY(topicOf(snapshot, "kept") != nullptr);
    QVERIFY(topicOf(snapshot, "t0") == nullptr);
    QVERIFY(topicOf(snapshot, "t2") == nullptr);
    QVERIFY(topicOf(snapshot, "t3") != nullptr);
    QVERIFY(topicOf(snapshot, "t15") != nullptr);
}

void TestLiveState::namesClientsByTheirUserAgent_data()
{
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QString>("label");
    const auto row = [](const char *agent, const QString &label) {
        QTest::newRow(agent) << QByteArray(agent) << label;
    };
    row("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 "
        "Safari/537.36",
        QStringLiteral("Chrome 156"));
    row("Channelscope/0.4.0 (built-in 12)", QStringLiteral("built-in 12"));
    row("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 "
        "Safari/537.36 Edg/120.0.2210.61",
        QStringLiteral("Edge 120"));
    row("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0",
        QStringLiteral("Firefox 130"));
    row("Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 "
        "Safari/605.1.15",
        QStringLiteral("Safari 17"));
    row("curl/7.88.1", QStringLiteral("curl 7.88"));
    row("Python/3.11 websockets/10.4", QStringLiteral("Python websockets 10.4"));
    row("Dart/3.2 (dart:io)", QStringLiteral("Dart 3.2"));
    row("okhttp/4.12.0", QStringLiteral("okhttp 4.12"));
    row("Go-http-client/1.1", QStringLiteral("Go"));
    row("node", QStringLiteral("Node.js"));
    row("Chrome/", QStringLiteral("Chrome"));
    row("something else", QString());
    row("", QString());
}

void TestLiveState::namesClientsByTheirUserAgent()
{
    QFETCH(const QByteArray, agent);
    QFETCH(const QString, label);

    QCOMPARE(clientLabel("GET / HTTP/1.1\r\nHost: a\r\nuser-AGENT:  " + agent + "\r\nX: y\r\n\r\n"),
             label);
    QCOMPARE(clientLabel(agent), QString());
}

PHX_TEST_CLASS(TestLiveState)

} // namespace phx::app

#include "tst_livestate.moc"
