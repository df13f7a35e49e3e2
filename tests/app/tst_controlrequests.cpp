// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/loopback.h"
#include "tests/app/controlfixture.h"
#include "tests/support/testcase.h"

#include <QTcpSocket>

using namespace phx;
using namespace phx::app;
using namespace phx::test;

class TestControlRequests : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWebPages_data();
    void refusesWebPages();
    void refusesBadRequests_data();
    void refusesBadRequests();
    void unknownClientsAndTopicsAreNotFound_data();
    void unknownClientsAndTopicsAreNotFound();
    void aBodyAboveOneMebibyteIsRefused();
    void bytesInPiecesAreOneRequest();
    void listensOnLoopbackOnly();
    void knowsLoopbackNames_data();
    void knowsLoopbackNames();
};

void TestControlRequests::refusesWebPages_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("another site") << QByteArray(
        "Host: localhost\r\nOrigin: https://evil.example\r\n");
    QTest::newRow("a local page") << QByteArray("Host: localhost\r\nOrigin: http://localhost\r\n");
    QTest::newRow("origin null") << QByteArray("Host: localhost\r\nOrigin: null\r\n");
    QTest::newRow("origin empty") << QByteArray("Host: localhost\r\nOrigin:\r\n");
    QTest::newRow("rebound name") << QByteArray("Host: evil.example:80\r\n");
    QTest::newRow("name that ends alike") << QByteArray("Host: evillocalhost\r\n");
    QTest::newRow("another address") << QByteArray("Host: 192.168.1.2\r\n");
}

void TestControlRequests::refusesWebPages()
{
    QFETCH(QByteArray, fields);
    ControlFixture fixture;
    QVERIFY(fixture.start());

    const Answer answer =
        fixture.send("POST /stop HTTP/1.1\r\n" + fields + "Content-Length: 0\r\n\r\n");

    QCOMPARE(answer.status, 403);
    QVERIFY(!answer.body.value(QLatin1String("error")).toString().isEmpty());
}

void TestControlRequests::refusesBadRequests_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body"); // null: GET
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *path, const QByteArray &body, int status,
                        const char *words) {
        QTest::newRow(name) << QByteArray(path) << body << status << QString::fromLatin1(words);
    };

    row("no such path", "/nothing", {}, 404, "There is no /nothing.");
    row("path with slash", "/state/", {}, 404, "There is no /state/.");
    row("GET of a command", "/broadcast", {}, 405, "takes POST only");
    row("POST of the state", "/state", "{}", 405, "takes GET only");
    row("query", "/state?a=1", {}, 400, "takes no query");
    row("no JSON", "/broadcast", "topic=a", 400, "expected a value, found 't' (line 1, column 1)");
    row("no object", "/broadcast", "[]", 400, "the request must be an object, not a list");
    row("no topic", "/broadcast", R"({"event":"e"})", 400, "needs the key \"topic\"");
    row("topic empty", "/broadcast", R"({"topic":"","event":"e"})", 400,
        "\"topic\" must be a text of 1 to 1024 bytes");
    row("topic number", "/broadcast", R"({"topic":1,"event":"e"})", 400,
        "\"topic\" must be a text");
    row("key twice", "/broadcast", R"({"topic":"a","topic":"b","event":"e"})", 400, "stands twice");
    row("unknown key", "/broadcast", R"({"topics":"a"})", 400, "did you mean \"topic\"?");
    row("payload list", "/broadcast", R"({"topic":"a","event":"e","payload":[1]})", 400,
        "\"payload\" must be an object, not a list");
    row("payload syntax", "/broadcast", "{\"topic\":\"a\",\n\"payload\":{,}}", 400,
        "(line 2, column 12)");
    row("client text", "/cut", R"({"client":"c1"})", 400,
        "\"client\" must be a whole number from 1");
    row("client 0", "/cut", R"({"client":0})", 400, "not 0");
    row("reset number", "/cut", R"({"client":1,"reset":1})", 400,
        "\"reset\" must be true or false");
    row("code 999", "/close", R"({"client":1,"code":999})", 400, "from 1000 to 4999, not 999");
    row("code 1006", "/close", R"({"client":1,"code":1006})", 400, "\"code\" 1006 is never sent");
    row("reason long", "/close", R"({"client":1,"reason":")" + QByteArray(124, 'x') + "\"}", 400,
        "at most 123 bytes");
    row("stop with a field", "/stop", R"({"now":true})", 400, "unknown key \"now\"");
}

void TestControlRequests::refusesBadRequests()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, words);
    ControlFixture fixture;
    QVERIFY(fixture.start());

    const Answer answer = body.isNull() ? fixture.get(path) : fixture.post(path, body);

    const QString error = answer.body.value(QLatin1String("error")).toString();
    QVERIFY2(error.contains(words), answer.bytes.constData());
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body.size(), 1);
}

void TestControlRequests::unknownClientsAndTopicsAreNotFound_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("cut") << QByteArray("/cut") << QByteArray(R"({"client":99999})");
    QTest::newRow("close") << QByteArray("/close") << QByteArray(R"({"client":99999})");
    QTest::newRow("push, client") << QByteArray(
        "/push") << QByteArray(R"({"client":99999,"topic":"room:lobby","event":"e"})");
    QTest::newRow("push, topic") << QByteArray("/push")
                                 << QByteArray(R"({"client":%1,"topic":"room:other","event":"e"})");
    QTest::newRow("crash, topic") << QByteArray("/channel/crash")
                                  << QByteArray(R"({"client":%1,"topic":"room:other"})");
    QTest::newRow("close, topic") << QByteArray("/channel/close")
                                  << QByteArray(R"({"client":%1,"topic":"room:other"})");
}

void TestControlRequests::unknownClientsAndTopicsAreNotFound()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer answer = fixture.post(path, body.replace("%1", fixture.clientNumber()));

    QCOMPARE(answer.status, 404);
}

void TestControlRequests::aBodyAboveOneMebibyteIsRefused()
{
    ControlFixture fixture;
    QVERIFY(fixture.start());
    const QByteArray head = R"({"topic":"a","event":"e","payload":{"x":")";
    const QByteArray tail = "\"}}";
    const qsizetype room = 1024 * 1024 - head.size() - tail.size();

    QCOMPARE(fixture.post("/broadcast", head + QByteArray(room, 'x') + tail).status, 200);
    QCOMPARE(fixture.post("/broadcast", head + QByteArray(room + 1, 'x') + tail).status, 413);
}

void TestControlRequests::bytesInPiecesAreOneRequest()
{
    ControlFixture fixture;
    QVERIFY(fixture.start());
    const QByteArray bytes =
        "POST /broadcast HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 25\r\n\r\n"
        R"({"topic":"a","event":"b"})";
    const QUrl url(fixture.control->url());
    QTcpSocket socket;
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);

    for (const char byte : bytes) {
        socket.write(&byte, 1);
        socket.flush();
        QCoreApplication::processEvents();
    }

    QTRY_COMPARE(socket.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(socket.readAll().startsWith("HTTP/1.1 200 "));
}

void TestControlRequests::listensOnLoopbackOnly()
{
    ControlFixture fixture;
    QVERIFY(fixture.start());
    ControlServer other(*fixture.hosting);

    const QString everywhere =
        other.listen({.address = QHostAddress(QHostAddress::AnyIPv4), .port = 0});
    const QString taken =
        other.listen({.address = QHostAddress(QHostAddress::LocalHost),
                      .port = static_cast<quint16>(QUrl(fixture.control->url()).port())});

    QVERIFY(everywhere.contains(QStringLiteral("loopback address only")));
    QVERIFY(taken.startsWith(QStringLiteral("The control API cannot listen on 127.0.0.1:")));
    QCOMPARE(other.url(), QString());
}

void TestControlRequests::knowsLoopbackNames_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isLoopback");
    for (const char *host : {"localhost", "LOCALHOST:80", "app.localhost", "127.0.0.1",
                             "127.1.2.3:65535", "[::1]", "[::1]:80"})
        QTest::newRow(host) << QByteArray(host) << true;
    for (const char *host :
         {"", ":80", "localhost:", "localhost:80x", "localhost:65536", ".localhost", "localhost.",
          "127.1", "2130706433", "0.0.0.0", "[::]", "::1", "127.0.0.1.evil.example",
          "localhost.evil.example", "localhost@evil.example", "a:b@localhost"})
        QTest::newRow(host) << QByteArray(host) << false;
}

void TestControlRequests::knowsLoopbackNames()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isLoopback);

    QCOMPARE(isLoopbackHost(host), isLoopback);
}

PHX_TEST_CLASS(TestControlRequests)

#include "tst_controlrequests.moc"
