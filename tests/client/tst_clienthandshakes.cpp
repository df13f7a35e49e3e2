// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/client/wirefixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

//! \brief The opening of a WebSocket against servers that know better.
//!
//! Numbers are those of the faults of Qt 6.4's own WebSocket client in the reliability study, §2.1.
class TestClientHandshakes : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void q27_aSilentServerIsGivenUpOn_data();
    void q27_aSilentServerIsGivenUpOn();
    void q28_whatIsNoHandshakeEndsTheConnection_data();
    void q28_whatIsNoHandshakeEndsTheConnection();
    void q29_anEndlessHeadIsOneErrorAndEnds_data();
    void q29_anEndlessHeadIsOneErrorAndEnds();
    void q30_legalHandshakesAreAccepted_data();
    void q30_legalHandshakesAreAccepted();
    void q30_whatWasNotAskedForIsRefused_data();
    void q30_whatWasNotAskedForIsRefused();
    void theRequestSaysWhatTheUrlAndTheOptionsSay();
    void theUrlIsSentByteForByte_data();
    void theUrlIsSentByteForByte();
    void whatCannotBeSentIsNotSent_data();
    void whatCannotBeSentIsNotSent();
    void aConnectionThatIsCutWhileItOpensTellsOnlyThat();
};

void TestClientHandshakes::q27_aSilentServerIsGivenUpOn_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QByteArray>("sentence");
    const QByteArray late = "The server did not answer the WebSocket handshake within 100 ms.";
    QTest::newRow("no word") << QByteArray("ws") << QByteArray() << late;
    QTest::newRow("half a head") << QByteArray("ws") << QByteArray("HTTP/1.1 101 Yes\r\nUp")
                                 << late;
    QTest::newRow("no word of TLS")
        << QByteArray("wss") << QByteArray()
        << QByteArray("The server did not finish the TLS handshake within 100 ms.");
}

void TestClientHandshakes::q27_aSilentServerIsGivenUpOn()
{
    QFETCH(const QByteArray, scheme);
    QFETCH(const QByteArray, words);
    QFETCH(const QByteArray, sentence);
    StubbornServer server;
    server.answer = [&words](QTcpSocket &connection, QByteArray &) { connection.write(words); };
    client::NetworkOptions network = WireClient::quick();
    network.handshakeTimeout = 100ms;

    WireClient client(scheme + server.url().mid(2), network);

    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.told, (QByteArrayList {"failed", "closed 1006"}));
    QCOMPARE(client.cause, client::TransportError::Cause::Silent);
    QCOMPARE(client.status, 0);
    QVERIFY2(client.sentence.endsWith(": " + sentence), client.sentence);
    QTRY_VERIFY(server.isEnded(0));
}

void TestClientHandshakes::q28_whatIsNoHandshakeEndsTheConnection_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &answer, int status,
                        const char *sentence) {
        QTest::newRow(name) << answer << status << QByteArray(sentence);
    };
    const QByteArray yes = "HTTP/1.1 101 Switching Protocols\r\n";
    const QByteArray forbidden = "HTTP/1.1 403 Forbidden\r\n";
    row("403", forbidden + "Content-Length: 0\r\n\r\n", 403, "403 (\"Forbidden\") instead of 101.");
    row("403 with a text",
        forbidden + "Content-Type: text/plain\r\nContent-Length: 8\r\n\r\nno entry", 403,
        "403 (\"Forbidden\") instead of 101. It says: \"no entry\"");
    row("403 with a page",
        forbidden + "Content-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>no</p>", 403,
        "403 (\"Forbidden\") instead of 101.");
    row("404 without a phrase", "HTTP/1.1 404\r\n\r\n", 404, "404 instead of 101.");
    row("a page", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", 200, "200 (\"OK\")");
    row("a redirection", "HTTP/1.1 302 Found\r\nLocation: /there\r\n\r\n", 302, "302 (\"Found\")");
    row("503 after an interim answer", "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 503 Busy\r\n\r\n",
        503, "503 (\"Busy\")");
    row("garbage", "SSH-2.0-OpenSSH_9.2\r\n", 0, "does not begin with HTTP/1.1");
    row("TLS", QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7), 0, "looks like TLS");
    row("a wrong key",
        yes
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
              "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n",
        0, "not \"AAAAAAAAAAAAAAAAAAAAAAAAAAA=\"");
    row("no key", yes + "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n", 0, "not none");
    row("bare line feeds", "HTTP/1.1 101 Yes\nUpgrade: websocket\n\n", 0,
        "ends without a carriage return");
    row("no word but the end", "", 0, "The server closed the connection during the handshake.");
}

void TestClientHandshakes::q28_whatIsNoHandshakeEndsTheConnection()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const int, status);
    QFETCH(const QByteArray, sentence);
    StubbornServer server;
    server.answer = [&answer](QTcpSocket &connection, QByteArray &) {
        if (answer.isEmpty())
            connection.disconnectFromHost();
        else
            connection.write(answer);
    };

    WireClient client(server.url());

    // By the client: the server keeps it open.
    QTRY_VERIFY(server.isEnded(0));
    QTRY_COMPARE(client.told, (QByteArrayList {"failed", "closed 1006"}));
    using Cause = client::TransportError::Cause;
    QCOMPARE(client.cause,
             answer.isEmpty()  ? Cause::Closed
                 : status != 0 ? Cause::Refused
                               : Cause::Unusable);
    QCOMPARE(client.status, status);
    QVERIFY2(client.sentence.contains(sentence), client.sentence);
    QVERIFY2(client.sentence.startsWith(server.url().mid(5, 12)), client.sentence);
}

void TestClientHandshakes::q29_anEndlessHeadIsOneErrorAndEnds_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("one long field") << QByteArray(60'000, 'x');
    QTest::newRow("fields") << QByteArray("X-Endless: x\r\n");
    QTest::newRow("interim answers") << QByteArray("\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n");
}

void TestClientHandshakes::q29_anEndlessHeadIsOneErrorAndEnds()
{
    QFETCH(const QByteArray, piece);
    StubbornServer server;
    QTimer flood;
    connect(&flood, &QTimer::timeout, &server, [&] {
        if (server.connections.constFirst()->state() == QAbstractSocket::ConnectedState)
            server.connections.constFirst()->write(piece);
    });
    server.answer = [&flood](QTcpSocket &connection, QByteArray &request) {
        request.clear();
        connection.write("HTTP/1.1 102 Processing\r\n");
        flood.start(0);
    };

    WireClient client(server.url());

    QTRY_VERIFY(server.isEnded(0));
    QCOMPARE(client.told, (QByteArrayList {"failed", "closed 1006"}));
    QVERIFY2(client.sentence.contains("too "), client.sentence);
}

void TestClientHandshakes::q30_legalHandshakesAreAccepted_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("isCut");
    const auto row = [](const char *name, const char *fields) {
        QTest::addRow("%s", name) << QByteArray(fields) << false;
        QTest::addRow("%s, byte by byte", name) << QByteArray(fields) << true;
    };
    row("plain", "Upgrade: websocket\r\nConnection: Upgrade\r\n");
    row("a list", "Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n");
    row("two lines", "Connection: keep-alive\r\nUpgrade: WebSocket\r\nConnection: upgrade\r\n");
    row("a subprotocol that was asked for",
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Protocol: phoenix\r\n");
}

void TestClientHandshakes::q30_legalHandshakesAreAccepted()
{
    QFETCH(const QByteArray, fields);
    QFETCH(const bool, isCut);
    StubbornServer server;
    QByteArray left;
    QTimer pieces;
    server.answer = [&](QTcpSocket &connection, QByteArray &request) {
        left = "HTTP/1.1 101 Switching Protocols\r\n" + fields + "Sec-WebSocket-Accept: "
            + StubbornServer::acceptOf(request) + "\r\n\r\n" + serverFrame({.payload = "hé"});
        request.clear();
        connection.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(&pieces, &QTimer::timeout, &connection, [&left, &connection, isCut] {
            const qsizetype size = isCut ? 1 : left.size();
            connection.write(left.left(size));
            left.remove(0, size);
        });
        pieces.start(0);
    };

    WireClient client(server.url(), WireClient::quick(), QByteArray("secret"));

    // What comes with the head is not lost (Q15).
    QTRY_COMPARE(client.told, (QByteArrayList {"open", "text hé"}));
}

void TestClientHandshakes::q30_whatWasNotAskedForIsRefused_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("an extension") << QByteArray("Sec-WebSocket-Extensions: permessage-deflate")
                                  << QByteArray(
                                         "no sec-websocket-extensions, as none was offered, not "
                                         "\"permessage-deflate\".");
    QTest::newRow("a subprotocol")
        << QByteArray("Sec-WebSocket-Protocol: phoenix")
        << QByteArray("no sec-websocket-protocol, as none was asked for, not \"phoenix\".");
}

void TestClientHandshakes::q30_whatWasNotAskedForIsRefused()
{
    QFETCH(const QByteArray, field);
    QFETCH(const QByteArray, sentence);
    StubbornServer server;
    server.answer = [&field](QTcpSocket &connection, QByteArray &request) {
        connection.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                         "Connection: Upgrade\r\nSec-WebSocket-Accept: "
                         + StubbornServer::acceptOf(request) + "\r\n" + field + "\r\n\r\n");
    };

    WireClient client(server.url());

    QTRY_VERIFY(server.isEnded(0));
    QCOMPARE(client.told, (QByteArrayList {"failed", "closed 1006"}));
    QVERIFY2(client.sentence.endsWith(sentence), client.sentence);
}

void TestClientHandshakes::theRequestSaysWhatTheUrlAndTheOptionsSay()
{
    WireServer server;
    client::NetworkOptions network = WireClient::quick();
    network.origin = "https://app.example";
    network.headers = {{"User-Agent", "test/1"}, {"X-Tenant", "a"}};
    QByteArray url = server.url() + "/websocket?vsn=2.0.0";
    url.replace("127.0.0.1", "ann:p%40ss@127.0.0.1");

    WireClient client(url, network, QByteArray("to ken"));

    QTRY_COMPARE(client.told, QByteArrayList {"open"});
    QVERIFY2(server.head.startsWith("GET /socket/websocket?vsn=2.0.0 HTTP/1.1\r\nhost: 127.0.0.1:"),
             server.head);
    for (const QByteArray &field :
         QByteArrayList {"origin: https://app.example", "user-agent: test/1", "x-tenant: a",
                         "authorization: Basic " + QByteArray("ann:p@ss").toBase64(),
                         "sec-websocket-protocol: phoenix, base64url.bearer.phx.dG8ga2Vu"})
        QVERIFY2(server.head.contains("\r\n" + field + "\r\n"), field + " in " + server.head);
    QVERIFY(!server.head.contains("extensions"));
}

void TestClientHandshakes::theUrlIsSentByteForByte_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("sent");
    const auto row = [](const char *target, const char *sent) {
        QTest::newRow(sent) << QByteArray(target) << QByteArray(sent);
    };
    row("/socket/websocket?a=%zz&&b+c=%2f", "/socket/websocket?a=%zz&&b+c=%2f");
    row("", "/");
    row("?a=b", "/?a=b");
    row("//double/../dots", "//double/../dots");
    row("/a#fragment", "/a");
    row("/a b?ü", "/a%20b?%C3%BC");
    row("/a\r\nX-Evil: b", "/a%0D%0AX-Evil:%20b");
}

void TestClientHandshakes::theUrlIsSentByteForByte()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, sent);
    WireServer server;

    WireClient client(server.url().replace("/socket", target));

    QTRY_COMPARE(client.told, QByteArrayList {"open"});
    QVERIFY2(server.head.startsWith("GET " + sent + " HTTP/1.1\r\n"), server.head);
}

void TestClientHandshakes::whatCannotBeSentIsNotSent_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("a second line in a header")
        << QByteArray("ws://127.0.0.1:1/") << QByteArray("a\r\nX-Evil: b")
        << QByteArray("The header field \"x-test\" holds a control character.");
    for (const char *url : {"ftp://127.0.0.1/", "ws:/127.0.0.1", "ws://", "ws://[::1/", "nonsense",
                            "ws://127.0.0.1:99999/", "ws://a b/"}) {
        QTest::newRow(url) << QByteArray(url) << QByteArray("a")
                           << QByteArray("A WebSocket needs a URL like ws://127.0.0.1:4000/");
    }
}

void TestClientHandshakes::whatCannotBeSentIsNotSent()
{
    QFETCH(const QByteArray, url);
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, sentence);
    client::NetworkOptions network = WireClient::quick();
    network.headers = {{"X-Test", header}};

    WireClient client(url, network);

    QVERIFY(client.told.isEmpty());
    QTRY_COMPARE(client.told, (QByteArrayList {"failed", "closed 1006"}));
    QVERIFY2(client.sentence.contains(sentence), client.sentence);
}

void TestClientHandshakes::aConnectionThatIsCutWhileItOpensTellsOnlyThat()
{
    StubbornServer server;
    WireClient closed(server.url());
    WireClient cut(server.url());
    QTRY_COMPARE(server.connections.size(), 2);

    closed.transport->close(1000, {});
    cut.transport->cut();

    QVERIFY(closed.told.isEmpty());
    QVERIFY(cut.told.isEmpty());
    QTRY_COMPARE(closed.told, QByteArrayList {"closed 1006"});
    QTRY_COMPARE(cut.told, QByteArrayList {"closed 1006"});
    QTRY_VERIFY(server.isEnded(0) && server.isEnded(1));
}

PHX_TEST_CLASS(TestClientHandshakes)

} // namespace phx::test

#include "tst_clienthandshakes.moc"
