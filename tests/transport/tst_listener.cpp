// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/transport/listener.h"
#include "tests/support/testcase.h"
#include "tests/transport/fakehandler.h"
#include "tests/transport/rawclient.h"

#include <QTcpServer>

#include <sys/socket.h>

namespace phx::server {

using phx::test::FakeHandler;
using phx::test::RawClient;

namespace {

QByteArray lastBody(const QByteArray &answers)
{
    const qsizetype end = answers.lastIndexOf("\r\n\r\n");
    return end < 0 ? QByteArray() : answers.mid(end + 4);
}

} // namespace

class ListenerTest : public phx::test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhyItCannotListen();
    void answersPlainRequestsOnOneConnection();
    void answersHeadWithoutABody();
    void numbersConnectionsAndNamesTheirEnds();
    void closesWhenTheClientAsksForIt();
    void refusesABadHeadAndCloses_data();
    void refusesABadHeadAndCloses();
    void theRefusedPeerGetsTheAnswerThoughItStillSends();
    void answersAnUnfinishedHeadWith408();
    void anUnfinishedBodyIs408();
    void aConnectionThatSaysNothingEndsWithoutAnAnswer();
    void answersAllOfAThousandPipelinedRequests();
    void aHalfClosedClientGetsItsAnswer();
    void acceptsNobodyAfterClose();
    void endsConnectionsWhenItEnds();
};

void ListenerTest::saysWhyItCannotListen()
{
    FakeHandler handler;
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    Listener listener(handler, {});

    QVERIFY(!listener.listen(QHostAddress::LocalHost, other.serverPort()));

    QVERIFY(listener.errorSentence().contains(QStringLiteral("127.0.0.1")));
    QVERIFY(listener.errorSentence().contains(QString::number(other.serverPort())));
    QVERIFY(listener.errorSentence().endsWith(u'.'));
    QVERIFY(!listener.isListening());
    QCOMPARE(listener.port(), quint16(0));
}

void ListenerTest::answersPlainRequestsOnOneConnection()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send(RawClient::get("/nothing"));
    QTRY_VERIFY(client.received().endsWith("not found"));
    client.send(RawClient::get("/"));
    QTRY_VERIFY(client.received().endsWith("home"));

    QCOMPARE(client.received().count("HTTP/1.1 "), 2);
    QVERIFY(client.received().startsWith("HTTP/1.1 404 Not Found\r\n"));
    QCOMPARE(handler.answered, (QList<int> {404, 200}));
    QVERIFY(!client.isEnded());
    QCOMPARE(listener.stats().accepted, quint64(1));
}

void ListenerTest::answersHeadWithoutABody()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send("HEAD /big HTTP/1.1\r\nhost: a\r\n\r\n" + RawClient::get("/"));

    QTRY_VERIFY(client.received().endsWith("home"));
    QCOMPARE(client.received().count("content-length"), 1);
}

void ListenerTest::numbersConnectionsAndNamesTheirEnds()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient one(listener.port());
    RawClient two(listener.port());

    one.send(RawClient::get("/"));
    two.send(RawClient::get("/"));

    QTRY_COMPARE(handler.peers.size(), 2);
    QVERIFY(handler.peers[0].connection != handler.peers[1].connection);
    QCOMPARE(handler.peers[0].address, QByteArray("127.0.0.1"));
    QCOMPARE(handler.peers[0].localAddress, QByteArray("127.0.0.1"));
    QCOMPARE(handler.peers[0].localPort, listener.port());
    const quint16 port = handler.peers[0].port;
    QVERIFY(port == one.socket().localPort() || port == two.socket().localPort());
}

void ListenerTest::closesWhenTheClientAsksForIt()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send(RawClient::get("/", "connection: close\r\n") + RawClient::get("/"));

    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().contains("connection: close\r\n"));
    QCOMPARE(handler.requests.size(), 1);
    QTRY_COMPARE(listener.connectionCount(), 0);
}

void ListenerTest::refusesABadHeadAndCloses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("version") << QByteArray("GET / HTTP/3.0\r\n") << 505;
    QTest::newRow("long target") << RawClient::get("/" + QByteArray(9'000, 'a')) << 414;
    QTest::newRow("long field") << RawClient::get("/", "x: " + QByteArray(9'000, 'a')) << 431;
    QTest::newRow("long body") << QByteArray(
        "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000\r\n\r\n")
                               << 413;
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02", 4) << 400;
}

void ListenerTest::refusesABadHeadAndCloses()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send(bytes);

    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().startsWith("HTTP/1.1 " + QByteArray::number(status) + " "));
    QVERIFY(client.received().contains("connection: close\r\n"));
    QCOMPARE(handler.requests.size(), 0);
    QCOMPARE(handler.refused.size(), 1);
    QCOMPARE(handler.refused.first().status, status);
    QVERIFY(bytes.startsWith(handler.refused.first().head));
    QVERIFY(client.received().startsWith(handler.refused.first().answerHead));
}

void ListenerTest::theRefusedPeerGetsTheAnswerThoughItStillSends()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9000000\r\n\r\n"
                + QByteArray(9'000'000, 'x'));

    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().startsWith("HTTP/1.1 413 "));
    QCOMPARE(client.socket().error(), QAbstractSocket::RemoteHostClosedError);
}

void ListenerTest::answersAnUnfinishedHeadWith408()
{
    FakeHandler handler;
    Listener listener(handler, {.headDeadline = std::chrono::milliseconds(60)});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send("GET /ws HTTP/1.1\r\nhost: loc");

    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().startsWith("HTTP/1.1 408 "));
    QCOMPARE(handler.refused.size(), 1);
    QCOMPARE(handler.refused.first().head, QByteArray("GET /ws HTTP/1.1\r\nhost: loc"));
}

void ListenerTest::anUnfinishedBodyIs408()
{
    FakeHandler handler;
    Listener listener(handler, {.messageDeadline = std::chrono::milliseconds(60)});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n12");

    QTRY_VERIFY(client.isEnded());
    QVERIFY(client.received().startsWith("HTTP/1.1 408 "));
}

void ListenerTest::aConnectionThatSaysNothingEndsWithoutAnAnswer()
{
    FakeHandler handler;
    Listener listener(handler, {.headDeadline = std::chrono::milliseconds(60)});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);

    QTRY_VERIFY(client.isEnded());

    QVERIFY(client.received().isEmpty());
    QVERIFY(handler.refused.isEmpty());
}

void ListenerTest::answersAllOfAThousandPipelinedRequests()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());

    client.send(RawClient::get("/").repeated(999) + RawClient::get("/big"));

    QTRY_VERIFY(client.received().endsWith("bbb"));
    QTRY_COMPARE(lastBody(client.received()).size(), 1'000'000);
    QCOMPARE(client.received().count("HTTP/1.1 200 OK\r\n"), 1'000);
}

void ListenerTest::aHalfClosedClientGetsItsAnswer()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    RawClient client(listener.port());
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::ConnectedState);

    client.send(RawClient::get("/big"));
    client.socket().flush();
    ::shutdown(static_cast<int>(client.socket().socketDescriptor()), SHUT_WR);

    QTRY_COMPARE(lastBody(client.received()).size(), 1'000'000);
}

void ListenerTest::acceptsNobodyAfterClose()
{
    FakeHandler handler;
    Listener listener(handler, {});
    QVERIFY(listener.listen(QHostAddress::LocalHost, 0));
    const quint16 port = listener.port();
    RawClient before(port);
    QTRY_COMPARE(listener.connectionCount(), 1);

    listener.close();
    RawClient after(port);

    QTRY_COMPARE(after.socket().error(), QAbstractSocket::ConnectionRefusedError);
    before.send(RawClient::get("/"));
    QTRY_VERIFY(before.received().endsWith("home"));
    QVERIFY(listener.listen(QHostAddress::LocalHost, port));
}

void ListenerTest::endsConnectionsWhenItEnds()
{
    FakeHandler handler;
    auto listener = std::make_unique<Listener>(handler, ConnectionLimits {});
    QVERIFY(listener->listen(QHostAddress::LocalHost, 0));
    RawClient client(listener->port());
    client.send(RawClient::handshake());
    QTRY_VERIFY(client.isUpgraded());

    listener.reset();

    QCOMPARE(handler.listeners.front()->closes.size(), 1);
    QCOMPARE(handler.listeners.front()->closes.first().code, quint16(1006));
    QTRY_VERIFY(client.isEnded());
}

PHX_TEST_CLASS(ListenerTest)

} // namespace phx::server

#include "tst_listener.moc"
