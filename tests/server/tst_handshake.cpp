// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/endpoint/handshake.h"
#include "server/http/query.h"
#include "server/http/requestparser.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QLoggingCategory>

using namespace phx;
using server::Admission;
using server::EndpointConfig;
using server::MountTable;
using server::Rejection;
using server::SocketMount;
using test::FixtureHandler;

namespace {

const QByteArray UpgradeFields =
    "connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

http::Request request(const QByteArray &line, const QByteArray &fields = UpgradeFields)
{
    http::RequestParser parser;
    qsizetype consumed = 0;
    auto parsed =
        parser.feed(line + " HTTP/1.1\r\nhost: localhost:4000\r\n" + fields + "\r\n", consumed);
    return std::get_if<http::Request>(&parsed) ? std::get<http::Request>(parsed) : http::Request {};
}

//! One mount at /socket (or elsewhere) with a handler whose calls are counted.
struct Fixture
{
    Fixture() { mount.handler = handler; }

    std::variant<Admission, Rejection, server::PendingAdmission> shake(const http::Request &asked)
    {
        config.sockets = {mount};
        const MountTable table(config.sockets);
        const auto match = table.findWebSocket(http::pathSegments(asked.path));
        if (!match)
            return Rejection {server::plainResponse(404, "not found"), "not mounted"};
        return handshake(config, *match, asked,
                         {.connection = 1, .address = "127.0.0.1", .port = 5}, expired);
    }
    //! 101 or the status of the refusal.
    int status(const http::Request &asked)
    {
        const auto result = shake(asked);
        const auto *rejection = std::get_if<Rejection>(&result);
        return rejection ? rejection->response.status : 101;
    }
    QByteArray body(const http::Request &asked)
    {
        const auto result = shake(asked);
        const auto *rejection = std::get_if<Rejection>(&result);
        return rejection ? rejection->response.body : QByteArray("(accepted)");
    }

    std::shared_ptr<FixtureHandler> handler =
        std::make_shared<FixtureHandler>(std::vector<server::ChannelRoute> {});
    SocketMount mount {};
    EndpointConfig config {};
    server::ExpiredTokens expired {};
};

} // namespace

//! Connecting over WebSocket: protocol.md §12 A; the numbers are in the names.
class HandshakeTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // What is logged is tested elsewhere.
        QLoggingCategory::setFilterRules(QStringLiteral("phx.server.phoenix=false"));
    }
    void cleanupTestCase() { QLoggingCategory::setFilterRules({}); }
    void items1To9NegotiateTheSerializer_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("vsn");

        const auto row = [](const char *target, int status, int vsn) {
            QTest::newRow(target) << QByteArray(target) << status << vsn;
        };
        row("/socket/websocket?vsn=2.0.0", 101, 2);
        row("/socket/websocket/?vsn=2.0.9", 101, 2);
        row("//socket//websocket?vsn=2.0.0", 101, 2);
        row("/socket/websocket", 101, 1);
        row("/socket/websocket?vsn=1.0.5", 101, 1);
        row("/socket/websocket?vsn=2.0.0&vsn=1.0.0", 101, 1);
        for (const char *refused : {"2.1.0", "1.1.0", "3.0.0", "123.1.1", "", "2", "2.0", "abc",
                                    "%202.0.0", "2.0.0-rc.1", "%zz"}) {
            const QByteArray target = QByteArray("/socket/websocket?vsn=") + refused;
            QTest::newRow(target.constData()) << target << 403 << 0;
        }
        row("/socket/websocket?vsn[]=2.0.0", 403, 0);
        row("/socket?vsn=2.0.0", 404, 0);
    }
    void items1To9NegotiateTheSerializer()
    {
        QFETCH(QByteArray, target);
        QFETCH(int, status);
        QFETCH(int, vsn);
        Fixture fixture;

        const auto result = fixture.shake(request("GET " + target));

        if (status != 101) {
            QCOMPARE(std::get<Rejection>(result).response.status, status);
            QCOMPARE(fixture.handler->connects, 0);
        } else {
            QCOMPARE(int(std::get<Admission>(result).identity.serializer->vsn()), vsn);
            QCOMPARE(fixture.handler->connects, 1);
        }
    }
    void item10OnlyGetOpensAWebSocket()
    {
        Fixture fixture;
        QCOMPARE(fixture.status(request("POST /socket/websocket?vsn=2.0.0")), 400);
        QCOMPARE(fixture.body(request("POST /socket/websocket?vsn=2.0.0")), QByteArray());
    }
    void items11To13TheUpgradeFieldsAreLookedAtLast()
    {
        Fixture fixture;
        const QByteArray plain = "connection: close\r\n";

        QCOMPARE(fixture.body(request("GET /socket/websocket?vsn=2.0.0", plain)),
                 QByteArray(R"('connection' header must contain 'upgrade', got ["close"])"));
        QCOMPARE(fixture.handler->connects, 1);

        fixture.handler->answer = server::ConnectRefused {};
        QCOMPARE(fixture.status(request("GET /socket/websocket?vsn=2.0.0", plain)), 403);

        fixture.handler->answer = server::ConnectOk {};
        QCOMPARE(fixture.status(request("GET /socket/websocket",
                                        QByteArray(UpgradeFields).replace("13", "12"))),
                 400);
    }
    void items14To17ConnectMayRefuseInItsOwnWay()
    {
        Fixture fixture;
        const auto asked = request("GET /socket/websocket?vsn=2.0.0");

        fixture.handler->answer = server::ConnectRefused {};
        QCOMPARE(fixture.status(asked), 403);
        fixture.handler->answer = server::ConnectRefused {"rate_limit"};
        QCOMPARE(fixture.status(asked), 403);
        QCOMPARE(fixture.body(asked), QByteArray());
        fixture.mount.errorAnswers = {{"rate_limit", {429, "Too many requests"}}};
        QCOMPARE(fixture.status(asked), 429);
        QCOMPARE(fixture.body(asked), QByteArray("Too many requests"));

        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("connect crashed")));
        fixture.handler->answer = server::ConnectCrashed {QStringLiteral("boom")};
        QCOMPARE(fixture.status(asked), 500);
    }
    void items19To21ParamsAreNestedAndThePathWins()
    {
        Fixture fixture;
        fixture.mount.path = "/v/:a/:_hidden";
        fixture.mount.webSocket.path = "x/:b";

        QCOMPARE(fixture.status(request("GET /v/1/z/x/2?a=q&p[a][b]=1&p[l][]=2&vsn=2.0.0")), 101);

        const QJsonObject params = fixture.handler->lastParams;
        QCOMPARE(params.value(QLatin1String("a")).toString(), QStringLiteral("1"));
        QCOMPARE(params.value(QLatin1String("b")).toString(), QStringLiteral("2"));
        QVERIFY(!params.contains(QLatin1String("_hidden")));
        QCOMPARE(QJsonDocument(params.value(QLatin1String("p")).toObject())
                     .toJson(QJsonDocument::Compact),
                 QByteArray(R"({"a":{"b":"1"},"l":["2"]})"));
    }
    void item24AForeignOriginIsRefusedBeforeConnect()
    {
        Fixture fixture;
        QCOMPARE(fixture.status(request("GET /socket/websocket?vsn=2.0.0",
                                        UpgradeFields + "origin: http://evil.example\r\n")),
                 403);
        QCOMPARE(fixture.handler->connects, 0);
    }
    void item31EachMountHasItsOwnPolicy()
    {
        Fixture fixture;
        const auto asked = request("GET /socket/websocket?vsn=2.0.0",
                                   UpgradeFields + "origin: http://a.example\r\n");
        QCOMPARE(fixture.status(asked), 403);
        fixture.mount.checkOrigin =
            server::OriginPolicy {server::OriginPolicy::Mode::List, {"//a.example"}};
        QCOMPARE(fixture.status(asked), 101);
    }
    void items32To34SubprotocolsAreChosenByTheServersList()
    {
        Fixture fixture;
        const auto asked = [](const QByteArray &protocols) {
            return request("GET /socket/websocket?vsn=2.0.0",
                           UpgradeFields + "sec-websocket-protocol: " + protocols + "\r\n");
        };

        QVERIFY(std::get<Admission>(fixture.shake(asked("foo, bar"))).fields.isEmpty());

        fixture.mount.webSocket.subprotocols = QList<QByteArray> {"sip", "mqtt"};
        QCOMPARE(std::get<Admission>(fixture.shake(asked("mqtt, sip"))).fields.first().second,
                 QByteArray("sip"));
        QCOMPARE(fixture.status(asked("foo")), 403);
        QCOMPARE(fixture.status(request("GET /socket/websocket?vsn=2.0.0")), 101);
    }
    void items35To38TheAuthTokenRidesInTheSubprotocols()
    {
        Fixture fixture;
        fixture.mount.authToken = true;
        const auto asked = [](const QByteArray &protocols) {
            return request("GET /socket/websocket?vsn=2.0.0",
                           UpgradeFields + "sec-websocket-protocol: " + protocols + "\r\n");
        };

        auto result = fixture.shake(asked("phoenix, base64url.bearer.phx.MTIzNA"));
        QCOMPARE(std::get<Admission>(result).fields.first().second, QByteArray("phoenix"));
        QCOMPARE(fixture.handler->lastInfo.authToken, QByteArray("1234"));

        result = fixture.shake(asked("base64url.bearer.phx.MTIzNA"));
        QVERIFY(std::get<Admission>(result).fields.isEmpty());
        QCOMPARE(fixture.status(asked("phoenix, base64url.bearer.phx.-__-")), 500);
        QCOMPARE(fixture.status(asked("other")), 403);
    }
    void item39ConnectSeesWhatTheMountListsAndNothingElse()
    {
        Fixture fixture;
        const auto asked =
            request("GET /socket/websocket?vsn=2.0.0",
                    UpgradeFields + "user-agent: test/1\r\nx-a: 1\r\nx-b: 2\r\ncookie: a=b\r\n"
                        + "traceparent: 00-1\r\ntracestate: s\r\n");

        fixture.shake(asked);
        QVERIFY(fixture.handler->lastInfo.userAgent.isNull());
        QVERIFY(fixture.handler->lastInfo.xHeaders.isEmpty());
        QVERIFY(fixture.handler->lastInfo.peerAddress.isEmpty());
        QVERIFY(fixture.handler->lastInfo.uri.isEmpty());

        fixture.mount.connectInfo = {.peerData = true,
                                     .traceContextHeaders = true,
                                     .xHeaders = true,
                                     .secWebsocketHeaders = true,
                                     .uri = true,
                                     .userAgent = true};
        fixture.shake(asked);
        const server::ConnectInfo &info = fixture.handler->lastInfo;
        QCOMPARE(info.userAgent, QByteArray("test/1"));
        QCOMPARE(info.xHeaders.size(), 2);
        QCOMPARE(info.xHeaders.at(1).second, QByteArray("2"));
        QCOMPARE(info.traceContextHeaders.size(), 2);
        QCOMPARE(info.secWebsocketHeaders.size(), 2);
        QCOMPARE(info.peerPort, quint16(5));
        QCOMPARE(info.uri, QByteArray("http://localhost:4000/socket/websocket?vsn=2.0.0"));
    }
    void item41CompressionIsOfferedOnlyWhereItIsOn()
    {
        Fixture fixture;
        const auto asked = request(
            "GET /socket/websocket?vsn=2.0.0",
            UpgradeFields
                + "sec-websocket-extensions: permessage-deflate; client_max_window_bits\r\n");
        QVERIFY(!std::get<Admission>(fixture.shake(asked)).deflate);
        fixture.mount.webSocket.compress = true;
        QVERIFY(std::get<Admission>(fixture.shake(asked)).deflate);
    }
};

PHX_TEST_CLASS(HandshakeTest)
#include "tst_handshake.moc"
