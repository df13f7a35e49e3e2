// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/control/controlserver.h"
#include "app/control/loopback.h"
#include "app/workspace/endpointbuilder.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <algorithm>
#include <memory>

using namespace phx;
using namespace phx::app;

namespace {

struct Answer
{
    int status = 0;
    QJsonObject body;
    QByteArray bytes;
};

server::EndpointConfig makeConfig()
{
    Workspace workspace = Workspace::makeDefault();
    workspace.endpoint.listen.port = 0;
    workspace.handlers.first().kind = QStringLiteral("lab");
    return toEndpointConfig(workspace).value();
}

//! A client that remembers every text message and how it was closed.
class Client
{
public:
    Client()
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { m_messages.append(text.toUtf8()); });
    }

    void open(const QString &url)
    {
        m_socket.open(QUrl(url + QStringLiteral("?vsn=2.0.0&user_id=7")));
    }
    void join(const QByteArray &topic)
    {
        m_socket.sendTextMessage(
            QString::fromUtf8(R"(["1","1",")" + topic + R"(","phx_join",{}])"));
    }

    [[nodiscard]] const QWebSocket &socket() const { return m_socket; }
    [[nodiscard]] bool isOpen() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }
    [[nodiscard]] bool hasJoined() const { return isAnywhere(R"("status":"ok")"); }
    [[nodiscard]] bool isAnywhere(QByteArrayView part) const
    {
        return std::any_of(m_messages.cbegin(), m_messages.cend(),
                           [part](const QByteArray &message) { return message.contains(part); });
    }

private:
    QWebSocket m_socket;
    QList<QByteArray> m_messages;
};

} // namespace

class TestControl : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();

    void tellsHealthAndState();
    void broadcastPassesThePayloadTextUntouched();
    void pushReachesOneClient();
    void crashAndCloseOfAChannelReachTheClient();
    void closesWithCodeAndReason();
    void cutsWithoutACloseFrame();
    void disconnectsById();
    void stopIsAskedOfTheOwner();
    void withoutAServerCommandsAreRefused();

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

private:
    Answer send(const QByteArray &bytes);
    Answer get(const QByteArray &path);
    Answer post(const QByteArray &path, const QByteArray &body);
    //! A server and a control API on free ports.
    bool start();
    //! … and m_client in room:lobby.
    bool startAndJoin();
    //! Returns when the snapshot knows of it, too.
    bool join(Client &client);
    [[nodiscard]] QByteArray clientNumber() const;
    //! Of the first client's only channel.
    [[nodiscard]] ChannelState::State channelState() const;

    std::unique_ptr<Hosting> m_hosting;
    std::unique_ptr<ControlServer> m_control;
    std::unique_ptr<Client> m_client;
};

bool TestControl::start()
{
    m_hosting = std::make_unique<Hosting>(makeConfig(), QString());
    if (!m_hosting->open().isEmpty())
        return false;
    m_hosting->startServer();
    m_control = std::make_unique<ControlServer>(*m_hosting);
    const ListenAddress anyPort {.address = QHostAddress(QHostAddress::LocalHost), .port = 0};
    return m_control->listen(anyPort).isEmpty()
        && QTest::qWaitFor([this] { return !m_hosting->webSocketUrl().isEmpty(); });
}

void TestControl::cleanup()
{
    m_client.reset();
    m_control.reset();
    m_hosting.reset();
}

Answer TestControl::send(const QByteArray &bytes)
{
    const QUrl url(m_control->url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write(bytes);
    Answer answer;
    if (QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }))
        answer.bytes = socket.readAll();
    answer.status = answer.bytes.mid(9, 3).toInt();
    answer.body =
        QJsonDocument::fromJson(answer.bytes.mid(answer.bytes.indexOf("\r\n\r\n") + 4)).object();
    return answer;
}

Answer TestControl::get(const QByteArray &path)
{
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

Answer TestControl::post(const QByteArray &path, const QByteArray &body)
{
    return send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: "
                + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

bool TestControl::startAndJoin()
{
    if (!start())
        return false;
    m_client = std::make_unique<Client>();
    return join(*m_client);
}

bool TestControl::join(Client &client)
{
    const qsizetype before = m_hosting->capture().snapshot().clients.size();
    client.open(m_hosting->webSocketUrl());
    if (!QTest::qWaitFor([&client] { return client.isOpen(); }))
        return false;
    client.join("room:lobby");
    return QTest::qWaitFor([this, &client, before] {
        const QList<ClientState> &clients = m_hosting->capture().snapshot().clients;
        return client.hasJoined() && clients.size() > before
            && !clients.constLast().channels.isEmpty();
    });
}

QByteArray TestControl::clientNumber() const
{
    return QByteArray::number(m_hosting->capture().snapshot().clients.constLast().connection);
}

ChannelState::State TestControl::channelState() const
{
    return m_hosting->capture().snapshot().clients.constFirst().channels.constFirst().state;
}

void TestControl::tellsHealthAndState()
{
    QVERIFY(startAndJoin());

    const Answer health = get("/health");
    const Answer state = get("/state");

    QCOMPARE(health.status, 200);
    QCOMPARE(health.body.value(QLatin1String("listening")).toBool(), true);
    QCOMPARE(health.body.value(QLatin1String("recording")).toString(), QStringLiteral("recording"));
    QCOMPARE(state.status, 200);
    QVERIFY(state.bytes.contains("content-type: application/json; charset=utf-8\r\n"));
    QVERIFY(state.bytes.contains("cache-control: no-store\r\n"));
    const QJsonObject client =
        state.body.value(QLatin1String("clients")).toArray().at(0).toObject();
    QCOMPARE(client.value(QLatin1String("socket_id")).toString(), QStringLiteral("user_sockets:7"));
    QCOMPARE(client.value(QLatin1String("connected")).toBool(), true);
    const QJsonObject channel = client.value(QLatin1String("channels")).toArray().at(0).toObject();
    QCOMPARE(channel.value(QLatin1String("topic")).toString(), QStringLiteral("room:lobby"));
    QCOMPARE(channel.value(QLatin1String("state")).toString(), QStringLiteral("joined"));
    QCOMPARE(state.body.value(QLatin1String("server"))
                 .toObject()
                 .value(QLatin1String("websocket_url"))
                 .toString(),
             m_hosting->webSocketUrl());
}

void TestControl::broadcastPassesThePayloadTextUntouched()
{
    QVERIFY(startAndJoin());

    const Answer answer = post(
        "/broadcast",
        R"({"topic":"room:lobby","event":"ext","payload":{"n": 12345678901234567890, "a":1.50}})");

    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.value(QLatin1String("subscribers")).toInt(), 1);
    QTRY_VERIFY(m_client->isAnywhere(
        R"([null,null,"room:lobby","ext",{"n": 12345678901234567890, "a":1.50}])"));
}

void TestControl::pushReachesOneClient()
{
    QVERIFY(startAndJoin());
    Client other;
    QVERIFY(join(other));
    const QByteArray first =
        QByteArray::number(m_hosting->capture().snapshot().clients.constFirst().connection);

    const Answer pushed =
        post("/push", R"({"client":)" + first + R"(,"topic":"room:lobby","event":"one"})");
    const Answer broadcast = post("/broadcast", R"({"topic":"room:lobby","event":"all"})");

    QCOMPARE(pushed.status, 200);
    QCOMPARE(broadcast.status, 200);
    QTRY_VERIFY(m_client->isAnywhere(R"("room:lobby","one",{}])"));
    QTRY_VERIFY(other.isAnywhere("\"all\""));
    QVERIFY(!other.isAnywhere("\"one\""));
}

void TestControl::crashAndCloseOfAChannelReachTheClient()
{
    QVERIFY(startAndJoin());
    const QByteArray target = R"({"client":)" + clientNumber() + R"(,"topic":"room:lobby"})";

    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^channel crashed")));
    QCOMPARE(post("/channel/crash", target).status, 200);

    QTRY_VERIFY(m_client->isAnywhere("\"phx_error\""));
    QTRY_COMPARE(channelState(), ChannelState::State::Crashed);
    QCOMPARE(post("/channel/crash", target).status, 404);
    m_client->join("room:lobby");
    QTRY_COMPARE(channelState(), ChannelState::State::Joined);
    QCOMPARE(post("/channel/close", target).status, 200);
    QTRY_VERIFY(m_client->isAnywhere("\"phx_close\""));
}

void TestControl::closesWithCodeAndReason()
{
    QVERIFY(startAndJoin());

    const Answer answer =
        post("/close", R"({"client":)" + clientNumber() + R"(,"code":4001,"reason":"déjà"})");

    QCOMPARE(answer.status, 200);
    QTRY_COMPARE(m_client->socket().state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(static_cast<int>(m_client->socket().closeCode()), 4001);
    QCOMPARE(m_client->socket().closeReason(), QStringLiteral(u"déjà"));
}

void TestControl::cutsWithoutACloseFrame()
{
    QVERIFY(startAndJoin());

    const Answer answer = post("/cut", R"({"client":)" + clientNumber() + R"(,"reset":true})");

    QCOMPARE(answer.status, 200);
    QTRY_COMPARE(m_client->socket().state(), QAbstractSocket::UnconnectedState);
    QVERIFY(m_client->socket().closeCode() != QWebSocketProtocol::CloseCodeNormal
            || m_client->socket().closeReason().isEmpty());
    QTRY_VERIFY(!m_hosting->capture().snapshot().clients.constFirst().connected);
    QCOMPARE(m_hosting->capture().snapshot().clients.constFirst().closeCode, quint16(1006));
}

void TestControl::disconnectsById()
{
    QVERIFY(startAndJoin());

    const Answer nobody = post("/disconnect", R"({"socket_id":"user_sockets:8"})");
    const Answer found = post("/disconnect", R"({"socket_id":"user_sockets:7"})");

    QCOMPARE(nobody.status, 200);
    QCOMPARE(nobody.body.value(QLatin1String("clients")).toInt(-1), 0);
    QCOMPARE(found.body.value(QLatin1String("clients")).toInt(), 1);
    QTRY_COMPARE(m_client->socket().state(), QAbstractSocket::UnconnectedState);
}

void TestControl::stopIsAskedOfTheOwner()
{
    QVERIFY(start());
    QSignalSpy asked(m_control.get(), &ControlServer::stopRequested);

    const Answer answer = post("/stop", "");

    QCOMPARE(answer.status, 200);
    QCOMPARE(asked.count(), 1);
}

void TestControl::withoutAServerCommandsAreRefused()
{
    QVERIFY(start());
    m_hosting->stopServer();
    QTRY_COMPARE(m_hosting->endpoint().status().state, server::EndpointStatus::State::Stopped);

    QCOMPARE(get("/health").status, 503);
    QCOMPARE(get("/state").status, 200);
    const Answer answer = post("/broadcast", R"({"topic":"a","event":"b"})");
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.body.value(QLatin1String("error")).toString(),
             QStringLiteral("The server is not running."));
}

void TestControl::refusesWebPages_data()
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

void TestControl::refusesWebPages()
{
    QFETCH(QByteArray, fields);
    QVERIFY(start());

    const Answer answer = send("POST /stop HTTP/1.1\r\n" + fields + "Content-Length: 0\r\n\r\n");

    QCOMPARE(answer.status, 403);
    QVERIFY(!answer.body.value(QLatin1String("error")).toString().isEmpty());
}

void TestControl::refusesBadRequests_data()
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

void TestControl::refusesBadRequests()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, words);
    QVERIFY(start());

    const Answer answer = body.isNull() ? get(path) : post(path, body);

    const QString error = answer.body.value(QLatin1String("error")).toString();
    QVERIFY2(error.contains(words), answer.bytes.constData());
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.body.size(), 1);
}

void TestControl::unknownClientsAndTopicsAreNotFound_data()
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

void TestControl::unknownClientsAndTopicsAreNotFound()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QVERIFY(startAndJoin());

    const Answer answer = post(path, body.replace("%1", clientNumber()));

    QCOMPARE(answer.status, 404);
}

void TestControl::aBodyAboveOneMebibyteIsRefused()
{
    QVERIFY(start());
    const QByteArray head = R"({"topic":"a","event":"e","payload":{"x":")";
    const QByteArray tail = "\"}}";
    const qsizetype room = 1024 * 1024 - head.size() - tail.size();

    QCOMPARE(post("/broadcast", head + QByteArray(room, 'x') + tail).status, 200);
    QCOMPARE(post("/broadcast", head + QByteArray(room + 1, 'x') + tail).status, 413);
}

void TestControl::bytesInPiecesAreOneRequest()
{
    QVERIFY(start());
    const QByteArray bytes =
        "POST /broadcast HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 25\r\n\r\n"
        R"({"topic":"a","event":"b"})";
    const QUrl url(m_control->url());
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

void TestControl::listensOnLoopbackOnly()
{
    QVERIFY(start());
    ControlServer other(*m_hosting);

    const QString everywhere =
        other.listen({.address = QHostAddress(QHostAddress::AnyIPv4), .port = 0});
    const QString taken =
        other.listen({.address = QHostAddress(QHostAddress::LocalHost),
                      .port = static_cast<quint16>(QUrl(m_control->url()).port())});

    QVERIFY(everywhere.contains(QStringLiteral("loopback address only")));
    QVERIFY(taken.startsWith(QStringLiteral("The control API cannot listen on 127.0.0.1:")));
    QCOMPARE(other.url(), QString());
}

void TestControl::knowsLoopbackNames_data()
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

void TestControl::knowsLoopbackNames()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isLoopback);

    QCOMPARE(isLoopbackHost(host), isLoopback);
}

PHX_TEST_CLASS(TestControl)

#include "tst_control.moc"
