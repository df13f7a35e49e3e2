// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/support/testcase.h"
#include "tests/transport/websocketfixture.h"

#include <cerrno>
#include <sys/socket.h>

namespace phx::server {

using phx::test::RawClient;
using phx::test::WebSocketFixture;

namespace {

protocol::Frame text(const QByteArray &bytes)
{
    return {.opcode = protocol::Opcode::Text, .bytes = bytes};
}

} // namespace

class WebSocketClosingTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void item143AnswersEveryValidCloseWith1000_data();
    void item143AnswersEveryValidCloseWith1000();
    void items48To50AnswerViolationsWithTheirCode_data();
    void items48To50AnswerViolationsWithTheirCode();
    void closesWithACodeAndWaitsForThePeer();
    void whatIsQueuedLeavesBeforeTheClose();
    void aPeerThatDoesNotAnswerTheCloseIsEnded();
    void framesAfterOurCloseAreIgnored();
    void longReasonsAreCut();
    void tcpGoneWithoutACloseIs1006();
    void cutWithFinIsNoError();
    void cutWithResetIsOne();
    void closingInsideHandleFrameIsSafe_data();
    void closingInsideHandleFrameIsSafe();
    void theListenerMayDieInHandleClosed();
    void closingInOpenIsSafe();
    void closingWhilePausedStillSeesThePeersClose();
};

void WebSocketClosingTest::item143AnswersEveryValidCloseWith1000_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("told");
    for (const int code : {1000, 1001, 3000, 4000, 4999})
        QTest::addRow("%d", code) << RawClient::closeFrame(static_cast<quint16>(code)) << code;
    QTest::newRow("no code") << RawClient::frame(RawClient::Close, {}) << 1005;
}

void WebSocketClosingTest::item143AnswersEveryValidCloseWith1000()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, told);
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.client->send(bytes);

    QTRY_COMPARE(fixture.client->closeCode(), 1000);
    QTRY_VERIFY(fixture.client->isEnded());
    QCOMPARE(fixture.client->socket().error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(fixture.closeInfo().code, quint16(told));
    QVERIFY(fixture.closeInfo().byPeer);
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
}

void WebSocketClosingTest::items48To50AnswerViolationsWithTheirCode_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::newRow("unmasked") << QByteArray("\x81\x01"
                                            "A")
                              << 1002;
    QTest::newRow("close 999") << RawClient::closeFrame(999) << 1002;
    QTest::newRow("close 1005") << RawClient::closeFrame(1005) << 1002;
    QTest::newRow("not UTF-8") << RawClient::frame(RawClient::Text, "\xff") << 1007;
    QTest::newRow("too large") << QByteArray("\x81\xff\x00\x00\x00\x01\x00\x00\x00\x00", 10)
                               << 1009;
}

void WebSocketClosingTest::items48To50AnswerViolationsWithTheirCode()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, code);
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.client->send(bytes + QByteArray(200'000, 'x'));

    QTRY_VERIFY(fixture.client->isEnded());
    QCOMPARE(fixture.client->closeCode(), code);
    QCOMPARE(fixture.client->socket().error(), QAbstractSocket::RemoteHostClosedError);
    QCOMPARE(fixture.closeInfo().code, quint16(code));
    QVERIFY(!fixture.closeInfo().byPeer);
    QVERIFY(!fixture.closeInfo().detail.isEmpty());
    QCOMPARE(fixture.listener.stats().failures, quint64(1));
}

void WebSocketClosingTest::closesWithACodeAndWaitsForThePeer()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.transport().closeWith(4001, "why");
    QTRY_COMPARE(fixture.client->closeCode(), 4001);
    QCOMPARE(fixture.client->frames().last().second.mid(2), QByteArray("why"));
    QVERIFY(!fixture.isClosed());
    fixture.client->send(RawClient::closeFrame(4001));

    QTRY_VERIFY(fixture.client->isEnded());
    QCOMPARE(fixture.closeInfo().code, quint16(4001));
    QCOMPARE(fixture.closeInfo().reason, QByteArray("why"));
    QVERIFY(!fixture.closeInfo().byPeer);
}

void WebSocketClosingTest::whatIsQueuedLeavesBeforeTheClose()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.transport().send(text("last words"));
    fixture.transport().close(protocol::CloseCode::ServiceRestart);
    fixture.transport().send(text("too late"));

    QTRY_COMPARE(fixture.client->closeCode(), 1012);
    QCOMPARE(fixture.client->frames().size(), 2);
    QCOMPARE(fixture.client->frames().first().second, QByteArray("last words"));
}

void WebSocketClosingTest::aPeerThatDoesNotAnswerTheCloseIsEnded()
{
    WebSocketFixture fixture({.closeDeadline = std::chrono::milliseconds(60)});
    QVERIFY(fixture.open());

    fixture.transport().close(protocol::CloseCode::GoingAway);

    QTRY_VERIFY(fixture.client->isEnded());
    QCOMPARE(fixture.client->closeCode(), 1001);
    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.closeInfo().code, quint16(1001));
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
}

void WebSocketClosingTest::framesAfterOurCloseAreIgnored()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.transport().close(protocol::CloseCode::GoingAway);
    fixture.client->send(RawClient::frame(RawClient::Text, "late") + RawClient::closeFrame(1001));

    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.peer().frames.size(), 0);
    QCOMPARE(fixture.closeInfo().code, quint16(1001));
}

void WebSocketClosingTest::longReasonsAreCut()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());

    fixture.transport().closeWith(1000, QByteArray(500, 'r'));

    QTRY_COMPARE(fixture.client->closeCode(), 1000);
    QCOMPARE(fixture.client->frames().last().second.size(), 125);
}

void WebSocketClosingTest::tcpGoneWithoutACloseIs1006()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.client->send(RawClient::frame(RawClient::Text, "one"));
    QTRY_COMPARE(fixture.peer().frames.size(), 1);

    fixture.client->socket().abort();

    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.closeInfo().code, quint16(1006));
    QVERIFY(fixture.closeInfo().byPeer);
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
}

void WebSocketClosingTest::cutWithFinIsNoError()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.transport().send(text("before"));

    fixture.transport().cut(Transport::Cut::Fin);

    QTRY_VERIFY(fixture.client->isEnded());
    QCOMPARE(fixture.client->frames().size(), 1);
    QCOMPARE(fixture.client->closeCode(), 0);
    QCOMPARE(fixture.client->socket().errorString(),
             QStringLiteral("The remote host closed the connection"));
    QCOMPARE(fixture.closeInfo().code, quint16(1006));
    QVERIFY(!fixture.closeInfo().byPeer);
}

void WebSocketClosingTest::cutWithResetIsOne()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    const auto descriptor = static_cast<int>(fixture.client->socket().socketDescriptor());
    int error = 0;
    socklen_t size = sizeof error;

    fixture.transport().cut(Transport::Cut::Reset);

    // Before Qt has looked, for Qt reports FIN and RST alike.
    QCOMPARE(::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size), 0);
    QCOMPARE(error, ECONNRESET);
    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.closeInfo().code, quint16(1006));
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
}

void WebSocketClosingTest::closingInsideHandleFrameIsSafe_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("close") << 0;
    QTest::newRow("FIN") << 1;
    QTest::newRow("RST") << 2;
}

void WebSocketClosingTest::closingInsideHandleFrameIsSafe()
{
    QFETCH(const int, what);
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.peer().onFrame = [&](const protocol::Frame &frame) {
        fixture.transport().send(frame);
        if (what == 0)
            fixture.transport().close(protocol::CloseCode::InternalError);
        else
            fixture.transport().cut(what == 1 ? Transport::Cut::Fin : Transport::Cut::Reset);
        fixture.transport().send(frame);
        fixture.transport().setReadingPaused(true);
        QVERIFY(fixture.peer().closes.isEmpty());
    };

    fixture.client->send(RawClient::frame(RawClient::Text, "one")
                         + RawClient::frame(RawClient::Text, "two") + RawClient::closeFrame(1000));

    QTRY_VERIFY(fixture.isClosed());
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
    QCOMPARE(fixture.peer().frames.size(), 1);
    QCOMPARE(fixture.peer().closes.size(), 1);
    QCOMPARE(fixture.closeInfo().code, quint16(what == 0 ? 1011 : 1006));
}

void WebSocketClosingTest::theListenerMayDieInHandleClosed()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    bool isDead = false;
    fixture.peer().onClosed = [&] {
        QMetaObject::invokeMethod(
            &fixture.listener,
            [&] {
                fixture.handler.listeners.clear();
                isDead = true;
            },
            Qt::QueuedConnection);
    };

    fixture.client->send(RawClient::closeFrame(1000));

    QTRY_VERIFY(isDead);
    QTRY_COMPARE(fixture.listener.connectionCount(), 0);
}

void WebSocketClosingTest::closingInOpenIsSafe()
{
    WebSocketFixture fixture;
    fixture.handler.onOpen = [](phx::test::RecordingListener &peer) {
        peer.transport->close(protocol::CloseCode::GoingAway);
    };

    QVERIFY(fixture.open(RawClient::frame(RawClient::Text, "one") + RawClient::closeFrame(1001)));

    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.closeInfo().code, quint16(1001));
    QTRY_COMPARE(fixture.client->closeCode(), 1001);
}

void WebSocketClosingTest::closingWhilePausedStillSeesThePeersClose()
{
    WebSocketFixture fixture;
    QVERIFY(fixture.open());
    fixture.peer().onFrame = [&](const protocol::Frame &) {
        fixture.transport().setReadingPaused(true);
    };
    fixture.client->send(RawClient::frame(RawClient::Text, "join")
                         + RawClient::frame(RawClient::Text, "push") + RawClient::closeFrame(1000));
    QTRY_COMPARE(fixture.peer().frames.size(), 1);

    fixture.transport().close(protocol::CloseCode::GoingAway);

    QTRY_VERIFY(fixture.isClosed());
    QCOMPARE(fixture.peer().frames.size(), 1);
    QTRY_COMPARE(fixture.client->closeCode(), 1001);
}

PHX_TEST_CLASS(WebSocketClosingTest)

} // namespace phx::server

#include "tst_websocketclosing.moc"
