// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/behaviours.h"
#include "app/behaviours/ruledraft.h"
#include "tests/support/testcase.h"

Q_DECLARE_METATYPE(phx::app::RuleDraft)

namespace phx::app {

using Part = RuleField::Part;
using Kind = RuleDraft::Kind;
using Test = RuleDraft::Test;

//! Rules as fields of a form: every rule fits, and what is wrong is told at its field.
class RuleDraftTest : public test::TestCase
{
    Q_OBJECT

private Q_SLOTS:
    void aRuleIsTheSameAfterTheForm_data();
    void aRuleIsTheSameAfterTheForm();
    void mistakesAreToldAtTheirField_data();
    void mistakesAreToldAtTheirField();
    void quotesOfValuesMayBeLeftOut();
    void anActionBeginsRight_data();
    void anActionBeginsRight();

private:
    static RuleDraft draft();
};

RuleDraft RuleDraftTest::draft()
{
    return {
        .topic = QStringLiteral("order:{id}"),
        .event = QStringLiteral("qty"),
        .conditions = {{.value = QStringLiteral("payload.a")},
                       {.value = QStringLiteral("payload.b"),
                        .test = Test::Equals,
                        .expected = QStringLiteral("\"x\"")}},
        .actions = {
            {.kind = Kind::Push, .name = QStringLiteral("stock"), .payload = QStringLiteral("{}")},
            {.kind = Kind::Reply,
             .status = QStringLiteral("ok"),
             .payload = QStringLiteral("{}")}}};
}

void RuleDraftTest::aRuleIsTheSameAfterTheForm_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const char *text) {
        QTest::newRow(name) << QByteArray(text);
    };
    row("join", R"({"on": "join", "topic": "a:*"})");
    row("not enabled", R"({"on": "join", "topic": "a:*", "enabled": false})");
    row("conditions",
        R"({"on": "event", "topic": "a:{b}:{c}", "event": "x*", "when": [)"
        R"({"value": "payload.a[0].b", "exists": true}, {"value": "join.c", "exists": false},)"
        R"({"value": "params.d", "equals": {"e": [1.0, "  two  spaces "]}}], "then": []})");
    row("all actions",
        R"({"on": "event", "event": "e", "then": [)"
        R"({"reply": {"status": "no", "response": {"a": 12345678901234567890}, "delay_ms": 3}},)"
        R"({"never_answer": {}}, {"broadcast": {"event": "{{event}}", "payload": "{{payload}}"}},)"
        R"({"broadcast_from": {"event": "f", "payload": {"t": "a {{topic.b}}"}}},)"
        R"({"push": {"event": "g", "payload": {}, "every_ms": 50, "delay_ms": 7}},)"
        R"({"track": {"key": "{{payload.u}}", "meta": {"at": "{{now}}"}}}, {"untrack": {}},)"
        R"({"crash": {}}, {"close": {}}, {"ignore": {}}]})");
    row("a payload of several lines",
        "{\"on\": \"join\", \"then\": [{\"reply\": {\"status\": \"ok\", \"response\":\n"
        "  {\"a\": \"b  c\",\n\t\"d\": 1}}}]}");
}

void RuleDraftTest::aRuleIsTheSameAfterTheForm()
{
    QFETCH(const QByteArray, text);
    const auto rule = Behaviours::fromText(text);
    QVERIFY2(rule, rule ? "" : qPrintable(rule.error()));

    const auto again = toRule(RuleDraft::fromRule(rule.value()));

    QVERIFY2(again, again ? "" : qPrintable(again.error().sentence));
    QByteArray expected = Behaviours::toText(rule.value());
    for (const char space : {'\n', '\t'})
        expected.replace(space, ' ');
    QCOMPARE(Behaviours::toText(again.value()), expected);
}

void RuleDraftTest::mistakesAreToldAtTheirField_data()
{
    QTest::addColumn<RuleDraft>("given");
    QTest::addColumn<int>("part");
    QTest::addColumn<qsizetype>("place");
    QTest::addColumn<QString>("sentence"); // a part of it
    const auto row = [](const char *name, Part part, qsizetype place, const char *sentence,
                        auto spoil) {
        RuleDraft given = draft();
        spoil(given);
        QTest::newRow(name) << given << int(part) << place << QString::fromUtf8(sentence);
    };
    row("no topic", Part::Topic, 0, "\"topic\"", [](RuleDraft &d) { d.topic.clear(); });
    row("a topic with an open brace", Part::Topic, 0, "\"topic\"",
        [](RuleDraft &d) { d.topic = QStringLiteral("a:{b"); });
    row("no event", Part::Event, 0, "\"event\"", [](RuleDraft &d) { d.event.clear(); });
    row("an unknown value", Part::Value, 0, "\"value\"",
        [](RuleDraft &d) { d.conditions[0].value = QStringLiteral("nosuch.a"); });
    row("the second value", Part::Value, 1, "\"value\"",
        [](RuleDraft &d) { d.conditions[1].value.clear(); });
    row("a text without quotes", Part::Expected, 1, "a text in quotes",
        [](RuleDraft &d) { d.conditions[1].expected = QStringLiteral("demo"); });
    row("no status", Part::Status, 1, "\"status\"",
        [](RuleDraft &d) { d.actions[1].status.clear(); });
    row("half a payload", Part::Payload, 1, "",
        [](RuleDraft &d) { d.actions[1].payload = QStringLiteral("{\"a\": "); });
    row("an unknown value in a payload", Part::Payload, 0, "",
        [](RuleDraft &d) { d.actions[0].payload = QStringLiteral("{\"a\": \"{{nosuch.x}}\"}"); });
    row("an unknown value in a name", Part::Name, 0, "\"event\"",
        [](RuleDraft &d) { d.actions[0].name = QStringLiteral("{{nosuch.x}}"); });
    row("too often", Part::Period, 0, "\"every_ms\"",
        [](RuleDraft &d) { d.actions[0].everyMs = 1; });
    row("too late", Part::Delay, 1, "\"delay_ms\"",
        [](RuleDraft &d) { d.actions[1].delayMs = 99'000'000; });
}

void RuleDraftTest::mistakesAreToldAtTheirField()
{
    QFETCH(const RuleDraft, given);
    QFETCH(const int, part);
    QFETCH(const qsizetype, place);
    QFETCH(const QString, sentence);
    QVERIFY(toRule(draft()));

    const auto rule = toRule(given);

    QVERIFY(!rule);
    QCOMPARE(int(rule.error().field.part), part);
    QCOMPARE(rule.error().field.place, place);
    QVERIFY2(rule.error().sentence.contains(sentence), qPrintable(rule.error().sentence));
    QVERIFY(!rule.error().sentence.isEmpty());
}

void RuleDraftTest::quotesOfValuesMayBeLeftOut()
{
    RuleDraft given = draft();
    given.actions[0].payload = QStringLiteral("{\"total\": {{payload.qty}}}");

    const auto rule = toRule(given);

    QVERIFY(rule);
    QCOMPARE(rule.value().actions.at(0).payload.text(), R"({"total": "{{payload.qty}}"})");
}

void RuleDraftTest::anActionBeginsRight_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind <= int(Kind::Ignore); ++kind)
        QTest::addRow("%d", kind) << kind;
}

void RuleDraftTest::anActionBeginsRight()
{
    QFETCH(const int, kind);
    RuleDraft given = draft();
    given.actions = {RuleDraft::newAction(Kind(kind))};

    QVERIFY(toRule(given));
}

PHX_TEST_CLASS(RuleDraftTest)

} // namespace phx::app

#include "tst_ruledraft.moc"
