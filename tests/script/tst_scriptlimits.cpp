// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

namespace {

const QList<std::pair<QByteArray, QByteArray>> UpgradeFields {
    {"Upgrade", "websocket"},
    {"Connection", "Upgrade"},
    {"Sec-WebSocket-Version", "13"},
    {"Sec-WebSocket-Key", WireClient::sampleKey()}};
const QByteArray JoinedB = R"(["1","1","room:b","phx_reply",{"response":{},"status":"ok"}])";
//! Says so and is heard before it goes on: asking the store takes along what is pushed.
const QByteArray Begin = "socket.push('begun', {}); socket.store.set('begun', 1);\n";
const QByteArray Crashed = R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])";

} // namespace

//! What happens to everybody else when a script runs away.
class ScriptLimitsTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void theOtherChannelsCrashAndTheirClientsCanRejoin();
    void whatHadNotBegunIsAskedOfTheNextHelper_data();
    void whatHadNotBegunIsAskedOfTheNextHelper();
    void aConnectThatRunsAwayFailsAlone();
    void aJoinThatRunsAwayFailsAlone();
    void aScriptThatCannotBeLoadedIsNotTriedForEachWhoWaits();
    void whoWaitsWhenTheScriptIsDisabledIsToldSo();
    void item84WhoJoinsAgainDoesNotWaitForAChannelThatNeverEnds_data();
    void item84WhoJoinsAgainDoesNotWaitForAChannelThatNeverEnds();
    void withoutConfigurationACallbackHasASecondAndTheHelper512Mb();
    void withoutConfigurationAnEndlessLoopEnds();
    void whatCannotBeInterruptedIsKilled();
    void threeDeathsDisableTheScriptUntilItIsSaved();
    void aMissingHelperProgramIsNamed();
    void aMissingScriptIsNamed();
};

void ScriptLimitsTest::theOtherChannelsCrashAndTheirClientsCanRejoin()
{
    ScriptFixture fixture;
    fixture.writeRoom("for (;;) {}");
    QVERIFY(fixture.start());
    const auto bystander = fixture.joined();
    const auto culprit = fixture.joined();
    QVERIFY(bystander && culprit);

    culprit->sendText(R"(["1","2","room:a","loop",{}])");

    QCOMPARE(culprit->next(std::chrono::seconds(30)).data, Crashed);
    QCOMPARE(bystander->next(std::chrono::seconds(30)).data, Crashed);
    bystander->sendText(R"(["2","2","room:a","phx_join",{}])");
    QCOMPARE(bystander->next(std::chrono::seconds(30)).data,
             R"(["2","2","room:a","phx_reply",{"response":{},"status":"ok"}])");
}

void ScriptLimitsTest::whatHadNotBegunIsAskedOfTheNextHelper_data()
{
    QTest::addColumn<QByteArray>("code"); // of handleIn
    QTest::addColumn<int>("softMs");
    QTest::addColumn<int>("hardMs");
    QTest::newRow("interrupted") << QByteArray("for (;;) {}") << 500 << 20'000;
    QTest::newRow("killed") << QByteArray("for (;;) {}") << 3'600'000 << 500;
    QTest::newRow("out of memory") << QByteArray("'x'.repeat(2 ** 30) + 'y';") << 20'000 << 20'000;
}

void ScriptLimitsTest::whatHadNotBegunIsAskedOfTheNextHelper()
{
    QFETCH(const QByteArray, code);
    QFETCH(const int, softMs);
    QFETCH(const int, hardMs);
    ScriptFixture fixture;
    fixture.settings.limits.soft = std::chrono::milliseconds(softMs);
    fixture.settings.limits.hard = std::chrono::milliseconds(hardMs);
    fixture.writeRoom(Begin + code);
    QVERIFY(fixture.start());
    const auto culprit = fixture.joined();
    const auto joining = fixture.joined();
    const auto pushing = fixture.joined();
    QVERIFY(culprit && joining && pushing);

    culprit->sendText(R"(["1","2","room:a","loop",{}])");
    QVERIFY(culprit->next().data.contains("begun"));
    pushing->sendText(R"(["1","2","room:a","echo",{}])");
    joining->sendText(R"(["1","1","room:b","phx_join",{}])");
    WireClient connecting(fixture.port());
    const int status = connecting.upgrade("/socket/websocket?vsn=2.0.0", {}).status;
    connecting.sendText(R"(["1","1","room:b","phx_join",{}])");

    QCOMPARE(culprit->next(std::chrono::seconds(30)).data, Crashed);
    QCOMPARE(pushing->next(std::chrono::seconds(30)).data, Crashed);
    QCOMPARE(status, 101);
    QCOMPARE(connecting.next(std::chrono::seconds(30)).data, JoinedB);
    QCOMPARE(joining->next(std::chrono::seconds(30)).data, Crashed);
    QCOMPARE(joining->next(std::chrono::seconds(30)).data, JoinedB);
    joining->sendText(R"(["1","2","room:b","echo",{}])");
    QVERIFY(joining->next().data.contains(R"("status":"ok")"));
}

void ScriptLimitsTest::aConnectThatRunsAwayFailsAlone()
{
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("user_socket.mjs"),
                  "export const channels = [['room:*', 'room.mjs']];\n"
                  "export function connect(params, info) {\n"
                  "  if (params.loop) { info.store.set('begun', 1); for (;;) {} }\n"
                  "  return { ok: { begun: info.store.get('begun') } };\n}\n"
                  "export function id(assigns) { return `begun:${assigns.begun}`; }\n");
    QVERIFY(fixture.start());
    QVERIFY(fixture.joined());
    WireClient culprit(fixture.port());

    culprit.sendRequest("GET", "/socket/websocket?loop=1", UpgradeFields);
    QTRY_VERIFY(fixture.settings.store->get("begun"));
    const auto behind = fixture.joined();

    QVERIFY(behind);
    QCOMPARE(culprit.takeAnswer(std::chrono::seconds(30)).value_or(HttpAnswer()).status, 500);
    QCOMPARE(fixture.details(tap::EventKind::Note).count("has ended"), 1);
}

void ScriptLimitsTest::aJoinThatRunsAwayFailsAlone()
{
    ScriptFixture fixture;
    fixture.writeRoom({});
    fixture.write(QStringLiteral("room.mjs"),
                  "export function join(topic, payload, socket) {\n"
                  "  if (payload.loop) { socket.store.set('begun', 1); for (;;) {} }\n"
                  "  return { ok: {} };\n}\n");
    QVERIFY(fixture.start());
    WireClient culprit(fixture.port());
    QCOMPARE(culprit.upgrade("/socket/websocket?vsn=2.0.0", {}).status, 101);

    culprit.sendText(R"(["1","1","room:a","phx_join",{"loop":1}])");
    QTRY_VERIFY(fixture.settings.store->get("begun"));
    const auto behind = fixture.joined();

    QVERIFY(behind);
    QCOMPARE(
        culprit.next(std::chrono::seconds(30)).data,
        R"(["1","1","room:a","phx_reply",{"response":{"reason":"join crashed"},"status":"error"}])");
    QCOMPARE(fixture.details(tap::EventKind::Note).count("has ended"), 1);
}

void ScriptLimitsTest::aScriptThatCannotBeLoadedIsNotTriedForEachWhoWaits()
{
    ScriptFixture fixture;
    fixture.write(QStringLiteral("user_socket.mjs"), "for (;;) {}\n");
    QVERIFY(fixture.start());
    std::vector<std::unique_ptr<WireClient>> waiting;
    for (int i = 0; i < 3; ++i) {
        waiting.push_back(std::make_unique<WireClient>(fixture.port()));
        waiting.back()->sendRequest("GET", "/socket/websocket", UpgradeFields);
    }

    for (const auto &client : waiting)
        QCOMPARE(client->takeAnswer(std::chrono::seconds(30)).value_or(HttpAnswer()).status, 500);
    QCOMPARE(fixture.details(tap::EventKind::Note).count("has ended"), 1);
}

void ScriptLimitsTest::whoWaitsWhenTheScriptIsDisabledIsToldSo()
{
    ScriptFixture fixture;
    fixture.settings.limits.maxDeaths = 1;
    fixture.writeRoom(Begin + "for (;;) {}");
    QVERIFY(fixture.start());
    const auto culprit = fixture.joined();
    QVERIFY(culprit);
    culprit->sendText(R"(["1","2","room:a","loop",{}])");
    QVERIFY(culprit->next().data.contains("begun"));

    const auto refused = WireClient(fixture.port()).upgrade("/socket/websocket", {});

    QCOMPARE(refused.status, 500);
    QVERIFY(fixture.details(tap::EventKind::HandshakeRefused)
                .contains("user_socket.mjs is disabled: its helper ended 1 times"));
}

void ScriptLimitsTest::item84WhoJoinsAgainDoesNotWaitForAChannelThatNeverEnds_data()
{
    QTest::addColumn<QByteArray>("code"); // of handleIn
    QTest::addColumn<int>("softMs");
    QTest::addColumn<int>("callbackMs");
    QTest::newRow("it computes") << QByteArray("for (;;) {}") << 300 << 20'000;
    QTest::newRow("it asks") << QByteArray("for (;;) socket.store.get('a');") << 3'600'000 << 500;
    QTest::newRow("it pushes") << QByteArray("for (;;) socket.push('a', {});") << 3'600'000 << 500;
}

// Phoenix waits 5 s for an old channel that does not end and kills it then. Here the new join waits
// in the helper behind the callback of the old one. That is ended when it has used its processor
// time (1 s), shows no sign of life (2 s), or has just gone on (5 s); the join had not begun, so
// the next helper gets it. The old channel is gone without a word of its own.
void ScriptLimitsTest::item84WhoJoinsAgainDoesNotWaitForAChannelThatNeverEnds()
{
    QFETCH(const QByteArray, code);
    QFETCH(const int, softMs);
    QFETCH(const int, callbackMs);
    ScriptFixture fixture;
    fixture.settings.limits.soft = std::chrono::milliseconds(softMs);
    fixture.settings.limits.callback = std::chrono::milliseconds(callbackMs);
    fixture.writeRoom(Begin + code);
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);
    client->sendText(R"(["1","2","room:a","loop",{}])");
    QVERIFY(client->next().data.contains("begun"));

    client->sendText(R"(["3","3","room:a","phx_join",{}])");
    client->sendText(R"([null,"4","phoenix","heartbeat",{}])");

    WireEvent answer = client->next(std::chrono::seconds(30));
    while (answer.data == R"(["1",null,"room:a","a",{}])")
        answer = client->next(std::chrono::seconds(30));
    QCOMPARE(answer.data, R"(["3","3","room:a","phx_reply",{"response":{},"status":"ok"}])");
    QCOMPARE(client->next().data, R"(["1","1","room:a","phx_close",{}])");
    QCOMPARE(client->next().data,
             R"([null,"4","phoenix","phx_reply",{"response":{},"status":"ok"}])");
}

void ScriptLimitsTest::withoutConfigurationACallbackHasASecondAndTheHelper512Mb()
{
    ScriptFixture fixture;
    fixture.settings.limits = {};
    fixture.writeRoom({});
    fixture.settings.program =
        fixture.writeProgram("#!/bin/sh\necho \"$1 ms, $2 bytes\" >\"${0%/*}/limits\"\n");
    QVERIFY(fixture.start());

    QCOMPARE(WireClient(fixture.port()).upgrade("/socket/websocket", {}).status, 500);

    QCOMPARE(fixture.read(QStringLiteral("limits")), QByteArray("1000 ms, 536870912 bytes\n"));
}

void ScriptLimitsTest::withoutConfigurationAnEndlessLoopEnds()
{
    ScriptFixture fixture;
    fixture.settings.limits = {};
    fixture.writeRoom("for (;;) {}");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","loop",{}])");

    QCOMPARE(client->next(std::chrono::seconds(30)).data, Crashed);
}

void ScriptLimitsTest::whatCannotBeInterruptedIsKilled()
{
    ScriptFixture fixture;
    fixture.settings.limits.soft = std::chrono::hours(1);
    fixture.settings.limits.hard = std::chrono::milliseconds(500);
    fixture.writeRoom("for (;;) {}");
    QVERIFY(fixture.start());
    const auto client = fixture.joined();
    QVERIFY(client);

    client->sendText(R"(["1","2","room:a","loop",{}])");

    QCOMPARE(client->next(std::chrono::seconds(30)).data, Crashed);
    QVERIFY(fixture.details(tap::EventKind::Note).contains("no sign of life for 500 ms"));
}

void ScriptLimitsTest::threeDeathsDisableTheScriptUntilItIsSaved()
{
    ScriptFixture fixture;
    fixture.settings.limits.maxDeaths = 3;
    fixture.writeRoom("for (;;) {}");
    QVERIFY(fixture.start());
    for (int i = 0; i < 3; ++i) {
        const auto client = fixture.joined();
        QVERIFY(client);
        client->sendText(R"(["1","2","room:a","loop",{}])");
        QCOMPARE(client->next(std::chrono::seconds(30)).data, Crashed);
    }

    const auto refused = WireClient(fixture.port()).upgrade("/socket/websocket", {});
    QCOMPARE(refused.status, 500);
    QVERIFY(fixture.details(tap::EventKind::HandshakeRefused)
                .contains("user_socket.mjs is disabled: its helper ended 3 times"));
    fixture.writeRoom("return { reply: 'ok' };");
    QVERIFY(fixture.joined());
}

void ScriptLimitsTest::aMissingHelperProgramIsNamed()
{
    ScriptFixture fixture;
    fixture.settings.program = QStringLiteral("/nonexistent/channelscope-script");
    fixture.writeRoom({});
    QVERIFY(fixture.start());

    QCOMPARE(WireClient(fixture.port()).upgrade("/socket/websocket", {}).status, 500);

    QVERIFY(fixture.details(tap::EventKind::HandshakeRefused)
                .contains("/nonexistent/channelscope-script"));
}

void ScriptLimitsTest::aMissingScriptIsNamed()
{
    ScriptFixture fixture;
    QVERIFY(fixture.start());

    QCOMPARE(WireClient(fixture.port()).upgrade("/socket/websocket", {}).status, 500);

    QVERIFY(fixture.details(tap::EventKind::HandshakeRefused)
                .contains("user_socket.mjs is no regular file"));
}

PHX_TEST_CLASS(ScriptLimitsTest)

} // namespace phx::test

#include "tst_scriptlimits.moc"
