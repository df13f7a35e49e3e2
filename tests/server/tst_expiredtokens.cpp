// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/endpointthread.h"
#include "server/handlers/labhandler.h"
#include "server/socket/expiredtokens.h"
#include "tests/support/testcase.h"
#include "tests/support/wireclient.h"

#include <QJsonObject>

using namespace phx;
using server::EndpointStatus;
using server::EndpointThread;
using server::ExpiredTokens;
using test::WireClient;
using test::WireEvent;

namespace {

const QByteArray Target = "/socket/websocket?vsn=2.0.0&access_token=";

//! Two threads, so that clients of one token are on both.
server::EndpointConfig labConfig()
{
    server::EndpointConfig config;
    config.port = 0;
    config.threads = 2;
    config.secretKeyBase = QByteArray(64, 's');
    config.sockets.append({.path = "/socket",
                           .handler = std::make_shared<server::LabHandler>(config.secretKeyBase),
                           .webSocket = {},
                           .longPoll = {.enabled = true},
                           .checkOrigin = {},
                           .authToken = true,
                           .errorAnswers = {}});
    return config;
}

quint64 connectionOfFirstHandshake(const EndpointThread &endpoint)
{
    std::vector<tap::TapEvent> events;
    for (const auto &tap : endpoint.taps())
        tap->drain(events);
    for (const tap::TapEvent &event : events) {
        if (event.kind == tap::EventKind::HandshakeAccepted)
            return event.connection;
    }
    return 0;
}

} // namespace

//! A token that a person declares expired.
class ExpiredTokensTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void whatCountsAsAToken_data();
    void whatCountsAsAToken();
    void moreThanTheLimitAreNotTaken();
    void whoUsesItIsDisconnectedAndRefusedUntilItIsRestored();
    void theMountMayAnswerInItsOwnWay();
    void aClientWithoutATokenStays();
};

void ExpiredTokensTest::whatCountsAsAToken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("counts");
    QTest::newRow("token") << QStringLiteral("token") << true;
    QTest::newRow("user_token") << QStringLiteral("user_token") << true;
    QTest::newRow("apikey") << QStringLiteral("apikey") << true;
    QTest::newRow("_csrf_token") << QStringLiteral("_csrf_token") << false;
    QTest::newRow("vsn") << QStringLiteral("vsn") << false;
}

void ExpiredTokensTest::whatCountsAsAToken()
{
    QFETCH(QString, name);
    QFETCH(bool, counts);

    QCOMPARE(server::tokenPrints({{name, QStringLiteral("abc")}}, {}).size(), counts ? 1 : 0);
    QCOMPARE(server::tokenPrints({{name, QStringLiteral("abc")}}, "abc").size(), counts ? 2 : 1);
    QVERIFY(server::tokenPrints({{name, 7}}, QByteArray()).isEmpty());
}

void ExpiredTokensTest::moreThanTheLimitAreNotTaken()
{
    ExpiredTokens tokens;
    for (qsizetype i = 0; i < ExpiredTokens::MaxTokens; ++i)
        QVERIFY(tokens.add({QByteArray::number(i)}));

    QVERIFY(!tokens.add({"one more"}));
    QVERIFY(!tokens.hasAny({"one more"}));
    QVERIFY(tokens.hasAny({"0"}));
    tokens.clear();
    QVERIFY(tokens.add({"one more"}));
    QVERIFY(!tokens.hasAny({"0"}));
}

void ExpiredTokensTest::whoUsesItIsDisconnectedAndRefusedUntilItIsRestored()
{
    EndpointThread endpoint;
    endpoint.start(labConfig());
    QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
    const quint16 port = endpoint.status().port;
    WireClient first(port);
    WireClient second(port);
    WireClient other(port);
    QCOMPARE(first.upgrade(Target + "old", {}).status, 101);
    QCOMPARE(second.upgrade(Target + "old", {}).status, 101);
    QCOMPARE(other.upgrade(Target + "fresh", {}).status, 101);

    endpoint.expireTokens(connectionOfFirstHandshake(endpoint));

    QCOMPARE(first.next().code, 1001);
    QCOMPARE(second.next().code, 1001);
    other.sendText(R"([null,"1","phoenix","heartbeat",{}])");
    QCOMPARE(other.next().kind, WireEvent::Kind::Text);
    for (int i = 0; i < 2; ++i) {
        const auto refused = WireClient(port).upgrade(Target + "old", {});
        QCOMPARE(refused.status, 403);
        QCOMPARE(refused.body, QByteArray());
        QCOMPARE(
            WireClient(port).request("GET", "/socket/longpoll?vsn=2.0.0&access_token=old", {}).body,
            QByteArray(R"({"status":403})"));
        // The same text in the other place is the same token.
        QCOMPARE(WireClient(port)
                     .upgrade("/socket/websocket?vsn=2.0.0",
                              {{"Sec-WebSocket-Protocol",
                                "phoenix, base64url.bearer.phx." + QByteArray("old").toBase64()}})
                     .status,
                 403);
        QCOMPARE(WireClient(port).upgrade(Target + "fresh", {}).status, 101);
    }

    endpoint.restoreTokens();

    for (int i = 0; i < 2; ++i)
        QCOMPARE(WireClient(port).upgrade(Target + "old", {}).status, 101);
}

void ExpiredTokensTest::theMountMayAnswerInItsOwnWay()
{
    EndpointThread endpoint;
    server::EndpointConfig config = labConfig();
    config.threads = 1;
    config.sockets[0].errorAnswers.insert("expired", {401, "log in again"});
    endpoint.start(config);
    QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
    WireClient client(endpoint.status().port);
    QCOMPARE(client.upgrade(Target + "old", {}).status, 101);

    endpoint.expireTokens(connectionOfFirstHandshake(endpoint));
    QCOMPARE(client.next().code, 1001);

    const auto refused = WireClient(endpoint.status().port).upgrade(Target + "old", {});
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.body, QByteArray("log in again"));
}

void ExpiredTokensTest::aClientWithoutATokenStays()
{
    EndpointThread endpoint;
    server::EndpointConfig config = labConfig();
    config.threads = 1;
    endpoint.start(config);
    QTRY_COMPARE(endpoint.status().state, EndpointStatus::State::Listening);
    WireClient client(endpoint.status().port);
    QCOMPARE(client.upgrade("/socket/websocket?vsn=2.0.0", {}).status, 101);

    endpoint.expireTokens(connectionOfFirstHandshake(endpoint));
    client.sendText(R"([null,"1","phoenix","heartbeat",{}])");

    QCOMPARE(client.next().kind, WireEvent::Kind::Text);
    std::vector<tap::TapEvent> events;
    const auto isNoted = [&] {
        endpoint.taps().front()->drain(events);
        return std::any_of(events.begin(), events.end(), [](const tap::TapEvent &event) {
            return event.kind == tap::EventKind::Note && event.detail.contains("without a token");
        });
    };
    QTRY_VERIFY(isNoted());
}

PHX_TEST_CLASS(ExpiredTokensTest)

#include "tst_expiredtokens.moc"
