// SPDX-FileCopyrightText: 2026 The Channelscope authors
// SPDX-License-Identifier: MIT
#include "server/channels/absinthechannel.h"

#include "server/channel/channelcontext.h"
#include "server/channels/noclause.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace phx::server {

namespace {

//! The one result of a subscription, on its way.
struct Tick
{
    QString subscriptionId {};
};

constexpr std::chrono::milliseconds TickDelay {100};
constexpr qsizetype MaxSubscriptions = 100; //!< under way at once
constexpr qsizetype MaxQueryLength = 1000; //!< longer ones are none of the two known documents

ReplyWith replyOk(const QString &key, const QJsonValue &value)
{
    return ReplyWith {.response = protocol::Payload::object({{key, value}})};
}

ReplyWith replyErrors(const QString &sentence)
{
    const QJsonArray errors {QJsonObject {{QStringLiteral("message"), sentence}}};
    return ReplyWith {.status = "error",
                      .response = protocol::Payload::object({{QStringLiteral("errors"), errors}})};
}

//! The type of an operation and its only field: {"query", "hello"}. Empty if it is not that simple.
std::pair<QString, QString> parse(const QString &query)
{
    static const QRegularExpression operation(QStringLiteral(
        R"(\A\s*(?:(query|subscription)(?:\s+[_A-Za-z]\w*)?)?\s*\{\s*([_A-Za-z]\w*)\s*\}\s*\z)"));
    if (query.size() > MaxQueryLength)
        return {};
    const QRegularExpressionMatch match = operation.match(query);
    if (!match.hasMatch())
        return {};
    const QString type = match.captured(1);
    return {type.isEmpty() ? QStringLiteral("query") : type, match.captured(2)};
}

} // namespace

JoinResult AbsintheChannel::join(const QByteArray &topic, const protocol::Payload &payload,
                                 ChannelContext &context)
{
    Q_UNUSED(payload)
    Q_UNUSED(context)
    if (topic != "__absinthe__:control")
        return Crash {QStringLiteral("only __absinthe__:control can be joined")};
    return JoinOk {};
}

ChannelResult AbsintheChannel::handleIn(const protocol::Message &message, ChannelContext &context)
{
    const QJsonObject payload =
        message.payload.isBinary() ? QJsonObject() : message.payload.toObject();
    if (isEvent(message, "doc") && message.payload.isObject()) {
        const QJsonValue variables = payload.value(QLatin1String("variables"));
        if (!variables.isObject() && !variables.isNull() && !variables.isUndefined()) {
            return ReplyWith {.status = "error",
                              .response = protocol::Payload::json(
                                  R"({"error":"Could not parse variables as map"})")};
        }
        return run(payload.value(QLatin1String("query")).toString(), context);
    }
    const QString idKey = QStringLiteral("subscriptionId");
    if (isEvent(message, "unsubscribe") && payload.contains(idKey)) {
        m_subscriptions.remove(payload.value(idKey).toString());
        return replyOk(idKey, payload.value(idKey));
    }
    return noClause(QStringLiteral("Absinthe.Phoenix.Channel"), message);
}

ChannelResult AbsintheChannel::run(const QString &query, ChannelContext &context)
{
    const auto [type, field] = parse(query);
    if (type == QLatin1String("query") && field == QLatin1String("hello"))
        return replyOk(QStringLiteral("data"), QJsonObject {{field, QStringLiteral("world")}});
    if (type == QLatin1String("subscription") && field == QLatin1String("tick")) {
        if (m_subscriptions.size() >= MaxSubscriptions)
            return replyErrors(QStringLiteral("Too many subscriptions wait for their tick."));
        const QString id =
            QStringLiteral("__absinthe__:doc:%1:%2")
                .arg(QString::number(context.instanceId()), QString::number(++m_lastDocument));
        m_subscriptions.insert(id);
        context.sendAfter(QVariant::fromValue(Tick {id}), TickDelay);
        return replyOk(QStringLiteral("subscriptionId"), id);
    }
    return replyErrors(QStringLiteral(
        "This channel knows only \"query { hello }\" and \"subscription { tick }\"."));
}

ChannelResult AbsintheChannel::handleInfo(const QVariant &info, ChannelContext &context)
{
    if (!info.canConvert<Tick>())
        return Channel::handleInfo(info, context);
    const QString id = info.value<Tick>().subscriptionId;
    if (!m_subscriptions.remove(id))
        return NoReply {};
    const QJsonObject data {{QStringLiteral("tick"), 1}};
    const QJsonObject payload {
        {QStringLiteral("result"), QJsonObject {{QStringLiteral("data"), data}}},
        {QStringLiteral("subscriptionId"), id}};
    context.pushTo(id.toUtf8(), "subscription:data", protocol::Payload::object(payload));
    return NoReply {};
}

} // namespace phx::server
