// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/guidehandler.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"
#include "tests/support/wireclient.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QWebSocket>

using namespace phx;
using namespace std::chrono_literals;
using protocol::Payload;
using server::EndpointConfig;
using server::EndpointStatus;
using server::EndpointThread;

namespace {

//! An independent client: QtWebSockets, and what it has received.
class Client
{
public:
    explicit Client(quint16 port)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { received.append(text.toUtf8()); });
        socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/socket/websocket?vsn=2.0.0").arg(port)));
    }
    [[nodiscard]] bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }
    void send(const char *text) { socket.sendTextMessage(QString::fromUtf8(text)); }
    void join() { send(R"(["1","1","room:lobby","phx_join",{}])"); }

    QWebSocket socket;
    QByteArrayList received;
};

EndpointConfig guideConfig()
{
    EndpointConfig config;
    config.port = 0;
    config.sockets.append({.path = "/socket",
                           .handler = std::make_shared<server::GuideHandler>(),
                           .webSocket = {},
                           .checkOrigin = {},
                           .errorAnswers = {}});
    config.pages.insert("/", {"text/html; charset=utf-8", "<p>hello</p>"});
    return config;
}

//! The number that the newest observed event names; 0 if none came within five seconds.
quint64 connectionOfLastEvent(const EndpointThread &endpoint)
{
    std::vector<tap::TapEvent> events;
    const bool isThere = QTest::qWaitFor([&] {
        endpoint.taps().front()->drain(events);
        return !events.empty() && events.back().connection != 0;
    });
    return isThere ? events.back().connection : 0;
}

const QByteArray JoinReply = R"(["1","1","room:lobby","phx_reply",{"response":{},"status":"ok"}])";

} // namespace

//! The endpoint in its threads, with real clients over loopback.
class EndpointTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void startsServesAndRestarts()
    {
        EndpointThread endpoint;
        EndpointConfig config = guideConfig();

        endpoint.start(config);
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        const quint16 port = endpoint.status().port;
        {
            Client client(port);
            QTRY_VERIFY(client.isOpen());
            client.join();
            QTRY_COMPARE(client.received, QByteArrayList {JoinReply});
        }
        // QtWebSockets does not tell 1012, so the drain is watched on the wire.
        test::WireClient raw(port);
        QCOMPARE(raw.upgrade("/socket/websocket?vsn=2.0.0", {}).status, 101);
        raw.sendText(R"(["1","1","room:lobby","phx_join",{}])");
        QCOMPARE(raw.next().data, JoinReply);
        endpoint.stop();
        const test::WireEvent close = raw.next();
        QCOMPARE(close.kind, test::WireEvent::Kind::Close);
        QCOMPARE(close.code, 1012);
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Stopped);

        config.port = port;
        endpoint.start(config);
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        QCOMPARE(endpoint.status().port, port);
        QCOMPARE(endpoint.taps().size(), size_t(1));

        std::vector<tap::TapEvent> events;
        endpoint.taps().front()->drain(events);
        QList<tap::EventKind> turns;
        for (const tap::TapEvent &event : events) {
            if (event.kind == tap::EventKind::ServerStarted
                || event.kind == tap::EventKind::ServerStopped)
                turns.append(event.kind);
        }
        QCOMPARE(
            turns,
            (QList<tap::EventKind> {tap::EventKind::ServerStarted, tap::EventKind::ServerStopped,
                                    tap::EventKind::ServerStarted}));
    }
    void aTakenPortIsASentenceOrTheNextOne()
    {
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost));
        EndpointConfig config = guideConfig();
        config.port = squatter.serverPort();

        EndpointThread refused;
        refused.start(config);
        QTRY_COMPARE(refused.status().state, EndpointStatus::State::Failed);
        QVERIFY(refused.status().error.contains(QString::number(squatter.serverPort())));

        config.portAttempts = 20;
        EndpointThread next;
        next.start(config);
        QTRY_COMPARE(next.status().state, EndpointStatus::State::Listening);
        QVERIFY(next.status().port != squatter.serverPort());
        QCOMPARE(next.status().wantedPort, squatter.serverPort());
    }
    void commandsReachTheClientTheyName()
    {
        EndpointThread endpoint;
        endpoint.start(guideConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Client client(endpoint.status().port);
        QTRY_VERIFY(client.isOpen());
        client.join();
        QTRY_COMPARE(client.received.size(), 1);
        const quint64 connection = connectionOfLastEvent(endpoint);
        client.received.clear();
        QTest::ignoreMessage(QtWarningMsg, "channel crashed: crashed by hand");

        endpoint.broadcast("room:lobby", "ext", Payload::json(R"({"n":1.0})"));
        endpoint.push(connection, "room:lobby", "only_you", Payload());
        endpoint.crashChannel(connection, "room:lobby");
        QTRY_COMPARE(client.received.size(), 3);
        QCOMPARE(
            client.received,
            (QByteArrayList {R"([null,null,"room:lobby","ext",{"n":1.0}])",
                             R"(["1",null,"room:lobby","only_you",{}])",
                             R"(["1","1","room:lobby","phx_error",{"reason":"channel_crash"}])"}));

        endpoint.closeConnection(connection, 4000, "by hand");
        QTRY_COMPARE(client.socket.closeReason(), QStringLiteral("by hand"));
        QCOMPARE(int(client.socket.closeCode()), 4000);
    }
    void oneClientIsLeftOutAndARawFrameGoesOutAsItIs()
    {
        EndpointThread endpoint;
        endpoint.start(guideConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Client client(endpoint.status().port);
        QTRY_VERIFY(client.isOpen());
        client.join();
        QTRY_COMPARE(client.received.size(), 1);
        const quint64 connection = connectionOfLastEvent(endpoint);
        client.received.clear();

        endpoint.broadcast("room:lobby", "not_you", Payload(), connection);
        endpoint.sendFrame(connection, {protocol::Opcode::Text, "[1,"});
        endpoint.sendFrame(connection,
                           {protocol::Opcode::Text, R"([null,null,"room:lobby","raw",{}])"});
        QTRY_COMPARE(client.received.size(), 2);

        QCOMPARE(client.received, (QByteArrayList {"[1,", R"([null,null,"room:lobby","raw",{}])"}));
        std::vector<tap::TapEvent> events;
        endpoint.taps().front()->drain(events);
        QCOMPARE(events.size(), size_t(3));
        QCOMPARE(events[0].kind, tap::EventKind::FanOut);
        QVERIFY(events[0].recipients.isEmpty());
        QCOMPARE(events[1].kind, tap::EventKind::Undecodable);
        QCOMPARE(events[1].direction, tap::Direction::Out);
        QCOMPARE(events[1].frame, QByteArray("[1,"));
        QCOMPARE(events[2].kind, tap::EventKind::MessageOut);
        QCOMPARE(events[2].event, QByteArray("raw"));
    }
    void aCutConnectionHasNoCloseFrame()
    {
        EndpointThread endpoint;
        endpoint.start(guideConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Client client(endpoint.status().port);
        QTRY_VERIFY(client.isOpen());
        endpoint.cutConnection(connectionOfLastEvent(endpoint), server::Transport::Cut::Fin);

        QTRY_COMPARE(client.socket.state(), QAbstractSocket::UnconnectedState);
        QVERIFY(int(client.socket.closeCode()) != 1001);
    }
    void nodesOfOneProcessShareTheirBroadcasts()
    {
        EndpointThread endpoint;
        EndpointConfig config = guideConfig();
        config.threads = 2;
        endpoint.start(config);
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        Client a(endpoint.status().port);
        QTRY_VERIFY(a.isOpen());
        Client b(endpoint.status().port);
        QTRY_VERIFY(b.isOpen());
        a.join();
        b.join();
        QTRY_COMPARE(a.received.size(), 1);
        QTRY_COMPARE(b.received.size(), 1);

        a.send(R"(["1","2","room:lobby","new_msg",{"body":"こんにちは","more":1}])");

        const QByteArray expected = R"([null,null,"room:lobby","new_msg",{"body":"こんにちは"}])";
        QTRY_COMPARE(a.received.size(), 2);
        QTRY_COMPARE(b.received.size(), 2);
        QCOMPARE(a.received.last(), expected);
        QCOMPARE(b.received.last(), expected);
        QCOMPARE(endpoint.taps().size(), size_t(2));
    }
    void pagesAndHostsAreAnsweredStrictly_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("statusLine");

        const auto row = [](const char *name, const char *head, const char *status) {
            QTest::newRow(name) << QByteArray(head) << QByteArray("HTTP/1.1 ") + status;
        };
        row("page", "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", "200 ");
        row("unknown page", "GET /nothing HTTP/1.1\r\nhost: 127.0.0.1:1\r\n\r\n", "404 ");
        row("climbing", "GET /../../etc/passwd HTTP/1.1\r\nhost: [::1]\r\n\r\n", "404 ");
        row("other method", "PUT / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n\r\n",
            "405 ");
        row("foreign host", "GET / HTTP/1.1\r\nhost: rebound.example\r\n\r\n", "421 ");
        row("subdomain of localhost", "GET / HTTP/1.1\r\nhost: a.localhost:4000\r\n\r\n", "200 ");
    }
    void pagesAndHostsAreAnsweredStrictly()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, statusLine);
        EndpointThread endpoint;
        endpoint.start(guideConfig());
        QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, endpoint.status().port);

        client.write(head);

        QTRY_VERIFY(client.canReadLine());
        QVERIFY2(client.readLine().startsWith(statusLine), statusLine.constData());
    }
};

PHX_TEST_CLASS(EndpointTest)
#include "tst_endpoint.moc"
