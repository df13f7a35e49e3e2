// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channel/phoenixlog.h"
#include "server/endpoint/handshake.h"
#include "server/endpoint/socketconnect.h"
#include "server/http/query.h"
#include "server/http/requestparser.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QJsonArray>
#include <QLoggingCategory>

using namespace phx;
using protocol::Payload;
using server::ChannelLog;
using server::LogLevel;
using test::FakeTransport;
using test::FixtureHandler;
using test::LambdaChannel;
using test::Node;

namespace {

QStringList lines; // of the category phx.server.phoenix, with their level
QtMessageHandler before = nullptr;

void record(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    static const QHash<QtMsgType, QString> Levels {{QtDebugMsg, QStringLiteral("[debug] ")},
                                                   {QtInfoMsg, QStringLiteral("[info] ")},
                                                   {QtWarningMsg, QStringLiteral("[warning] ")},
                                                   {QtCriticalMsg, QStringLiteral("[error] ")}};
    if (QByteArrayView(context.category) != "phx.server.phoenix")
        return before(type, context, text);
    static const QRegularExpression duration(QStringLiteral(" in \\d+(µs|ms)"));
    lines.append(Levels.value(type) + QString(text).replace(duration, QStringLiteral(" in T")));
}

http::Request request(const QByteArray &query, const QByteArray &fields = {})
{
    http::RequestParser parser;
    qsizetype consumed = 0;
    const QByteArray head = "GET /socket/websocket" + query
        + " HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
          "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + fields + "\r\n";
    auto parsed = parser.feed(head, consumed);
    return std::get<http::Request>(parsed);
}

//! A handshake against one mount.
struct Shaker
{
    Shaker() { config.sockets.append({.path = "/socket", .handler = handler}); }

    void shake(const http::Request &asked)
    {
        const server::MountTable table(config.sockets);
        const auto match = table.findWebSocket(http::pathSegments(asked.path));
        std::ignore = handshake(config, *match, asked, {.connection = 1}, expired);
    }

    std::shared_ptr<FixtureHandler> handler =
        std::make_shared<FixtureHandler>(std::vector<server::ChannelRoute> {});
    server::EndpointConfig config {};
    server::ExpiredTokens expired {};
};

//! A node with one route of these log options.
FakeTransport &clientOf(Node &node, const QByteArray &pattern, const ChannelLog &log = {})
{
    const auto callbacks = std::make_shared<LambdaChannel::Callbacks>();
    callbacks->join = [](const QByteArray &topic, const Payload &, auto &) -> server::JoinResult {
        if (topic == "room:deny")
            return server::JoinError {};
        return server::JoinOk {};
    };
    node.addRoutes({{.pattern = protocol::TopicPattern::parse(pattern).value(),
                     .channel = [callbacks] { return std::make_unique<LambdaChannel>(callbacks); },
                     .name = QStringLiteral("RoomChannel"),
                     .log = log}});
    return node.client(protocol::Vsn::V2, "user:7", 2);
}

} // namespace

//! The lines of Phoenix.Logger: protocol.md §9 and §12 N; the numbers are in the names.
class PhoenixLogTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("phx.server.phoenix=true"));
        lines.clear();
        before = qInstallMessageHandler(record);
    }
    void cleanup()
    {
        qInstallMessageHandler(before);
        QLoggingCategory::setFilterRules({});
    }

    void item265ConnectsHaveALine()
    {
        Shaker shaker;

        shaker.shake(request("?vsn=2.0.0&a=1"));
        shaker.handler->answer = server::ConnectRefused {};
        shaker.shake(request("?vsn=1.0.0"));
        shaker.config.sockets[0].log = LogLevel::Off;
        shaker.shake(request("?vsn=2.0.0"));

        const QString rest = QStringLiteral("\n  Transport: :websocket\n  Serializer: "
                                            "Phoenix.Socket.V%1.JSONSerializer\n  Parameters: %2");
        QCOMPARE(lines,
                 (QStringList {QStringLiteral("[info] CONNECTED TO FixtureSocket in T")
                                   + rest.arg(QStringLiteral("2"),
                                              QStringLiteral(R"(%{"a" => "1", "vsn" => "2.0.0"})")),
                               QStringLiteral("[info] REFUSED CONNECTION TO FixtureSocket in T")
                                   + rest.arg(QStringLiteral("1"),
                                              QStringLiteral(R"(%{"vsn" => "1.0.0"})"))}));
    }
    void item265JoinsAndMessagesHaveALine()
    {
        Node node;
        FakeTransport &client = clientOf(node, "room:*");

        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["1","2","room:a","echo",{"a":1}])");
        client.receive(R"(["3","3","room:deny","phx_join",{}])");
        client.receive(R"(["1","4","room:a","phx_leave",{}])");

        QCOMPARE(lines,
                 (QStringList {
                     QStringLiteral("[info] JOINED room:a in T\n  Parameters: %{}"),
                     QStringLiteral("[debug] HANDLED echo INCOMING ON room:a (RoomChannel) in T\n"
                                    "  Parameters: %{\"a\" => 1}"),
                     QStringLiteral("[info] REFUSED JOIN room:deny in T\n  Parameters: %{}")}));
    }
    void item265TheOptionsOfAChannelSilenceThem()
    {
        Node node;
        FakeTransport &client =
            clientOf(node, "room:*", {.join = LogLevel::Off, .handleIn = LogLevel::Off});

        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["1","2","room:a","echo",{}])");

        QCOMPARE(lines, QStringList());
    }
    void item266TopicsOfPhoenixItselfHaveNone()
    {
        Node node;
        FakeTransport &client = clientOf(node, "*");

        client.receive(R"(["1","1","phoenix:live_reload","phx_join",{}])");
        client.receive(R"(["1","2","phoenix:live_reload","echo",{}])");
        client.receive(R"([null,"3","phoenix","heartbeat",{}])");

        QCOMPARE(lines, QStringList());
    }
    void item267PasswordsAndTokensAreFiltered_data()
    {
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QJsonValue &value, const char *shown) {
            QTest::newRow(name) << value << QString::fromUtf8(shown);
        };
        row("token", QJsonObject {{QStringLiteral("token"), QStringLiteral("abc")}},
            R"(%{"token" => "[FILTERED]"})");
        row("nested",
            QJsonObject {{QStringLiteral("a"),
                          QJsonArray {QJsonObject {
                              {QStringLiteral("old_password_hash"), QJsonArray {1, 2}}}}}},
            R"(%{"a" => [%{"old_password_hash" => "[FILTERED]"}]})");
        row("upper case is another word",
            QJsonObject {{QStringLiteral("TOKEN"), QStringLiteral("abc")}},
            R"(%{"TOKEN" => "abc"})");
        row("within a text", QJsonValue(QStringLiteral("a=1&token=abc")), R"("[FILTERED]")");
        row("other values", QJsonArray {QJsonValue(), true, 1.5, QStringLiteral("é")},
            R"([nil, true, 1.5, "é"])");
        row("control characters", QJsonValue(QStringLiteral("\x1b[2J\n")), "\"\\x{1B}[2J\\n\"");
    }
    void item267PasswordsAndTokensAreFiltered()
    {
        QFETCH(QJsonValue, value);
        QFETCH(QString, shown);
        QCOMPARE(server::phoenixlog::inspect(value), shown);
    }
    void noTextOfAClientMakesALineLongOrStrange()
    {
        Node node;
        const auto route = node.route("room:*");
        route->in = [](const protocol::Message &message, auto &) -> server::ChannelResult {
            if (message.payload.bytes() == "{}")
                return server::NoReply {};
            return server::Crash {QStringLiteral("no clause for ")
                                  + QString::fromUtf8(message.event.bytes())};
        };
        FakeTransport &client = node.client();
        const QByteArray event = "\\u001b[2J" + QByteArray(100'000, 'x');
        client.receive(R"(["1","1","room:a","phx_join",{}])");
        lines.clear();
        static const QRegularExpression crash(
            QStringLiteral("^channel crashed: no clause for \\\\x\\{1B\\}\\[2Jx{1900,2000}… "
                           "\\(98018 more characters\\)$"));
        QTest::ignoreMessage(QtWarningMsg, crash);

        client.receive(R"(["1","2","room:a",")" + event + R"(",{}])");
        client.receive(R"(["1","3","room:a",")" + event + R"(",{"a":1}])");

        QCOMPARE(lines,
                 (QStringList {QStringLiteral("[debug] HANDLED \\x{1B}[2J")
                               + QString(996, QLatin1Char('x'))
                               + QStringLiteral("… (99004 more characters) INCOMING ON room:a "
                                                "(Lambda) in T\n  Parameters: %{}")}));
    }
    void item268EachRefusalHasOneLine()
    {
        Node node;
        FakeTransport &client =
            clientOf(node, "room:*", {.join = LogLevel::Off, .handleIn = LogLevel::Off});
        Shaker shaker;
        shaker.config.sockets[0].log = LogLevel::Off;

        client.receive(R"(["1","1","nope","phx_join",{}])");
        client.receive(R"(["1","1","room:a","phx_join",{}])");
        client.receive(R"(["2","2","room:a","phx_join",{}])");
        client.receive(R"(["3","3","room:b","phx_join",{}])");
        client.receive(R"(["4","4","room:c","phx_join",{}])");
        shaker.shake(request("?vsn=9.0.0"));
        shaker.shake(request("?vsn=abc"));
        shaker.shake(request("?vsn=2.0.0", "origin: http://evil.com\r\n"));
        shaker.config.sockets[0].webSocket.subprotocols = QList<QByteArray> {"sip"};
        shaker.shake(request("?vsn=2.0.0", "sec-websocket-protocol: mqtt\r\n"));

        QCOMPARE(
            lines,
            (QStringList {
                QStringLiteral("[warning] Ignoring unmatched topic \"nope\" in FixtureSocket"),
                QStringLiteral("[debug] Duplicate channel join for topic \"room:a\" in "
                               "FixtureSocket. Closing existing channel for new join."),
                QStringLiteral(
                    "[error] Reached max channels per transport limit of 2 for socket \"user:7\""),
                QStringLiteral("[warning] The client's requested transport version \"9.0.0\" does "
                               "not match server's version requirements of [\"~> 1.0.0\", \"~> "
                               "2.0.0\"]"),
                QStringLiteral("[warning] Client sent invalid transport version \"abc\""),
                QStringLiteral("[error] Could not check origin for Phoenix.Socket transport.\n"
                               "Origin of the request: \"http://evil.com\""),
                QStringLiteral("[error] Could not check Websocket subprotocols for Phoenix.Socket "
                               "transport.\nSubprotocols of the request: \"mqtt\"")}));
    }
    void aFloodIsCutAndItsSizeIsTold()
    {
        constexpr int Count = 3 * server::phoenixlog::MaxLinesPerSecond;
        const auto written = [] {
            return std::count(lines.cbegin(), lines.cend(), QStringLiteral("[info] x"));
        };

        for (int i = 0; i < Count; ++i)
            server::phoenixlog::write(LogLevel::Info, QStringLiteral("x"));
        QVERIFY(written() < Count);
        QTRY_VERIFY([] {
            server::phoenixlog::write(LogLevel::Info, QStringLiteral("y"));
            return lines.filter(QStringLiteral("further lines were not written")).size() == 1;
        }());
    }
};

PHX_TEST_CLASS(PhoenixLogTest)
#include "tst_phoenixlog.moc"
