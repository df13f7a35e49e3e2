// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/http/requestparser.h"
#include "server/websocket/clienthandshake.h"
#include "server/websocket/handshake.h"
#include "tests/support/testcase.h"

#include <QSet>

namespace phx::websocket {

using http::Fields;

namespace {

HandshakeWish wish(const Fields &headers = {})
{
    return {.target = "/socket/websocket?vsn=2.0.0",
            .host = "localhost:4000",
            .origin = "http://localhost",
            .subprotocols = {"phoenix", "token"},
            .headers = headers};
}

ClientHandshake made(const HandshakeWish &wanted)
{
    return std::get<ClientHandshake>(makeHandshake(wanted));
}

// The answer that a good server gives, with some fields changed: a null value leaves one out.
http::ResponseHead answer(const ClientHandshake &handshake, const Fields &changes = {})
{
    const QByteArray key = http::fieldOf(handshake.fields, "sec-websocket-key");
    Fields fields {{"upgrade", "websocket"},
                   {"connection", "Upgrade"},
                   {"sec-websocket-accept", acceptKey(key)}};
    for (const auto &change : changes)
        fields.removeIf([&change](const auto &field) { return field.first == change.first; });
    for (const auto &change : changes) {
        if (!change.second.isNull())
            fields.append(change);
    }
    return {.status = 101, .reason = "Switching Protocols", .fields = fields};
}

} // namespace

class ClientHandshakeTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aServerAcceptsTheRequest();
    void keysAreNeverTheSame();
    void aHostOrAnOriginOfTheUserReplacesTheOwn();
    void fieldsThatMustNotBeSentAreNamed_data();
    void fieldsThatMustNotBeSentAreNamed();
    void goodAnswersOpen_data();
    void goodAnswersOpen();
    void badAnswersAreNamed_data();
    void badAnswersAreNamed();
    void aStatusIsToldWithItsExplanation();
};

void ClientHandshakeTest::aServerAcceptsTheRequest()
{
    http::RequestParser parser;
    const QByteArray bytes = serialize(made(wish({{"X-Extra", "a b"}})));
    qsizetype consumed = 0;

    const auto outcome = parser.feed(bytes, consumed);

    const auto *request = std::get_if<http::Request>(&outcome);
    QVERIFY(request != nullptr);
    QCOMPARE(consumed, bytes.size());
    QVERIFY(!upgradeProblem(*request));
    QCOMPARE(request->target, QByteArray("/socket/websocket?vsn=2.0.0"));
    QCOMPARE(request->field("host"), QByteArray("localhost:4000"));
    QCOMPARE(request->field("origin"), QByteArray("http://localhost"));
    QCOMPARE(request->list("sec-websocket-protocol"), (QList<QByteArray> {"phoenix", "token"}));
    QCOMPARE(request->field("x-extra"), QByteArray("a b"));
    QVERIFY(!request->hasField("sec-websocket-extensions"));
}

void ClientHandshakeTest::keysAreNeverTheSame()
{
    QSet<QByteArray> keys;
    for (int i = 0; i < 100; ++i)
        keys.insert(http::fieldOf(made(wish()).fields, "sec-websocket-key"));

    QCOMPARE(keys.size(), 100);
}

void ClientHandshakeTest::aHostOrAnOriginOfTheUserReplacesTheOwn()
{
    const ClientHandshake handshake =
        made(wish({{"HOST", "example.com"}, {"Origin", "https://a.example"}}));

    QCOMPARE(http::valuesOf(handshake.fields, "host"), QList<QByteArray> {"example.com"});
    QCOMPARE(http::valuesOf(handshake.fields, "origin"), QList<QByteArray> {"https://a.example"});
}

void ClientHandshakeTest::fieldsThatMustNotBeSentAreNamed_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &field, const QByteArray &value,
                        const char *sentence) {
        QTest::newRow(name) << field << value << QByteArray(sentence);
    };
    row("a second request", "X-A", "b\r\n\r\nGET / HTTP/1.1",
        R"(The header field "x-a" holds a control character.)");
    row("a line feed", "X-A", "b\nX-B: c", R"(The header field "x-a" holds a control character.)");
    row("a name of two words", "X A", "b",
        R"(The header field "x a" has a name that HTTP does not allow.)");
    row("no name", "", "b", R"(The header field "" has a name that HTTP does not allow.)");
    row("an extension", "Sec-WebSocket-Extensions", "permessage-deflate",
        R"(The header field "sec-websocket-extensions" is made by the WebSocket handshake; )"
        "leave it out.");
    row("another upgrade", "Upgrade", "h2c",
        R"(The header field "upgrade" is made by the WebSocket handshake; leave it out.)");
}

void ClientHandshakeTest::fieldsThatMustNotBeSentAreNamed()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, sentence);

    const auto outcome = makeHandshake(wish({{name, value}}));

    QVERIFY(std::holds_alternative<QByteArray>(outcome));
    QCOMPARE(std::get<QByteArray>(outcome), sentence);
}

void ClientHandshakeTest::goodAnswersOpen_data()
{
    QTest::addColumn<Fields>("changes");
    QTest::newRow("as the RFC's") << Fields {};
    QTest::newRow("a list of options") << Fields {{"connection", "keep-alive, Upgrade"}};
    QTest::newRow("options in two lines")
        << Fields {{"connection", "keep-alive"}, {"connection", "upgrade"}};
    QTest::newRow("any case") << Fields {{"upgrade", "WebSocket"}, {"connection", "UPGRADE"}};
    QTest::newRow("the first subprotocol") << Fields {{"sec-websocket-protocol", "phoenix"}};
    QTest::newRow("the second subprotocol") << Fields {{"sec-websocket-protocol", "token"}};
}

void ClientHandshakeTest::goodAnswersOpen()
{
    QFETCH(const Fields, changes);
    const ClientHandshake handshake = made(wish());

    QCOMPARE(answerProblem(answer(handshake, changes), handshake), std::nullopt);
}

void ClientHandshakeTest::badAnswersAreNamed_data()
{
    QTest::addColumn<Fields>("changes");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const Fields &changes, const char *sentence) {
        QTest::newRow(name) << changes << QByteArray(sentence);
    };
    row("no upgrade", {{"upgrade", {}}}, "upgrade: websocket, not none.");
    row("another upgrade", {{"upgrade", "h2c"}}, R"(upgrade: websocket, not "h2c".)");
    row("two upgrades", {{"upgrade", "websocket"}, {"upgrade", "h2c"}},
        R"(upgrade: websocket, not "websocket, h2c".)");
    row("no connection", {{"connection", {}}}, "upgrade in its connection field, not none.");
    row("the connection closes", {{"connection", "close"}},
        R"(upgrade in its connection field, not "close".)");
    row("a word within a word", {{"connection", "no-upgrade"}},
        R"(upgrade in its connection field, not "no-upgrade".)");
    row("no accept key", {{"sec-websocket-accept", {}}}, ", not none.");
    row("a wrong accept key", {{"sec-websocket-accept", "AAAA"}}, R"(, not "AAAA".)");
    row("an extension", {{"sec-websocket-extensions", "permessage-deflate"}},
        R"(no sec-websocket-extensions, as none was offered, not "permessage-deflate".)");
    row("a subprotocol nobody asked for", {{"sec-websocket-protocol", "mqtt"}},
        R"(one sec-websocket-protocol of those asked for, not "mqtt".)");
    row("two subprotocols", {{"sec-websocket-protocol", "phoenix, token"}},
        R"(one sec-websocket-protocol of those asked for, not "phoenix, token".)");
    row("escapes", {{"upgrade", "\x1b[31m"}}, R"(upgrade: websocket, not "?[31m".)");
}

void ClientHandshakeTest::badAnswersAreNamed()
{
    QFETCH(const Fields, changes);
    QFETCH(const QByteArray, sentence);
    const ClientHandshake handshake = made(wish());

    const auto problem = answerProblem(answer(handshake, changes), handshake);

    QVERIFY(problem);
    QVERIFY2(problem->startsWith("The answer to the WebSocket handshake must have "), *problem);
    QVERIFY2(problem->endsWith(sentence), *problem);
}

void ClientHandshakeTest::aStatusIsToldWithItsExplanation()
{
    const ClientHandshake handshake = made(wish());
    http::ResponseHead refusal {
        .status = 403, .reason = "Forbidden", .fields = {{"content-type", "text/plain"}}};

    QCOMPARE(*answerProblem(refusal, handshake),
             QByteArray("The server answered the WebSocket handshake with 403 (\"Forbidden\") "
                        "instead of 101."));
    QCOMPARE(explanation(refusal, "no entry\nfor you"), QByteArray(R"( It says: "no entry")"));
    QCOMPARE(explanation(refusal, ""), QByteArray());
    refusal.fields = {{"content-type", "text/html"}};
    QCOMPARE(explanation(refusal, "<html>"), QByteArray());
    http::ResponseHead old = answer(handshake);
    old.minorVersion = 0;
    QCOMPARE(*answerProblem(old, handshake),
             QByteArray("The server answered the WebSocket handshake in HTTP/1.0."));
}

PHX_TEST_CLASS(ClientHandshakeTest)

} // namespace phx::websocket

#include "tst_clienthandshake.moc"
