// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/app/controlfixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSignalSpy>

#include <array>

using namespace phx;
using namespace phx::app;
using namespace phx::test;

class TestControl : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHealthAndState();
    void broadcastPassesThePayloadTextUntouched();
    void broadcastLeavesOneClientOut();
    void pushReachesOneClient();
    void crashAndCloseOfAChannelReachTheClient();
    void closesWithCodeAndReason();
    void cutsWithoutACloseFrame();
    void disconnectsById();
    void reachesTheClientsOfEveryServerThread();
    void expiresATokenUntilItIsRestored();
    void aClientWithoutATokenHasNoneToExpire();
    void stopIsAskedOfTheOwner();
    void withoutAServerCommandsAreRefused();
};

void TestControl::tellsHealthAndState()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer health = fixture.get("/health");
    const Answer state = fixture.get("/state");

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
             fixture.hosting->webSocketUrl());
}

void TestControl::broadcastPassesThePayloadTextUntouched()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer answer = fixture.post(
        "/broadcast",
        R"({"topic":"room:lobby","event":"ext","payload":{"n": 12345678901234567890, "a":1.50}})");

    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.value(QLatin1String("subscribers")).toInt(), 1);
    QTRY_VERIFY(fixture.client->isAnywhere(
        R"([null,null,"room:lobby","ext",{"n": 12345678901234567890, "a":1.50}])"));
}

void TestControl::broadcastLeavesOneClientOut()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());
    Client other;
    QVERIFY(fixture.join(other));
    const QByteArray first =
        QByteArray::number(fixture.hosting->capture().snapshot().clients.constFirst().connection);

    const Answer answer = fixture.post(
        "/broadcast", R"({"topic":"room:lobby","event":"rest","except_client":)" + first + "}");
    const Answer all = fixture.post("/broadcast", R"({"topic":"room:lobby","event":"all"})");
    const Answer nobody =
        fixture.post("/broadcast", R"({"topic":"room:lobby","event":"rest","except_client":4711})");

    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body.value(QLatin1String("subscribers")).toInt(), 1);
    QCOMPARE(all.status, 200);
    QCOMPARE(nobody.status, 404);
    QTRY_VERIFY(other.isAnywhere("\"rest\""));
    QTRY_VERIFY(fixture.client->isAnywhere("\"all\""));
    QVERIFY(!fixture.client->isAnywhere("\"rest\""));
}

void TestControl::pushReachesOneClient()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());
    Client other;
    QVERIFY(fixture.join(other));
    const QByteArray first =
        QByteArray::number(fixture.hosting->capture().snapshot().clients.constFirst().connection);

    const Answer pushed =
        fixture.post("/push", R"({"client":)" + first + R"(,"topic":"room:lobby","event":"one"})");
    const Answer broadcast = fixture.post("/broadcast", R"({"topic":"room:lobby","event":"all"})");

    QCOMPARE(pushed.status, 200);
    QCOMPARE(broadcast.status, 200);
    QTRY_VERIFY(fixture.client->isAnywhere(R"("room:lobby","one",{}])"));
    QTRY_VERIFY(other.isAnywhere("\"all\""));
    QVERIFY(!other.isAnywhere("\"one\""));
}

void TestControl::crashAndCloseOfAChannelReachTheClient()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());
    const QByteArray target =
        R"({"client":)" + fixture.clientNumber() + R"(,"topic":"room:lobby"})";

    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^channel crashed")));
    QCOMPARE(fixture.post("/channel/crash", target).status, 200);

    QTRY_VERIFY(fixture.client->isAnywhere("\"phx_error\""));
    QTRY_COMPARE(fixture.channelState(), ChannelState::State::Crashed);
    QCOMPARE(fixture.post("/channel/crash", target).status, 404);
    fixture.client->join("room:lobby");
    QTRY_COMPARE(fixture.channelState(), ChannelState::State::Joined);
    QCOMPARE(fixture.post("/channel/close", target).status, 200);
    QTRY_VERIFY(fixture.client->isAnywhere("\"phx_close\""));
}

void TestControl::closesWithCodeAndReason()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer answer = fixture.post(
        "/close", R"({"client":)" + fixture.clientNumber() + R"(,"code":4001,"reason":"déjà"})");

    QCOMPARE(answer.status, 200);
    QTRY_COMPARE(fixture.client->socket().state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(static_cast<int>(fixture.client->socket().closeCode()), 4001);
    QCOMPARE(fixture.client->socket().closeReason(), QStringLiteral(u"déjà"));
}

void TestControl::cutsWithoutACloseFrame()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer answer =
        fixture.post("/cut", R"({"client":)" + fixture.clientNumber() + R"(,"reset":true})");

    QCOMPARE(answer.status, 200);
    QTRY_COMPARE(fixture.client->socket().state(), QAbstractSocket::UnconnectedState);
    QVERIFY(fixture.client->socket().closeCode() != QWebSocketProtocol::CloseCodeNormal
            || fixture.client->socket().closeReason().isEmpty());
    QTRY_VERIFY(!fixture.hosting->capture().snapshot().clients.constFirst().connected);
    QCOMPARE(fixture.hosting->capture().snapshot().clients.constFirst().closeCode, quint16(1006));
}

void TestControl::disconnectsById()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer nobody = fixture.post("/disconnect", R"({"socket_id":"user_sockets:8"})");
    const Answer found = fixture.post("/disconnect", R"({"socket_id":"user_sockets:7"})");

    QCOMPARE(nobody.status, 200);
    QCOMPARE(nobody.body.value(QLatin1String("clients")).toInt(-1), 0);
    QCOMPARE(found.body.value(QLatin1String("clients")).toInt(), 1);
    QTRY_COMPARE(fixture.client->socket().state(), QAbstractSocket::UnconnectedState);
}

void TestControl::reachesTheClientsOfEveryServerThread()
{
    ControlFixture fixture;
    fixture.threads = 3;
    QVERIFY(fixture.startAndJoin());
    Client second;
    Client third;
    QVERIFY(fixture.join(second));
    QVERIFY(fixture.join(third));
    const std::array<Client *, 3> clients {fixture.client.get(), &second, &third};

    const QJsonArray known = fixture.get("/state").body.value(QLatin1String("clients")).toArray();
    QCOMPARE(known.size(), 3);
    for (const QJsonValue client : known) {
        const QByteArray number =
            QByteArray::number(client.toObject().value(QLatin1String("client")).toInt());
        QCOMPARE(
            fixture
                .post("/push", R"({"client":)" + number + R"(,"topic":"room:lobby","event":"one"})")
                .status,
            200);
    }
    const Answer all = fixture.post("/broadcast", R"({"topic":"room:lobby","event":"all"})");

    QCOMPARE(all.body.value(QLatin1String("subscribers")).toInt(), 3);
    for (const Client *client : clients) {
        QTRY_VERIFY(client->isAnywhere(R"("room:lobby","one",{}])"));
        QTRY_VERIFY(client->isAnywhere("\"all\""));
    }
    const Answer gone = fixture.post("/disconnect", R"({"socket_id":"user_sockets:7"})");
    QCOMPARE(gone.status, 200);
    for (const Client *client : clients)
        QTRY_VERIFY(!client->isOpen());
    // Each is known to have left: the rows of all threads meet in one recording.
    const auto someAreConnected = [&fixture] {
        const QList<ClientState> &states = fixture.hosting->capture().snapshot().clients;
        return std::any_of(states.cbegin(), states.cend(),
                           [](const ClientState &state) { return state.connected; });
    };
    QTRY_VERIFY(!someAreConnected());
}

void TestControl::expiresATokenUntilItIsRestored()
{
    ControlFixture fixture;
    QVERIFY(fixture.start());
    const QString token = QStringLiteral("&access_token=abc");
    Client client;
    client.open(fixture.hosting->webSocketUrl(), token);
    QTRY_COMPARE(fixture.hosting->capture().snapshot().clients.size(), 1);
    QVERIFY(fixture.hosting->capture().snapshot().clients.constFirst().hasToken);

    const QByteArray number = fixture.clientNumber();
    QCOMPARE(fixture.post("/token/expire", R"({"client":)" + number + '}').status, 200);

    QTRY_COMPARE(client.socket().state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(client.socket().closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    Client again;
    QSignalSpy refused(&again.socket(),
                       QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error));
    again.open(fixture.hosting->webSocketUrl(), token);
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(!again.isOpen());

    QCOMPARE(fixture.post("/token/restore", "").status, 200);
    Client restored;
    restored.open(fixture.hosting->webSocketUrl(), token);
    QTRY_VERIFY(restored.isOpen());
    QTRY_VERIFY(!fixture.hosting->capture().snapshot().clients.constFirst().connected);
    QCOMPARE(fixture.post("/token/expire", R"({"client":)" + number + '}').status, 404);
}

void TestControl::aClientWithoutATokenHasNoneToExpire()
{
    ControlFixture fixture;
    QVERIFY(fixture.startAndJoin());

    const Answer answer =
        fixture.post("/token/expire", R"({"client":)" + fixture.clientNumber() + '}');

    QCOMPARE(answer.status, 409);
    QVERIFY(answer.body.value(QLatin1String("error"))
                .toString()
                .contains(QStringLiteral("without a token")));
    QVERIFY(fixture.client->isOpen());
}

void TestControl::stopIsAskedOfTheOwner()
{
    ControlFixture fixture;
    QVERIFY(fixture.start());
    QSignalSpy asked(fixture.control.get(), &ControlServer::stopRequested);

    const Answer answer = fixture.post("/stop", "");

    QCOMPARE(answer.status, 200);
    QCOMPARE(asked.count(), 1);
}

void TestControl::withoutAServerCommandsAreRefused()
{
    ControlFixture fixture;
    QVERIFY(fixture.start());
    fixture.hosting->stopServer();
    QTRY_COMPARE(fixture.hosting->endpoint().status().state,
                 server::EndpointStatus::State::Stopped);

    QCOMPARE(fixture.get("/health").status, 503);
    QCOMPARE(fixture.get("/state").status, 200);
    const Answer answer = fixture.post("/broadcast", R"({"topic":"a","event":"b"})");
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.body.value(QLatin1String("error")).toString(),
             QStringLiteral("The server is not running."));
}

PHX_TEST_CLASS(TestControl)

#include "tst_control.moc"
