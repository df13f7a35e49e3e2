// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/behaviours/ruledraft.h"

#include "app/workspace/rulereader.h"
#include "server/protocol/wirevalue.h"

namespace phx::app {

using Kind = server::RuleAction::Kind;
using Part = RuleField::Part;
using Test = server::RuleCondition::Test;

namespace {

QByteArray quoted(const QString &text)
{
    QByteArray json;
    protocol::WireValue::appendJsonText(json, text.toUtf8());
    return json;
}

//! JSON may span lines; within its strings none ends, so that is all white space.
QString oneLine(QString json)
{
    for (const char space : {'\n', '\r', '\t'})
        json.replace(QLatin1Char(space), QLatin1Char(' '));
    return json.trimmed();
}

//! \brief The text of the rule with each field on a line of its own, so that the line of a problem
//! is its field.
class DraftWriter
{
public:
    explicit DraftWriter(const RuleDraft &draft)
    {
        const bool isJoin = draft.trigger == RuleDraft::Trigger::Join;
        add({}, isJoin ? R"({ "on": "join")" : R"({ "on": "event")");
        add({}, draft.isEnabled ? R"(, "enabled": true)" : R"(, "enabled": false)");
        add({Part::Topic}, R"(, "topic": )" + quoted(draft.topic));
        if (!isJoin)
            add({Part::Event}, R"(, "event": )" + quoted(draft.event));
        add({}, R"(, "when": [)");
        for (qsizetype i = 0; i < draft.conditions.size(); ++i)
            addCondition(draft.conditions.at(i), i);
        add({}, R"(], "then": [)");
        for (qsizetype i = 0; i < draft.actions.size(); ++i)
            addAction(draft.actions.at(i), i);
        add({}, "] }");
    }

    //! Of a field whose text cannot even be written; nullopt: all could.
    [[nodiscard]] const std::optional<RuleProblem> &problem() const { return m_problem; }
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    //! \param line from 1
    [[nodiscard]] RuleField fieldAt(qsizetype line) const { return m_fields.value(line - 1); }

private:
    void add(const RuleField &field, const QByteArray &line)
    {
        m_text += line + '\n';
        m_fields.append(field);
    }

    void fail(const RuleField &field, const QString &sentence)
    {
        if (!m_problem)
            m_problem = {field, sentence};
    }

    void addCondition(const RuleDraft::Condition &condition, qsizetype place)
    {
        add({}, place == 0 ? "{" : ", {");
        add({Part::Value, place}, R"("value": )" + quoted(condition.value));
        if (condition.test == Test::Equals) {
            const QByteArray expected = oneLine(condition.expected).toUtf8();
            if (const auto json = JsonReader::read(expected); !json)
                fail({Part::Expected, place},
                     QStringLiteral("what it equals must be JSON, a text in quotes: %1")
                         .arg(json.error().sentence));
            add({Part::Expected, place}, R"(, "equals": )" + expected);
        } else {
            add({},
                condition.test == Test::Exists ? R"(, "exists": true)" : R"(, "exists": false)");
        }
        add({}, "}");
    }

    void addAction(const RuleDraft::Action &action, qsizetype place)
    {
        const auto fields = RuleActionFields::of(action.kind);
        const bool isReply = action.kind == Kind::Reply;
        const bool isTrack = action.kind == Kind::Track;
        add({},
            (place == 0 ? "{ " : ", { ") + quoted(ruleActionNames().at(qsizetype(action.kind)))
                + ": {");
        add({Part::Delay, place}, R"("delay_ms": )" + QByteArray::number(action.delayMs));
        if (fields.hasStatus)
            add({Part::Status, place}, R"(, "status": )" + quoted(action.status));
        if (fields.hasName)
            add({Part::Name, place},
                (isTrack ? R"(, "key": )" : R"(, "event": )") + quoted(action.name));
        if (fields.hasPayload) {
            const char *key = isReply ? R"(, "response": )" : R"(, "payload": )";
            add({Part::Payload, place},
                (isTrack ? R"(, "meta": )" : key) + payloadText(action.payload, place));
        }
        if (fields.hasPeriod && action.everyMs > 0)
            add({Part::Period, place}, R"(, "every_ms": )" + QByteArray::number(action.everyMs));
        add({}, "} }");
    }

    QByteArray payloadText(const QString &payload, qsizetype place)
    {
        const QByteArray text = oneLine(payload).toUtf8();
        const auto parsed = server::RuleTemplate::parseJson(text.isEmpty() ? "{}" : text);
        if (parsed)
            return parsed.value().text();
        fail({Part::Payload, place}, parsed.error());
        return "{}";
    }

    QByteArray m_text;
    QList<RuleField> m_fields; //!< by line
    std::optional<RuleProblem> m_problem;
};

} // namespace

RuleActionFields RuleActionFields::of(Kind kind)
{
    switch (kind) {
    case Kind::Reply:
        return {.hasStatus = true, .hasPayload = true};
    case Kind::Broadcast:
    case Kind::BroadcastFrom:
    case Kind::Push:
        return {.hasName = true, .hasPayload = true, .hasPeriod = true};
    case Kind::Track:
        return {.hasName = true, .hasPayload = true};
    case Kind::NeverAnswer:
    case Kind::Untrack:
    case Kind::Crash:
    case Kind::Close:
    case Kind::Ignore:
        break;
    }
    return {};
}

RuleDraft RuleDraft::fromRule(const server::ChannelRule &rule)
{
    RuleDraft draft {.isEnabled = rule.isEnabled,
                     .trigger = rule.trigger,
                     .topic = QString::fromUtf8(rule.topic.text()),
                     .event = QString::fromUtf8(rule.event.text())};
    for (const server::RuleCondition &condition : rule.conditions)
        draft.conditions.append({.value = QString::fromUtf8(condition.value.text()),
                                 .test = condition.test,
                                 .expected = oneLine(QString::fromUtf8(condition.expected))});
    for (const server::RuleAction &action : rule.actions) {
        const auto fields = RuleActionFields::of(action.kind);
        draft.actions.append({.kind = action.kind,
                              .status = QString::fromUtf8(action.status),
                              .name = QString::fromUtf8(action.name.text()),
                              .payload = fields.hasPayload
                                  ? oneLine(QString::fromUtf8(action.payload.text()))
                                  : QString(),
                              .delayMs = action.delay.count(),
                              .everyMs = action.every.count()});
    }
    return draft;
}

RuleDraft::Action RuleDraft::newAction(Kind kind)
{
    Action action {.kind = kind, .status = QStringLiteral("ok")};
    if (RuleActionFields::of(kind).hasPayload)
        action.payload = QStringLiteral("{}");
    if (kind == Kind::Broadcast || kind == Kind::BroadcastFrom) {
        action.name = QStringLiteral("{{event}}");
        action.payload = QStringLiteral("\"{{payload}}\"");
    } else if (kind == Kind::Push) {
        action.name = QStringLiteral("hello");
        action.payload = QStringLiteral(R"({ "at": "{{now}}" })");
    } else if (kind == Kind::Track) {
        action.name = QStringLiteral("{{payload.user_id}}");
        action.payload = QStringLiteral(R"({ "online_at": "{{now}}" })");
    }
    return action;
}

Result<server::ChannelRule, RuleProblem> toRule(const RuleDraft &draft)
{
    const DraftWriter writer(draft);
    if (writer.problem())
        return *writer.problem();
    const auto node = JsonReader::read(writer.text());
    std::optional<JsonProblem> problem;
    server::ChannelRule rule;
    if (node)
        rule = RuleReader(writer.text(), problem).readRule(node.value(), "*");
    else
        problem = node.error();
    if (problem)
        return RuleProblem {writer.fieldAt(problem->position.line), problem->sentence};
    return rule;
}

} // namespace phx::app
