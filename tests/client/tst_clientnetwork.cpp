// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "client/presence.h"
#include "client/socket.h"
#include "tests/client/serverfixture.h"
#include "tests/client/stubbornserver.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTcpServer>

#include <memory>

namespace phx::test {

using client::Channel;
using client::CloseEvent;
using client::Socket;
using client::SocketOptions;
using client::Transport;
using client::TransportError;
using client::TransportKind;
using client::UrlParams;
using protocol::Payload;
using protocol::ServerMessage;
using namespace std::chrono_literals;

namespace {

//! What a socket tells.
struct Watch
{
    explicit Watch(Socket &socket)
    {
        socket.onOpen([this] { ++opened; });
        socket.onClose([this](const CloseEvent &event) { closes.append(event); });
        socket.onError(
            [this](const TransportError &error, TransportKind, int) { errors.append(error); });
    }

    int opened = 0;
    QList<CloseEvent> closes;
    QList<TransportError> errors;
};

} // namespace

//! The client at real sockets: what a network and a bad server do to it.
class TestClientNetwork : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedPortIsTriedAgainUntilItListens();
    void aRefusedHandshakeTellsTheStatusAndIsTriedAgain();
    void aSilentServerIsGivenUpOn();
    void anOpenConnectionWithoutAnswersIsReplaced();
    void aCloseWithoutAnAnswerIsCutShort();
    void aRestartOfTheServerIsJoinedThrough();
    void item226_aLostLongPollSessionIsJoinedAgain();
    void item228_aRefusedLongPollIsTriedAgain();
    void longPollSaysWhyNobodyIsReached();
    void item233_longPollCarriesChannelsWhereWebSocketsAreRefused();
    void presencesAreFollowedOverTheWire();

private:
    static SocketOptions impatient()
    {
        SocketOptions options;
        options.network.handshakeTimeout = 100ms;
        options.network.closeTimeout = 100ms;
        return options;
    }
};

void TestClientNetwork::aRefusedPortIsTriedAgainUntilItListens()
{
    QTcpServer later;
    QVERIFY(later.listen(QHostAddress(QHostAddress::LocalHost)));
    const quint16 port = later.serverPort();
    later.close();
    Socket socket("ws://127.0.0.1:" + QByteArray::number(port) + "/socket");
    Watch watch(socket);
    socket.connectSocket();

    QTRY_VERIFY(watch.errors.size() >= 3);
    QVERIFY(
        watch.errors.constFirst().sentence.startsWith(QStringLiteral("127.0.0.1:%1: ").arg(port)));
    QCOMPARE(watch.closes.constFirst().code, quint16(1006));
    QVERIFY(socket.reconnectTries() >= 2);
    ServerFixture server(port);

    QTRY_VERIFY(socket.isConnected());
    QCOMPARE(socket.reconnectTries(), 0);
}

void TestClientNetwork::aRefusedHandshakeTellsTheStatusAndIsTriedAgain()
{
    ServerFixture server;
    SocketOptions options;
    bool isAllowed = false;
    options.paramsFunction = [&isAllowed] {
        UrlParams params;
        if (!isAllowed)
            params.add(QStringLiteral("reject"), QStringLiteral("true"));
        return params;
    };
    Socket socket(server.url(), options);
    Watch watch(socket);
    socket.connectSocket();

    QTRY_VERIFY(watch.errors.size() >= 2);
    QCOMPARE(watch.errors.constFirst().status, 403);
    isAllowed = true;

    QTRY_VERIFY(socket.isConnected());
}

void TestClientNetwork::aSilentServerIsGivenUpOn()
{
    StubbornServer server;
    Socket socket(server.url(), impatient());
    Watch watch(socket);

    socket.connectSocket();

    QTRY_COMPARE(watch.errors.size(), 1);
    QVERIFY2(watch.errors.constFirst().sentence.endsWith(
                 QStringLiteral("did not answer the WebSocket handshake within 100 ms.")),
             qPrintable(watch.errors.constFirst().sentence));
    QTRY_VERIFY(server.isEnded(0));
    QTRY_VERIFY(server.connections.size() >= 2);
}

void TestClientNetwork::anOpenConnectionWithoutAnswersIsReplaced()
{
    StubbornServer server;
    server.answer = StubbornServer::acceptHandshake;
    SocketOptions options = impatient();
    options.heartbeatInterval = 50ms;
    Socket socket(server.url(), options);
    Watch watch(socket);
    const auto channel = socket.channel("room:a");
    std::ignore = channel->join();
    QByteArrayList reasons;
    channel->onError([&reasons](const Payload &payload, const auto &, const auto &) {
        reasons.append(payload.toObject().value(QStringLiteral("reason")).toString().toUtf8());
    });

    socket.connectSocket();

    QTRY_VERIFY(watch.opened >= 2);
    QVERIFY(server.connections.size() >= 2);
    QTRY_VERIFY(server.isEnded(0));
    QVERIFY(!reasons.isEmpty());
}

void TestClientNetwork::aCloseWithoutAnAnswerIsCutShort()
{
    StubbornServer server;
    server.answer = StubbornServer::acceptHandshake;
    Socket socket(server.url(), impatient());
    socket.connectSocket();
    QTRY_VERIFY(socket.isConnected());
    bool isDone = false;

    socket.disconnectSocket([&isDone] { isDone = true; }, 1000);

    QTRY_VERIFY(isDone);
    QTRY_VERIFY(server.isEnded(0));
    QCOMPARE(socket.state(), Transport::State::Closed);
    QVERIFY(!socket.reconnectIn());
}

void TestClientNetwork::aRestartOfTheServerIsJoinedThrough()
{
    ServerFixture server;
    Socket socket(server.url());
    Watch watch(socket);
    const auto channel = socket.channel("room:a");
    std::ignore = channel->join();
    socket.connectSocket();
    QTRY_VERIFY(channel->isJoined());

    server.endpoint.stopAndWait();
    QTRY_COMPARE(channel->state(), Channel::State::Errored);
    QTRY_VERIFY(!watch.closes.isEmpty());
    // What a draining server says.
    QCOMPARE(watch.closes.constFirst().code, quint16(1012));
    const auto push = channel->push("echo", Payload::json(R"({"kept":true})"));
    QCOMPARE(channel->bufferedPushes(), 1);
    server.start();

    QTRY_COMPARE(channel->joinCount(), 2);
    QTRY_COMPARE(push.value()->status(), std::optional<QByteArray>("ok"));
    QCOMPARE(push.value()->response().bytes(), QByteArray(R"({"kept":true})"));
}

void TestClientNetwork::item226_aLostLongPollSessionIsJoinedAgain()
{
    ServerFixture server;
    SocketOptions options;
    options.transport = TransportKind::LongPoll;
    Socket socket(server.url("/fastlp"), options);
    Watch watch(socket);
    const auto channel = socket.channel("room:a");
    std::ignore = channel->join();
    socket.connectSocket();
    QTRY_VERIFY(channel->isJoined());

    server.endpoint.stopAndWait();
    server.start();

    QTRY_COMPARE(channel->joinCount(), 2);
    QVERIFY(!watch.errors.isEmpty());
}

void TestClientNetwork::item228_aRefusedLongPollIsTriedAgain()
{
    ServerFixture server;
    SocketOptions options;
    options.transport = TransportKind::LongPoll;
    options.params.add(QStringLiteral("reject"), QStringLiteral("true"));
    Socket socket(server.url(), options);
    Watch watch(socket);

    socket.connectSocket();

    QTRY_VERIFY(watch.errors.size() >= 2);
    QCOMPARE(watch.errors.constFirst().status, 403);
    QCOMPARE(watch.errors.constFirst().cause, TransportError::Cause::Refused);
    QCOMPARE(watch.closes.constFirst().code, quint16(1008));
    QCOMPARE(watch.opened, 0);
}

void TestClientNetwork::longPollSaysWhyNobodyIsReached()
{
    SocketOptions options;
    options.transport = TransportKind::LongPoll;
    Socket socket("ws://127.0.0.1:1/socket", options);
    Watch watch(socket);

    socket.connectSocket();

    QTRY_VERIFY(!watch.errors.isEmpty());
    QCOMPARE(watch.errors.constFirst().cause, TransportError::Cause::Other);
    QCOMPARE(watch.errors.constFirst().sentence, QStringLiteral("127.0.0.1:1: Connection refused"));
    QCOMPARE(watch.closes.constFirst().code, quint16(1011));
}

void TestClientNetwork::item233_longPollCarriesChannelsWhereWebSocketsAreRefused()
{
    ServerFixture server;
    client::SessionStorage storage;
    SocketOptions options;
    options.longPollFallback = 2s;
    options.sessionStorage = &storage;
    // A token that long polling ignores and that the WebSocket is refused for.
    options.params.add(QStringLiteral("token"), QStringLiteral("nonsense"));
    Socket socket(server.url("/fastlp"), options);
    const auto channel = socket.channel("room:a");
    std::ignore = channel->join();

    socket.connectSocket();

    QTRY_VERIFY(channel->isJoined());
    QCOMPARE(socket.transportKind(), TransportKind::LongPoll);
    QCOMPARE(storage.value("phx:fallback:LongPoll"), QByteArray("true"));
    const auto push = channel->push("echo", Payload::json(R"({"n":1})"));
    QTRY_COMPARE(push.value()->status(), std::optional<QByteArray>("ok"));
}

void TestClientNetwork::presencesAreFollowedOverTheWire()
{
    ServerFixture server;
    Socket ann(server.url());
    Socket bob(server.url());
    const auto topic =
        ann.channel("presence:net", Payload::json(R"({"user_id":"ann","meta":{"status":"on"}})"));
    const auto other = bob.channel("presence:net", Payload::json(R"({"user_id":"bob","meta":{}})"));
    client::Presence presence(topic);
    const auto keys = [&presence] {
        QStringList found;
        for (const auto &[key, entry] : presence.list())
            found.append(key);
        return found;
    };
    const auto status = [&presence] {
        const QJsonArray metas =
            presence.list().value(0).second.value(QStringLiteral("metas")).toArray();
        return metas.size() == 1 ? metas.at(0).toObject().value(QStringLiteral("status")).toString()
                                 : QString();
    };
    std::ignore = topic->join();
    std::ignore = other->join();
    ann.connectSocket();
    QTRY_COMPARE(keys(), QStringList {QStringLiteral("ann")});
    QCOMPARE(status(), QStringLiteral("on"));

    bob.connectSocket();
    QTRY_COMPARE(keys().size(), 2);
    std::ignore = topic->push("update", Payload::json(R"({"status":"away"})"));
    QTRY_COMPARE(status(), QStringLiteral("away"));
    bob.disconnectSocket();

    QTRY_COMPARE(keys(), QStringList {QStringLiteral("ann")});
}

PHX_TEST_CLASS(TestClientNetwork)

} // namespace phx::test

#include "tst_clientnetwork.moc"
