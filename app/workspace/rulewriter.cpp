// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "app/workspace/rulewriter.h"

#include "app/workspace/jsonreader.h"
#include "app/workspace/logreader.h"
#include "app/workspace/rulereader.h"
#include "app/workspace/workspacereader.h"
#include "server/protocol/wirevalue.h"

#include <algorithm>

namespace phx::app {

namespace {

using server::ChannelRule;
using server::RuleAction;
using server::RuleCondition;
using Kind = server::RuleAction::Kind;

QByteArray quoted(const QByteArray &text)
{
    QByteArray json;
    protocol::WireValue::appendJsonText(json, text);
    return json;
}

QByteArray object(const QByteArrayList &members)
{
    return members.isEmpty() ? QByteArray("{}") : "{ " + members.join(", ") + " }";
}

QByteArray member(const char *key, const QByteArray &value)
{
    return '"' + QByteArray(key) + "\": " + value;
}

QByteArray conditionText(const RuleCondition &condition)
{
    QByteArrayList members {member("value", quoted(condition.value.text()))};
    if (condition.test == RuleCondition::Test::Equals)
        members.append(member("equals", condition.expected));
    else
        members.append(
            member("exists", condition.test == RuleCondition::Test::Exists ? "true" : "false"));
    return object(members);
}

QByteArray actionText(const RuleAction &action)
{
    QByteArrayList members;
    switch (action.kind) {
    case Kind::Reply:
        members = {member("status", quoted(action.status)),
                   member("response", action.payload.text())};
        break;
    case Kind::Broadcast:
    case Kind::BroadcastFrom:
    case Kind::Push:
        members = {member("event", quoted(action.name.text())),
                   member("payload", action.payload.text())};
        break;
    case Kind::Track:
        members = {member("key", quoted(action.name.text())),
                   member("meta", action.payload.text())};
        break;
    default:
        break;
    }
    if (action.delay.count() > 0)
        members.append(member("delay_ms", QByteArray::number(action.delay.count())));
    if (action.every.count() > 0)
        members.append(member("every_ms", QByteArray::number(action.every.count())));
    const QByteArray kind = ruleActionNames().at(qsizetype(action.kind)).toUtf8();
    return object({member(kind.constData(), object(members))});
}

template<class List, class Text>
QByteArray listText(const List &list, Text text)
{
    QByteArrayList items;
    for (const auto &item : list)
        items.append(text(item));
    return "[" + items.join(", ") + "]";
}

//! Members behind others, where they are not as by default.
QByteArray logText(const server::ChannelLog &log)
{
    const server::ChannelLog usual;
    QByteArray text;
    if (log.join != usual.join)
        text += ", " + member("log_join", logLevelText(log.join));
    if (log.handleIn != usual.handleIn)
        text += ", " + member("log_handle_in", logLevelText(log.handleIn));
    return text;
}

//! \param codeOf the text of an entry that is no rules
template<class CodeText>
QByteArray channelsText(const QList<WorkspaceChannel> &channels, CodeText codeOf)
{
    QByteArrayList entries;
    for (const WorkspaceChannel &channel : channels) {
        if (channel.rules.isEmpty()) {
            entries.append("        " + codeOf(channel));
            continue;
        }
        QByteArrayList rules;
        for (const ChannelRule &rule : channel.rules)
            rules.append("            " + RuleWriter::ruleText(rule, channel.topic));
        entries.append("        { \"topic\": " + quoted(channel.topic) + logText(channel.log)
                       + ", \"rules\": [\n" + rules.join(",\n") + "\n        ] }");
    }
    return "[\n" + entries.join(",\n") + "\n      ]";
}

QByteArray checkText(const ConnectCheck &check)
{
    QByteArrayList members {member("param", quoted(check.param.toUtf8()))};
    if (check.equals) {
        members.append(member("equals", quoted(check.equals->toUtf8())));
    } else {
        members.append(member("salt", quoted(check.salt)));
        members.append(member("max_age_seconds", QByteArray::number(check.maxAge.count())));
    }
    return object(members);
}

QByteArray codeText(const WorkspaceChannel &channel)
{
    return object({member("topic", quoted(channel.topic)),
                   member("channel", quoted(channel.channel.toUtf8()))});
}

//! \param others members that are kept as they stand
QByteArray handlerText(const WorkspaceHandler &handler, const QByteArray &channels,
                       const QByteArrayList &others = {})
{
    QByteArrayList members = others;
    if (handler.connect)
        members.append(member("connect", checkText(*handler.connect)));
    members.append(member("channels", channels));
    return "{\n      " + members.join(",\n      ") + "\n    }";
}

const JsonNode *find(const JsonNode *object, const QString &key)
{
    if (object == nullptr)
        return nullptr;
    for (const JsonMember &entry : object->members) {
        if (entry.key == key)
            return &entry.value;
    }
    return nullptr;
}

//! Of the entry with rules for that topic.
server::ChannelLog logOf(const QList<WorkspaceChannel> &channels, const QByteArray &topic)
{
    for (const WorkspaceChannel &channel : channels) {
        if (!channel.rules.isEmpty() && channel.topic == topic)
            return channel.log;
    }
    return {};
}

} // namespace

QList<WorkspaceChannel> withRules(const QList<WorkspaceChannel> &channels,
                                  const QList<ChannelRule> &rules)
{
    QList<WorkspaceChannel> groups;
    for (const ChannelRule &rule : rules) {
        const QByteArray route = rule.topic.route();
        if (groups.isEmpty() || groups.constLast().topic != route)
            groups.append(
                {.topic = route, .channel = {}, .rules = {}, .log = logOf(channels, route)});
        groups.last().rules.append(rule);
    }
    QList<WorkspaceChannel> result;
    bool arePlaced = false;
    for (const WorkspaceChannel &channel : channels) {
        if (channel.rules.isEmpty())
            result.append(channel);
        else if (!std::exchange(arePlaced, true))
            result += groups;
    }
    if (!arePlaced)
        result += groups;
    return result;
}

QByteArray RuleWriter::ruleText(const ChannelRule &rule, const QByteArray &topic)
{
    const bool isJoin = rule.trigger == ChannelRule::Trigger::Join;
    QByteArrayList members {member("on", isJoin ? "\"join\"" : "\"event\"")};
    if (rule.topic.text() != topic)
        members.append(member("topic", quoted(rule.topic.text())));
    if (!isJoin)
        members.append(member("event", quoted(rule.event.text())));
    if (!rule.conditions.isEmpty())
        members.append(member("when", listText(rule.conditions, conditionText)));
    members.append(member("then", listText(rule.actions, actionText)));
    if (!rule.isEnabled)
        members.append(member("enabled", "false"));
    return object(members);
}

Result<QByteArray, QString> RuleWriter::replaceRules(const QByteArray &source,
                                                     const WorkspaceHandler &handler)
{
    const auto root = JsonReader::read(source);
    if (!root)
        return QStringLiteral("The file is no longer valid JSON: %1.").arg(root.error().sentence);
    const JsonNode *node = find(find(&root.value(), QStringLiteral("handlers")), handler.name);
    if (node == nullptr)
        return QStringLiteral("The file no longer has the handler \"%1\".").arg(handler.name);
    const JsonNode *channels = find(node, QStringLiteral("channels"));
    // Entries of code are copied as they stand, whatever keys they have.
    const auto codeOf = [&source, channels](const WorkspaceChannel &channel) {
        if (channels != nullptr) {
            for (const JsonNode &entry : channels->items) {
                const JsonNode *topic = find(&entry, QStringLiteral("topic"));
                const bool isCode = find(&entry, QStringLiteral("rules")) == nullptr;
                if (isCode && topic != nullptr && topic->text.toUtf8() == channel.topic)
                    return source.mid(entry.begin, entry.end - entry.begin);
            }
        }
        return codeText(channel);
    };
    QByteArrayList others;
    for (const JsonMember &entry : node->members) {
        static const QStringList Replaced {QStringLiteral("channels"), QStringLiteral("connect"),
                                           QStringLiteral("kind")};
        if (!Replaced.contains(entry.key))
            others.append(
                member(entry.key.toUtf8().constData(),
                       source.mid(entry.value.begin, entry.value.end - entry.value.begin)));
    }
    const QByteArray text = handlerText(handler, channelsText(handler.channels, codeOf), others);
    QByteArray result = source;
    result.replace(node->begin, node->end - node->begin, text);
    const auto check = WorkspaceReader::read(result, QStringLiteral("workspace"));
    if (!check)
        return QStringLiteral("The rules could not be written: %1").arg(check.error());
    return result;
}

QByteArray RuleWriter::newWorkspace(const WorkspaceHandler &handler)
{
    return "{\n  \"endpoint\": { \"listen\": \"127.0.0.1:4000\",\n"
           "    \"check_origin\": [\"//localhost\", \"//127.0.0.1\", \"//[::1]\"] },\n"
           "  \"sockets\": [{ \"path\": \"/socket\", \"handler\": "
        + quoted(handler.name.toUtf8()) + " }],\n  \"handlers\": {\n    "
        + quoted(handler.name.toUtf8()) + ": "
        + handlerText(handler, channelsText(handler.channels, codeText)) + "\n  }\n}\n";
}

} // namespace phx::app
