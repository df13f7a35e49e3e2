// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

namespace {

const QByteArray Room = "export function join() { return { ok: {} }; }\n";

} // namespace

//! What a script can do for its clients, beyond what the recordings show.
class ScriptChannelTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedConnectAnswersWithItsStatusAndBody();
    void item18AnIdThatIsNoTextRefusesTheClient();
    void assignsTokensAndTheStoreWorkTogether();
    void theStoreIsSharedByServerThreads();
    void aSavedFileRunsInNewJoins();
    void modulesOfTheFolderCanBeImported();
    void terminatePushesBehindTheClose();
    void item269ClosesFirstLeavesAsLiveViewDoes();
    void logLinesAreRowsOfTheirOwn();
};

void ScriptChannelTest::aRefusedConnectAnswersWithItsStatusAndBody()
{
    ScriptFixture fixture;
    fixture.write(QStringLiteral("user_socket.mjs"),
                  "export const channels = [];\n"
                  "export function connect(params) {\n"
                  "  if (params.crash) throw new Error('in connect');\n"
                  "  return { error: 'busy', status: 429, body: 'later' };\n}\n");
    QVERIFY(fixture.start());

    const auto refused = WireClient(fixture.port()).upgrade("/socket/websocket", {});
    const auto crashed = WireClient(fixture.port()).upgrade("/socket/websocket?crash=1", {});

    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.body, "later");
    QCOMPARE(crashed.status, 500);
    const QByteArray details = fixture.details(tap::EventKind::HandshakeRefused);
    QVERIFY2(details.contains("Error: in connect (user_socket.mjs:3)"), details.constData());
}

void ScriptChannelTest::item18AnIdThatIsNoTextRefusesTheClient()
{
    ScriptFixture fixture;
    fixture.write(QStringLiteral("user_socket.mjs"),
                  "export const channels = [];\n"
                  "export function connect(params) { return { ok: { user: params.user } }; }\n"
                  "export function id(assigns) { return assigns.user === 'n' ? 7 : null; }\n");
    QVERIFY(fixture.start());

    const auto refused = WireClient(fixture.port()).upgrade("/socket/websocket?user=n", {});
    const auto accepted = WireClient(fixture.port()).upgrade("/socket/websocket?user=x", {});

    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.body, QByteArray());
    QCOMPARE(accepted.status, 101);
    QVERIFY(
        fixture.details(tap::EventKind::Note).contains("id returned a value of the type number"));
}

void ScriptChannelTest::assignsTokensAndTheStoreWorkTogether()
{
    ScriptFixture fixture;
    fixture.write(QStringLiteral("user_socket.mjs"),
                  "export const channels = [['room:*', 'room.mjs']];\n"
                  "export function connect(params, info) {\n"
                  "  info.store.increment('connects');\n"
                  "  return { ok: { token: info.token.sign('salt', { id: 7 }) } };\n}\n");
    fixture.write(QStringLiteral("room.mjs"),
                  Room
                      + "export function handleIn(event, payload, socket) {\n"
                        "  const data = socket.token.verify('salt', socket.assigns.token);\n"
                        "  const bad = socket.token.verify('other', socket.assigns.token);\n"
                        "  socket.store.set('a', { list: [data.ok.id, bad.error] });\n"
                        "  return { reply: 'ok', response: { a: socket.store.get('a'), none: "
                        "socket.store.get('none') === undefined, connects: "
                        "socket.store.get('connects') } };\n}\n");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","go",{}])");

    QCOMPARE(
        client->next().data,
        R"(["1","2","room:a","phx_reply",{"response":{"a":{"list":[7,"invalid"]},"none":true,"connects":1},"status":"ok"}])");
}

void ScriptChannelTest::theStoreIsSharedByServerThreads()
{
    ScriptFixture fixture;
    fixture.writeRoom("return { reply: 'ok', response: { n: socket.store.increment('n') } };");
    QVERIFY(fixture.start(2));
    const auto first = fixture.joined();
    const auto second = fixture.joined();
    QVERIFY(first && second);

    first->sendText(R"(["1","2","room:a","count",{}])");
    QVERIFY(first->next().data.contains(R"({"n":1})"));
    second->sendText(R"(["1","2","room:a","count",{}])");
    QVERIFY(second->next().data.contains(R"({"n":2})"));
}

void ScriptChannelTest::aSavedFileRunsInNewJoins()
{
    ScriptFixture fixture;
    fixture.writeRoom("return { reply: 'ok', response: { v: 1 } };");
    QVERIFY(fixture.start());
    const auto before = fixture.joined();
    QVERIFY(before);

    fixture.writeRoom("return { reply: 'ok', response: { version: 2 } };");
    const auto after = fixture.joined();
    QVERIFY(after);

    before->sendText(R"(["1","2","room:a","which",{}])");
    QVERIFY(before->next().data.contains(R"({"v":1})"));
    after->sendText(R"(["1","2","room:a","which",{}])");
    QVERIFY(after->next().data.contains(R"({"version":2})"));
}

void ScriptChannelTest::modulesOfTheFolderCanBeImported()
{
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("room.mjs"),
                  "import { word } from \"./lib/words.mjs\";\n" + Room
                      + "export function handleIn() { return { reply: word }; }\n");
    fixture.write(QStringLiteral("lib/words.mjs"), "export { word } from \"./deep.mjs\";\n");
    fixture.write(QStringLiteral("lib/deep.mjs"), "export const word = \"deep\";\n");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","go",{}])");

    QCOMPARE(client->next().data,
             R"(["1","2","room:a","phx_reply",{"response":{},"status":"deep"}])");
}

void ScriptChannelTest::terminatePushesBehindTheClose()
{
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("room.mjs"),
                  Room
                      + "export function terminate(reason, socket) {\n"
                        "  socket.push('bye', { reason });\n}\n");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","phx_leave",{}])");

    QCOMPARE(client->next().data,
             R"(["1","2","room:a","phx_reply",{"response":{},"status":"ok"}])");
    QCOMPARE(client->next().data, R"(["1","1","room:a","phx_close",{}])");
    QCOMPARE(client->next().data, R"(["1",null,"room:a","bye",{"reason":"{shutdown, left}"}])");
}

void ScriptChannelTest::item269ClosesFirstLeavesAsLiveViewDoes()
{
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("room.mjs"), Room + "export const closesFirst = true;\n");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","phx_leave",{}])");

    QCOMPARE(client->next().data, R"(["1","1","room:a","phx_close",{}])");
    QCOMPARE(client->next().data,
             R"(["1","2","room:a","phx_reply",{"response":{},"status":"ok"}])");
}

void ScriptChannelTest::logLinesAreRowsOfTheirOwn()
{
    ScriptFixture fixture;
    fixture.writeRoom("socket.log('got', payload); console.log('too'); return { reply: 'ok' };");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","go",{"a":1}])");

    QVERIFY(client->next().data.contains("phx_reply"));
    QCOMPARE(fixture.details(tap::EventKind::Note), "got {\"a\":1}\ntoo\n");
}

PHX_TEST_CLASS(ScriptChannelTest)

} // namespace phx::test

#include "tst_scriptchannel.moc"
