// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "tests/transport/websocketfixture.h"

#include <QTimer>

namespace phx::server {

using phx::test::RawClient;
using phx::test::RecordingListener;
using phx::test::WebSocketFixture;

namespace {

protocol::Frame text(const QByteArray &bytes)
{
    return {.opcode = protocol::Opcode::Text, .bytes = bytes};
}

} // namespace

class WebSocketTransportTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void answersTheHandshake();
    void framesBehindTheHandshakeAreProcessedInOrder();
    void aFrameSentInOpenComesBehindTheAnswer();
    void carriesTextAndBinaryBothWays();
    void carriesLargeMessages();
    void item51AnswersPingsInOrder();
    void floodsOfPingsEndWith1008();
    void holdsFramesWhileReadingIsPaused();
    void aReaderThatDoesNotReadIsCut();
    void aQueueWithoutProgressIsCut();
    void aClientThatDoesNotReadIsNotRead();
    void items137And138SilenceEndsWith1002ThoughTheServerSends();
    void item139PingsAreNoSilence();
    void anUnfinishedMessageEndsWith1001();
    void compressesIfAgreed();
};

void WebSocketTransportTest::answersTheHandshake()
{
    WebSocketFixture fixture;
    fixture.handler.upgrade.fields = {{"cache-control", "private"}};

    QVERIFY(fixture.open());

    const QByteArray head = fixture.client->received();
    QVERIFY(head.startsWith("HTTP/1.1 101 Switching Protocols\r\ndate: "));
    QVERIFY(head.contains("\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
                          "sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
                          "cache-control: private\r\n\r\n"));
    QCOMPARE(fixture.handler.answered, (QList<int> {101}));
}

void WebSocketTransportTest::framesBehindTheHandshakeAreProcessedInOrder()
{
    WebSocketFixture fixture;

    QVERIFY(fixture.open(RawClient::frame(RawClient::Text, "one")
                         + RawClient::frame(RawClient::Binary, "two")
                         + RawClient::closeFrame(1000)));

    QTRY_COMPARE(fixture.client->closeCode(), 1000);
    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.peer().frames.size(), 2);
    QCOMPARE(fixture.peer().frames[0], text("one"));
    QCOMPARE(fixture.peer().frames[1].opcode, protocol::Opcode::Binary);
}

void WebSocketTransportTest::aFrameSentInOpenComesBehindTheAnswer()
{
    WebSocketFixture fixture;
    fixture.handler.onOpen = [](RecordingListener &peer) { peer.transport->send(text("hello")); };

    QVERIFY(fixture.open());

    QTRY_COMPARE(fixture.client->frames().size(), 1);
    QCOMPARE(fixture.client->frames().first().second, QByteArray("hello"));
}

void WebSocketTransportTest::carriesTextAndBinaryBothWays()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.peer().onFrame = [&](const protocol::Frame &frame) { fixture.transport().send(frame); };

    fixture.client->send(RawClient::frame(RawClient::FirstText, "be")
                         + RawClient::frame(RawClient::LastContinuation, "gun")
                         + RawClient::frame(RawClient::Binary, QByteArray("\0\xff", 2)));

    QTRY_COMPARE(fixture.client->frames().size(), 2);
    const auto frames = fixture.client->frames();
    QCOMPARE(frames[0].first, int(RawClient::Text));
    QCOMPARE(frames[0].second, QByteArray("begun"));
    QCOMPARE(frames[1].first, int(RawClient::Binary));
    QCOMPARE(frames[1].second, QByteArray("\0\xff", 2));
    QTRY_COMPARE(fixture.transport().queuedBytes(), 0);
}

void WebSocketTransportTest::carriesLargeMessages()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.peer().onFrame = [&](const protocol::Frame &frame) { fixture.transport().send(frame); };
    const QByteArray large(9'500'000, 'x');

    fixture.client->send(RawClient::frame(RawClient::Text, large));

    QTRY_COMPARE(fixture.client->frames().size(), 1);
    QVERIFY(fixture.client->frames().first().second == large);
}

void WebSocketTransportTest::item51AnswersPingsInOrder()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.client->send(RawClient::frame(RawClient::Ping, "abc")
                         + RawClient::frame(RawClient::Ping, "")
                         + RawClient::frame(RawClient::Pong, "unasked"));

    QTRY_COMPARE(fixture.client->frames().size(), 2);
    QCOMPARE(fixture.client->frames()[0].first, int(RawClient::Pong));
    QCOMPARE(fixture.client->frames()[0].second, QByteArray("abc"));
    QCOMPARE(fixture.client->frames()[1].second, QByteArray());
}

void WebSocketTransportTest::floodsOfPingsEndWith1008()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.client->send(RawClient::frame(RawClient::Ping, "x").repeated(1'000));

    QTRY_COMPARE(fixture.client->closeCode(), 1008);
    QTRY_VERIFY(fixture.client->isEnded());
    QCOMPARE(fixture.client->frames().size(), 51);
    QCOMPARE(fixture.closeInfo().code, quint16(1008));
    QCOMPARE(fixture.listener.stats().pingFloods, quint64(1));
}

void WebSocketTransportTest::holdsFramesWhileReadingIsPaused()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.peer().onFrame = [&](const protocol::Frame &frame) {
        if (frame.bytes == "join")
            fixture.transport().setReadingPaused(true);
        fixture.transport().send(frame);
    };

    fixture.client->send(RawClient::frame(RawClient::Text, "join")
                         + RawClient::frame(RawClient::Text, "push")
                         + RawClient::frame(RawClient::Ping, "last"));
    QTRY_COMPARE(fixture.client->frames().size(), 1);
    QCOMPARE(fixture.peer().frames.size(), 1);
    fixture.client->send(RawClient::frame(RawClient::Text, "more"));
    fixture.transport().setReadingPaused(false);

    QTRY_COMPARE(fixture.client->frames().size(), 4);
    QCOMPARE(fixture.peer().frames,
             (QList<protocol::Frame> {text("join"), text("push"), text("more")}));
}

void WebSocketTransportTest::aReaderThatDoesNotReadIsCut()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.client->socket().setReadBufferSize(1);
    const QByteArray piece(500'000, 'x');

    for (int i = 0; i < 100 && fixture.peer().transport != nullptr; ++i) {
        fixture.transport().send(text(piece));
        QVERIFY(fixture.transport().queuedBytes() <= 8 * 1024 * 1024);
        QCoreApplication::processEvents();
    }

    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.closeInfo().code, quint16(1006));
    QVERIFY(fixture.closeInfo().detail.startsWith("Slow consumer"));
    QCOMPARE(fixture.listener.stats().slowConsumers, quint64(1));
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
}

void WebSocketTransportTest::aQueueWithoutProgressIsCut()
{
    WebSocketFixture fixture(
        {.maxQueueBytes = 100'000'000, .queueDeadline = std::chrono::milliseconds(100)});
    QVERIFY(fixture.open());
    fixture.client->socket().setReadBufferSize(1);

    for (int i = 0; i < 40; ++i)
        fixture.transport().send(text(QByteArray(1'000'000, 'x')));

    QTRY_VERIFY(fixture.isClosed());
    QVERIFY(fixture.closeInfo().detail.startsWith("Slow consumer"));
}

void WebSocketTransportTest::aClientThatDoesNotReadIsNotRead()
{
    WebSocketFixture fixture({.maxQueueBytes = 100'000'000});
    QVERIFY(fixture.open());
    fixture.client->socket().setReadBufferSize(1);
    const QByteArray much(30'000'000, 'x');

    fixture.transport().send(text(much));
    QVERIFY(fixture.transport().queuedBytes() > 1024 * 1024);
    fixture.client->send(RawClient::frame(RawClient::Text, "later"));
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(fixture.peer().frames.size(), 0);
    fixture.client->socket().setReadBufferSize(0);
    fixture.client->socket().readAll();

    QTRY_COMPARE(fixture.peer().frames.size(), 1);
}

void WebSocketTransportTest::items137And138SilenceEndsWith1002ThoughTheServerSends()
{
    WebSocketFixture fixture;
    fixture.handler.upgrade.idleTimeout = std::chrono::milliseconds(100);
    QVERIFY(fixture.open());
    QTimer sender;
    QObject::connect(&sender, &QTimer::timeout, &sender, [&] {
        if (fixture.peer().transport != nullptr)
            fixture.transport().send(text("x"));
    });
    sender.start(10);

    QTRY_COMPARE(fixture.client->closeCode(), 1002);

    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.closeInfo().code, quint16(1002));
    QVERIFY(!fixture.closeInfo().byPeer);
    QCOMPARE(fixture.listener.stats().idleTimeouts, quint64(1));
}

void WebSocketTransportTest::item139PingsAreNoSilence()
{
    WebSocketFixture fixture;
    fixture.handler.upgrade.idleTimeout = std::chrono::milliseconds(400);
    QVERIFY(fixture.open());
    const qint64 start = Deadlines::nowMs();
    qint64 lastPing = start;
    QTimer pinger;
    QObject::connect(&pinger, &QTimer::timeout, &pinger, [&] {
        lastPing = Deadlines::nowMs();
        fixture.client->send(RawClient::frame(RawClient::Ping, {}));
        if (lastPing - start > 800)
            pinger.stop();
    });
    pinger.start(50);

    QTRY_VERIFY(fixture.isClosed());

    QVERIFY(lastPing - start > 800);
    QCOMPARE(fixture.closeInfo().code, quint16(1002));
}

void WebSocketTransportTest::anUnfinishedMessageEndsWith1001()
{
    WebSocketFixture fixture({.messageDeadline = std::chrono::milliseconds(60)});
    QVERIFY(fixture.open());

    fixture.client->send(RawClient::frame(RawClient::FirstText, "be"));

    QTRY_COMPARE(fixture.client->closeCode(), 1001);
    QCOMPARE(fixture.closeInfo().code, quint16(1001));
}

void WebSocketTransportTest::compressesIfAgreed()
{
    WebSocketFixture fixture;
    fixture.handler.upgrade.deflate = websocket::DeflateAgreement {.header = "permessage-deflate"};
    QVERIFY(fixture.open());

    fixture.transport().send(text(QByteArray(10'000, 'x')));

    QTRY_COMPARE(fixture.client->frames().size(), 1);
    QVERIFY(
        fixture.client->received().contains("sec-websocket-extensions: permessage-deflate\r\n"));
    QCOMPARE(fixture.client->frames().first().first, 0xc1);
    QVERIFY(fixture.client->frames().first().second.size() < 200);
}

PHX_TEST_CLASS(WebSocketTransportTest)

} // namespace phx::server

#include "tst_websockettransport.moc"
