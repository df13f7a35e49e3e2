// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/rulereader.h"

#include "server/channels/ruletable.h"

namespace phx::app {

namespace {

using server::ChannelRule;
using server::RuleAction;
using server::RuleCondition;
using Kind = server::RuleAction::Kind;

const qsizetype MaxStatusBytes = 64;

bool isMessage(Kind kind)
{
    return kind == Kind::Broadcast || kind == Kind::BroadcastFrom || kind == Kind::Push;
}

} // namespace

const QStringList &ruleActionNames()
{
    static const QStringList Names {QStringLiteral("reply"),     QStringLiteral("never_answer"),
                                    QStringLiteral("broadcast"), QStringLiteral("broadcast_from"),
                                    QStringLiteral("push"),      QStringLiteral("track"),
                                    QStringLiteral("untrack"),   QStringLiteral("crash"),
                                    QStringLiteral("close"),     QStringLiteral("ignore")};
    return Names;
}

QList<ChannelRule> RuleReader::read(const JsonNode &list, const QByteArray &topic)
{
    QList<ChannelRule> rules;
    const bool isListed =
        !list.items.empty() && std::ssize(list.items) <= server::RuleTable::MaxRules;
    if (!isListed && !m_problem)
        m_problem = JsonProblem {
            list.position,
            QStringLiteral("\"rules\" must list 1 to %1 rules").arg(server::RuleTable::MaxRules)};
    for (const JsonNode &item : list.items)
        rules.append(readRule(item, topic));
    return rules;
}

QByteArray RuleReader::sourceOf(const JsonNode &node) const
{
    return m_source.mid(node.begin, node.end - node.begin);
}

ChannelRule RuleReader::readRule(const JsonNode &node, const QByteArray &topic)
{
    const QStringList keys {QStringLiteral("on"),    QStringLiteral("event"),
                            QStringLiteral("topic"), QStringLiteral("when"),
                            QStringLiteral("then"),  QStringLiteral("enabled")};
    ObjectReader reader(node, QStringLiteral("a rule"), keys + ruleActionNames(), m_problem);
    ChannelRule rule;
    rule.isEnabled = reader.flag(u"enabled", true);
    readTopic(reader, node, topic, rule);
    const JsonNode *on = reader.require(u"on");
    const QString trigger = reader.text(u"on");
    if (trigger == QLatin1String("join"))
        rule.trigger = ChannelRule::Trigger::Join;
    else if (on != nullptr && trigger != QLatin1String("event"))
        reader.failValue(u"on", *on, QStringLiteral("\"join\" or \"event\""));
    readEvent(reader, rule);
    readConditions(reader, rule);
    readActions(reader, node, rule);
    return rule;
}

void RuleReader::readTopic(ObjectReader &reader, const JsonNode &node, const QByteArray &topic,
                           ChannelRule &rule)
{
    const JsonNode *own = reader.find(u"topic");
    const QByteArray text = own != nullptr ? reader.text(u"topic").toUtf8() : topic;
    auto pattern = server::CapturePattern::parse(text);
    if (!pattern)
        return reader.fail((own != nullptr ? own : &node)->position,
                           QStringLiteral("\"topic\": %1").arg(pattern.error()));
    rule.topic = std::move(pattern).value();
    const bool isPrefix = topic.endsWith('*');
    const bool isWithin =
        isPrefix ? rule.topic.route().startsWith(topic.chopped(1)) : rule.topic.route() == topic;
    if (own != nullptr && !isWithin)
        reader.failValue(
            u"topic", *own,
            QStringLiteral("within the channel's \"%1\"").arg(QString::fromUtf8(topic)));
}

void RuleReader::readEvent(ObjectReader &reader, ChannelRule &rule)
{
    if (rule.trigger == ChannelRule::Trigger::Join) {
        if (const JsonNode *event = reader.find(u"event"))
            reader.fail(event->position, QStringLiteral("\"event\" is only for \"on\": \"event\""));
        return;
    }
    const JsonNode *event = reader.require(u"event");
    const QByteArray text = reader.text(u"event").toUtf8();
    if (event == nullptr || !reader.isOk())
        return;
    auto pattern = server::CapturePattern::parse(text);
    if (pattern)
        rule.event = std::move(pattern).value();
    else
        reader.fail(event->position, QStringLiteral("\"event\": %1").arg(pattern.error()));
}

void RuleReader::readConditions(ObjectReader &reader, ChannelRule &rule)
{
    const JsonNode *list = reader.array(u"when");
    if (list == nullptr)
        return;
    if (std::ssize(list->items) > ChannelRule::MaxConditions)
        reader.fail(list->position,
                    QStringLiteral("\"when\" must list at most %1 conditions")
                        .arg(ChannelRule::MaxConditions));
    for (const JsonNode &item : list->items) {
        ObjectReader fields(
            item, QStringLiteral("a condition"),
            {QStringLiteral("value"), QStringLiteral("exists"), QStringLiteral("equals")},
            m_problem);
        RuleCondition condition;
        const JsonNode *value = fields.require(u"value");
        auto parsed = server::RuleValue::parse(fields.text(u"value").toUtf8());
        if (parsed)
            condition.value = std::move(parsed).value();
        else if (value != nullptr)
            fields.fail(value->position, QStringLiteral("\"value\": %1").arg(parsed.error()));
        condition.test = fields.flag(u"exists", true) ? RuleCondition::Test::Exists
                                                      : RuleCondition::Test::Missing;
        if (const JsonNode *equals = fields.find(u"equals")) {
            if (fields.find(u"exists") != nullptr)
                fields.fail(equals->position,
                            QStringLiteral("a condition has either \"equals\" or \"exists\""));
            condition.test = RuleCondition::Test::Equals;
            condition.expected = sourceOf(*equals);
        }
        rule.conditions.append(condition);
    }
}

void RuleReader::readActions(ObjectReader &reader, const JsonNode &node, ChannelRule &rule)
{
    const JsonNode *list = reader.array(u"then");
    for (const JsonMember &member : node.members) {
        if (!ruleActionNames().contains(member.key))
            continue;
        if (list != nullptr || !rule.actions.isEmpty())
            reader.fail(member.position,
                        QStringLiteral("a rule has one action or a list \"then\", not both"));
        rule.actions.append(readAction(member));
    }
    if (list == nullptr)
        return;
    if (std::ssize(list->items) > ChannelRule::MaxActions)
        reader.fail(
            list->position,
            QStringLiteral("\"then\" must list at most %1 actions").arg(ChannelRule::MaxActions));
    for (const JsonNode &item : list->items) {
        const ObjectReader action(item, QStringLiteral("an action"), ruleActionNames(), m_problem);
        if (item.members.size() == 1)
            rule.actions.append(readAction(item.members.front()));
        else
            reader.fail(item.position,
                        QStringLiteral("an action has exactly one key, as {\"%1\": {}}")
                            .arg(ruleActionNames().constFirst()));
    }
}

RuleAction RuleReader::readAction(const JsonMember &member)
{
    RuleAction action;
    action.kind = Kind(std::max<qsizetype>(ruleActionNames().indexOf(member.key), 0));
    QStringList keys {QStringLiteral("delay_ms")};
    if (action.kind == Kind::Reply)
        keys += {QStringLiteral("status"), QStringLiteral("response")};
    if (isMessage(action.kind))
        keys += {QStringLiteral("event"), QStringLiteral("payload"), QStringLiteral("every_ms")};
    if (action.kind == Kind::Track)
        keys += {QStringLiteral("key"), QStringLiteral("meta")};
    ObjectReader reader(member.value, QStringLiteral("\"%1\"").arg(member.key), keys, m_problem);
    using std::chrono::milliseconds;
    const qint64 longest = ChannelRule::MaxDelay.count();
    action.delay = milliseconds(reader.integer(u"delay_ms", 0, longest, 0));
    action.every =
        milliseconds(reader.integer(u"every_ms", ChannelRule::MinPeriod.count(), longest, 0));
    if (action.kind == Kind::Reply) {
        action.status = reader.text(u"status", QStringLiteral("ok")).toUtf8();
        if (action.status.isEmpty() || action.status.size() > MaxStatusBytes)
            reader.failValue(u"status", *reader.find(u"status"),
                             QStringLiteral("a text of 1 to %1 bytes").arg(MaxStatusBytes));
        readMessage(reader, action, {}, QStringLiteral("response"));
    } else if (isMessage(action.kind)) {
        readMessage(reader, action, QStringLiteral("event"), QStringLiteral("payload"));
    } else if (action.kind == Kind::Track) {
        readMessage(reader, action, QStringLiteral("key"), QStringLiteral("meta"));
    }
    return action;
}

void RuleReader::readMessage(ObjectReader &reader, RuleAction &action, const QString &nameKey,
                             const QString &payloadKey)
{
    if (!nameKey.isEmpty()) {
        const JsonNode *name = reader.require(nameKey);
        auto parsed = server::RuleTemplate::parseName(reader.text(nameKey).toUtf8());
        if (parsed)
            action.name = std::move(parsed).value();
        else if (name != nullptr)
            reader.fail(name->position, QStringLiteral("\"%1\": %2").arg(nameKey, parsed.error()));
    }
    const JsonNode *payload = reader.find(payloadKey);
    if (payload == nullptr)
        return;
    auto parsed = server::RuleTemplate::parseJson(sourceOf(*payload));
    if (parsed)
        action.payload = std::move(parsed).value();
    else
        reader.fail(payload->position,
                    QStringLiteral("\"%1\": %2").arg(payloadKey, parsed.error()));
}

} // namespace phx::app
