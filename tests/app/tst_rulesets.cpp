// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviourfiles.h"
#include "app/workspace/endpointbuilder.h"
#include "app/workspace/workspacereader.h"
#include "tests/server/nodefixture.h"
#include "tests/support/testcase.h"

#include <QRegularExpression>
#include <QTest>

using namespace phx;
using namespace phx::app;

namespace {

const QByteArray Secret = "12345678901234567890";

std::shared_ptr<const server::SocketHandler> handlerOf(const QString &set)
{
    const auto loaded = behaviourfiles::loadReadyMade(set);
    return loaded ? makeHandler(loaded.value(), Secret).value() : nullptr;
}

std::shared_ptr<const server::SocketHandler> handlerOfRules(const QByteArray &rules)
{
    const auto workspace =
        WorkspaceReader::read(R"({"handlers":{"h":{"channels":[{"topic":"*","rules":[)" + rules
                                  + R"(]}]}},"sockets":[{"path":"/s","handler":"h"}]})",
                              QStringLiteral("w"));
    return workspace ? makeHandler(workspace.value().handlers.constFirst(), Secret).value()
                     : nullptr;
}

//! Times and refs differ in every run.
QByteArray withoutTimes(QByteArray text)
{
    static const QRegularExpression Time(
        QStringLiteral(R"("\d{4}-\d\d-\d\dT[\d:.]+Z"|"phx_ref(_prev)?":"[^"]+")"));
    QString result = QString::fromUtf8(text);
    return result.replace(Time, QStringLiteral("\"*\"")).toUtf8();
}

} // namespace

//! The ready-made sets as conversations, and what takes time.
class TestRuleSets : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void everySetTalksAsItSays_data();
    void everySetTalksAsItSays();
    void thePresenceRoomTracksUpdatesAndUntracks();
    void item242ANumberIsAKey();
    void theCrasherCrashesLaterThanItAnswers();
    void theSlowRoomAnswersLateInOrderAndTicks();
    void theTokenRoomRefusesConnectionsWithoutItsToken();
    void aSignedTokenNamesTheUser();
    void aDelayedJoinIsAnsweredLaterAndBlocksNobodyElse();
    void aJoinThatIsNeverAnsweredStaysOpen();
    void timersPushUntilTheRulesChange();
    void newRulesCountForJoinedChannels();
    void hitsAreCounted();
};

void TestRuleSets::everySetTalksAsItSays_data()
{
    QTest::addColumn<QString>("set");
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArrayList>("answers");
    const auto row = [](const char *set, const char *name, const char *sent,
                        const QByteArrayList &answers) {
        QTest::addRow("%s: %s", set, name)
            << QString::fromLatin1(set) << QByteArray(sent) << answers;
    };
    const char *lobby = R"(["1","1","room:lobby","phx_join",{}])";
    row("guide-chat", "lobby", lobby,
        {R"(["1","1","room:lobby","phx_reply",{"status":"ok","response":{}}])"});
    row("guide-chat", "other room", R"(["1","1","room:1","phx_join",{}])",
        {R"(["1","1","room:1","phx_reply",{"status":"error","response":{"reason":"unauthorized"}}])"});
    row("guide-chat", "message", R"(["1","1","room:lobby","phx_join",{}]
["1","2","room:lobby","new_msg",{"body":1.50,"x":2}])",
        {R"(["1","1","room:lobby","phx_reply",{"status":"ok","response":{}}])",
         R"([null,null,"room:lobby","new_msg",{"body":1.50}])"});
    row("echo", "any", R"(["1","1","any:topic","phx_join",{"a":1}]
["1","2","any:topic","say",[1,2]])",
        {R"(["1","1","any:topic","phx_reply",{"status":"ok","response":{"a":1}}])",
         R"(["1","2","any:topic","phx_reply",{"status":"ok","response":[1,2]}])"});
    row("denier", "all", lobby,
        {R"(["1","1","room:lobby","phx_reply",{"status":"error","response":{"reason":"unauthorized","topic":"room:lobby"}}])"});
    row("token-room", "private", R"(["1","1","room:private-1","phx_join",{}])",
        {R"(["1","1","room:private-1","phx_reply",{"status":"error","response":{"reason":"unauthorized"}}])"});
    row("token-room", "password",
        R"(["1","1","room:private-1","phx_join",{"password":"open sesame"}]
["1","2","room:private-1","new_msg",{}])",
        {R"(["1","1","room:private-1","phx_reply",{"status":"ok","response":{"room":"private-1"}}])",
         R"(["1","2","room:private-1","phx_reply",{"status":"ok","response":{"id":1,"at":"*"}}])"});
    const QByteArray joined = R"(["1","1","room:a","phx_reply",{"status":"ok","response":{}}])";
    const QByteArray crashed = R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])";
    row("crasher", "a join that crashes", R"(["1","1","room:crash","phx_join",{}])",
        {R"(["1","1","room:crash","phx_reply",{"status":"error","response":{"reason":"join crashed"}}])"});
    row("crasher", "a safe message, then any other, then nobody is there",
        R"(["1","1","room:a","phx_join",{}]
["1","2","room:a","safe",{}]
["1","3","room:a","anything",{}]
["1","4","room:a","safe",{}])",
        {joined, R"(["1","2","room:a","phx_reply",{"status":"ok","response":{}}])", crashed,
         R"([null,"4","room:a","phx_reply",{"status":"error","response":{"reason":"unmatched topic"}}])"});
    row("crasher", "close", R"(["1","1","room:a","phx_join",{}]
["1","2","room:a","close",{}])",
        {joined, R"(["1","1","room:a","phx_close",{}])"});
    row("slow-room", "nothing at once", R"(["1","1","room:lobby","phx_join",{}])", {});
}

void TestRuleSets::everySetTalksAsItSays()
{
    QFETCH(QString, set);
    QFETCH(QByteArray, sent);
    QFETCH(QByteArrayList, answers);
    test::Node node;
    if (answers.join().contains("crash"))
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("crashed")));
    const auto handler = handlerOf(set);
    QVERIFY(handler);
    node.addRoutes(handler->routes());
    auto &client = node.client();

    for (const QByteArray &frame : sent.split('\n'))
        client.receive(frame);

    QByteArrayList got = client.take();
    for (QByteArray &text : got)
        text = withoutTimes(text);
    QCOMPARE(test::normalised(got), test::normalised(answers));
}

void TestRuleSets::thePresenceRoomTracksUpdatesAndUntracks()
{
    test::Node node;
    node.addRoutes(handlerOf(QStringLiteral("presence-room"))->routes());
    auto &client = node.client();

    client.receive(R"(["1","1","room:p","phx_join",{"user_id":"ann"}])");
    client.receive(R"(["1","2","room:p","status",{"status":"away"}])");
    client.receive(R"(["1","3","room:p","leave_list",{}])");

    const QByteArrayList got = client.take();
    QCOMPARE(got.size(), 7);
    QVERIFY(got.at(1).contains("presence_diff") && got.at(1).contains("online"));
    QVERIFY(got.at(2).contains("presence_state") && got.at(2).contains("ann"));
    QVERIFY(got.at(3).contains("phx_ref_prev") && got.at(3).contains("away"));
    QVERIFY(got.at(5).contains("\"joins\":{}"));
    QVERIFY(node.presence.list("room:p").isEmpty());
}

void TestRuleSets::item242ANumberIsAKey()
{
    test::Node node;
    node.addRoutes(handlerOf(QStringLiteral("presence-room"))->routes());
    auto &client = node.client();

    client.receive(R"(["1","1","room:p","phx_join",{"user_id":1}])");

    QCOMPARE(node.presence.list("room:p").keys(), QStringList {QStringLiteral("1")});
}

void TestRuleSets::theCrasherCrashesLaterThanItAnswers()
{
    test::Node node;
    node.addRoutes(handlerOf(QStringLiteral("crasher"))->routes());
    auto &client = node.client();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("channel crashed")));

    client.receive(R"(["1","1","room:a","phx_join",{}])");
    client.receive(R"(["1","2","room:a","crash_later",{}])");

    QCOMPARE(client.take().size(), 2); // both are answered
    QTRY_COMPARE(client.frames.size(), 1);
    PHX_COMPARE_FRAMES(client, {R"(["1","1","room:a","phx_error",{"reason":"channel_crash"}])"});
    client.receive(R"(["2","3","room:a","phx_join",{}])");
    PHX_COMPARE_FRAMES(client, {R"(["2","3","room:a","phx_reply",{"status":"ok","response":{}}])"});
}

void TestRuleSets::theSlowRoomAnswersLateInOrderAndTicks()
{
    test::Node node;
    node.addRoutes(handlerOf(QStringLiteral("slow-room"))->routes());
    auto &client = node.client();

    client.receive(R"(["1","1","room:a","phx_join",{}])");
    QVERIFY(client.frames.isEmpty());
    QTRY_COMPARE(client.frames.size(), 1);
    client.receive(R"(["1","2","room:a","silent",{}])");
    client.receive(R"(["1","3","room:a","first",{"n":1}])");
    client.receive(R"(["1","4","room:a","second",{"n":2}])");
    QTRY_VERIFY(client.frames.size() >= 4);

    QByteArrayList got = client.take();
    QVERIFY(got.join().contains("\"tick\""));
    got.removeIf([](const QByteArray &frame) { return frame.contains("tick"); });
    QCOMPARE(
        test::normalised(got),
        test::normalised({R"(["1","1","room:a","phx_reply",{"status":"ok","response":{}}])",
                          R"(["1","3","room:a","phx_reply",{"status":"ok","response":{"n":1}}])",
                          R"(["1","4","room:a","phx_reply",{"status":"ok","response":{"n":2}}])"}));
}

void TestRuleSets::theTokenRoomRefusesConnectionsWithoutItsToken()
{
    const auto handler = handlerOf(QStringLiteral("token-room"));
    const auto connect = [&handler](const QJsonObject &params) {
        return std::holds_alternative<server::ConnectOk>(handler->connect(params, {}));
    };

    QVERIFY(!connect({}));
    QVERIFY(!connect({{QStringLiteral("token"), QStringLiteral("other")}}));
    QVERIFY(connect({{QStringLiteral("token"), QStringLiteral("demo")}}));
}

void TestRuleSets::aSignedTokenNamesTheUser()
{
    const ConnectCheck check {.param = QStringLiteral("t"), .salt = "user socket"};
    const ConnectVerifier verifier(check, Secret);
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    const QByteArray token =
        protocol::Token(Secret, "user socket").sign(protocol::EtfTerm::integer(7), now);

    const auto good = verifier.verify({{QStringLiteral("t"), QString::fromUtf8(token)}});
    const auto bad = verifier.verify({{QStringLiteral("t"), QString::fromUtf8(token + 'x')}});

    QVERIFY(good);
    QCOMPARE(good->value(QStringLiteral("user")).toString(), QStringLiteral("7"));
    QVERIFY(!bad);
}

void TestRuleSets::aDelayedJoinIsAnsweredLaterAndBlocksNobodyElse()
{
    test::Node node;
    node.addRoutes(handlerOfRules(R"({"on":"join","then":[{"reply":{"delay_ms":50}},)"
                                  R"({"push":{"event":"hello"}}]},{"on":"event","event":"*"})")
                       ->routes());
    auto &slow = node.client();
    auto &other = node.client();

    slow.receive(R"(["1","1","t","phx_join",{}])");
    slow.receive(R"(["1","2","phoenix","heartbeat",{}])");
    other.receive(R"([null,"2","phoenix","heartbeat",{}])");

    QCOMPARE(slow.frames.size(), 0);
    QCOMPARE(other.frames.size(), 1);
    QTRY_COMPARE(slow.frames.size(), 3);
    const QByteArrayList got = slow.take();
    QVERIFY(got.at(0).contains("phx_reply") && got.at(0).contains("\"ok\""));
    QVERIFY(got.join().contains("hello"));
}

void TestRuleSets::aJoinThatIsNeverAnsweredStaysOpen()
{
    test::Node node;
    node.addRoutes(handlerOf(QStringLiteral("slow-room"))->routes());
    auto &client = node.client();

    client.receive(R"(["1","1","room:never","phx_join",{}])");

    QVERIFY(client.frames.isEmpty());
    QVERIFY(client.isPaused);
    client.end();
}

void TestRuleSets::timersPushUntilTheRulesChange()
{
    test::Node node;
    node.addRoutes(
        handlerOfRules(R"({"on":"join","push":{"event":"tick","payload":{"n":"{{counter}}"},)"
                       R"("every_ms":10}})")
            ->routes());
    auto &client = node.client();
    client.receive(R"(["1","1","t","phx_join",{}])");
    QTRY_VERIFY(client.frames.size() >= 4);

    node.replaceHandlers(handlerOfRules(R"({"on":"join","push":{"event":"other","every_ms":10}})"));
    client.take();
    QTRY_VERIFY(client.frames.size() >= 4);

    QVERIFY(!client.take().join().contains("tick"));
}

void TestRuleSets::newRulesCountForJoinedChannels()
{
    test::Node node;
    node.addRoutes(handlerOf(QStringLiteral("echo"))->routes());
    auto &client = node.client();
    client.receive(R"(["1","1","t","phx_join",{}])");
    client.take();

    node.replaceHandlers(handlerOfRules(
        R"({"on":"event","event":"*","reply":{"status":"error","response":{"was":"{{event}}"}}})"));
    client.receive(R"(["1","2","t","e",{}])");

    PHX_COMPARE_FRAMES(client,
                       {R"(["1","2","t","phx_reply",{"status":"error","response":{"was":"e"}}])"});
}

void TestRuleSets::hitsAreCounted()
{
    test::Node node;
    const auto set = behaviourfiles::loadReadyMade(QStringLiteral("echo"));
    const auto rules = set.value().rules();
    node.addRoutes(makeHandler(set.value(), Secret).value()->routes());
    auto &client = node.client();

    client.receive(R"(["1","1","t","phx_join",{}])");
    client.receive(R"(["1","2","t","e",{}])");
    client.receive(R"(["1","3","t","e",{}])");

    QCOMPARE(rules.at(0).hits->count.load(), 1U);
    QCOMPARE(rules.at(1).hits->count.load(), 2U);
    QVERIFY(rules.at(1).hits->lastSequence.load() > rules.at(0).hits->lastSequence.load());
}

PHX_TEST_CLASS(TestRuleSets)

#include "tst_rulesets.moc"
