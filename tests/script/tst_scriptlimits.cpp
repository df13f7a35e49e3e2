// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "tests/script/scriptfixture.h"
#include "tests/support/testcase.h"

namespace phx::test {

namespace {

const QByteArray Crashed = R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])";

} // namespace

//! What happens to everybody else when a script runs away.
class ScriptLimitsTest : public TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void theOtherChannelsCrashAndTheirClientsCanRejoin();
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
