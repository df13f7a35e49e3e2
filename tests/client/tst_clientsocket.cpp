// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/client/clientfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

using client::CloseEvent;
using client::TransportError;
using client::TransportKind;
using client::UrlParams;

//! protocol.md §12 H: URLs, refs, heartbeats, reconnections, against a fake clock.
class ClientSocketTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item176_relativeEndPointsBelongToThePage_data();
    void item176_relativeEndPointsBelongToThePage();
    void item177_paramsBecomeTheQueryOfPhoenixJs();
    void item178_paramsFunctionIsAskedAtEachConnect();
    void item179_callbacksAndChannelsTakeRefs();
    void item180_firstJoinOfAFreshSocketHasRef3();
    void item181_connectingTwiceMakesOneTransport();
    void item182_heartbeatsFollowTheirReplies();
    void item183_anUnansweredHeartbeatClosesAndReconnects();
    void item184_anyMessageWithTheRefAnswersAHeartbeat();
    void item185_reconnectsAfterTheTable_data();
    void item185_reconnectsAfterTheTable();
    void item185_triesStartAnewOnceItIsOpen();
    void item185_jitterSpreadsEachDelay();
    void item186_aNormalCloseFromTheServerIsReconnected();
};

void ClientSocketTest::item176_relativeEndPointsBelongToThePage_data()
{
    QTest::addColumn<QByteArray>("endPoint");
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("path on https") << QByteArray("/socket") << QByteArray("https://example.com")
                                   << QByteArray("wss://example.com/socket/websocket?vsn=2.0.0");
    QTest::newRow("path on http") << QByteArray("/socket") << QByteArray("http://example.com:4000")
                                  << QByteArray("ws://example.com:4000/socket/websocket?vsn=2.0.0");
    QTest::newRow("host") << QByteArray("//example.org/chat") << QByteArray("https://example.com")
                          << QByteArray("wss://example.org/chat/websocket?vsn=2.0.0");
    QTest::newRow("absolute") << QByteArray("wss://example.org/chat")
                              << QByteArray("http://example.com")
                              << QByteArray("wss://example.org/chat/websocket?vsn=2.0.0");
}

void ClientSocketTest::item176_relativeEndPointsBelongToThePage()
{
    QFETCH(const QByteArray, endPoint);
    QFETCH(const QByteArray, page);
    QFETCH(const QByteArray, url);
    ClientFixture fixture;
    fixture.endPoint = endPoint;
    fixture.options.page = page;

    QCOMPARE(fixture.socket().endPointUrl(), url);
}

void ClientSocketTest::item177_paramsBecomeTheQueryOfPhoenixJs()
{
    ClientFixture fixture;
    UrlParams inner;
    inner.add(QStringLiteral("b"), UrlParams::value(2));
    UrlParams object;
    object.add(QStringLiteral("a"), UrlParams::array({UrlParams::value(1), inner}));
    fixture.options.params.add(QStringLiteral("uid"), QStringLiteral("9"))
        .add(QStringLiteral("n"), UrlParams::null())
        .add(QStringLiteral("u"), UrlParams::undefined())
        .add(QStringLiteral("o"), object)
        .add(QStringLiteral("e"), QStringLiteral(u"\u00e9 &"));

    QCOMPARE(fixture.socket().endPointUrl(),
             QByteArray("ws://127.0.0.1/socket/websocket?uid=9&&u=undefined&o%5Ba%5D%5B0%5D=1"
                        "&o%5Ba%5D%5B1%5D%5Bb%5D=2&e=%C3%A9%20%26&vsn=2.0.0"));
}

void ClientSocketTest::item178_paramsFunctionIsAskedAtEachConnect()
{
    ClientFixture fixture;
    int asked = 0;
    fixture.options.paramsFunction = [&asked] {
        UrlParams params;
        params.add(QStringLiteral("n"), QString::number(++asked));
        return params;
    };

    fixture.open();
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);

    QCOMPARE(fixture.attempts(), 2);
    QVERIFY(fixture.log.requests.at(0).url.contains("?n=1&"));
    QVERIFY(fixture.log.requests.at(1).url.contains("?n=2&"));
}

void ClientSocketTest::item179_callbacksAndChannelsTakeRefs()
{
    ClientFixture fixture;
    client::Socket &socket = fixture.socket();

    QCOMPARE(socket.makeRef(), QByteArray("1"));
    QCOMPARE(socket.onOpen([] {}), QByteArray("2"));
    QCOMPARE(socket.onClose([](const CloseEvent &) {}), QByteArray("3"));
    QCOMPARE(socket.onError([](const TransportError &, TransportKind, int) {}), QByteArray("4"));
    QCOMPARE(socket.onMessage([](const protocol::ServerMessage &) {}), QByteArray("5"));
    const auto channel = socket.channel("room:a");
    QCOMPARE(socket.makeRef(), QByteArray("8"));
}

void ClientSocketTest::item180_firstJoinOfAFreshSocketHasRef3()
{
    ClientFixture fixture;
    const auto channel = fixture.socket().channel("room:a");
    fixture.open();

    QVERIFY(channel->join());

    QCOMPARE(fixture.log.sent, (QByteArrayList {R"(["3","3","room:a","phx_join",{}])"}));
}

void ClientSocketTest::item181_connectingTwiceMakesOneTransport()
{
    ClientFixture fixture;

    fixture.socket().connectSocket();
    fixture.socket().connectSocket();
    fixture.transport().open();
    fixture.socket().connectSocket();

    QCOMPARE(fixture.attempts(), 1);
}

void ClientSocketTest::item182_heartbeatsFollowTheirReplies()
{
    ClientFixture fixture;
    fixture.open();

    fixture.timers.advance(29'999ms);
    QCOMPARE(fixture.log.sent, QByteArrayList());
    fixture.timers.advance(1ms);
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"([null,"1","phoenix","heartbeat",{}])"}));
    fixture.timers.advance(5s);
    fixture.transport().receive(
        R"([null,"1","phoenix","phx_reply",{"status":"ok","response":{}}])");
    fixture.timers.advance(29'999ms);
    QCOMPARE(fixture.log.sent, QByteArrayList());
    fixture.timers.advance(1ms);
    QCOMPARE(fixture.takeSent(), (QByteArrayList {R"([null,"2","phoenix","heartbeat",{}])"}));
}

void ClientSocketTest::item183_anUnansweredHeartbeatClosesAndReconnects()
{
    ClientFixture fixture;
    fixture.open();
    const auto channel = fixture.joined("room:a");
    QByteArrayList reasons;
    channel->onError([&reasons](const protocol::Payload &payload, const auto &, const auto &) {
        reasons.append(payload.bytes());
    });

    fixture.timers.advance(60s);

    QCOMPARE(fixture.log.closes,
             (QList<std::pair<quint16, QByteArray>> {{1000, "heartbeat timeout"}}));
    QCOMPARE(reasons, (QByteArrayList {R"({"source":"transport","reason":"heartbeat_timeout"})"}));
    fixture.timers.advance(150ms + 9ms);
    QCOMPARE(fixture.attempts(), 1);
    fixture.timers.advance(1ms);
    QCOMPARE(fixture.attempts(), 2);
}

void ClientSocketTest::item184_anyMessageWithTheRefAnswersAHeartbeat()
{
    ClientFixture fixture;
    fixture.open();
    fixture.timers.advance(30s);

    fixture.transport().receive(R"([null,"1","room:elsewhere","hello",{}])");
    fixture.timers.advance(30s);

    QCOMPARE(fixture.log.closes.size(), 0);
    QCOMPARE(fixture.log.sent.size(), 2);
}

void ClientSocketTest::item185_reconnectsAfterTheTable_data()
{
    QTest::addColumn<quint16>("code");
    for (const int code : {1006, 1001, 1012})
        QTest::addRow("%d", code) << quint16(code);
}

void ClientSocketTest::item185_reconnectsAfterTheTable()
{
    QFETCH(const quint16, code);
    ClientFixture fixture;
    fixture.open();
    fixture.transport().end({.code = code});
    const QList<std::chrono::milliseconds> table {10ms,  50ms,   100ms,  150ms,  200ms, 250ms,
                                                  500ms, 1000ms, 2000ms, 5000ms, 5000ms};

    qsizetype attempts = 1;
    for (const auto delay : table) {
        QCOMPARE(fixture.socket().reconnectIn(), delay);
        fixture.timers.advance(delay - 1ms);
        QCOMPARE(fixture.attempts(), attempts);
        fixture.timers.advance(1ms);
        QCOMPARE(fixture.attempts(), ++attempts);
        fixture.transport().refuse();
    }
}

void ClientSocketTest::item185_triesStartAnewOnceItIsOpen()
{
    ClientFixture fixture;
    fixture.open();
    fixture.transport().end({.code = 1006});
    fixture.timers.advance(10ms);
    fixture.transport().refuse();
    QCOMPARE(fixture.socket().reconnectIn(), 50ms);
    fixture.timers.advance(50ms);

    fixture.transport().open();
    fixture.transport().end({.code = 1006});

    QCOMPARE(fixture.socket().reconnectIn(), 10ms);
}

void ClientSocketTest::item185_jitterSpreadsEachDelay()
{
    client::Backoff backoff = client::Backoff::reconnect();
    QCOMPARE(backoff.delay(3, 0.0), 100ms);
    QCOMPARE(backoff.delay(3, 0.999), 100ms);

    backoff.jitter = 0.5;

    QCOMPARE(backoff.delay(3, 0.0), 50ms);
    QCOMPARE(backoff.delay(3, 0.5), 100ms);
    QCOMPARE(backoff.delay(3, 1.0), 150ms);
}

void ClientSocketTest::item186_aNormalCloseFromTheServerIsReconnected()
{
    ClientFixture fixture;
    fixture.open();

    fixture.transport().end({.code = 1000});

    QCOMPARE(fixture.socket().reconnectIn(), 10ms);
}

PHX_TEST_CLASS(ClientSocketTest)

} // namespace phx::test

#include "tst_clientsocket.moc"
