// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/rulewriter.h"
#include "app/workspace/workspacereader.h"
#include "server/channels/ruletable.h"
#include "tests/support/testcase.h"

#include <QTest>

using namespace phx;
using namespace phx::app;
using server::CapturePattern;
using server::RuleInput;
using server::RuleTemplate;

namespace {

server::RuleSources fixedSources()
{
    return {.now = [] { return QByteArray("2026-01-02T03:04:05.678Z"); },
            .uuid = [] { return QByteArray("a-uuid"); },
            .counter = std::make_shared<std::atomic<quint64>>(0)};
}

//! A whole workspace with these rules on "order:*"; they begin at 1:59.
QByteArray withRules(const QByteArray &rules)
{
    return R"({"handlers":{"h":{"channels":[{"topic":"order:*","rules":[)" + rules
        + R"(]}]}},"sockets":[{"path":"/s","handler":"h"}]})";
}

QString errorOf(const QByteArray &text)
{
    const auto workspace = WorkspaceReader::read(text, QStringLiteral("w"));
    return workspace ? QString() : workspace.error();
}

} // namespace

class TestRules : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void patternsCaptureParts_data();
    void patternsCaptureParts();
    void templatesKeepTypesAndDigits_data();
    void templatesKeepTypesAndDigits();
    void aBinaryPayloadIsPassedOnWhole();
    void theFirstEnabledRuleThatFitsWins();
    void mistakesNameTheirPlace_data();
    void mistakesNameTheirPlace();
    void whatIsWrittenReadsAsTheSameRules();
    void theRestOfAFileIsLeftAlone();
};

void TestRules::patternsCaptureParts_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("captured"); // "-": no match
    QTest::addColumn<QByteArray>("route");
    const auto row = [](const char *pattern, const char *text, const char *captured,
                        const char *route) {
        QTest::addRow("%s on %s", pattern, text)
            << QByteArray(pattern) << QByteArray(text) << QByteArray(captured) << QByteArray(route);
    };
    row("room:lobby", "room:lobby", "", "room:lobby");
    row("room:lobby", "room:lobby2", "-", "room:lobby");
    row("order:{id}", "order:17", "id=17", "order:*");
    row("order:{id}", "order:", "-", "order:*");
    row("order:{id}", "order:1:2", "-", "order:*");
    row("{kind}:{id}:items", "order:1:items", "id=1,kind=order", "*");
    row("{a}-{b}", "x-y-z", "a=x,b=y-z", "*");
    row("room:*", "room:", "rest=", "room:*");
    row("{a}*", "x:y", "a=x,rest=:y", "*");
    row("*", "", "rest=", "*");
}

void TestRules::patternsCaptureParts()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, captured);
    QFETCH(QByteArray, route);
    const auto parsed = CapturePattern::parse(pattern);
    QVERIFY(parsed);

    const auto match = parsed.value().match(text);

    QByteArrayList parts;
    if (match) {
        for (auto it = match->cbegin(); it != match->cend(); ++it)
            parts.append(it.key() + '=' + it.value());
        std::sort(parts.begin(), parts.end());
    }
    QCOMPARE(match ? parts.join(',') : QByteArray("-"), captured);
    QCOMPARE(parsed.value().route(), route);
}

void TestRules::templatesKeepTypesAndDigits_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::addRow("%s", text) << QByteArray(text) << QByteArray(expected);
    };
    row(R"({})", R"({})");
    row(R"({"total":"{{payload.qty}}"})", R"({"total":12345678901234567890.10})");
    row(R"({"total": {{payload.qty}}})", R"({"total": 12345678901234567890.10})");
    row(R"("{{payload}}")",
        R"({"qty":12345678901234567890.10,"user":{"name":"A\"é"},"tags":["x",{"y":null}]})");
    row(R"({"t":"{{payload.user.name}}"})", R"({"t":"A\"é"})");
    row(R"({"t":"Hello {{payload.user.name}}!"})", R"({"t":"Hello A\"é!"})");
    row(R"({"t":"n={{payload.qty}}"})", R"({"t":"n=12345678901234567890.10"})");
    row(R"({"t":"{{payload.tags[0]}}","u":"{{payload.tags.1.y}}"})", R"({"t":"x","u":null})");
    row(R"({"t":"in {{payload.tags[1]}}"})", R"({"t":"in {\"y\":null}"})");
    row(R"({"t":"{{payload.none}}","u":"[{{payload.none}}]"})", R"({"t":null,"u":"[]"})");
    row(R"({"{{payload.tags[0]}}":1})", R"({"x":1})");
    row(R"(["{{topic}}","{{topic.id}}","{{event}}","{{join.token}}"])",
        R"(["order:7","7","new","demo"])");
    row(R"(["{{params.user}}","{{assigns.params.user}}"])", R"(["ann","ann"])");
    row(R"(["{{now}}","{{uuid}}","{{counter}}","{{counter}}"])",
        R"(["2026-01-02T03:04:05.678Z","a-uuid",1,2])");
    row(R"({"t":"{{ left open"})", R"({"t":"{{ left open"})");
}

void TestRules::templatesKeepTypesAndDigits()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const RuleInput input {
        .topic = "order:7",
        .event = "new",
        .payload = protocol::Payload::json(
            R"({"qty":12345678901234567890.10,"user":{"name":"A\"é"},"tags":["x",{"y":null}]})"),
        .join = protocol::Payload::json(R"({"token":"demo"})"),
        .assigns = R"({"params":{"user":"ann"}})",
        .topicParts = {{"id", "7"}},
        .eventParts = {}};

    const auto parsed = RuleTemplate::parseJson(text);

    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error()));
    QCOMPARE(parsed.value().expand(input, fixedSources()), expected);
}

void TestRules::aBinaryPayloadIsPassedOnWhole()
{
    const RuleInput input {.payload = protocol::Payload::binary("\x01\x02")};

    const auto whole = RuleTemplate::parseJson(R"("{{payload}}")");
    const auto part = RuleTemplate::parseJson(R"({"b":"{{payload}}"})");

    QCOMPARE(whole.value().payload(input, fixedSources()), input.payload);
    QCOMPARE(part.value().payload(input, fixedSources()).bytes(), QByteArray(R"({"b":null})"));
}

void TestRules::theFirstEnabledRuleThatFitsWins()
{
    const auto workspace =
        WorkspaceReader::read(withRules(R"({"on":"event","event":"a","enabled":false},
                     {"on":"event","event":"a","when":[{"value":"payload.n","equals":1}]},
                     {"on":"event","event":"a","when":[{"value":"payload.n","exists":false}]},
                     {"on":"event","topic":"order:{id}","event":"*"})"),
                              QStringLiteral("w"));
    QVERIFY(workspace);
    const server::RuleTable table(workspace.value().handlers.constFirst().rules());
    const auto matched = [&table](const char *event, const char *payload) {
        RuleInput input {
            .topic = "order:7", .event = event, .payload = protocol::Payload::json(payload)};
        return table.match(server::ChannelRule::Trigger::Event, input).value_or(-1);
    };

    QCOMPARE(matched("a", R"({"n":1})"), 1);
    QCOMPARE(matched("a", R"({"n":1.0})"), 1);
    QCOMPARE(matched("a", R"({})"), 2);
    QCOMPARE(matched("a", R"({"n":2})"), 3);
    QCOMPARE(matched("b", R"({})"), 3);
}

void TestRules::mistakesNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QString>("error");
    const auto row = [](const char *rules, const char *error) {
        QTest::addRow("%s", rules) << QByteArray(rules) << QString::fromUtf8(error);
    };
    row(R"({"on":"leave"})", "1:65: \"on\" must be \"join\" or \"event\", not \"leave\"");
    row(R"({"on":"event"})", "1:59: a rule needs the key \"event\"");
    row(R"({"on":"join","topic":"room:1"})",
        "1:80: \"topic\" must be within the channel's \"order:*\", not \"room:1\"");
    row(R"({"on":"join","topic":"order:{"})",
        "1:80: \"topic\": a capture is {name}, of letters, digits and '_'");
    row(R"({"on":"join","then":[{"push":{"event":"e","payload":{"a":"{{x}}"}}}]})",
        "1:111: \"payload\": there is no value \"x\"; there are topic, event, payload, join, "
        "params, "
        "assigns, now, uuid and counter");
    row(R"({"on":"join","then":[{"push":{"event":"e","every_ms":1}}]})",
        "1:112: \"every_ms\" must be a whole number from 10 to 3600000, not 1");
    row(R"({"on":"join","then":[{"push":{"event":"e"},"crash":{}}]})",
        "1:80: an action has exactly one key, as {\"reply\": {}}");
    row(R"({"on":"join","rply":{}})",
        "1:72: unknown key \"rply\" in a rule; did you mean \"reply\"?");
}

void TestRules::mistakesNameTheirPlace()
{
    QFETCH(QByteArray, rules);
    QFETCH(QString, error);

    QCOMPARE(errorOf(withRules(rules)), QStringLiteral("w:") + error);
}

void TestRules::whatIsWrittenReadsAsTheSameRules()
{
    const QByteArray first = withRules(
        R"({"on":"join","topic":"order:{id}","when":[{"value":"payload.t","equals":"demo"}],)"
        R"("then":[{"reply":{"status":"ok","response":{"n":1.50}}},{"track":{"key":"{{join.u}}"}},)"
        R"({"push":{"event":"tick","payload":{"c": {{counter}}},"every_ms":100}}]},)"
        R"({"on":"event","event":"x:{y}","enabled":false,"crash":{"delay_ms":5}})");
    // Bare values are for people who type; a file is JSON.
    QByteArray valid = first;
    valid.replace("{{counter}}", "\"{{counter}}\"");
    const auto read = WorkspaceReader::read(valid, QStringLiteral("w"));
    QVERIFY2(read, read ? "" : qPrintable(read.error()));

    const QByteArray written = RuleWriter::newWorkspace(read.value().handlers.constFirst());
    const auto again = WorkspaceReader::read(written, QStringLiteral("w"));

    QVERIFY2(again, again ? "" : qPrintable(again.error()));
    QCOMPARE(RuleWriter::newWorkspace(again.value().handlers.constFirst()), written);
    const auto rules = again.value().handlers.constFirst().rules();
    QCOMPARE(rules.size(), 2);
    QCOMPARE(rules.at(0).actions.size(), 3);
    QCOMPARE(rules.at(0).actions.at(0).payload.text(), QByteArray(R"({"n":1.50})"));
    QCOMPARE(rules.at(1).isEnabled, false);
    QCOMPARE(rules.at(1).actions.constFirst().delay, std::chrono::milliseconds(5));
}

void TestRules::theRestOfAFileIsLeftAlone()
{
    const QByteArray source = R"({
  "endpoint": { "listen":   "127.0.0.1:0", "url_host": "localhost" },
  "sockets": [{ "path": "/s",   "handler": "h" }],
  "handlers": { "other": { "kind":  "guide" },
    "h": { "channels": [ { "topic":   "exact", "channel": "lab" }, { "topic": "*", "log_join": false, "rules": [ {"on":"join"} ] } ] } }
}
)";
    auto workspace = WorkspaceReader::read(source, QStringLiteral("w"));
    QVERIFY2(workspace, workspace ? "" : qPrintable(workspace.error()));
    WorkspaceHandler handler = workspace.value().handlers.constLast();
    QList<server::ChannelRule> rules = handler.rules();
    rules.append(rules.constFirst());
    handler.channels = app::withRules(handler.channels, rules);

    const auto replaced = RuleWriter::replaceRules(source, handler);

    QVERIFY2(replaced, replaced ? "" : qPrintable(replaced.error()));
    const QByteArray &text = replaced.value();
    QVERIFY(text.startsWith(source.left(source.indexOf("\"h\": {"))));
    QVERIFY(text.contains(R"({ "topic":   "exact", "channel": "lab" })"));
    const auto again = WorkspaceReader::read(text, QStringLiteral("w"));
    QVERIFY2(again, again ? "" : qPrintable(again.error()));
    QCOMPARE(again.value().handlers.constLast().rules().size(), 2);
    QCOMPARE(again.value().handlers.constLast().channels.constLast().log.join,
             server::LogLevel::Off);
}

PHX_TEST_CLASS(TestRules)

#include "tst_rules.moc"
